import { type AuditEntry, auditPart } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { type AssistRow, endAssist } from './assist-rows.ts';
import { type AssistDependencies, signalOf, WATCH_HELP_CALL } from './dependencies.ts';
import { endHelpCall, reopenHelpCall } from './help-call-rows.ts';
import { type AssistOutcome, callAfter } from './rules.ts';

/** Name of the guard: the session has not ended yet. */
const ASSIST_LIVES = 'assist-lives';

/** Who ends it, and in which request. */
export interface Ending {
  readonly actor: AuditEntry['actor'];
  readonly requestId: string;
}

/** Parts that end a session, and its call where there is nothing left to come for. */
export function endAssistParts(
  { ids }: Pick<AssistDependencies, 'ids'>,
  row: AssistRow,
  outcome: AssistOutcome,
  { actor, requestId }: Ending,
  now: number,
): readonly Part[] {
  return [
    guarded(endAssist({ id: row.id, outcome, now }), ASSIST_LIVES),
    ...callParts(row, outcome, now),
    auditPart(ids, now, { ...endOfAssist(row), actor, requestId, reason: outcome }),
  ];
}

/** What the audit says of an end, but for who ended it, and how. */
export function endOfAssist(row: AssistRow) {
  return { action: 'assist.end', subject: subjectOf(row), deviceId: row.deviceId } as const;
}

function callParts({ helpCallId }: AssistRow, outcome: AssistOutcome, now: number): readonly Part[] {
  const after = callAfter(outcome);
  if (after !== 'open') return [endHelpCall({ id: helpCallId, outcome: after, ticket: null, now })];
  // Who said that they come can not any more; where the patient said no they are still beside them.
  return outcome === 'off-duty' ? [reopenHelpCall({ id: helpCallId, nextAt: now })] : [];
}

/** Whom an act in a session is about: the patient, once it is known who that is. */
export function subjectOf({ patientId, helpCallId }: Pick<AssistRow, 'patientId' | 'helpCallId'>): AuditEntry['subject'] {
  return patientId === null ? { kind: 'help-call', id: helpCallId } : { kind: 'patient', id: patientId };
}

/** Ends a session now, in a unit of its own. False when it had ended. */
export async function endAssistNow(
  dependencies: AssistDependencies,
  row: AssistRow,
  outcome: AssistOutcome,
  ending: Ending,
): Promise<boolean> {
  const now = dependencies.clock.now();
  const ended = await commit(dependencies, 'end-assist', 'interactive', [
    ...endAssistParts(dependencies, row, outcome, ending, now),
    wakeTaskPart(WATCH_HELP_CALL, row.helpCallId, now),
  ]);
  dependencies.signals.notify(signalOf(row.hospitalId));
  return ended.ok;
}
