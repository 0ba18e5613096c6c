import type { DeviceKind, StaffRole } from '../../contract/access.ts';
import { type EvidenceKind, levelOf, type SessionLevel } from '../../contract/evidence.ts';
import type { AuditEntry } from '../audit/audit.ts';

/** The person whose session a request carries. */
export interface Caller {
  readonly patientId: string;
  readonly tokenHash: string;
  /** The device at which the session was opened; its proof comes with every request. */
  readonly deviceId: string | null;
  /** What opened the session. */
  readonly evidence: EvidenceKind;
  /** The phone that was held, by its id; null for every other evidence. */
  readonly phoneId: string | null;
  /**
   * What was made before this instant is not shown: a code shows who holds the phone now, not who held it then. 0 where the evidence shows
   * everything.
   */
  readonly seesFrom: number;
  /** Whether a clerk opened the session at a desk: it is the clerk's to use there, and nobody's own. */
  readonly served: boolean;
}

/** How sure it is that the caller is who the session is for. */
export function callerLevel({ evidence }: Caller): SessionLevel {
  return levelOf[evidence];
}

/**
 * Who acts, as the audit names them: the caller, by which evidence and with which phone; or the member of staff who does it for them, with
 * them beside.
 */
export function actorOf({ patientId, evidence, phoneId }: Caller, staff?: Pick<StaffCaller, 'staffId'>): AuditEntry['actor'] {
  if (staff) return { kind: 'staff', id: staff.staffId };
  return { kind: 'patient', id: patientId, evidence, phoneId };
}

/** The member of staff whose session a request carries. */
export interface StaffCaller {
  readonly staffId: string;
  readonly role: StaffRole;
  readonly name: string;
  readonly hospitalId: string;
  readonly deviceId: string;
  readonly tokenHash: string;
  /** Nobody has touched the page for a minute. Only operations that are `whileLocked` ever see it true. */
  readonly locked: boolean;
}

/** The enrolled device that has shown its key with this request. */
export interface DeviceCaller {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly hospitalId: string;
  /** RFC 7638 thumbprint of the page's key. */
  readonly thumbprint: string;
}

/** What every handler gets besides its parsed input. Nothing of Hono reaches a scene. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly caller: Caller | undefined;
  readonly staff: StaffCaller | undefined;
  readonly device: DeviceCaller | undefined;
  /** Where it comes from, as what is bounded by place counts it: the device that proved itself, or the address. Never shown, never kept but as a keyed hash. */
  readonly place: string;
  /** Its address in the network. Personal: handed on to whoever has to know it for this request, never shown, logged or kept. */
  readonly address: string;
  /** Fires when the client went away. */
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
}

/** The caller of an operation that is for patients or guardians; the gateway has refused everybody else. */
export function callerOf({ caller }: RequestContext): Caller {
  if (!caller) throw new TypeError('this operation has no policy that demands a session');
  return caller;
}

/** The caller of an operation that is for roles of staff. */
export function staffOf({ staff }: RequestContext): StaffCaller {
  if (!staff) throw new TypeError('this operation has no policy that demands a member of staff');
  return staff;
}

/** The device of an operation that is for devices. */
export function deviceOf({ device }: RequestContext): DeviceCaller {
  if (!device) throw new TypeError('this operation has no policy that demands a device');
  return device;
}
