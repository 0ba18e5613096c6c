import type { Call, CallTable, Outcome } from './terms.ts';

/** How far a clinic has come. Without this facet people are told a time from its hours and numbers alone. */
export interface QueueFacet {
  /** The calls of the clinic that the slot is. `null`: the hospital does not know the slot any more, or it is no clinic. */
  read(slotRef: string, call: Call): Promise<Outcome<ClinicQueue | null>>;
}

export const QUEUE_CALLS: CallTable<QueueFacet> = { read: 'background-read' };

/** How far a clinic has come, as the hospital tells it. */
export interface ClinicQueue {
  /** Calls so far, in the order in which they were made. A number that did not come has none. */
  readonly calls: readonly QueueCall[];
  /** Nobody is called any more. */
  readonly ended: boolean;
}

export interface QueueCall {
  /** 1 or more. */
  readonly number: number;
  readonly at: number;
}
