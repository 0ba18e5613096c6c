import { expect } from 'vitest';
import type { CaseContext, HospitalCase } from '../../case-context.ts';
import { describeOutcome, expectOk } from '../../expectations.ts';

/** Sends `contenders` bookings at once, in turn over the slots, and answers how many the adapter says it made. */
async function rush({ facets, limits, newKey, request, call }: CaseContext, slotRefs: readonly string[]) {
  const requests = await Promise.all(
    Array.from({ length: limits.contenders }, (_, index) => request(newKey(), slotRefs[index % slotRefs.length] ?? '')),
  );
  const outcomes = await Promise.all(requests.map((wanted) => facets.booking.book(wanted, call(30_000))));
  for (const outcome of outcomes) {
    if (!outcome.ok) expect(describeOutcome(outcome)).toMatch(/^rejected slot-taken/);
  }
  return outcomes.filter((outcome) => outcome.ok).length;
}

/** The last place and many hands. */
export const raceCases: readonly HospitalCase[] = [
  {
    id: 'RACE-1',
    title: 'sells the last place once, however many ask at once',
    needs: ['booking', 'booking.enforced'],
    async run(context) {
      const { ref } = await context.openSlot(1);
      expect(await rush(context, [ref])).toBe(1);
      expect(await context.hospital.slot(ref)).toEqual({ capacity: 1, taken: 1 });
    },
  },
  {
    id: 'RACE-2',
    title: 'sells three places three times: one slot of three where the hospital counts, else three slots',
    needs: ['booking', 'booking.enforced'],
    async run(context) {
      const many = context.hospital.placesPerSlot === 'many';
      const slots = many
        ? [await context.openSlot(3)]
        : [await context.openSlot(), await context.openSlot(), await context.openSlot()];
      const refs = slots.map((slot) => slot.ref);
      expect(await rush(context, refs)).toBe(3);
      const truths = await Promise.all(refs.map((ref) => context.hospital.slot(ref)));
      expect(truths.reduce((taken, slot) => taken + slot.taken, 0)).toBe(3);
    },
  },
  {
    id: 'RACE-3',
    title: 'keeps the places equal to the live bookings while one is cancelled and others ask',
    needs: ['booking', 'booking.enforced', 'cancellation'],
    async run({ facets, hospital, openSlot, newKey, request, call }) {
      const { ref } = await openSlot();
      const held = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      const keys = Array.from({ length: 8 }, newKey);
      const requests = await Promise.all(keys.map((key) => request(key, ref)));
      const booked = requests.map((wanted) => facets.booking.book(wanted, call(30_000)));
      const cancelled = facets.cancellation.cancel({ key: held.key, ref: held.ref }, call(30_000));
      expectOk(await cancelled);
      const outcomes = await Promise.all(booked);
      const won = outcomes.filter((outcome) => outcome.ok).length;
      expect(won).toBeLessThanOrEqual(1);
      expect((await hospital.slot(ref)).taken).toBe(won);
    },
  },
];
