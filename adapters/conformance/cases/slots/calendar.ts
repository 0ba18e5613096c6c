import { expect } from 'vitest';
import { DAY_MS, type HospitalCase, MINUTE_MS } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';

/** Instants at which a missing or wrong offset moves a visit to another day, month or year. All in +08:00, years of no other case. */
const INSTANTS = [
  { id: 'TIME-1', at: '2035-05-05T00:00:00+08:00', why: 'midnight' },
  { id: 'TIME-2', at: '2035-05-31T23:45:00+08:00', why: 'the last quarter of a month' },
  { id: 'TIME-3', at: '2036-02-29T07:59:00+08:00', why: 'a leap day that is still the 28th in UTC' },
  { id: 'TIME-4', at: '2036-12-31T23:59:00+08:00', why: 'the last minute of a year' },
];

/** Times keep their instant. */
export const calendarCases: readonly HospitalCase[] = [
  ...INSTANTS.map(
    ({ id, at, why }): HospitalCase => ({
      id,
      title: `reports a slot at ${why} at its own instant`,
      needs: ['slots'],
      async run({ facets, hospital, allSlots, call }) {
        const startsAt = Date.parse(at);
        const endsAt = startsAt + 15 * MINUTE_MS;
        const ref = await hospital.openSlot({ startsAt, endsAt, capacity: 1 });
        const { slots } = await allSlots(startsAt, startsAt + MINUTE_MS);
        expect(slots).toMatchObject([{ ref, startsAt, endsAt }]);
        expect(expectOk(await facets.slots.one(ref, call()))).toMatchObject({ startsAt, endsAt });
      },
    }),
  ),
  {
    id: 'TIME-5',
    title: 'takes a window of one day in +08:00 for that day, from midnight to midnight',
    needs: ['slots'],
    async run({ hospital, newDay, allSlots }) {
      const before = newDay();
      const day = before + DAY_MS;
      newDay();
      const starts = [day - 15 * MINUTE_MS, day, day + DAY_MS - 15 * MINUTE_MS, day + DAY_MS];
      const refs: string[] = [];
      for (const startsAt of starts)
        refs.push(await hospital.openSlot({ startsAt, endsAt: startsAt + 15 * MINUTE_MS, capacity: 1 }));
      newDay();
      const { slots } = await allSlots(day, day + DAY_MS);
      expect(slots.map((slot) => slot.ref).toSorted()).toEqual(refs.slice(1, 3).toSorted());
    },
  },
];
