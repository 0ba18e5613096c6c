import type { OperationId } from '../../bff/contract/paths.ts';

/** Everybody who may come, each with the headers of a request that is theirs. */
export const SUBJECTS = [
  'nobody',
  'a device with nobody at it',
  'the person',
  'a stranger',
  'a registration linked to the person',
  'the session of a device without its proof',
  "the session of a device with another's proof",
  'staff at their device',
  'staff at another device',
  'a device that was revoked, with a session',
  "the operator's token as a session",
] as const;

export type Subject = (typeof SUBJECTS)[number];

/**
 * `+` may · `1` has no session (401) · `3` is no device that is known (403) · `4` hears what they would hear of a thing that is not
 * there (404).
 */
export type Verdict = '+' | '1' | '3' | '4';

/** What a request is about, where the answer depends on whose it is. */
export type About = 'nothing of anybody' | "the person's" | "the person's child's";

export interface PolicyRow {
  readonly operation: OperationId;
  readonly about: About;
  readonly verdicts: Readonly<Record<Subject, Verdict>>;
}

/** Written by hand from the design, and not from the code: one line an operation and object, one column a subject. */
const TABLE: readonly (readonly [operation: OperationId, about: About, verdicts: string])[] = [
  ['listHospitals', 'nothing of anybody', '+++++++++3+'],
  ['findDepartments', 'nothing of anybody', '+++++++++3+'],
  ['listPractitioners', 'nothing of anybody', '+++++++++3+'],
  ['searchSlots', 'nothing of anybody', '+++++++++3+'],
  ['readPrivacyNotice', 'nothing of anybody', '+++++++++3+'],
  ['sendOneTimeCode', 'nothing of anybody', '+++++++++3+'],
  ['openSession', 'nothing of anybody', '+++++++++3+'],
  ['readSlip', "the person's", '+++++++++3+'],
  ['verifySlip', "the person's", '+++++++++3+'],
  ['enrolDevice', 'nothing of anybody', '+++++++++3+'],
  ['bookAppointment', "the person's", '11+4+111131'],
  ['bookAppointment', "the person's child's", '11+44111131'],
  ['listAppointments', 'nothing of anybody', '11+++111131'],
  ['readAppointment', "the person's", '11+4+111131'],
  ['readAppointment', "the person's child's", '11+44111131'],
  ['followAppointment', "the person's", '11+4+111131'],
  ['followAppointment', "the person's child's", '11+44111131'],
  ['cancelAppointment', "the person's", '11+4+111131'],
  ['cancelAppointment', "the person's child's", '11+44111131'],
  ['issueSlip', "the person's", '11+4+111131'],
  ['issueSlip', "the person's child's", '11+44111131'],
  ['closeSession', 'nothing of anybody', '11+++111131'],
  ['readMe', 'nothing of anybody', '11+++111131'],
  ['registerDependant', 'nothing of anybody', '11+++111131'],
  ['listConsents', 'nothing of anybody', '11+++111131'],
  ['withdrawConsent', "the person's", '11+44111131'],
  ['listAccess', 'nothing of anybody', '11+++111131'],
  ['readDevice', 'nothing of anybody', '3+3333+++33'],
  ['openStaffSession', 'nothing of anybody', '3+3333+++33'],
  ['closeStaffSession', 'nothing of anybody', '1111111+131'],
  ['linkPatients', "the person's", '1111111+131'],
  ['unlinkPatients', "the person's", '1111111+131'],
];

export const POLICY: readonly PolicyRow[] = TABLE.map(([operation, about, verdicts]) => {
  if (verdicts.length !== SUBJECTS.length) throw new TypeError(`${operation} has ${verdicts.length} columns`);
  const row = SUBJECTS.map((subject, column) => [subject, verdicts[column] as Verdict] as const);
  return { operation, about, verdicts: Object.fromEntries(row) as Record<Subject, Verdict> };
});
