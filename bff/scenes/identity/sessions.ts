import { auditPart } from '../../platform/audit/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { Caller } from '../../platform/http/context.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import { guarded } from '../../platform/store/store.ts';
import { deleteSessions, endSession, insertSession, selectLiveSession, selectPatient } from './rows.ts';

export interface SessionDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** `demo` evidence is believed only in demo mode. */
  readonly demo: boolean;
}

/** Name of the guard: the session has not ended yet. */
export const SESSION_OPEN = 'session-open';

/** Absolute life of a session. */
export const SESSION_MS = 30 * 60 * 1000;
const COMMIT_DEADLINE_MS = 3_000;

export interface OpenedSession {
  readonly token: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly expiresAt: number;
}

/** A session on `demo` evidence, or `undefined` when the evidence is refused: no demo mode, or nobody of that id. */
export async function openDemoSession(
  { store, clock, ids, demo }: SessionDependencies,
  patientId: string,
  requestId: string,
): Promise<OpenedSession | undefined> {
  if (!demo) return undefined;
  const [patient] = await store.read(selectPatient({ id: patientId }));
  if (!patient) return undefined;
  const now = clock.now();
  const token = ids.secret();
  const expiresAt = now + SESSION_MS;
  const actor = { kind: 'patient', id: patientId } as const;
  await store.commit({
    id: ids.inOrder('unt'),
    name: 'open-session',
    lane: 'interactive',
    deadline: now + COMMIT_DEADLINE_MS,
    parts: [
      insertSession({ tokenHash: digest(token), patientId, evidence: 'demo', now, expiresAt }),
      auditPart(ids, now, { actor, action: 'session.open', subject: { kind: 'patient', id: patientId }, requestId }),
    ],
  });
  return { token, patientId, patientName: patient.maskedName, expiresAt };
}

/** Ends the session at the server. Ending it twice is no error. */
export async function closeSession({ store, clock, ids }: SessionDependencies, caller: Caller, requestId: string): Promise<void> {
  const now = clock.now();
  const actor = { kind: 'patient', id: caller.patientId } as const;
  await store.commit({
    id: ids.inOrder('unt'),
    name: 'close-session',
    lane: 'interactive',
    deadline: now + COMMIT_DEADLINE_MS,
    parts: [
      guarded(endSession({ tokenHash: caller.tokenHash, now }), SESSION_OPEN),
      auditPart(ids, now, { actor, action: 'session.close', subject: { kind: 'patient', id: caller.patientId }, requestId }),
    ],
  });
}

/** Whose session this is, while it lives. */
export async function resolveCaller(
  { store, clock }: Pick<SessionDependencies, 'store' | 'clock'>,
  tokenHash: string,
): Promise<Caller | undefined> {
  const [session] = await store.read(selectLiveSession({ tokenHash, now: clock.now() }));
  return session ? { patientId: session.patientId, tokenHash } : undefined;
}

/** Sessions are kept a day after they expired; who opened and closed them stays in the audit. */
const SESSION_KEPT_MS = 24 * 3600 * 1000;
const FORGOTTEN_MAX = 5_000;

/** Forgets the oldest expired sessions. */
export function forgetSessions(now: number): Statement {
  return deleteSessions({ before: now - SESSION_KEPT_MS, limit: FORGOTTEN_MAX });
}
