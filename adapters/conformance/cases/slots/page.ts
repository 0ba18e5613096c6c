import { expect } from 'vitest';
import { DAY_MS, type HospitalCase, MINUTE_MS } from '../../case-context.ts';
import { expectFailure, expectOk } from '../../expectations.ts';

const HOSTILE_PAGES = [
  '',
  'nonsense',
  '-1',
  'https://attacker.invalid/Slot?page=2',
  '//attacker.invalid/',
  '../../admin',
  '\u0000',
];

/** `slots`: listing what can be booked. */
export const slotsCases: readonly HospitalCase[] = [
  {
    id: 'SLOTS-1',
    title: 'lists an open slot with its interval, department, practitioner where there is one, and free places',
    needs: ['slots'],
    async run({ openSlot, allSlots }) {
      const { ref, startsAt } = await openSlot();
      const { slots } = await allSlots(startsAt - 60 * MINUTE_MS, startsAt + 60 * MINUTE_MS);
      expect(slots).toHaveLength(1);
      expect(slots[0]).toMatchObject({ ref, startsAt, endsAt: startsAt + 15 * MINUTE_MS, free: 1 });
      expect(slots[0]?.departmentRef).toMatch(/\S/);
      const { practitionerRef } = slots[0] ?? {};
      if (practitionerRef !== undefined) expect(practitionerRef).toMatch(/\S/);
    },
  },
  {
    id: 'SLOTS-2',
    title: 'includes a slot that starts at `from` and excludes one that starts at `to`',
    needs: ['slots'],
    async run({ hospital, newDay, allSlots }) {
      const from = newDay() + 10 * 60 * MINUTE_MS;
      const to = from + 30 * MINUTE_MS;
      const first = await hospital.openSlot({ startsAt: from, endsAt: from + 15 * MINUTE_MS, capacity: 1 });
      await hospital.openSlot({ startsAt: to, endsAt: to + 15 * MINUTE_MS, capacity: 1 });
      await hospital.openSlot({ startsAt: from - 15 * MINUTE_MS, endsAt: from, capacity: 1 });
      expect((await allSlots(from, to)).slots.map((slot) => slot.ref)).toEqual([first]);
    },
  },
  {
    id: 'SLOTS-3',
    title: 'reports every slot exactly once over several pages',
    needs: ['slots'],
    async run({ hospital, limits, newDay, allSlots }) {
      const day = newDay();
      const opened: string[] = [];
      for (let index = 0; index < limits.slotsForPaging; index++) {
        const startsAt = day + index * 20 * MINUTE_MS;
        opened.push(await hospital.openSlot({ startsAt, endsAt: startsAt + 20 * MINUTE_MS, capacity: 1 }));
      }
      const { slots, pages } = await allSlots(day, day + DAY_MS);
      expect(slots.map((slot) => slot.ref).toSorted()).toEqual(opened.toSorted());
      expect(pages, 'configure the adapter with smaller pages').toBeGreaterThan(1);
    },
  },
  {
    id: 'SLOTS-4',
    title: 'answers an empty page where no slot is open',
    needs: ['slots'],
    async run({ newDay, allSlots }) {
      const day = newDay();
      expect((await allSlots(day, day + DAY_MS)).slots).toEqual([]);
    },
  },
  {
    id: 'SLOTS-5',
    title: 'shows a full slot with no free place, or not at all',
    needs: ['slots'],
    async run({ openSlot, allSlots }) {
      const { startsAt } = await openSlot(1, 0);
      const { slots } = await allSlots(startsAt, startsAt + 1);
      expect(slots.reduce((free, slot) => free + slot.free, 0)).toBe(0);
    },
  },
  {
    id: 'SLOTS-6',
    title: 'does not follow a page token that it never gave',
    needs: ['slots'],
    async run({ facets, hospital, newDay, call }) {
      const from = newDay();
      const before = await hospital.requestsSeen();
      for (const page of HOSTILE_PAGES) {
        const outcome = await facets.slots.page({ from, to: from + DAY_MS, page }, call());
        expect(outcome.ok, `page ${JSON.stringify(page)}`).toBe(false);
      }
      expect(await hospital.requestsSeen()).toEqual(before);
    },
  },
  {
    id: 'SLOTS-7',
    title: 'shows one place less after a booking, and the place again after its cancellation',
    needs: ['slots', 'booking', 'cancellation'],
    async run({ facets, openSlot, allSlots, newKey, request, call }) {
      const { ref, startsAt } = await openSlot();
      const free = async () => (await allSlots(startsAt, startsAt + 1)).slots.reduce((sum, slot) => sum + slot.free, 0);
      const booking = expectOk(await facets.booking.book(await request(newKey(), ref), call()));
      await waitMs(facets.slots.readLagMs);
      expect(await free()).toBe(0);
      expectOk(await facets.cancellation.cancel({ key: booking.key, ref: booking.ref }, call()));
      await waitMs(facets.slots.readLagMs);
      expect(await free()).toBe(1);
    },
  },
  {
    id: 'SLOTS-8',
    title: 'leaves out a slot that lasts longer than a day, counts it without failing, and lists the others',
    needs: ['slots'],
    async run({ facets, hospital, newDay, call }) {
      const startsAt = newDay() + 9 * 60 * MINUTE_MS;
      const right = await hospital.openSlot({ startsAt, endsAt: startsAt + 15 * MINUTE_MS, capacity: 1 });
      const tooLong = await hospital.openSlot({ startsAt, endsAt: startsAt + DAY_MS + MINUTE_MS, capacity: 1 });
      const { slots, leftOut } = expectOk(await facets.slots.page({ from: startsAt, to: startsAt + 1 }, call()));
      expect(slots.map(({ ref }) => ref)).toEqual([right]);
      expect(leftOut?.count).toBe(1);
      expectFailure(await facets.slots.one(tooLong, call()), ['malformed']);
    },
  },
];

/** A snapshot may lag behind a booking by as much as the adapter declares. */
function waitMs(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
