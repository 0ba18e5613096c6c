import type { Fault, FaultTarget, SlotToOpen } from '../../conformance/hospital-under-test.ts';
import type { Capabilities, Operation, Session } from '../../port.ts';

/** A request on its way to the hospital, as a chooser of faults sees it. */
export interface MemoryRequest {
  readonly operation: Operation;
  readonly target: FaultTarget;
}

/** How a hospital in memory is made. Everything that could be ambient is passed in, so one seed replays a run. */
export interface MemoryHospitalOptions {
  /** The hospital's clock; a slot that has started can no longer be booked. */
  readonly now: () => number;
  /** Slots that are open from the start, beside those that `openSlot` adds. */
  readonly slots: readonly MemorySlot[];
  /** Waits on the caller's clock. The hospital has no timer of its own; without this, nothing takes any time. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** What the adapter declares, where it is to be less than all. `keyedBooking: false` also makes the hospital ignore keys. */
  readonly capabilities?: Partial<Capabilities>;
  readonly pageSize?: number;
  readonly delays?: Partial<MemoryDelays>;
  /** Asked for each request while `setFault` has set none; draws from the caller's seeded randomness. */
  readonly chooseFault?: (request: MemoryRequest) => Fault | null;
}

export interface MemorySlot extends SlotToOpen {
  readonly ref?: string;
  readonly departmentRef?: string;
  readonly practitionerRef?: string;
  readonly feeFen?: number;
  /** Makes the slot a session, whose bookings get numbers. */
  readonly session?: Session;
}

/** In ms. `lateCommitMs` must not exceed the declared `settleWindowMs`. */
export interface MemoryDelays {
  /** A healthy reply. */
  readonly replyMs: number;
  /** A reply under the fault `slow`. */
  readonly slowMs: number;
  /** From a request to its commit under the fault `late-commit`. */
  readonly lateCommitMs: number;
}

export const DEFAULT_DELAYS: MemoryDelays = { replyMs: 0, slowMs: 2_000, lateCommitMs: 10_000 };

export const DEFAULT_PAGE_SIZE = 50;

export const DEFAULT_CAPABILITIES: Capabilities = {
  slots: true,
  book: true,
  findBooking: true,
  listBookings: true,
  cancel: true,
  keyedBooking: true,
  slotCapacity: 'many',
  settleWindowMs: 15_000,
  readLagMs: 0,
  findPatient: true,
  registerPatient: true,
  queue: true,
  runtime: 'any',
};
