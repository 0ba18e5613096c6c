import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { dutyOf, onDutyPart } from '../identity/on-duty.ts';
import { endAssistOf, selectAssistFor } from './assist-rows.ts';
import { type AssistDependencies, signalOf, WATCH_HELP_CALL } from './dependencies.ts';
import { endOfAssist } from './end-assist.ts';
import { answerHelpCall, endHelpCall, HELP_CALL_OPEN, type HelpCallRow, selectHelpCall } from './help-call-rows.ts';
import { ARRIVAL_MS } from './rules.ts';

/** Names of guards. */
const HELP_CALL_UNANSWERED = 'help-call-unanswered';

/**
 * The call, where this member of staff is on duty in its hall. Who is on duty elsewhere, or not at all, hears that; a call of another
 * hospital is not there.
 */
export async function callInHall(
  { store, clock }: AssistDependencies,
  id: string,
  staff: StaffCaller,
): Promise<HelpCallRow | ProblemReply> {
  const [row] = await store.read(selectHelpCall({ id }));
  if (!row || row.endedAt !== null || row.hospitalId !== staff.hospitalId) return problem('not-found');
  const duty = await dutyOf(store, staff.staffId, clock.now());
  return duty?.hospitalId === row.hospitalId && duty.campusRef === row.campusRef ? row : problem('not-on-duty');
}

/** "On my way": the first to say so has the call, until they arrive or the time for their way is over. */
export async function answerCall(
  dependencies: AssistDependencies,
  row: HelpCallRow,
  staff: StaffCaller,
  requestId: string,
): Promise<HelpCallRow | ProblemReply> {
  const { store, clock, ids, signals } = dependencies;
  const now = clock.now();
  const { staffId } = staff;
  if (row.answeredBy === staffId) return row;
  const answered = await commit(dependencies, 'answer-help-call', 'interactive', [
    guarded(answerHelpCall({ id: row.id, staffId, nextAt: now + ARRIVAL_MS }), HELP_CALL_UNANSWERED),
    onDutyPart(staffId, row, now),
    wakeTaskPart(WATCH_HELP_CALL, row.id, now),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staffId },
      action: 'help-call.answer',
      subject: { kind: 'help-call', id: row.id },
      requestId,
      deviceId: staff.deviceId,
    }),
  ]);
  if (!answered.ok) return problem(answered.guard === HELP_CALL_UNANSWERED ? 'help-call-answered' : 'not-on-duty');
  signals.notify(signalOf(row.hospitalId));
  const [shown] = await store.read(selectHelpCall({ id: row.id }));
  return shown ?? problem('not-found');
}

/**
 * Ends a call that nobody is beside any more: withdrawn at its kiosk, or the one who answered has helped. Ending it twice is no error. Whoever
 * needs nobody any more is followed by nobody: a session of the call ends in the same unit.
 */
export async function endCall(
  dependencies: AssistDependencies,
  row: HelpCallRow,
  by: { readonly staff: StaffCaller } | { readonly deviceId: string },
  requestId: string,
): Promise<void> {
  const { store, clock, ids, signals } = dependencies;
  const now = clock.now();
  const outcome = 'staff' in by ? 'helped' : 'withdrawn';
  const actor =
    'staff' in by ? ({ kind: 'staff', id: by.staff.staffId } as const) : ({ kind: 'device', id: by.deviceId } as const);
  const [assist] = await store.read(selectAssistFor({ helpCallId: row.id, now }));
  const ending = 'staff' in by ? 'helped' : 'alone';
  // As the row says it: who had not said yes yet said no.
  const reason = ending === 'alone' && assist?.state === 'asked' ? 'refused' : ending;
  await commit(dependencies, 'end-help-call', 'interactive', [
    guarded(endHelpCall({ id: row.id, outcome, ticket: null, now }), HELP_CALL_OPEN),
    // Also one that was opened since it was looked for.
    endAssistOf({ helpCallId: row.id, outcome: ending, now }),
    wakeTaskPart(WATCH_HELP_CALL, row.id, now),
    ...(assist ? [auditPart(ids, now, { ...endOfAssist(assist), actor, requestId, reason })] : []),
    auditPart(ids, now, {
      actor,
      action: 'help-call.end',
      subject: { kind: 'help-call', id: row.id },
      requestId,
      deviceId: row.deviceId,
    }),
  ]);
  signals.notify(signalOf(row.hospitalId));
}
