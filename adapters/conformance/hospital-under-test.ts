import type { HospitalAdapter, IdentityDocument, Patient } from '../port.ts';

/**
 * What the kit needs besides the adapter: the hospital behind it, seen from the side. Nothing here goes through the adapter, so an
 * adapter that lies is found out. A simulator, or a thin wrapper of the test system of a real hospital, implements it.
 */

/** Faults that a hospital or the line to it can show. What each one means is in `setFault`. */
export const FAULTS = [
  'slow',
  'refused',
  'timeout-before-commit',
  'timeout-after-commit',
  'server-error-before-commit',
  'server-error-after-commit',
  'malformed',
  'wrong-charset',
  'empty-200',
  'html-page',
  'duplicate',
  'late-commit',
  'reset-after-commit',
] as const;

export type Fault = (typeof FAULTS)[number];

/** Which requests a fault strikes: those that only read, or the one by which a change is committed. */
export type FaultTarget = 'read' | 'write';

/** A slot to open. Instants are milliseconds since the epoch. */
export interface SlotToOpen {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly capacity: number;
  /** Places still free; the others are taken at the hospital's own window. All are free when absent. */
  readonly free?: number;
}

/** A booking as the hospital's own database has it. */
export interface TrueBooking {
  readonly ref: string;
  /** Our key, exactly as stored. */
  readonly key: string;
  readonly live: boolean;
  /** The patient's name, exactly as stored. */
  readonly patientName: string;
  /** The hospital's file that it was booked for; absent where it keeps none. */
  readonly patientRef?: string;
}

/** A person's file as the hospital's own database has it. */
export interface TruePatient {
  readonly ref: string;
  readonly name: string;
  readonly birthDate: string;
  readonly guardianName?: string;
}

/** The hospital's files of people, past its interface. */
export interface TruePatients {
  /** Opens a file at the hospital's own window, also where the document has one already. Answers its reference. */
  open(patient: Patient): Promise<string>;
  /** The files under a document. */
  list(document: IdentityDocument): Promise<readonly TruePatient[]>;
}

/** A session as the hospital's own database has it: whole, with the hours that the hospital gives it. */
export interface TrueSession {
  readonly ref: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The hospital's sessions, past its interface. */
export interface TrueSessions {
  /** Opens a session on the day that begins at `day`, midnight in +08:00; the hospital knows its hours. Nobody has a number yet. */
  open(session: { readonly day: number; readonly numbers: number }): Promise<TrueSession>;
  /** Calls a number in, at an instant in whole ms. */
  call(ref: string, number: number, at: number): Promise<void>;
  /** Nobody is called any more. */
  end(ref: string): Promise<void>;
}

/** A slot as the hospital's own database has it. */
export interface TrueSlot {
  readonly capacity: number;
  /** Places taken, by our bookings and at the window. */
  readonly taken: number;
}

/** Requests that reached the hospital since it started, faulty ones included. */
export interface RequestsSeen {
  readonly total: number;
  /** Those that ask for a change. */
  readonly writes: number;
}

export interface HospitalUnderTest {
  /** Faults that `setFault` can produce; the kit skips the others and says so. */
  readonly supportedFaults: readonly Fault[];
  /** Opens a slot in the hospital's database and answers the reference by which the adapter knows it. */
  openSlot(slot: SlotToOpen): Promise<string>;
  /** Bookings in the hospital's database, under one key or all of ours. */
  bookings(key?: string): Promise<readonly TrueBooking[]>;
  slot(ref: string): Promise<TrueSlot>;
  /** Needed where the adapter declares `findPatient`. */
  readonly patients?: TruePatients;
  /** Needed where the adapter declares `queue`. */
  readonly sessions?: TrueSessions;
  /**
   * From now on every request of the kind `target` meets this fault; `null` heals everything.
   *
   * - `slow`: the reply is right but takes long (it may be longer or shorter than the deadline).
   * - `refused`: the connection is refused, whatever the target; nothing is received.
   * - `timeout-before-commit`: received, never done, never answered. `timeout-after-commit`: done, never answered.
   * - `server-error-…`: the protocol's own "internal error" (HTTP 500), before or after the change was committed.
   * - `malformed`: a reply that is cut off or broken. `wrong-charset`: bytes that are not in the declared encoding.
   *   `empty-200` and `html-page`: success by its status, with nothing or a login page in it.
   * - `duplicate`: the network delivers the request twice; the adapter sees the second answer.
   * - `late-commit`: no answer now, and the change is committed later, within the adapter's `settleWindowMs`.
   * - `reset-after-commit`: done, then the connection is cut before the reply.
   */
  setFault(fault: Fault | null, target?: FaultTarget): Promise<void>;
  requestsSeen(): Promise<RequestsSeen>;
  /** Resolves when whatever the hospital has received has taken effect, late commits included. A virtual clock advances here. */
  settled(): Promise<void>;
}

/** An adapter together with the hospital it talks to. */
export interface Subject {
  readonly adapter: HospitalAdapter;
  readonly hospital: HospitalUnderTest;
}
