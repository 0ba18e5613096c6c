import type { Booking } from '../../adapters/port/booking.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { SlotSnapshot } from '../../adapters/port/slots.ts';

/** A run of slots that are alike. */
export interface SlotGroup {
  /** References are `<name>-<number>`. */
  readonly name: string;
  readonly count: number;
  readonly capacity: number;
}

const HOUR_MS = 3_600_000;
const PAGE = 1_000;

/**
 * A hospital that answers at once and in constant time, so that what is measured is the gateway. (The memory twin of the tests looks
 * through all of its bookings at every call, which is right for a test and would be most of a measurement.)
 */
export function createInstantHospital(groups: readonly SlotGroup[], firstStart: number) {
  const slots = groups.flatMap(({ name, count, capacity }) =>
    Array.from({ length: count }, (_, n) => ({ ref: `${name}-${n}`, capacity })),
  );
  const places = new Map(slots.map(({ ref, capacity }) => [ref, capacity]));
  const bookings = new Map<string, Booking>();
  const snapshots = slots.map(({ ref }, n): Omit<SlotSnapshot, 'free'> => {
    const startsAt = firstStart + (n % 64) * (HOUR_MS / 2);
    return { ref, departmentRef: 'gk', practitionerRef: 'p1', startsAt, endsAt: startsAt + HOUR_MS / 2 };
  });
  const adapter: HospitalAdapter = {
    slots: {
      readLagMs: 0,
      async page({ page }) {
        const start = Number(page ?? 0);
        const some = snapshots.slice(start, start + PAGE).map((slot) => ({ ...slot, free: places.get(slot.ref) ?? 0 }));
        const value = start + PAGE < snapshots.length ? { slots: some, next: String(start + PAGE) } : { slots: some };
        return { ok: true, value };
      },
      async one(ref) {
        const found = snapshots.find((slot) => slot.ref === ref);
        return { ok: true, value: found ? { ...found, free: places.get(ref) ?? 0 } : null };
      },
    },
    booking: {
      keyed: true,
      keyMaxLength: 64,
      places: 'enforced',
      settleWindowMs: 15_000,
      async book({ key, slotRef }) {
        const before = bookings.get(key);
        if (before) return { ok: true, value: before };
        const free = places.get(slotRef) ?? 0;
        if (free === 0) return { ok: false, failure: { kind: 'rejected', reason: 'slot-taken', detail: 'no place' } };
        const booking: Booking = { ref: `booking-${bookings.size + 1}`, key, slotRef, status: 'booked' };
        places.set(slotRef, free - 1);
        bookings.set(key, booking);
        return { ok: true, value: booking };
      },
    },
    bookings: {
      listing: 'changes',
      async find(key) {
        return { ok: true, value: bookings.get(key) ?? null };
      },
      // The watch compares what is new; here nothing ever changes behind the gateway's back.
      async list() {
        return { ok: true, value: { bookings: [], cursor: '0', more: false } };
      },
    },
    cancellation: {
      async cancel({ key }) {
        const booking = bookings.get(key);
        if (!booking) return { ok: false, failure: { kind: 'rejected', reason: 'booking-unknown', detail: 'unknown' } };
        return { ok: true, value: { ...booking, status: 'cancelled' } };
      },
    },
    check: async () => [{ kind: 'reached' }],
  };
  const taken = (name: string) => [...bookings.values()].filter(({ slotRef }) => slotRef?.startsWith(`${name}-`)).length;
  return { adapter, taken };
}
