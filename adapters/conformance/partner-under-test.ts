/** Faults that a partner or the line to it can show. What each one means is in `PartnerUnderTest.setFault`. */
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

/** Requests that reached the partner since it started, faulty ones included. */
export interface RequestsSeen {
  readonly total: number;
  /** Those that ask for a change. */
  readonly writes: number;
}

/**
 * A partner behind an adapter, seen from the side: nothing here goes through the adapter, so an adapter that lies is found out. What a
 * partner of one kind holds besides (a hospital its bookings) is added by that kind.
 */
export interface PartnerUnderTest {
  /** Faults that `setFault` can produce; the kit skips the others and says so. */
  readonly supportedFaults: readonly Fault[];
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
  /** From now on every request is answered this much later, in ms, and rightly; 0 ends it. Absent where that can not be had. */
  setLatency?(ms: number): Promise<void>;
  requestsSeen(): Promise<RequestsSeen>;
  /** Resolves when whatever the partner has received has taken effect, late commits included. A virtual clock advances here. */
  settled(): Promise<void>;
}
