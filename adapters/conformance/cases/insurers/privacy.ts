import { expect } from 'vitest';
import { describeOutcome, expectNothingPersonal } from '../../expectations.ts';
import { FAULTS } from '../../partner-under-test.ts';
import { CALL_NAMES, TRIALS } from './calls.ts';
import type { InsurerCase } from './insurer-case.ts';

const QUICK = FAULTS.filter((fault) => !['slow', 'late-commit', 'timeout-before-commit', 'timeout-after-commit'].includes(fault));

/** `Failure.detail` is logged. */
export const privacyCases: readonly InsurerCase[] = [
  {
    id: 'PRIVACY-1',
    title: 'tells neither the person nor their token in a failure of person',
    needs: [],
    async run({ adapter, insurer, insured, call }) {
      const { patient, ref } = await insured();
      const token = await insurer.token(ref);
      const outcomes = [];
      for (const fault of QUICK.filter((one) => insurer.supportedFaults.includes(one))) {
        await insurer.setFault(fault, 'read');
        outcomes.push(await adapter.person({ patient, token }, call()));
      }
      await insurer.setFault(null);
      await insurer.suspend(ref);
      outcomes.push(await adapter.person({ patient, token }, call()), await adapter.person({ patient }, call()));
      expect(outcomes.filter(({ ok }) => !ok).length).toBeGreaterThan(QUICK.length / 2);
      for (const outcome of outcomes) {
        expectNothingPersonal(outcome, patient);
        if (!outcome.ok) expect(outcome.failure.detail.includes(token), describeOutcome(outcome)).toBe(false);
      }
    },
  },
  {
    id: 'PRIVACY-2',
    title: 'tells neither the number of an insured person nor what they were treated with when a bill is refused',
    needs: [],
    async run({ adapter, insurer, insured, bill, call }) {
      const person = await insured();
      const request = bill(person);
      const outcomes = [await adapter.preSettle({ ...request, total: request.total + 1 }, call())];
      await insurer.suspend(person.ref);
      outcomes.push(await adapter.preSettle(request, call()));
      for (const outcome of outcomes) {
        expect(outcome.ok).toBe(false);
        const text = describeOutcome(outcome);
        for (const secret of [person.ref, ...request.lines.map(({ name }) => name)]) expect(text).not.toContain(secret);
      }
    },
  },
  ...CALL_NAMES.filter((name) => name !== 'person').map(
    (name): InsurerCase => ({
      id: `PRIVACY-${name}`,
      title: `tells no key and no amount in a failure of ${name}`,
      needs: [],
      async run(context) {
        const { adapter, insurer, call } = context;
        const tried = await TRIALS[name](context);
        for (const fault of ['html-page', 'malformed', 'empty-200', 'server-error-after-commit'] as const) {
          for (const target of ['read', 'write'] as const) {
            await insurer.setFault(fault, target);
            const outcome = await tried.ask(adapter, call());
            const text = describeOutcome(outcome);
            if (!outcome.ok) for (const secret of [...tried.keys, '10000', '100.00']) expect(text).not.toContain(secret);
          }
        }
      },
    }),
  ),
];
