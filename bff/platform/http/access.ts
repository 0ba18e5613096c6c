import { type Access, type Credential, type Role, roles } from '../../contract/access.ts';
import type { Operation } from '../../contract/operation.ts';
import type { RequestContext } from './context.ts';
import { type ProblemReply, problem } from './reply.ts';

/** Who a request has shown to be there: what was checked, never what was claimed. */
export type Present = Pick<RequestContext, 'caller' | 'staff' | 'device'>;

/** Whether a credential is there, and is that of the role. */
const SHOWN: Readonly<Record<Credential, (present: Present, role: Role) => boolean>> = {
  session: ({ caller }) => caller !== undefined,
  'device-proof': ({ device }) => device !== undefined,
  'staff-session': ({ staff }, role) => staff?.role === role,
};

/**
 * Who is there for an operation: a session of staff that is locked counts only where it may, so that nothing is done by whoever found a
 * page that was left.
 */
export function presentFor({ whileLocked }: Pick<Operation, 'whileLocked'>, present: Present): Present {
  return present.staff?.locked && !whileLocked ? { ...present, staff: undefined } : present;
}

/** The refusal of whoever may not call; `undefined` for whoever may. */
export function refuseAccess(operation: Pick<Operation, 'access' | 'whileLocked'>, present: Present): ProblemReply | undefined {
  const refusal = refuseRole(operation.access, present);
  if (refusal) return refusal;
  // Whoever may not call at all hears that first: a lock tells nobody what there is behind it.
  const lockedOut = refuseRole(operation.access, presentFor(operation, present));
  return lockedOut && problem('staff-locked', { headers: { 'www-authenticate': 'Bearer' } });
}

/** The refusal of whoever does not have the role. */
function refuseRole(access: Access, present: Present): ProblemReply | undefined {
  if (access.by === 'anyone') return undefined;
  const held = access.by.some((role) => holds(role, present));
  if (held && (access.for === undefined || isWithPatient(access, present))) return undefined;
  const shows = new Set(access.by.map((role) => roles[role].shows));
  if (shows.size === 1 && shows.has('device-proof')) return problem('device-refused');
  // Somebody who is known and has another role hears what they would hear of a thing that is not there.
  if (!held && shows.has('staff-session') && present.staff) return problem('not-found');
  return problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
}

function holds(role: Role, present: Present): boolean {
  const { shows } = roles[role];
  // Whoever is served at a desk does nothing themselves there: what is done is done by the clerk, under the clerk's name.
  if (shows === 'session' && present.caller?.served) return false;
  return shows !== null && SHOWN[shows](present, role);
}

/**
 * The patient has to be at the device where the one who acts for them stands: a session from elsewhere is nobody's consent to that. What only
 * a clerk may do is for whom the clerk serves; a session that somebody opened for themselves is theirs to use.
 */
function isWithPatient({ by }: Exclude<Access, { readonly by: 'anyone' }>, { caller, device }: Present): boolean {
  if (caller === undefined || caller.deviceId !== (device?.id ?? null)) return false;
  return caller.served || by.some((role) => role !== 'clerk');
}
