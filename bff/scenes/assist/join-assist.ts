import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, type StaffCaller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded } from '../../platform/store/store.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { onDutyPart } from '../identity/on-duty.ts';
import { answerCall } from './answer-help-call.ts';
import { outcomeOf } from './assist-facts.ts';
import { type AssistRow, acceptAssist, insertAssist, selectAssist, selectAssistAt, selectAssistOf } from './assist-rows.ts';
import { type AssistDependencies, signalOf, WATCH_HELP_CALL } from './dependencies.ts';
import { endAssistNow } from './end-assist.ts';
import type { HelpCallRow } from './help-call-rows.ts';
import { isJoinCode } from './join-codes.ts';
import { ASKED_MS, ASSIST_MS } from './rules.ts';

/** Names of guards. */
const ASSIST_FREE = 'assist-free';
const ASSIST_ASKED = 'assist-asked';
const JOIN_TRIES_LEFT = 'join-tries-left';

const HOUR_MS = 3_600_000;

/**
 * A helper who stands at the kiosk of the call asks to help there; the six digits show that they do. Tries are counted before anything is
 * compared. One session at a kiosk and one of a helper: what is over by itself is ended first.
 */
export async function joinAssist(
  dependencies: AssistDependencies,
  call: HelpCallRow,
  { staff, code, requestId }: { readonly staff: StaffCaller; readonly code: string; readonly requestId: string },
): Promise<AssistRow | ProblemReply> {
  const { store, clock, ids, blindIndex, signals } = dependencies;
  const { staffId } = staff;
  const now = clock.now();
  const endsAt = windowEnd(now, HOUR_MS);
  const counted = await commit(dependencies, 'try-join-code', 'interactive', [
    guarded(countUse({ bound: 'joinTries', subject: staffId, endsAt, amount: 1, max: limits.joinTries.figure }), JOIN_TRIES_LEFT),
  ]);
  if (!counted.ok) return problem('rate-limited', retryAfter(endsAt, now));
  if (!isJoinCode(blindIndex, call.id, code, now)) return problem('evidence-refused');
  const answered = await answerCall(dependencies, call, staff, requestId);
  if ('problem' in answered) return answered;
  await endWhatIsOver(dependencies, call.deviceId, staffId);
  const id = ids.next('ast');
  const joined = await commit(dependencies, 'join-assist', 'interactive', [
    guarded(insertAssist({ id, helpCallId: call.id, deviceId: call.deviceId, staffId, now, until: now + ASKED_MS }), ASSIST_FREE),
    onDutyPart(staffId, call, now),
    wakeTaskPart(WATCH_HELP_CALL, call.id, now),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staffId },
      action: 'assist.join',
      subject: { kind: 'help-call', id: call.id },
      requestId,
      deviceId: call.deviceId,
    }),
  ]);
  if (!joined.ok) return problem(joined.guard === ASSIST_FREE ? 'assist-session-running' : 'not-on-duty');
  signals.notify(signalOf(call.hospitalId));
  const [row] = await store.read(selectAssist({ id, now }));
  return row ?? problem('not-found');
}

async function endWhatIsOver(dependencies: AssistDependencies, deviceId: string, staffId: string): Promise<void> {
  const { store, clock } = dependencies;
  const now = clock.now();
  const rows = await Promise.all([store.read(selectAssistAt({ deviceId, now })), store.read(selectAssistOf({ staffId, now }))]);
  for (const row of rows.flat()) {
    const outcome = row.endedAt === null ? outcomeOf(row, now) : undefined;
    if (outcome !== undefined) await endAssistNow(dependencies, row, outcome, { actor: GATEWAY, requestId: '' });
  }
}

/** The patient's yes on the glass. `caller`: the patient, where they have shown who they are by now. */
export async function acceptJoin(
  dependencies: AssistDependencies,
  { id, deviceId, caller, requestId }: { id: string; deviceId: string; caller: Caller | undefined; requestId: string },
): Promise<AssistRow | undefined> {
  const { store, clock, ids, signals } = dependencies;
  const now = clock.now();
  const [asked] = await store.read(selectAssist({ id, now }));
  if (!asked || asked.deviceId !== deviceId || outcomeOf(asked, now) !== undefined) return undefined;
  if (asked.state === 'running') return asked;
  const patient = caller?.deviceId === deviceId ? caller : undefined;
  const accepted = await commit(dependencies, 'accept-assist', 'interactive', [
    guarded(
      acceptAssist({
        id,
        deviceId,
        patientId: patient?.patientId ?? null,
        sessionHash: patient?.tokenHash ?? null,
        now,
        until: now + ASSIST_MS,
        askedAfter: now - ASKED_MS,
      }),
      ASSIST_ASKED,
    ),
    auditPart(ids, now, {
      actor: patient ? actorOf(patient) : { kind: 'device', id: deviceId },
      action: 'assist.accept',
      subject: patient ? { kind: 'patient', id: patient.patientId } : { kind: 'help-call', id: asked.helpCallId },
      requestId,
      deviceId,
    }),
    ...(patient ? [followAudit(ids, asked, patient.patientId, { now, requestId })] : []),
  ]);
  signals.notify(signalOf(asked.hospitalId));
  const [row] = accepted.ok ? await store.read(selectAssist({ id, now })) : [];
  return row;
}

/** From here on the helper follows what this patient does. It stands in the patient's own log, under the helper's name. */
export function followAudit(
  ids: AssistDependencies['ids'],
  row: Pick<AssistRow, 'staffId' | 'deviceId'>,
  patientId: string,
  { now, requestId }: { readonly now: number; readonly requestId: string },
) {
  return auditPart(ids, now, {
    actor: { kind: 'staff', id: row.staffId },
    action: 'assist.follow',
    subject: { kind: 'patient', id: patientId },
    requestId,
    deviceId: row.deviceId,
  });
}
