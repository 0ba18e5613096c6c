import { actorOf, type Caller, callerOf, type RequestContext, type StaffCaller, staffOf } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { StreamEvent } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import type { Store } from '../../platform/store/store.ts';
import { type Sight, sightOf } from '../identity/acting-for.ts';
import { callerNow, looksAgainWithin, maySee } from '../identity/right-to-act.ts';
import { type AppointmentRow, readAppointmentRow, readAppointmentRows, selectEvents } from './appointment-rows.ts';
import { type AppointmentDependencies, type ReadingDependencies, signalOf } from './dependencies.ts';
import { withoutKept } from './kept-for-minors.ts';
import { clinicPlaceOf } from './present.ts';
import { type ClaimState, type Standing, standing } from './rules.ts';

/** Who reads whose, for the access log. */
export interface Reading {
  readonly caller: Caller;
  /** Who looks for them at a desk. */
  readonly staff?: StaffCaller;
  readonly requestId: string;
}

/** Who reads in this request. */
export function readingOf(context: RequestContext): Reading {
  return { caller: callerOf(context), requestId: context.requestId };
}

/** A clerk reads in this request, for the person whose session comes with it. */
export function clerksReadingOf(context: RequestContext): Reading {
  return { ...readingOf(context), staff: staffOf(context) };
}

/** The appointment, whoever asks: for what is shown to nobody, or was proved by other means. */
export function findAppointment(store: Pick<Store, 'read'>, id: string): Promise<AppointmentRow | undefined> {
  return readAppointmentRow(store, id);
}

/** What the person is told of the appointment. */
export function standingOf({ state, cancelWanted }: AppointmentRow): Standing {
  return standing(state, cancelWanted);
}

/** Whether the caller may see this appointment: it is theirs, or of somebody for whom they act, and not older than their evidence reaches. */
export async function isTheirs(dependencies: ReadingDependencies, row: AppointmentRow, caller: Caller): Promise<boolean> {
  const may = await maySee(dependencies, caller, { patientId: row.patientId, madeAt: row.createdAt }, 'appointments');
  return may && (await withoutKept(dependencies, [row], caller)).length > 0;
}

/** The appointment, if it is this person's or their child's. The row of the access log, with what was done, is committed before anything is shown. */
export async function readAppointment(
  dependencies: ReadingDependencies,
  id: string,
  reading: Reading,
  action: 'appointment.read' | 'appointment.calendar' = 'appointment.read',
): Promise<AppointmentRow | undefined> {
  const row = await readAppointmentRow(dependencies.store, id);
  if (!row || !(await isTheirs(dependencies, row, reading.caller))) return undefined;
  await logAccess(dependencies, action, { kind: 'appointment', id }, reading);
  return row;
}

/** A page of the appointments of this person and those for whom they act, the newest first, and which of them are shown. */
export async function listAppointments(
  dependencies: ReadingDependencies,
  page: { before?: { at: number; id: string }; limit: number },
  reading: Reading,
): Promise<{ readonly rows: readonly AppointmentRow[]; readonly shows: Sight['shows'] }> {
  const { caller } = reading;
  const { patientIds, shows } = await sightOf(dependencies, caller, 'appointments');
  await logAccess(dependencies, 'appointment.list', { kind: 'patient', id: caller.patientId }, reading, patientIds);
  return { rows: await readAppointmentRows(dependencies.store, patientIds, { ...page, from: caller.seesFrom }), shows };
}

/** @param whose everybody whose things are looked at in this one act, where they are several. */
function logAccess(
  { accessLog }: ReadingDependencies,
  action: string,
  subject: { kind: string; id: string },
  { caller, staff, requestId }: Reading,
  whose: readonly string[] = [],
): Promise<void> {
  const entry = { actor: actorOf(caller, staff), action, subject, requestId, deviceId: caller.deviceId ?? undefined };
  return accessLog.record(entry, whose);
}

/** A stream ends after this time; the browser connects again and resumes. */
const STREAM_MS = limits.streamLife.figure;
/** Other processes' commits are seen at the latest after this time. */
const LOOK_EVERY_MS = 2_000;
const EVENTS_PER_LOOK = 50;

/**
 * The appointment's history after a version, from the rows, and then what is committed while somebody listens. At every wake it is asked
 * again whether they may: a session that ended, a consent that was withdrawn and a device that was revoked end the stream too.
 */
export async function* followAppointment(
  dependencies: AppointmentDependencies,
  { row, caller }: { readonly row: AppointmentRow; readonly caller: Caller },
  afterVersion: number,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { store, clock, signals } = dependencies;
  const appointmentId = row.id;
  const until = clock.now() + STREAM_MS;
  const listener = signals.listen(signalOf(appointmentId));
  const close = () => listener.close();
  signal.addEventListener('abort', close, { once: true });
  // Whoever has heard more than there is has heard it from rows that are gone (a restored database): they get how things are now.
  let version = afterVersion > row.version ? row.version - 1 : afterVersion;
  let place = '';
  try {
    while (clock.now() < until && !signal.aborted) {
      const now = await callerNow(dependencies, caller);
      if (!now || !(await isTheirs(dependencies, row, now))) return;
      const rows = await store.read(selectEvents({ appointmentId, after: version, limit: EVENTS_PER_LOOK }));
      for (const event of rows) {
        version = event.version;
        const data = { ...standing(event.claimState as ClaimState, false), at: shanghaiTime(event.at) };
        yield { id: String(event.version), name: 'appointment', data };
      }
      const moved = await placeMoved(dependencies, row, place);
      if (moved) {
        place = moved.text;
        yield { id: String(version), name: 'clinic', data: moved.place };
      } else if (rows.length === 0) yield 'still-there';
      await listener.next(looksAgainWithin(caller, row.patientId, LOOK_EVERY_MS));
    }
  } finally {
    signal.removeEventListener('abort', close);
    listener.close();
  }
}

/** What is said of the place in the clinic now, when it is not what was said before. */
async function placeMoved(dependencies: ReadingDependencies, { id, numbers }: AppointmentRow, before: string) {
  if (numbers === null) return undefined;
  const row = await readAppointmentRow(dependencies.store, id);
  const place = row && (await clinicPlaceOf(dependencies, row));
  const text = JSON.stringify(place);
  return place && text !== before ? { place, text } : undefined;
}

export type { AppointmentRow } from './appointment-rows.ts';
