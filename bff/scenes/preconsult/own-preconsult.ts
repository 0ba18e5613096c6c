import { actorOf, type Caller } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { booksFor } from '../identity/acting-for.ts';
import type { ActingScope } from '../identity/helped-people.ts';
import { maySee } from '../identity/right-to-act.ts';
import { hasConsented } from '../oversight/consents.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { type PreconsultRow, readPreconsult } from './preconsult-rows.ts';
import type { KnownBy } from './summary/summarise.ts';

/** Who reads or writes whose, for the access log. */
export interface PreconsultCall {
  readonly caller: Caller;
  readonly requestId: string;
  /** The version that the caller saw; absent: any. */
  readonly ifMatch?: string | undefined;
}

/**
 * What a grant has to cover for a helper to act on this form: one that they began themselves goes with the visit that they booked; in any other
 * one the person has said what is theirs, as in their records.
 */
export function scopeFor({ begunBy }: Pick<PreconsultRow, 'begunBy'>, caller: Pick<Caller, 'patientId'>): ActingScope {
  return begunBy === caller.patientId ? 'appointments' : 'results';
}

/** The pre-consult, if it is this person's or of somebody for whom they act. */
export async function readOwn(
  dependencies: PreconsultDependencies,
  id: string,
  { caller }: PreconsultCall,
): Promise<PreconsultRow | ProblemReply> {
  const row = await readPreconsult(dependencies.store, id);
  const may =
    row && (await maySee(dependencies, caller, { patientId: row.patientId, madeAt: row.createdAt }, scopeFor(row, caller)));
  return row && may ? row : problem('not-found');
}

/** The same, to be changed: its appointment is ahead, the person agrees, and nobody else changed it since. */
export async function readChangeable(
  dependencies: PreconsultDependencies,
  id: string,
  call: PreconsultCall,
): Promise<PreconsultRow | ProblemReply> {
  const row = await readOwn(dependencies, id, call);
  if ('problem' in row) return row;
  if (!(await booksFor(dependencies, call.caller, scopeFor(row, call.caller))).includes(row.patientId))
    return problem('not-found');
  if (!(await hasConsented(dependencies, row.patientId))) return problem('consent-required');
  if (isOver(row, dependencies.clock.now())) return problem('appointment-over');
  if (call.ifMatch !== undefined && call.ifMatch !== '*' && call.ifMatch !== etagOf(row)) return problem('precondition-failed');
  return row;
}

/** How long after its time a visit may begin, ms. */
const LATE_MS = 6 * 3600 * 1000;
const STANDING = ['claimed', 'sent', 'unknown', 'absent', 'confirmed'];

/** Whether the appointment was given back, came to nothing, or is past. */
export function isOver(row: Pick<PreconsultRow, 'claimState' | 'cancelWanted' | 'startsAt'>, now: number): boolean {
  return !STANDING.includes(row.claimState) || row.cancelWanted !== 0 || now > row.startsAt + LATE_MS;
}

/** How it is known here whose words these are; what a clerk's session wrote, no document of the person has said. */
export function knownBy(
  { patientLevel }: Pick<PreconsultRow, 'patientLevel'>,
  { byStaff }: { readonly byStaff: boolean },
): KnownBy {
  if (byStaff) return 'staff';
  return patientLevel === 'claimed' ? 'own-words' : 'document';
}

/** Whether a member of staff opened this session, and not the person's own document or phone. */
export function isByStaff({ evidence }: Caller): boolean {
  return evidence === 'staff-present';
}

export function etagOf({ version }: Pick<PreconsultRow, 'version'>): string {
  return `"${version}"`;
}

/** The row of the access log is committed before anything is shown. */
export function logLook(
  { accessLog }: PreconsultDependencies,
  row: PreconsultRow,
  action: string,
  { caller, requestId }: PreconsultCall,
) {
  const subject = { kind: 'patient', id: row.patientId };
  return accessLog.record({ actor: actorOf(caller), action, subject, requestId, deviceId: caller.deviceId ?? undefined }, []);
}
