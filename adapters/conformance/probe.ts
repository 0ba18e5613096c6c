import type { BookRequest } from '../port/booking.ts';
import type { CancelRequest } from '../port/cancellation.ts';
import type { ChargeRefundRequest, QuoteRequest, SettlementName, SettleRequest } from '../port/charges.ts';
import type { CallOf, FacetName } from '../port/hospital.ts';
import type { DeliverSummary } from '../port/preconsult.ts';
import type { QueueCall } from '../port/queue.ts';
import type { RecordsQuery } from '../port/records.ts';
import type { Call, Outcome, Patient } from '../port/terms.ts';
import type { CaseContext, HospitalNeed } from './case-context.ts';
import type { EveryFacet } from './facets.ts';

/** What any call can be asked with. */
export interface Arguments {
  readonly from: number;
  readonly to: number;
  readonly slotRef: string;
  /** A booking that was not made yet, in `slotRef`. */
  readonly book: BookRequest;
  /** A booking that was made, or one that never was. */
  readonly booked: CancelRequest;
  /** Somebody of whom the hospital has no file. */
  readonly newcomer: Patient;
  readonly charging: Charging;
  readonly telling: Telling;
  readonly examined: Examined;
}

/** What the calls about charges can be asked with: a bill that nobody settled yet, and another one that was settled, or ones that never were. */
export interface Charging {
  readonly quote: QuoteRequest;
  readonly settle: SettleRequest;
  readonly settled: SettlementName;
  /** Of `settled`, whole. */
  readonly refund: ChargeRefundRequest;
}

/** What the calls about summaries can be asked with: one that was not handed over yet, and the key of one that was, or of one that never was. */
export interface Telling {
  readonly deliver: DeliverSummary;
  readonly delivered: { readonly key: string; readonly bookingRef: string };
}

/** What the calls about records can be asked with: a person, a report of theirs and a document of it, or ones that never were. */
export interface Examined {
  readonly whose: RecordsQuery;
  readonly reportRef: string;
  readonly documentRef: string;
  /** What is in the document. */
  readonly content: Uint8Array;
}

/** What was put there before a fault: what a failed read could deny. */
export interface Prepared extends Arguments {
  /** The file of the patient in `book`, where the hospital keeps files. */
  readonly patientRef?: string;
  /** Whom a clinic has called, where the hospital tells. */
  readonly called?: QueueCall;
}

/** How one call of the port is tried, so that a case can be written once for all of them. */
export interface Probe {
  /** Numbers of its two cases of `DEADLINE-…`: while the hospital is silent, and with a signal that has fired. */
  readonly silent: number;
  readonly fired: number;
  /** Besides the facet itself. */
  readonly needs?: readonly HospitalNeed[];
  ask(facets: EveryFacet, args: Arguments, call: Call): Promise<Outcome<unknown>>;
  /** More than is put there for every probe. */
  readonly prepare?: (context: CaseContext, prepared: Prepared) => Promise<Prepared>;
  /** Of a read: the beginning of the ids of its cases under faults, and whether a success holds what was put there before. */
  readonly read?: {
    readonly id: string;
    readonly needs: readonly HospitalNeed[];
    readonly isTrue: (value: unknown, args: Prepared) => boolean;
    /** A read that goes on from where it stood says nothing twice. */
    readonly toldOnce?: boolean;
  };
}

/** The probes of a facet: one for each of its calls. */
export type Probes<Name extends FacetName> = { readonly [C in CallOf<Name>]: Probe };

/** Whether a text stands anywhere in a value. */
export function holds(value: unknown, text: string): boolean {
  return JSON.stringify(value).includes(JSON.stringify(text));
}
