import { expect } from 'vitest';
import type { ClinicQueue } from '../../../port/queue.ts';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { MINUTE_MS } from '../../case-context.ts';
import { describeOutcome, expectOk } from '../../expectations.ts';
import { expectTruth } from '../../hospital-truth.ts';

const HOSTILE_REFS = ['', '..', '../order', 'a/b', 'a?b=c', 'a&b=c', '%2e%2e%2f', '*', '门诊', 'x'.repeat(300)];

const openClinic = ({ clinics, newDay }: CaseContext, numbers: number) => clinics.open({ day: newDay(), numbers });

async function queueOf({ facets, call }: CaseContext, ref: string): Promise<ClinicQueue | null> {
  return expectOk(await facets.queue.read(ref, call()));
}

/** `queue`: clinics in which people are called by number, and the numbers themselves. */
export const queueCases: readonly HospitalCase[] = [
  {
    id: 'QUEUE-1',
    title: 'answers null for a clinic that the hospital does not know',
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
      const { ref } = await openClinic(context, 4);
      expect(await queueOf(context, ref)).toEqual({ calls: [], ended: false });
    },
  },
  {
    id: 'QUEUE-4',
    title: 'tells the calls in the order in which they were made, with number and instant; who did not come has none',
    needs: ['queue'],
    async run(context) {
      const { ref, startsAt } = await openClinic(context, 6);
      const calls = [1, 2, 5, 4].map((number, index) => ({ number, at: startsAt + index * 7 * MINUTE_MS + 31_007 }));
      for (const { number, at } of calls) await context.clinics.call(ref, number, at);
      expect(await queueOf(context, ref)).toEqual({ calls, ended: false });
    },
  },
  {
    id: 'QUEUE-5',
    title: 'says that a clinic has ended, and keeps its calls',
    needs: ['queue'],
    async run(context) {
      const { ref, startsAt } = await openClinic(context, 2);
      await context.clinics.call(ref, 1, startsAt + MINUTE_MS);
      await context.clinics.end(ref);
      expect(await queueOf(context, ref)).toEqual({ calls: [{ number: 1, at: startsAt + MINUTE_MS }], ended: true });
    },
  },
  {
    id: 'QUEUE-6',
    title: 'does not take the calls of one clinic for those of another',
    needs: ['queue'],
    async run(context) {
      const [one, other] = [await openClinic(context, 2), await openClinic(context, 2)];
      await context.clinics.call(one.ref, 2, one.startsAt + MINUTE_MS);
      await context.clinics.end(one.ref);
      expect(await queueOf(context, other.ref)).toEqual({ calls: [], ended: false });
    },
  },
  {
    id: 'QUEUE-7',
    title: 'never takes a reference for a piece of address or query',
    needs: ['queue'],
    async run({ facets, call }) {
      for (const ref of HOSTILE_REFS) {
        const outcome = await facets.queue.read(ref, call());
        const harmless = outcome.ok ? outcome.value === null : ['rejected', 'malformed'].includes(outcome.failure.kind);
        expect(harmless, `${JSON.stringify(ref)}: ${describeOutcome(outcome)}`).toBe(true);
      }
    },
  },
  {
    id: 'QUEUE-8',
    title: 'lists a clinic as one slot with its hours, its numbers and those that are free; reads it again the same',
    needs: ['slots', 'queue'],
    async run(context) {
      const { facets, allSlots, call } = context;
      const { ref, startsAt, endsAt } = await openClinic(context, 7);
      const expected = { ref, startsAt, endsAt, free: 7, clinic: { numbers: 7 } };
      expect((await allSlots(startsAt, startsAt + 1)).slots).toMatchObject([expected]);
      expect(expectOk(await facets.slots.one(ref, call()))).toMatchObject(expected);
    },
  },
  {
    id: 'QUEUE-9',
    title: 'shows no clinic where one comes at a time',
    needs: ['slots', 'queue'],
    async run({ facets, openSlot, call }) {
      const { ref } = await openSlot();
      expect(expectOk(await facets.slots.one(ref, call()))?.clinic).toBeUndefined();
    },
  },
  {
    id: 'QUEUE-10',
    title: 'gives each booking of a clinic a number of its own, from 1 to the last, and repeats it when asked',
    needs: ['booking', 'queue'],
    async run(context) {
      const { facets, has, hospital, newKey, request, call } = context;
      const { ref } = await openClinic(context, 3);
      const given: (number | undefined)[] = [];
      for (const key of [newKey(), newKey(), newKey()]) {
        const { queueNumber } = expectOk(await facets.booking.book(await request(key, ref), call()));
        given.push(queueNumber);
        if (has('bookings')) expect(expectOk(await facets.bookings.find(key, call()))?.queueNumber).toBe(queueNumber);
        if (has('booking.keyed'))
          expect(expectOk(await facets.booking.book(await request(key, ref), call())).queueNumber).toBe(queueNumber);
        await expectTruth(hospital, { key, live: 1, slotRef: ref, taken: given.length });
      }
      expect(given.toSorted()).toEqual([1, 2, 3]);
    },
  },
];
