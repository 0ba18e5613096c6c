import type { TrueBooking, TrueSlot } from '../../conformance/hospital-under-test.ts';
import { type Booking, type BookingStatus, type BookRequest, stands } from '../../port/booking.ts';
import type { CancelRequest } from '../../port/cancellation.ts';
import type { ClinicQueue, QueueCall } from '../../port/queue.ts';
import type { SlotSnapshot } from '../../port/slots.ts';
import type { MemorySlot } from './config.ts';
import type { Files } from './files.ts';
import type { Verdict } from './verdict.ts';

interface BookedPlace {
  readonly booking: Booking;
  readonly patientName: string;
  readonly documentNumber: string;
  readonly patientRef?: string;
  /** Place in the order of changes. */
  readonly sequence: number;
}

interface Slot {
  readonly snapshot: Omit<SlotSnapshot, 'free'>;
  readonly capacity: number;
  /** Taken at the hospital's own window. */
  readonly takenThere: number;
  /** Of a clinic, in the order in which they were made. */
  readonly calls: QueueCall[];
  ended: boolean;
}

export interface LedgerOptions {
  readonly now: () => number;
  /** Whether a key that was used before is recognised. */
  readonly keyed: boolean;
  /** Whether one booking too many is refused. */
  readonly enforced: boolean;
  /** The files by which people are booked; a hospital without them takes people by their particulars. */
  readonly files?: Files;
}

