import { CALLS, FACETS, type FacetName } from '../port/hospital.ts';
import type { CallClass } from '../port/terms.ts';
import type { CaseContext, HospitalNeed } from './case-context.ts';
import { MINUTE_MS, PATIENT } from './case-context.ts';
import { BOOKING_PROBES } from './cases/booking/probes.ts';
import { BOOKINGS_PROBES } from './cases/bookings/probes.ts';
import { CANCELLATION_PROBES } from './cases/cancellation/probes.ts';
import { neverCharged } from './cases/charges/bills.ts';
import { CHARGES_PROBES } from './cases/charges/probes.ts';
import { PATIENTS_PROBES } from './cases/patients/probes.ts';
import { PRECONSULT_PROBES } from './cases/preconsult/probes.ts';
import { neverTold } from './cases/preconsult/summaries.ts';
import { QUEUE_PROBES } from './cases/queue/probes.ts';
import { neverExamined } from './cases/records/findings.ts';
import { RECORDS_PROBES } from './cases/records/probes.ts';
import { SLOTS_PROBES } from './cases/slots/probes.ts';
import { expectOk } from './expectations.ts';
import type { Arguments, Prepared, Probe, Probes } from './probe.ts';

const PROBES: { readonly [Name in FacetName]: Probes<Name> } = {
  slots: SLOTS_PROBES,
  booking: BOOKING_PROBES,
  bookings: BOOKINGS_PROBES,
  cancellation: CANCELLATION_PROBES,
  patients: PATIENTS_PROBES,
  queue: QUEUE_PROBES,
  charges: CHARGES_PROBES,
  preconsult: PRECONSULT_PROBES,
  records: RECORDS_PROBES,
};

export interface NamedProbe extends Probe {
  /** As `booking.book`. */
  readonly name: string;
  readonly class: CallClass;
  readonly needs: readonly HospitalNeed[];
}

/** Every call of every facet. */
export const ALL_PROBES: readonly NamedProbe[] = FACETS.flatMap((facet) =>
  Object.entries<Probe>(PROBES[facet]).map(([call, probe]) => ({
    ...probe,
    name: `${facet}.${call}`,
    class: (CALLS[facet] as Readonly<Record<string, CallClass>>)[call] ?? 'write',
    needs: [facet, ...(probe.needs ?? [])],
  })),
);

/** Arguments for any call; nothing was booked. */
export async function argumentsFor(context: CaseContext): Promise<Arguments> {
  const { openSlot, newKey, newPatient, request } = context;
  const { ref, startsAt } = await openSlot();
  const book = await request(newKey(), ref, newPatient());
  return {
    from: startsAt,
    to: startsAt + MINUTE_MS,
    slotRef: ref,
    book,
    booked: { key: book.key, ref: 'never-existed' },
    newcomer: newPatient(),
    charging: neverCharged(context, book),
    telling: neverTold(context, book),
    examined: neverExamined(book),
  };
}

/** A slot with a place left, a booking where the adapter books, and a file where it finds any. */
export async function prepare(context: CaseContext, probe: Probe): Promise<Prepared> {
  const { facets, has, hospital, openSlot, newKey, newPatient, request, call } = context;
  const many = hospital.placesPerSlot === 'many';
  const first = await openSlot(many ? 2 : 1);
  const open = many ? first : await openSlot();
  // A hospital without files may know no document but the commonest.
  const patient = has('patients') ? newPatient() : PATIENT;
  const book = await request(newKey(), open.ref, patient);
  let booked = { key: book.key, ref: 'none' };
  if (has('booking')) {
    const { key, ref } = expectOk(await facets.booking.book({ ...book, key: newKey(), slotRef: first.ref }, call()));
    booked = { key, ref };
  }
  await hospital.settled();
  const times = { from: open.startsAt, to: open.startsAt + MINUTE_MS };
  const people = { book, booked, patientRef: book.patientRef, newcomer: newPatient() };
  const others = {
    charging: neverCharged(context, book),
    telling: neverTold(context, book),
    examined: neverExamined(book),
  };
  const prepared = { ...times, slotRef: open.ref, ...people, ...others };
  return probe.prepare === undefined ? prepared : probe.prepare(context, prepared);
}
