import { expect } from 'vitest';
import type { HospitalCase } from '../../case-context.ts';
import { expectTimely } from '../../deadline.ts';

/** `check`: what an operator is told. */
export const checkCases: readonly HospitalCase[] = [
  {
    id: 'CHECK-1',
    title: 'finds a hospital that is well reached, in time with us and without a lack, and changes nothing',
    needs: [],
    async run({ adapter, hospital, call }) {
      const before = await hospital.bookings();
      const findings = await adapter.check(call());
      expect(findings).toContainEqual({ kind: 'reached' });
      for (const finding of findings) {
        expect(['reached', 'credentials-accepted', 'clock']).toContain(finding.kind);
        if (finding.kind === 'clock') expect(Math.abs(finding.aheadMs)).toBeLessThanOrEqual(2_000);
      }
      expect(await hospital.bookings()).toEqual(before);
    },
  },
  {
    id: 'CHECK-2',
    title: 'finds that the hospital does not take its credentials',
    needs: [],
    cannot: ({ stranger, adapter }) => {
      if (stranger === undefined) return 'there is no adapter with wrong credentials';
      const asks = adapter.slots ?? adapter.bookings ?? adapter.patients ?? adapter.queue;
      return asks === undefined ? 'this hospital answers no question' : undefined;
    },
    async run({ stranger, call }) {
      const kinds = (await stranger?.check(call()))?.map(({ kind }) => kind);
      expect(kinds).toContain('credentials-refused');
      expect(kinds).not.toContain('credentials-accepted');
    },
  },
  {
    id: 'CHECK-3',
    title: 'finds that nothing answers, without throwing',
    needs: [],
    fault: 'refused',
    async run({ adapter, hospital, limits, call }) {
      await hospital.setFault('refused', 'read');
      const findings = await expectTimely(limits, adapter.check(call(limits.deadlineMs)));
      expect(findings.map(({ kind }) => kind)).toContain('unreachable');
      expect(findings.map(({ kind }) => kind)).not.toContain('reached');
    },
  },
];
