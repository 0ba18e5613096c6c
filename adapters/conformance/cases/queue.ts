import { expect } from 'vitest';
import type { SessionQueue } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import { MINUTE_MS } from '../case-context.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { describeOutcome, expectOk, expectTruth } from '../expectations.ts';

const HOSTILE_REFS = ['', '..', '../order', 'a/b', 'a?b=c', 'a&b=c', '%2e%2e%2f', '*', '门诊', 'x'.repeat(300)];

const openSession = ({ sessions, newDay }: CaseContext, numbers: number) => sessions.open({ day: newDay(), numbers });

async function queueOf({ adapter, call }: CaseContext, ref: string): Promise<SessionQueue | null> {
  return expectOk(await adapter.queue(ref, call()));
}

/** `queue`: sessions in which people are called by number, and the numbers themselves. */
export const queueCases: readonly ConformanceCase[] = [
  {
    id: 'QUEUE-1',
    title: 'answers null for a session that the hospital does not know',
    needs: ['queue'],
    async run(context) {
      expect(await queueOf(context, 'never-existed')).toBeNull();
    },
  },
  {
    id: 'QUEUE-2',
    title: 'answers null for a slot in which nobody is called by number',
    needs: ['queue'],
    async run(context) {
      const { ref } = await context.openSlot();
      expect(await queueOf(context, ref)).toBeNull();
    },
  },
  {
    id: 'QUEUE-3',
    title: 'tells that nobody was called yet',
    needs: ['queue'],
    async run(context) {
      const { ref } = await openSession(context, 4);
      expect(await queueOf(context, ref)).toEqual({ calls: [], ended: false });
    },
  },
  {
    id: 'QUEUE-4',
    title: 'tells the calls in the order in which they were made, with number and instant; who did not come has none',
    needs: ['queue'],
    async run(context) {
      const { ref, startsAt } = await openSession(context, 6);
      const calls = [1, 2, 5, 4].map((number, index) => ({ number, at: startsAt + index * 7 * MINUTE_MS + 31_007 }));
      for (const { number, at } of calls) await context.sessions.call(ref, number, at);
      expect(await queueOf(context, ref)).toEqual({ calls, ended: false });
    },
  },
  {
    id: 'QUEUE-5',
    title: 'says that a session has ended, and keeps its calls',
    needs: ['queue'],
    async run(context) {
      const { ref, startsAt } = await openSession(context, 2);
      await context.sessions.call(ref, 1, startsAt + MINUTE_MS);
      await context.sessions.end(ref);
      expect(await queueOf(context, ref)).toEqual({ calls: [{ number: 1, at: startsAt + MINUTE_MS }], ended: true });
    },
  },
  {
    id: 'QUEUE-6',
    title: 'does not take the calls of one session for those of another',
    needs: ['queue'],
    async run(context) {
      const [one, other] = [await openSession(context, 2), await openSession(context, 2)];
      await context.sessions.call(one.ref, 2, one.startsAt + MINUTE_MS);
      await context.sessions.end(one.ref);
      expect(await queueOf(context, other.ref)).toEqual({ calls: [], ended: false });
    },
  },
  {
    id: 'QUEUE-7',
    title: 'never takes a reference for a piece of address or query',
    needs: ['queue'],
    async run({ adapter, call }) {
      for (const ref of HOSTILE_REFS) {
        const outcome = await adapter.queue(ref, call());
        const harmless = outcome.ok ? outcome.value === null : ['rejected', 'malformed'].includes(outcome.failure.kind);
        expect(harmless, `${JSON.stringify(ref)}: ${describeOutcome(outcome)}`).toBe(true);
      }
    },
  },
  {
    id: 'QUEUE-8',
    title: 'lists a session as one slot with its hours, its numbers and those that are free; reads it again the same',
    needs: ['slots', 'queue'],
    async run(context) {
      const { adapter, allSlots, call } = context;
      const { ref, startsAt, endsAt } = await openSession(context, 7);
      const expected = { ref, startsAt, endsAt, free: 7, session: { numbers: 7 } };
      expect((await allSlots(startsAt, startsAt + 1)).slots).toMatchObject([expected]);
      expect(expectOk(await adapter.slot(ref, call()))).toMatchObject(expected);
    },
  },
  {
    id: 'QUEUE-9',
    title: 'shows no session where one comes at a time',
    needs: ['slots', 'queue'],
    async run({ adapter, openSlot, call }) {
      const { ref } = await openSlot();
      expect(expectOk(await adapter.slot(ref, call()))?.session).toBeUndefined();
    },
  },
  {
    id: 'QUEUE-10',
    title: 'gives each booking of a session a number of its own, from 1 to the last, and repeats it when asked',
    needs: ['book', 'queue'],
    async run(context) {
      const { adapter, hospital, newKey, request, call } = context;
      const { ref } = await openSession(context, 3);
      const given: (number | undefined)[] = [];
      for (const key of [newKey(), newKey(), newKey()]) {
        const { queueNumber } = expectOk(await adapter.book(request(key, ref), call()));
        given.push(queueNumber);
        if (adapter.capabilities.findBooking)
          expect(expectOk(await adapter.findBooking(key, call()))?.queueNumber).toBe(queueNumber);
        if (adapter.capabilities.keyedBooking)
          expect(expectOk(await adapter.book(request(key, ref), call())).queueNumber).toBe(queueNumber);
        await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: given.length });
      }
      expect(given.toSorted()).toEqual([1, 2, 3]);
    },
  },
];
