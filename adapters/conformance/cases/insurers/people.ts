import { expect } from 'vitest';
import { expectFailure, expectOk, expectRejected } from '../../expectations.ts';
import type { InsurerCase } from './insurer-case.ts';

/** `person`: whether somebody is insured. */
export const personCases: readonly InsurerCase[] = [
  {
    id: 'PERSON-1',
    title: 'answers the number and the balance of somebody who is insured',
    needs: [],
    async run({ adapter, insured, call }) {
      const { patient, ref } = await insured({ balance: 123_456 });
      expect(expectOk(await adapter.person({ patient }, call()))).toEqual({ ref, balance: 123_456 });
    },
  },
  {
    id: 'PERSON-2',
    title: 'answers null for somebody whom the insurer does not know',
    needs: [],
    async run({ adapter, newPatient, call }) {
      expect(expectOk(await adapter.person({ patient: newPatient() }, call()))).toBeNull();
    },
  },
  {
    id: 'PERSON-3',
    title: 'never answers a person of another name under the same document',
    needs: [],
    async run({ adapter, insured, call }) {
      const { patient } = await insured();
      const outcome = await adapter.person({ patient: { ...patient, name: '欧阳震' } }, call());
      if (outcome.ok) expect(outcome.value).toBeNull();
      else expectFailure(outcome, ['rejected']);
    },
  },
  {
    id: 'PERSON-4',
    title: 'says suspended of somebody for whom nothing is paid at present',
    needs: [],
    async run({ adapter, insurer, insured, call }) {
      const { patient, ref } = await insured();
      await insurer.suspend(ref);
      expectRejected(await adapter.person({ patient }, call()), ['suspended']);
    },
  },
  {
    id: 'TOKEN-1',
    title: 'finds a person by the token of their own code, once',
    needs: [],
    async run({ adapter, insurer, insured, call }) {
      const { patient, ref } = await insured();
      const token = await insurer.token(ref);
      expect(expectOk(await adapter.person({ patient, token }, call()))).toMatchObject({ ref });
      expectRejected(await adapter.person({ patient, token }, call()), ['token-refused']);
    },
  },
  {
    id: 'TOKEN-2',
    title: 'refuses the token of somebody else',
    needs: [],
    async run({ adapter, insurer, insured, call }) {
      const [shows, owns] = [await insured(), await insured()];
      const token = await insurer.token(owns.ref);
      expectRejected(await adapter.person({ patient: shows.patient, token }, call()), ['token-refused']);
    },
  },
  {
    id: 'TOKEN-3',
    title: 'refuses a token that nobody gave',
    needs: [],
    async run({ adapter, insured, call }) {
      const { patient } = await insured();
      expectRejected(await adapter.person({ patient, token: 'never-given' }, call()), ['token-refused']);
    },
  },
  {
    id: 'TOKEN-4',
    title: 'does not show a token again by itself when the answer to it was lost',
    needs: [],
    fault: 'reset-after-commit',
    async run({ adapter, insurer, insured, call }) {
      const { patient, ref } = await insured();
      const token = await insurer.token(ref);
      await insurer.setFault('reset-after-commit', 'read');
      expectFailure(await adapter.person({ patient, token }, call()), ['unavailable']);
      await insurer.setFault(null);
      expectRejected(await adapter.person({ patient, token }, call()), ['token-refused']);
      expect(expectOk(await adapter.person({ patient }, call()))).toMatchObject({ ref });
    },
  },
];
