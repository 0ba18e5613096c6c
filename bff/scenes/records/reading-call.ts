import { actorOf, type Caller } from '../../platform/http/context.ts';
import { isKeptThere } from '../appointments/kept-for-minors.ts';
import { revealPatient } from '../identity/patients.ts';
import type { RecordDependencies } from './dependencies.ts';

/** Who looks at whose records, and where. */
export interface RecordCall {
  readonly caller: Caller;
  readonly requestId: string;
  /** Whether they stand at an enrolled kiosk, in a hall. */
  readonly atKiosk: boolean;
}

/** How long a look lasts, ms: a screen that asks again while hospitals answer is one. */
const LOOK_MS = 60_000;
const LOOKS_MAX = 10_000;
/** Looks that were written down of late, by process: in another one the same look stands twice. */
const looks = new WeakMap<object, Map<string, number>>();

/** The row of the access log is committed before anything is shown. */
export function logLook(
  { accessLog }: Pick<RecordDependencies, 'accessLog'>,
  { caller, requestId }: RecordCall,
  action: string,
  patientId: string,
): Promise<void> {
  const subject = { kind: 'patient', id: patientId };
  return accessLog.record({ actor: actorOf(caller), action, subject, requestId, deviceId: caller.deviceId ?? undefined }, []);
}

/** The same of a list: within a minute the same look at it is one, because a screen asks again while hospitals answer. */
export async function logListing(
  dependencies: Pick<RecordDependencies, 'accessLog' | 'clock'>,
  call: RecordCall,
  action: string,
  patientId: string,
): Promise<void> {
  const { accessLog, clock } = dependencies;
  const noted = looks.get(accessLog) ?? new Map<string, number>();
  looks.set(accessLog, noted);
  const look = `${call.caller.tokenHash} ${action} ${patientId}`;
  const now = clock.now();
  if (now - (noted.get(look) ?? Number.NEGATIVE_INFINITY) < LOOK_MS) return;
  await logLook(dependencies, call, action, patientId);
  noted.delete(look);
  noted.set(look, now);
  const [oldest] = noted.keys();
  if (noted.size > LOOKS_MAX && oldest !== undefined) noted.delete(oldest);
}

/** What of a department at a hospital is kept from this caller; nothing of one's own. */
export type KeptFrom = (hospitalId: string, department: string | undefined) => boolean;

/**
 * What a hospital keeps for a minor who is old enough: their guardian does not see it. A report names its department in the hospital's own
 * words; one that the directory does not know may be one of those that are kept.
 */
export async function keptFrom(
  dependencies: Pick<RecordDependencies, 'store' | 'cipher' | 'random' | 'clock' | 'directory' | 'hospitals'>,
  { caller }: { readonly caller: Pick<Caller, 'patientId'> },
  patientId: string,
): Promise<KeptFrom> {
  if (patientId === caller.patientId) return () => false;
  const { directory, hospitals } = dependencies;
  if (hospitals.ids().every((id) => directory.policyOf(id).minors.departments.length === 0)) return () => false;
  const { birthDate } = await revealPatient(dependencies, patientId);
  return (hospitalId, department) => {
    const departmentId = department === undefined ? undefined : directory.departmentNamed(hospitalId, department)?.id;
    return isKeptThere(dependencies, { hospitalId, departmentId: departmentId ?? null }, birthDate);
  };
}
