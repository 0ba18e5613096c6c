import type { Call, CallTable, Outcome, Patient } from './terms.ts';

/**
 * Files of people, by which the hospital books: with this facet `book` always gets a `patientRef`. Without it people are booked by their
 * particulars.
 */
export interface PatientsFacet {
  /** The file of a person. */
  find(query: PatientQuery, call: Call): Promise<Outcome<PatientMatch>>;
  /**
   * Opens a file; absent where that is done at the window. A write like any other: after an unknown outcome ask `find`. The same person
   * again is answered with the same file, never with a second one; the same document with another name or birth date is
   * `rejected('patient-ambiguous')`.
   */
  register?(patient: Patient, call: Call): Promise<Outcome<PatientRecord>>;
}

export const PATIENTS_CALLS: CallTable<PatientsFacet> = { find: 'read', register: 'write' };

/** By what a person's file is looked for. A number alone is never enough: hospitals use numbers twice, and clerks mistype them. */
export type PatientQuery = Pick<Patient, 'name' | 'birthDate' | 'document'>;

/** Whether the hospital has a file of a person. It holds nothing personal. */
export type PatientMatch =
  | { readonly kind: 'none' }
  /** Exactly one file under the document, and its name and birth date are the ones asked for. */
  | { readonly kind: 'one'; readonly ref: string }
  /** A person at the window must decide: the document has more than one file, or one with another name or birth date. */
  | { readonly kind: 'ambiguous'; readonly cause: 'several-files' | 'other-particulars' };

/** A person's file at the hospital. */
export interface PatientRecord {
  /** The hospital's own reference (its patient id), see `isRef`; given back in `book`. */
  readonly ref: string;
}
