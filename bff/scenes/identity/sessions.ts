import { type EvidenceKind, evidenceLevels, levelOf } from '../../contract/evidence.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import { guarded } from '../../platform/store/store.ts';
import { forgetBrowserParts } from './bound-phone-rows.ts';
import { deleteUsedProofs } from './device-rows.ts';
import { deleteSessions, endSession, selectLiveSession } from './session-rows.ts';
import { UNTOUCHED_MS } from './staff-presence.ts';
import { deleteStaffSessions } from './staff-rows.ts';

export interface SessionDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Name of the guard: the session has not ended yet. */
export const SESSION_OPEN = 'session-open';

/** Ends the session at the server, and with `forgotten` the binding of the browser that has this secret. Ending it twice is no error. */
export async function closeSession(
  { store, clock, ids }: SessionDependencies,
  caller: Caller,
  requestId: string,
  forgotten?: string,
): Promise<void> {
  const now = clock.now();
  const { patientId } = caller;
  await commit({ store, clock, ids }, 'close-session', 'interactive', [
    guarded(endSession({ tokenHash: caller.tokenHash, now }), SESSION_OPEN),
    ...(forgotten === undefined ? [] : forgetBrowserParts({ patientId, secret: forgotten, now })),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'session.close',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ]);
}

/** Whose session this is, while it lives. */
export async function resolveCaller(
  { store, clock }: Pick<SessionDependencies, 'store' | 'clock'>,
  tokenHash: string,
): Promise<Caller | undefined> {
  const now = clock.now();
  const [session] = await store.read(selectLiveSession({ tokenHash, now, seenAfter: now - UNTOUCHED_MS }));
  if (!session) return undefined;
  const { patientId, deviceId, phoneId, atDesk, provedAt } = session;
  const evidence = session.evidence as EvidenceKind;
  const seesAll = evidenceLevels[levelOf[evidence]].sees === 'everything';
  return { patientId, tokenHash, deviceId, evidence, phoneId, seesFrom: seesAll ? 0 : (provedAt ?? 0), served: atDesk === 1 };
}

/** Sessions are kept a day after they expired; who opened and closed them stays in the audit. */
const SESSION_KEPT_MS = 24 * 3600 * 1000;
const FORGOTTEN_MAX = 5_000;

/** Forgets the oldest expired sessions. */
export function forgetSessions(now: number): Statement {
  return deleteSessions({ before: now - SESSION_KEPT_MS, limit: FORGOTTEN_MAX });
}

/** Forgets proofs that are too old to be shown again, and sessions of staff a day after they expired. */
export function forgetProofs(now: number): readonly Statement[] {
  return [
    deleteUsedProofs({ before: now, limit: FORGOTTEN_MAX }),
    deleteStaffSessions({ before: now - SESSION_KEPT_MS, limit: FORGOTTEN_MAX }),
  ];
}
