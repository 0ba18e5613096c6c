import type { SlotToOpen } from '../../conformance/hospital-under-test.ts';
import type { Fault, FaultTarget } from '../../conformance/partner-under-test.ts';
import type { BookingFacet } from '../../port/booking.ts';
import type { BookingsFacet } from '../../port/bookings.ts';
import type { ChargesFacet } from '../../port/charges.ts';
import type { CallOf, FacetName } from '../../port/hospital.ts';
import type { Section } from '../../port/records.ts';
import type { Clinic } from '../../port/slots.ts';

/** A call of the port by facet and name, as `booking.book`; `check` is what an operator asks. */
export type MemoryOperation = { [Name in FacetName]: `${Name}.${CallOf<Name>}` }[FacetName] | 'check';

/** A request on its way to the hospital, as a chooser of faults sees it. */
export interface MemoryRequest {
  readonly operation: MemoryOperation;
  readonly target: FaultTarget;
}

/** What a hospital in memory lacks: a whole facet, the opening of files, the memory for our keys, or a part of the records. */
export type MemoryLack = FacetName | 'patients.register' | 'keys' | `records.${Section | 'reports' | 'document'}`;

/** How a hospital in memory is made. Everything that could be ambient is passed in, so one seed replays a run. */
export interface MemoryHospitalOptions {
  /** The hospital's clock; a slot that has started can no longer be booked. */
  readonly now: () => number;
  /** Slots that are open from the start, beside those that `openSlot` adds. */
  readonly slots: readonly MemorySlot[];
  /** Waits on the caller's clock. The hospital has no timer of its own; without this, nothing takes any time. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** What the hospital lacks; nothing when absent. Without `patients` it ignores `patientRef`, without `keys` it ignores keys. */
  readonly without?: readonly MemoryLack[];
  /** `BookingFacet.settleWindowMs`, 15 s when absent. */
  readonly settleWindowMs?: number;
  /** `SlotsFacet.readLagMs` and `RecordsFacet.readLagMs`, 0 when absent. */
  readonly readLagMs?: number;
  /** `BookingFacet.places`; with `advisory` the hospital enters what it is asked for. `enforced` when absent. */
  readonly places?: BookingFacet['places'];
  /** `BookingFacet.keyMaxLength`, 64 when absent. */
  readonly keyMaxLength?: number;
  /** `BookingsFacet.listing`, `changes` when absent. */
  readonly listing?: BookingsFacet['listing'];
  /** `ChargesFacet.insurance`, `hospital` when absent. */
  readonly insurance?: ChargesFacet['insurance'];
  /** Of the slots that the kit opens; many when absent. */
  readonly placesPerSlot?: 'one' | 'many';
  readonly pageSize?: number;
  readonly delays?: Partial<MemoryDelays>;
  /** Asked for each request while `setFault` has set none; draws from the caller's seeded randomness. */
  readonly chooseFault?: (request: MemoryRequest) => Fault | null;
}

export interface MemorySlot extends SlotToOpen {
  readonly ref?: string;
  readonly departmentRef?: string;
  /** `null`: the department is booked, and nobody in particular. */
  readonly practitionerRef?: string | null;
  readonly feeFen?: number;
  /** Makes the slot a clinic, whose bookings get numbers. */
  readonly clinic?: Clinic;
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