/** The hospital's books: the ground truth. It knows nothing of adapters, faults or time beyond its clock. */
export function createLedger({ now, keyed, enforced, files }: LedgerOptions) {
  const slots = new Map<string, Slot>();
  const bookings = new Map<string, BookedPlace>();
  let sequence = 0;

  const under = (key: string) => [...bookings.values()].filter((place) => place.booking.key === key);
  const taken = (ref: string, slot: Slot) =>
    slot.takenThere + [...bookings.values()].filter(({ booking }) => booking.slotRef === ref && stands(booking.status)).length;
  const snapshot = (ref: string, slot: Slot): SlotSnapshot => ({
    ...slot.snapshot,
    free: Math.max(0, slot.capacity - taken(ref, slot)),
  });
  const write = (place: Omit<BookedPlace, 'sequence'>): Booking => {
    sequence += 1;
    bookings.set(place.booking.ref, { ...place, sequence });
    return place.booking;
  };

  const known = (ref: string): Slot => {
    const slot = slots.get(ref);
    if (slot === undefined) throw new Error(`no slot ${ref}`);
    return slot;
  };

  /** Under whose name a booking is entered; `undefined` when the file that it names is not there. */
  function entry({ patient, patientRef }: BookRequest) {
    if (files === undefined || patientRef === undefined)
      return { patientName: patient.name, documentNumber: patient.document.number };
    const file = files.get(patientRef);
    return file && { patientName: file.name, documentNumber: file.document.number, patientRef };
  }

  /** The lowest number of a clinic that nobody has: those that were taken at the window come first, one given back is given again. */
  function numberIn(ref: string, { snapshot, takenThere }: Slot): { readonly queueNumber?: number } {
    if (snapshot.clinic === undefined) return {};
    const live = [...bookings.values()].filter(({ booking }) => booking.slotRef === ref && stands(booking.status));
    const given = new Set(live.map(({ booking }) => booking.queueNumber));
    let queueNumber = takenThere + 1;
    while (given.has(queueNumber)) queueNumber += 1;
    return { queueNumber };
  }

  function repeated({ key, slotRef, patient }: BookRequest): Verdict<Booking> | undefined {
    const [first] = keyed ? under(key) : [];
    if (first === undefined) return undefined;
    const same = first.booking.slotRef === slotRef && first.documentNumber === patient.document.number;
    return same ? { done: first.booking } : { refused: 'key-reused' };
  }

  return {
    open({ capacity, free = capacity, ...slot }: MemorySlot): string {
      const ref = slot.ref ?? `slot-${slots.size + 1}`;
      const { startsAt, endsAt, departmentRef = 'department-1', practitionerRef = 'practitioner-1', feeFen, clinic } = slot;
      const fee = feeFen === undefined ? {} : { feeFen };
      const shown = {
        ref,
        departmentRef,
        ...(practitionerRef === null ? {} : { practitionerRef }),
        startsAt,
        endsAt,
        ...fee,
        ...(clinic === undefined ? {} : { clinic }),
      };
      slots.set(ref, { snapshot: shown, capacity, takenThere: capacity - free, calls: [], ended: false });
      return ref;
    },
    /** In order of start, then reference. */
    slotsBetween: (from: number, to: number): readonly SlotSnapshot[] =>
      [...slots]
        .filter(([, slot]) => slot.snapshot.startsAt >= from && slot.snapshot.startsAt < to)
        .map(([ref, slot]) => snapshot(ref, slot))
        .toSorted((a, b) => a.startsAt - b.startsAt || (a.ref < b.ref ? -1 : 1)),
    slot(ref: string): SlotSnapshot | null {
      const slot = slots.get(ref);
      return slot === undefined ? null : snapshot(ref, slot);
    },
    book(request: BookRequest): Verdict<Booking> {
      const before = repeated(request);
      if (before !== undefined) return before;
      const { key, slotRef } = request;
      const slot = slots.get(slotRef);
      if (slot === undefined) return { refused: 'slot-unknown' };
      if (slot.snapshot.startsAt <= now()) return { refused: 'slot-closed' };
      if (enforced && taken(slotRef, slot) >= slot.capacity) return { refused: 'slot-taken' };
      const person = entry(request);
      if (person === undefined) return { refused: 'patient-unknown' };
      const ref = `booking-${bookings.size + 1}`;
      const booking: Booking = { ref, key, slotRef, status: 'booked', ...numberIn(slotRef, slot) };
      return { done: write({ booking, ...person }) };
    },
    cancel({ key, ref }: CancelRequest): Verdict<Booking> {
      const place = bookings.get(ref);
      if (place === undefined || place.booking.key !== key) return { refused: 'booking-unknown' };
      if (place.booking.status === 'cancelled') return { done: place.booking };
      if (['completed', 'missed'].includes(place.booking.status)) return { refused: 'not-cancellable' };
      return { done: write({ ...place, booking: { ...place.booking, status: 'cancelled' } }) };
    },
    /** The live booking under a key where there is one, else the first. */
    find(key: string): Booking | null {
      const found = under(key).map((place) => place.booking);
      return found.find(({ status }) => stands(status)) ?? found[0] ?? null;
    },
    /** A booking with whose it is, by its reference. */
    bookingOf(ref: string) {
      const place = bookings.get(ref);
      return place && { key: place.booking.key, status: place.booking.status, documentNumber: place.documentNumber };
    },
    /** Everything that is held now. */
    held: (): readonly Booking[] =>
      [...bookings.values()].map(({ booking }) => booking).filter(({ status }) => status !== 'cancelled'),
    /** The hospital's own people do this. */
    setStatus(ref: string, status: BookingStatus): void {
      const place = bookings.get(ref);
      if (place === undefined) throw new Error(`no booking ${ref}`);
      write({ ...place, booking: { ...place.booking, status } });
    },
    queue(ref: string): ClinicQueue | null {
      const slot = slots.get(ref);
      return slot?.snapshot.clinic === undefined ? null : { calls: [...slot.calls], ended: slot.ended };
    },
    call(ref: string, call: QueueCall): void {
      known(ref).calls.push(call);
    },
    end(ref: string): void {
      known(ref).ended = true;
    },
    changesAfter: (after: number): readonly { readonly booking: Booking; readonly sequence: number }[] =>
      [...bookings.values()].filter((place) => place.sequence > after).toSorted((a, b) => a.sequence - b.sequence),
    trueBookings: (key?: string): readonly TrueBooking[] =>
      (key === undefined ? [...bookings.values()] : under(key)).map(({ booking, patientName, patientRef }) => ({
        ref: booking.ref,
        key: booking.key,
        live: stands(booking.status),
        patientName,
        patientRef,
      })),
    trueSlot(ref: string): TrueSlot {
      const slot = known(ref);
      return { capacity: slot.capacity, taken: taken(ref, slot) };
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
