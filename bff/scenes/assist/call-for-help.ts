import { type AuditEntry, auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { insertReadyTask, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { onDutyCounts } from '../identity/on-duty.ts';
import { outcomeOf } from './assist-facts.ts';
import { selectAssistFor } from './assist-rows.ts';
import { type AssistDependencies, signalOf, WATCH_HELP_CALL } from './dependencies.ts';
import { endAssistNow } from './end-assist.ts';
import {
  HELP_CALL_OPEN,
  type HelpCallRow,
  hurryHelpCall,
  insertHelpCall,
  selectHall,
  selectHelpCall,
  selectHelpCallOf,
} from './help-call-rows.ts';
import { firstStage, STAGE_MS } from './rules.ts';

/** Names of guards. */
const HELP_CALL_FREE = 'help-call-free';
const HELP_CALLS_LEFT = 'help-calls-left';

/** So long a kiosk that was pressed too often has to wait, at the most. */
const BOUND_MS = 15 * 60_000;

/** A call from a kiosk. Where and how, and never why somebody is ill. */
export interface CallForHelp {
  readonly deviceId: string;
  /** Where the journey stands; only its name. */
  readonly step: string;
  readonly language: 'zh' | 'en';
  /** `pressed`; three failed `readings`; a `red-flag`: come at once, and bring a nurse. */
  readonly cause: 'pressed' | 'readings' | 'red-flag';
  readonly requestId: string;
}

/**
 * Calls those who are on duty in the hall of the device. Pressed again it is the same call; a red flag makes the one that is open urgent. A
 * device calls so often in a quarter of an hour and no more, but for red flags.
 */
export async function callForHelp(
  dependencies: AssistDependencies,
  call: CallForHelp,
): Promise<{ readonly row: HelpCallRow; readonly made: boolean } | ProblemReply> {
  const { store, signals } = dependencies;
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const open = await openCallAt(dependencies, call.deviceId);
    const answered = open ? await again(dependencies, open, call) : await make(dependencies, call);
    if (answered === 'look-again') continue;
    if (typeof answered !== 'string') return answered;
    const [row] = await store.read(selectHelpCall({ id: answered }));
    if (!row) throw new TypeError('a call that is not there');
    signals.notify(signalOf(row.hospitalId));
    return { row, made: open === undefined };
  }
  return problem('overloaded', { headers: { 'retry-after': '1' } });
}

/** Of two presses at once the second finds the first. */
const LOOKS_MAX = 3;

/** The call that is open at this device; one whose session is over is ended first. */
async function openCallAt(dependencies: AssistDependencies, deviceId: string): Promise<HelpCallRow | undefined> {
  const { store, clock } = dependencies;
  const [row] = await store.read(selectHelpCallOf({ deviceId }));
  if (!row || row.endedAt !== null) return undefined;
  const now = clock.now();
  const [assist] = await store.read(selectAssistFor({ helpCallId: row.id, now }));
  const outcome = assist && outcomeOf(assist, now);
  if (!assist || outcome === undefined) return row;
  await endAssistNow(dependencies, assist, outcome, { actor: GATEWAY, requestId: '' });
  const [left] = await store.read(selectHelpCall({ id: row.id }));
  return left?.endedAt === null ? left : undefined;
}

async function again(
  dependencies: AssistDependencies,
  open: HelpCallRow,
  { cause, requestId }: CallForHelp,
): Promise<string | 'look-again'> {
  // One that nobody heard, because nobody was on duty, is made louder again.
  const heard = open.stage !== 'window' || open.answeredBy !== null;
  if (cause !== 'red-flag' || (open.urgent === 1 && heard)) return open.id;
  const now = dependencies.clock.now();
  const stage = await stageNow(dependencies, open, now);
  const hurried = await commit(dependencies, 'hurry-help-call', 'interactive', [
    guarded(hurryHelpCall({ id: open.id, stage, nextAt: now + STAGE_MS }), HELP_CALL_OPEN),
    wakeTaskPart(WATCH_HELP_CALL, open.id, now),
    callAudit(dependencies, open.id, open.deviceId, { now, requestId, action: 'help-call.hurry' }),
  ]);
  return hurried.ok ? open.id : 'look-again';
}

async function make(dependencies: AssistDependencies, call: CallForHelp): Promise<string | 'look-again' | ProblemReply> {
  const { store, clock, ids } = dependencies;
  const { deviceId, step, language, cause, requestId } = call;
  const [hall] = await store.read(selectHall({ deviceId }));
  if (!hall) return problem('device-refused');
  const now = clock.now();
  const id = ids.next('hlp');
  const stage = await stageNow(dependencies, hall, now);
  const endsAt = windowEnd(now, BOUND_MS);
  const max = limits.helpCallsOfDevice.figure;
  const bounded: readonly Part[] =
    cause === 'red-flag'
      ? []
      : [guarded(countUse({ bound: 'helpCallsOfDevice', subject: deviceId, endsAt, amount: 1, max }), HELP_CALLS_LEFT)];
  const urgent = cause === 'red-flag' ? 1 : 0;
  const nextAt = stage === 'window' ? now : now + STAGE_MS;
  const made = await commit(dependencies, 'call-for-help', 'interactive', [
    guarded(insertHelpCall({ id, deviceId, ...hall, step, language, cause, urgent, stage, nextAt, now }), HELP_CALL_FREE),
    ...bounded,
    insertReadyTask(ids.inOrder('tsk'), WATCH_HELP_CALL, id, nextAt),
    callAudit(dependencies, id, deviceId, { now, requestId, action: 'help-call.make' }),
  ]);
  if (made.ok) {
    dependencies.metrics.count('onedoor_help_calls_total', `cause="${cause}"`);
    if (stage === 'window') dependencies.tasks.poke();
    return id;
  }
  if (made.guard === HELP_CALL_FREE) return 'look-again';
  return problem('rate-limited', retryAfter(endsAt, now));
}

/** Whom to call first: nobody waits a minute for a hall in which nobody is. */
async function stageNow(
  { store }: AssistDependencies,
  hall: { readonly hospitalId: string; readonly campusRef: string },
  now: number,
) {
  const count = await onDutyCounts(store, hall, now);
  return firstStage({ volunteers: count('volunteer'), clerks: count('clerk') });
}

function callAudit(
  { ids }: AssistDependencies,
  id: string,
  deviceId: string,
  { now, requestId, action }: { readonly now: number; readonly requestId: string; readonly action: string },
): Part {
  const actor: AuditEntry['actor'] = { kind: 'device', id: deviceId };
  return auditPart(ids, now, { actor, action, subject: { kind: 'help-call', id }, requestId, deviceId });
}
