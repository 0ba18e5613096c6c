import type * as z from 'zod';
import type { OperationInput } from '../../../contract/operations.ts';
import type { openedRecords } from '../../../contract/records/break-glass-schemas.ts';
import { auditPart } from '../../../platform/audit/audit.ts';
import type { HandlerReply } from '../../../platform/http/gateway.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../../platform/http/reply.ts';
import { limits } from '../../../platform/limits/limits.ts';
import { countUse } from '../../../platform/limits/use-rows.ts';
import { dayEnd, retryAfter } from '../../../platform/limits/windows.ts';
import { commit } from '../../../platform/store/commit.ts';
import { guarded, type Statement } from '../../../platform/store/store.ts';
import { insertReadyTask } from '../../../platform/tasks/task-rows.ts';
import { today } from '../../identity/dependencies.ts';
import { readDocument } from '../../identity/documents/read-document.ts';
import { documentRefused } from '../../identity/evidence.ts';
import { ownersOf } from '../../identity/file-owner.ts';
import { findByDocument, sealingOf } from '../../identity/patients.ts';
import { PERSON_AGREES, personAgreesPart } from '../../identity/right-to-act.ts';
import { emergencyMessageParts } from '../../messages/write-message.ts';
import { actedBy, type StaffCall } from '../clinicians/read-shared.ts';
import { breakGlassPlace, REVIEW_DUE, type RecordDependencies } from '../dependencies.ts';
import { BREAK_GLASS_ONCE, type BreakGlassRow, insertOpenedPart, readBreakGlassRow, readOpen } from './break-glass-rows.ts';

/** Names of guards: this clinician may still ask for somebody today, and open somebody's records. */
const TRIES_LEFT = 'break-glass-tries-left';
const OPENINGS_LEFT = 'break-glass-left-today';

type Wanted = OperationInput<'openBreakGlass'>['body'];

/**
 * Opens everything of somebody who can not be asked, for this clinician alone and four hours. That it is open, that the person is told, what
 * the audit says and that somebody else has to review it are one unit. Each try counts before anybody is looked for, so that nobody learns by
 * trying who is known here.
 */
export async function openBreakGlass(
  dependencies: RecordDependencies,
  wanted: Wanted,
  call: StaffCall,
): Promise<HandlerReply<'openBreakGlass'>> {
  const { store, clock, accessLog } = dependencies;
  const { staff, requestId } = call;
  const tried = await commit(dependencies, 'try-break-glass', 'interactive', [
    guarded(useOfDay(dependencies, 'breakGlassTries', limits.breakGlassTries.figure, staff), TRIES_LEFT),
  ]);
  const tomorrow = () => problem('rate-limited', retryAfter(dayEnd(clock.now()), clock.now()));
  if (!tried.ok) return tomorrow();
  const found = await personOf(dependencies, wanted.person, staff.hospitalId);
  if (typeof found === 'object') return found;
  const opened = found === undefined ? PERSON_AGREES : await open(dependencies, found, { wanted, call });
  if (typeof opened === 'object') return { status: 201, body: presentOpened(opened) };
  if (opened === OPENINGS_LEFT) return tomorrow();
  const known =
    opened === BREAK_GLASS_ONCE && found !== undefined
      ? await readOpen(store, { patientId: found, staffId: staff.staffId, now: clock.now() })
      : undefined;
  if (known) return { status: 200, body: presentOpened(known) };
  // Who asked for somebody who is not here is for whoever reads the audit; nobody here is concerned.
  const subject = { kind: 'hospital', id: staff.hospitalId };
  await accessLog.record({ ...actedBy(staff), action: 'break-glass.miss', subject, requestId });
  return problem('not-found');
}

function useOfDay({ clock }: RecordDependencies, bound: string, max: number, { staffId }: StaffCall['staff']): Statement {
  return countUse({ bound, subject: staffId, endsAt: dayEnd(clock.now()), amount: 1, max });
}

/** Who is meant: whoever proved this document, or whose this file of the clinician's hospital is, where that is one person. */
async function personOf(
  dependencies: RecordDependencies,
  person: Wanted['person'],
  hospitalId: string,
): Promise<string | undefined | ProblemReply> {
  if ('document' in person) {
    const reading = readDocument(person.document, today(dependencies.clock.now()));
    if (!reading.ok) return documentRefused([{ at: 'person.document.number', expected: reading.reason }]);
    return (await findByDocument(dependencies, reading.document))?.id;
  }
  // Two registrations of one person share a file; the first one that was written down is as good as the other.
  const [owner] = (await ownersOf(dependencies, hospitalId, person.file)).toSorted();
  return owner;
}

/** What is open now, or the guard that refused it. */
async function open(
  dependencies: RecordDependencies,
  patientId: string,
  { wanted, call }: { readonly wanted: Wanted; readonly call: StaffCall },
): Promise<BreakGlassRow | string> {
  const { store, ids, clock } = dependencies;
  const { staff, requestId } = call;
  const id = ids.next('brk');
  const now = clock.now();
  const sealing = await sealingOf(dependencies, patientId);
  const reviewBy = now + limits.breakGlassReviewed.figure;
  const committed = await commit(dependencies, 'open-break-glass', 'interactive', [
    personAgreesPart(patientId),
    insertOpenedPart({
      id,
      patientId,
      hospitalId: staff.hospitalId,
      staffId: staff.staffId,
      reason: wanted.reason,
      sealed: sealing.seal(wanted.words, breakGlassPlace(id)),
      now,
      expiresAt: now + limits.breakGlassOpen.figure,
      reviewBy,
    }),
    guarded(useOfDay(dependencies, 'breakGlassOfDay', limits.breakGlassOfDay.figure, staff), OPENINGS_LEFT),
    ...emergencyMessageParts(ids, { breakGlassId: id, now }),
    insertReadyTask(ids.inOrder('tsk'), REVIEW_DUE, id, reviewBy),
    auditPart(ids, now, {
      ...actedBy(staff),
      action: 'break-glass.open',
      subject: { kind: 'patient', id: patientId },
      requestId,
      reason: wanted.reason,
    }),
  ]);
  if (!committed.ok) return committed.guard;
  const row = await readBreakGlassRow(store, id);
  if (!row) throw new TypeError('what was opened is not there');
  return row;
}

function presentOpened({ id, patientName, birthYear, expiresAt }: BreakGlassRow): z.output<typeof openedRecords> {
  return { id, patientName, birthYear, until: shanghaiTime(expiresAt) };
}
