import { type Booking, stands } from '../../port/booking.ts';
import type { BookingPage } from '../../port/bookings.ts';
import { leftOutOf } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import type { FhirR4Config } from './config.ts';
import { BOOKING_SYSTEM, bookingKey, bookingStatus, formatInstant } from './mapping.ts';
import { failed, malformed, readOutcome, rejected, resourcesIn, usableResourcesIn } from './replies.ts';
import { nextLink, searchsetSchema } from './searchset.ts';
import type { FhirTransport } from './transport.ts';
import { appointmentSchema, type FhirAppointment, type FhirBundle } from './wire.ts';

/** More pages under one key than any server has reason to send. */
const PAGES_UNDER_A_KEY = 10;

const isLive = (appointment: FhirAppointment) => bookingStatus(appointment) !== 'cancelled';
const hasPlace = (appointment: FhirAppointment) => {
  const status = bookingStatus(appointment);
  return status !== 'undecided' && stands(status);
};

interface AppointmentPage<T> {
  readonly appointments: T;
  readonly next: string | undefined;
}

/** One page of Appointments as `read` takes them from it, the next link already checked. */
async function appointmentPage<T>(
  transport: FhirTransport,
  url: string,
  call: Call,
  read: (bundle: FhirBundle) => Outcome<T>,
): Promise<Outcome<AppointmentPage<T>>> {
  const bundle = readOutcome(await transport.send({ method: 'GET', url }, call), searchsetSchema);
  if (!bundle.ok) return bundle;
  const appointments = read(bundle.value);
  if (!appointments.ok) return appointments;
  const next = nextLink(bundle.value, url, transport);
  return next.ok ? { ok: true as const, value: { appointments: appointments.value, next: next.value } } : next;
}

/** Where one that is not there would be a statement, every one has to be read. */
const everyAppointment = (bundle: FhirBundle) => resourcesIn(bundle, 'Appointment', appointmentSchema);
const usableAppointments = (bundle: FhirBundle) => usableResourcesIn(bundle, 'Appointment', appointmentSchema);

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
    const answer: Outcome<AppointmentPage<readonly FhirAppointment[]>> = await appointmentPage(
      transport,
      url,
      call,
      everyAppointment,
    );
    if (!answer.ok) return answer;
    // A server may ignore a parameter that it does not know, or the difference between A and a: what it sends is looked at again.
    found.push(...answer.value.appointments.filter((appointment) => bookingKey(appointment) === key));
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

/** A place in the changes: an instant to ask from, or a page in the middle of an answer. */
interface Cursor {
  /** Ask for changes from here, ms since the epoch. */
  readonly since: number;
  /** Latest change seen so far. */
  readonly latest: number;
  readonly page?: string;
}

function parseCursor(text: string | undefined, transport: FhirTransport): Cursor | undefined {
  if (text === undefined) return { since: 0, latest: 0 };
  const [, since, latest, page] = /^(\d{1,15})~(\d{1,15})(?:~(.+))?$/.exec(text) ?? [];
  if (since === undefined || latest === undefined) return undefined;
  if (page !== undefined && !transport.isWithin(page)) return undefined;
  return { since: Number(since), latest: Number(latest), page };
}

const formatCursor = ({ since, latest, page }: Cursor) => [since, latest, ...(page === undefined ? [] : [page])].join('~');

/**
 * Bookings of ours that changed, oldest first. Each round starts a settle window before the latest change seen, because a change may
 * become visible after a later one; so bookings are reported again, and none is left out.
 */
export async function listChangedBookings(
  { config, transport, slotRefOf }: ListingContext,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<BookingPage>> {
  const from = parseCursor(cursor, transport);
  if (from === undefined) return rejected('request-refused', 'unknown cursor');
  const first = `Appointment?identifier=${BOOKING_SYSTEM}%7C&_lastUpdated=ge${encodeInstant(from.since)}&_sort=_lastUpdated&_count=${config.pageSize}`;
  let answer = await appointmentPage(transport, from.page ?? transport.address(first), call, usableAppointments);
  const pageGone = !answer.ok && answer.failure.kind === 'rejected' && answer.failure.reason !== 'not-authorised';
  // Servers forget pages. The refusal is certain and reading changes nothing, so the round starts again.
  if (pageGone && from.page !== undefined)
    answer = await appointmentPage(transport, transport.address(first), call, usableAppointments);
  if (!answer.ok) return answer;

  const { appointments, next } = answer.value;
  const bookings: Booking[] = [];
  let latest = from.latest;
  for (const appointment of appointments.rows) {
    latest = Math.max(latest, Date.parse(appointment.meta?.lastUpdated ?? '') || 0);
    const key = bookingKey(appointment);
    const booking = key === undefined ? undefined : toBooking(appointment, key, slotRefOf(appointment));
    if (booking?.ok) bookings.push(booking.value);
  }
  const end = { since: Math.max(from.since, latest - config.settleWindowMs, 0), latest };
  const rest = next === undefined ? end : { since: from.since, latest, page: next };
  const more = next !== undefined;
  return { ok: true, value: { bookings, cursor: formatCursor(rest), more, ...leftOutOf(appointments.leftOut) } };
}

export interface ListingContext {
  readonly config: FhirR4Config;
  readonly transport: FhirTransport;
  readonly slotRefOf: (appointment: FhirAppointment) => string | undefined;
}

/** An instant in a query; a bare `+` would arrive as a blank. Whole seconds, rounded down, because some servers keep no more. */
export function encodeInstant(at: number): string {
  return formatInstant(Math.floor(at / 1000) * 1000).replaceAll('+', '%2B');
}
