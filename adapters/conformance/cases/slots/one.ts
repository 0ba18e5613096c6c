import { expect } from 'vitest';
import { type HospitalCase, MINUTE_MS } from '../../case-context.ts';
import { describeOutcome, expectOk } from '../../expectations.ts';

/** References that no hospital gave, some of them meant to leave the path they are put in. */
const HOSTILE_REFS = ['', '..', '../Patient', 'a/b', 'a?b=c', 'a#b', '%2e%2e%2f', '$find', '*', 'a|b', 'x'.repeat(300), '门诊'];

/** `slot`: reading one slot again. Declared with `slots`. */
export const slotCases: readonly HospitalCase[] = [
  {
    id: 'SLOT-1',
    title: 'reads one slot again',
    needs: ['slots'],
    async run({ facets, openSlot, call }) {
      const { ref, startsAt } = await openSlot();
      expect(expectOk(await facets.slots.one(ref, call()))).toMatchObject({
        ref,
        startsAt,
        endsAt: startsAt + 15 * MINUTE_MS,
        free: 1,
      });
    },
  },
  {
    id: 'SLOT-2',
    title: 'answers null for a slot that the hospital does not know',
    needs: ['slots'],
    async run({ facets, call }) {
      expect(expectOk(await facets.slots.one('never-existed', call()))).toBeNull();
    },
  },
  {
    id: 'SLOT-3',
    title: 'never takes a reference for a piece of address or query',
    needs: ['slots'],
    async run({ facets, call }) {
      for (const ref of HOSTILE_REFS) {
        const outcome = await facets.slots.one(ref, call());
        const harmless = outcome.ok ? outcome.value === null : ['rejected', 'malformed'].includes(outcome.failure.kind);
        expect(harmless, `${JSON.stringify(ref)}: ${describeOutcome(outcome)}`).toBe(true);
      }
    },
  },
  {
    id: 'SLOT-4',
    title: 'shows a full slot with no free place',
    needs: ['slots'],
    async run({ facets, openSlot, call }) {
      const { ref } = await openSlot(1, 0);
      expect(expectOk(await facets.slots.one(ref, call()))?.free).toBe(0);
    },
  },
];
