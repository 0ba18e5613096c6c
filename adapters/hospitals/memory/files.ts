import type { TruePatient } from '../../conformance/hospital-under-test.ts';
import { samePerson } from '../../port/names.ts';
import type { PatientMatch, PatientQuery, PatientRecord } from '../../port/patients.ts';
import type { IdentityDocument, Patient } from '../../port/terms.ts';
import type { Verdict } from './verdict.ts';

/** The hospital's files of people. A document may have several, as in real hospitals: each window opened one. */
export function createFiles() {
  const files = new Map<string, Patient>();

  const under = ({ type, number }: IdentityDocument) =>
    [...files].filter(([, { document }]) => document.type === type && document.number === number);
  const open = (patient: Patient): string => {
    const ref = `patient-${files.size + 1}`;
    files.set(ref, patient);
    return ref;
  };

  function match(query: PatientQuery): PatientMatch {
    const [first, ...others] = under(query.document);
    if (first === undefined) return { kind: 'none' };
    if (others.length > 0) return { kind: 'ambiguous', cause: 'several-files' };
    const [ref, known] = first;
    return samePerson(known, query) ? { kind: 'one', ref } : { kind: 'ambiguous', cause: 'other-particulars' };
  }

  return {
    open,
    match,
    get: (ref: string): Patient | undefined => files.get(ref),
    /** The file that stands where there is one; else a new one. */
    register(patient: Patient): Verdict<PatientRecord> {
      const found = match(patient);
      if (found.kind === 'ambiguous') return { refused: 'patient-ambiguous' };
      return { done: { ref: found.kind === 'one' ? found.ref : open(patient) } };
    },
    trueFiles: (document: IdentityDocument): readonly TruePatient[] =>
      under(document).map(([ref, { name, birthDate, guardian }]) => ({ ref, name, birthDate, guardianName: guardian?.name })),
  };
}

export type Files = ReturnType<typeof createFiles>;
