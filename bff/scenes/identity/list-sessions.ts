import { type EvidenceKind, levelOf } from '../../contract/evidence.ts';
import type { OperationReply } from '../../contract/operations.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { limits } from '../../platform/limits/limits.ts';
import type { Store } from '../../platform/store/store.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { seesSession, sessionName } from './session-names.ts';
import { selectLiveSessionsOf } from './session-rows.ts';

type PersonSessions = OperationReply<'listSessions'>['body'];
type Row = Awaited<ReturnType<typeof seenSessions>>[number];

/** A clerk who is locked comes back with their PIN, and the session at their desk goes on: it counts, whenever they were seen last. */
const SEEN_EVER = 0;

/** Sessions of the caller's person that live at this instant and that the caller may see, the newest first. */
export async function seenSessions(store: Store, caller: Caller, now: number) {
  const asked = { patientId: caller.patientId, now, seenAfter: SEEN_EVER, limit: limits.sessionsOfPerson.figure };
  const rows = await store.read(selectLiveSessionsOf(asked));
  return rows.filter((row) => seesSession(caller, row));
}

/** Where somebody is signed in. The row of the access log is committed before it is shown. */
export async function listSessions(
  { store, clock, accessLog }: IdentityDependencies,
  caller: Caller,
  requestId: string,
): Promise<PersonSessions> {
  await accessLog.record({
    actor: actorOf(caller),
    action: 'session.list',
    subject: { kind: 'patient', id: caller.patientId },
    requestId,
    deviceId: caller.deviceId ?? undefined,
  });
  const rows = await seenSessions(store, caller, clock.now());
  return { items: rows.map((row) => present(row, caller)) };
}

function present(row: Row, { tokenHash }: Caller): PersonSessions['items'][number] {
  const { deviceName, hospitalId } = row;
  const evidence = row.evidence as EvidenceKind;
  return {
    id: sessionName(row.tokenHash),
    openedAt: shanghaiTime(row.createdAt),
    expiresAt: shanghaiTime(row.expiresAt),
    level: levelOf[evidence],
    evidence,
    ...(deviceName === null || hospitalId === null ? {} : { at: { device: deviceName, hospital: hospitalId } }),
    current: row.tokenHash === tokenHash,
    vouched: row.staffId !== null,
  };
}
