import type { OperationInput } from '../../../contract/operations.ts';
import { digest } from '../../../platform/crypto/cipher.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { problem } from '../../../platform/http/reply.ts';
import { commit } from '../../../platform/store/commit.ts';
import type { AppointmentDependencies } from '../dependencies.ts';
import { clinicPlaceOf } from '../present.ts';
import { type AppointmentRow, type Reading, readAppointment, standingOf } from '../read-appointments.ts';
import { insertCopy, selectCopy, updateCopy } from './calendar-copy-rows.ts';
import { type CalendarEvent, calendarFile } from './calendar-file.ts';
import { type CalendarVisit, calendarWords } from './calendar-words.ts';

const STATUSES = {
  confirmed: 'CONFIRMED',
  confirming: 'TENTATIVE',
  cancelling: 'TENTATIVE',
  cancelled: 'CANCELLED',
} as const satisfies Record<CalendarVisit['state'], CalendarEvent['status']>;

/** The appointment as a calendar file, for whoever may see it. The row of the access log is committed before anything is shown. */
export async function answerCalendar(
  dependencies: AppointmentDependencies,
  id: string,
  wanted: OperationInput<'readCalendar'>['query'],
  reading: Reading,
): Promise<HandlerReply<'readCalendar'>> {
  const row = await readAppointment(dependencies, id, reading, 'appointment.calendar');
  if (!row) return problem('not-found');
  const told = await tell(dependencies, row.id, await visitOf(dependencies, row));
  if (!told) return problem('overloaded', { headers: { 'retry-after': '1' } });
  const { visit, copy } = told;
  const { state, startsAt, endsAt } = visit;
  const { language } = wanted;
  const times = { startsAt, endsAt, writtenAt: dependencies.clock.now() };
  const event = { ...copy, ...times, status: STATUSES[state], language, ...calendarWords(visit, wanted) };
  return { wire: { status: 200, headers: FILE_HEADERS, body: calendarFile(event) } };
}

/** The name of the file is the same for everybody: it stays in the list of downloads, and in backups of phones. */
const FILE_HEADERS = {
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': 'attachment; filename="appointment.ics"',
} as const;

async function visitOf(dependencies: AppointmentDependencies, row: AppointmentRow): Promise<CalendarVisit> {
  const { directory } = dependencies;
  const hospital = directory.hospital(row.hospitalId);
  const { visit: offered } = hospital;
  const department = directory.department(row.departmentId);
  const practitioner = directory.practitioner(row.practitionerId);
  const campus = directory.campus(department.campusId);
  const { name, address, visit } = campus;
  const { fasting, note, reportTo } = department.preparation;
  return {
    state: stateOf(row),
    ...(await timesOf(dependencies, row)),
    byNumber: row.numbers !== null,
    number: row.queueNumber ?? undefined,
    hospital: { zh: hospital.name, en: hospital.englishName },
    campus: { zh: name, en: visit.englishName ?? name },
    address: { zh: address, en: visit.englishAddress ?? address },
    floor: department.floor,
    room: department.room,
    department: { zh: department.name, en: directory.specialty(department.code).englishName },
    practitioner: { zh: `${practitioner.name} ${practitioner.title}`, en: practitioner.englishName },
    reportTo,
    arriveMinutesEarly: offered.arriveMinutesEarly,
    bring: offered.bring,
    fasting,
    preparation: note,
    dutyDeskPhone: hospital.dutyDeskPhone,
  };
}

function stateOf(row: AppointmentRow): CalendarVisit['state'] {
  const { status, cancellation } = standingOf(row);
  if (status === 'cancelled') return 'cancelled';
  if (cancellation !== 'none') return 'cancelling';
  return status === 'booked' ? 'confirmed' : 'confirming';
}

type Times = Pick<CalendarVisit, 'startsAt' | 'endsAt'>;

/** When one is there: of a place in a clinic the window in which its number is called, or where none is known, the whole clinic. */
async function timesOf(dependencies: AppointmentDependencies, row: AppointmentRow): Promise<Times> {
  const window = row.numbers === null ? undefined : (await clinicPlaceOf(dependencies, row))?.window;
  const { startsAt, endsAt } = row;
  const [from, to] = window ? [Date.parse(window.from), Date.parse(window.to)] : [startsAt, endsAt];
  return from < to ? { startsAt: from, endsAt: to } : { startsAt, endsAt };
}

/** What a calendar is told, and under which name and number. */
interface Told {
  readonly visit: CalendarVisit;
  readonly copy: Pick<CalendarEvent, 'uid' | 'sequence' | 'changedAt'>;
}

/** Who asks at the same moment may write first; then it is looked at again. */
const TRIES = 3;

/**
 * Keeps what is told now, under the next number where it is something else than before. A hospital moves a slot in place, so that no
 * version of the appointment says it. What is cancelled keeps the times that were told last, or a calendar would show it where it never was.
 * `undefined`: others were first each time.
 */
async function tell(dependencies: AppointmentDependencies, appointmentId: string, now: CalendarVisit): Promise<Told | undefined> {
  const { store, clock } = dependencies;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [known] = await store.read(selectCopy({ appointmentId }));
    const { startsAt, endsAt } = known && now.state === 'cancelled' ? known : now;
    const visit = { ...now, startsAt, endsAt };
    const shown = digest(JSON.stringify(visit));
    if (known?.shown === shown) return { visit, copy: known };
    const said = { appointmentId, shown, startsAt, endsAt, now: clock.now() };
    const part = known
      ? updateCopy({ ...said, before: known.sequence })
      : insertCopy({ ...said, uid: uidOf(dependencies, appointmentId) });
    await commit(dependencies, 'tell-calendar', 'interactive', [part]);
  }
  return undefined;
}

/** Unique in the world by its domain (RFC 5545 §3.8.4.7), and by its key nothing that anybody could find the appointment with. */
function uidOf({ blindIndex, calendarDomain }: AppointmentDependencies, appointmentId: string): string {
  const [, keyed] = blindIndex.of('calendar_copy|uid', appointmentId).split('.');
  return `${keyed}@${calendarDomain}`;
}
