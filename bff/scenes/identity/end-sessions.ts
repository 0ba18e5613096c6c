import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { seenSessions } from './list-sessions.ts';
import { seesSession, sessionName } from './session-names.ts';
import { endSession, holdPerson, holdSession, selectSessionsOf } from './session-rows.ts';
import { SESSION_OPEN, type SessionDependencies } from './sessions.ts';

/** Name of the guard: the session that asks has not ended itself, at the moment of the unit. */
const SESSION_LIVES = 'session-lives';

/** `gone`: the session that asked was ended by somebody else in between, and ends nothing any more. */
type Gone = 'gone';

/** Those that live are always among the sessions that are looked through. */
const LOOKED_THROUGH_MAX = limits.sessionsOfPerson.figure + limits.endedSessionsKnown.figure;

/**
 * Ends the session of this name. One that has ended already is what it is; `unknown` when the caller sees none of that name. What is read
 * does not depend on the name, so that nobody tells by the time whether somebody else has it.
 */
export async function endNamedSession(
  dependencies: SessionDependencies,
  { name, caller, requestId }: { readonly name: string; readonly caller: Caller; readonly requestId: string },
): Promise<'ended-this' | 'ended-other' | 'unknown' | Gone> {
  const { store, clock } = dependencies;
  const { patientId } = caller;
  const rows = await store.read(selectSessionsOf({ patientId, now: clock.now(), limit: LOOKED_THROUGH_MAX }));
  const named = rows.filter(({ tokenHash }) => sessionName(tokenHash) === name);
  const [found] = named.filter((row) => seesSession(caller, row));
  if (!found) return 'unknown';
  const refused = await end(dependencies, caller, { tokenHashes: [found.tokenHash], action: 'session.end', requestId });
  if (refused === SESSION_LIVES) return 'gone';
  return found.tokenHash === caller.tokenHash ? 'ended-this' : 'ended-other';
}

/** Every look that is refused is one at which somebody else ended a session of this person, and they have no more than these. */
const LOOKS_MAX = limits.sessionsOfPerson.figure;

/**
 * Ends every session that the caller sees, but their own, in one unit; how many. Of two sessions that end each other at once one stays.
 * `again`: others kept ending sessions meanwhile, and nothing was written.
 */
export async function endOtherSessions(
  dependencies: SessionDependencies,
  caller: Caller,
  requestId: string,
): Promise<{ readonly ended: number } | Gone | 'again'> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const seen = await seenSessions(dependencies.store, caller, dependencies.clock.now());
    const tokenHashes = seen.map(({ tokenHash }) => tokenHash).filter((one) => one !== caller.tokenHash);
    if (tokenHashes.length === 0) return { ended: 0 };
    const refused = await end(dependencies, caller, { tokenHashes, action: 'session.end-others', requestId });
    if (refused === undefined) return { ended: tokenHashes.length };
    if (refused === SESSION_LIVES) return 'gone';
  }
  return 'again';
}

/** Ends them all or none, while the caller's own session lives; the guard that refused it. */
async function end(
  committing: SessionDependencies,
  caller: Caller,
  { tokenHashes, action, requestId }: { tokenHashes: readonly string[]; action: string; requestId: string },
): Promise<string | undefined> {
  const { clock, ids } = committing;
  const now = clock.now();
  const { patientId, tokenHash } = caller;
  const parts: readonly Part[] = [
    // The person before the session: units that end each other's sessions wait here, and then see what was ended before.
    guarded(holdPerson({ patientId }), SESSION_LIVES),
    guarded(holdSession({ tokenHash, now }), SESSION_LIVES),
    ...tokenHashes.map((one) => guarded(endSession({ tokenHash: one, now }), SESSION_OPEN)),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action,
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ];
  const committed = await commit(committing, 'end-sessions', 'interactive', parts);
  return committed.ok ? undefined : committed.guard;
}
