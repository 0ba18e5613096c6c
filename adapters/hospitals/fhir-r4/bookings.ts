import { type Booking, stands } from '../../port/booking.ts';
import type { BookingPage } from '../../port/bookings.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { type BundlePage, bundlePage, changedResources } from './changes.ts';
import type { FhirR4Config } from './config.ts';
import { BOOKING_SYSTEM, bookingKey, bookingStatus } from './mapping.ts';
import { failed, malformed, resourcesIn } from './replies.ts';
import type { FhirTransport } from './transport.ts';
import { appointmentSchema, type FhirAppointment, type FhirBundle } from './wire.ts';

/** More pages under one key than any server has reason to send. */
const PAGES_UNDER_A_KEY = 10;

const isLive = (appointment: FhirAppointment) => bookingStatus(appointment) !== 'cancelled';
const hasPlace = (appointment: FhirAppointment) => {
  const status = bookingStatus(appointment);
  return status !== 'undecided' && stands(status);
};

/** Where one that is not there would be a statement, every one has to be read. */
const everyAppointment = (bundle: FhirBundle) => resourcesIn(bundle, 'Appointment', appointmentSchema);

/**
 * The Appointment under our key: one with a place where there is any, the oldest of several, else one that is open, else a cancelled one. Several live ones under
 * one key are a fault of the hospital; the oldest stands and the others come through `list`.
 */
export async function findAppointment(
  transport: FhirTransport,
  key: string,
  call: Call,
): Promise<Outcome<FhirAppointment | null>> {
  const found: FhirAppointment[] = [];
  let url: string | undefined = transport.address(`Appointment?identifier=${BOOKING_SYSTEM}%7C${key}`);
  for (let page = 0; url !== undefined; page++) {
    if (page === PAGES_UNDER_A_KEY) return malformed('too many pages under one key');
    const answer: Outcome<BundlePage<readonly FhirAppointment[]>> = await bundlePage(transport, url, call, everyAppointment);
    if (!answer.ok) return answer;
    // A server may ignore a parameter that it does not know, or the difference between A and a: what it sends is looked at again.
    found.push(...answer.value.found.filter((appointment) => bookingKey(appointment) === key));
    url = answer.value.next;
  }
  const oldestFirst = found.toSorted(
    (a, b) => Date.parse(a.meta?.lastUpdated ?? '') - Date.parse(b.meta?.lastUpdated ?? '') || 0,
  );
  return { ok: true, value: oldestFirst.find(hasPlace) ?? oldestFirst.find(isLive) ?? oldestFirst[0] ?? null };
}

/** An Appointment as a booking of the port. `slotRef` where the dialect can tell it. */
export function toBooking(appointment: FhirAppointment, key: string, slotRef: string | undefined): Outcome<Booking> {
  const status = bookingStatus(appointment);
  if (status === 'undecided')
    return failed({ kind: 'unavailable', detail: `the hospital has not decided: ${appointment.status}` });
  return { ok: true, value: { ref: appointment.id, key, status, ...(slotRef === undefined ? {} : { slotRef }) } };
}

/** Bookings of ours that changed, oldest first; of those that the hospital has not decided on nothing is told. */
export async function listChangedBookings(
  { slotRefOf, ...reading }: ListingContext,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<BookingPage>> {
  const ours = { type: 'Appointment', schema: appointmentSchema, search: `Appointment?identifier=${BOOKING_SYSTEM}%7C` };
  const changed = await changedResources(reading, ours, cursor, call);
  if (!changed.ok) return changed;
  const { rows, ...rest } = changed.value;
  const bookings = rows.flatMap((appointment) => {
    const key = bookingKey(appointment);
    const booking = key === undefined ? undefined : toBooking(appointment, key, slotRefOf(appointment));
    return booking?.ok ? [booking.value] : [];
  });
  return { ok: true, value: { bookings, ...rest } };
}

export interface ListingContext {
  readonly config: FhirR4Config;
  readonly transport: FhirTransport;
  readonly slotRefOf: (appointment: FhirAppointment) => string | undefined;
}
