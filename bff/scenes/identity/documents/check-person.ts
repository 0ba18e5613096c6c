import type { Patient } from '../../../../adapters/port/terms.ts';
import { type DocumentFailure, readDocument } from './read-document.ts';
import { readName } from './read-name.ts';
import { readPhone } from './read-phone.ts';

/** A person as they type themselves in, or as a card says it. */
export interface GivenPerson {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: Patient['sex'];
  readonly document: Patient['document'];
  readonly phone?: string;
}

/** Where it does not fit and what would: never the value itself. */
export interface PersonFailure {
  readonly at: 'person.name' | 'person.birthDate' | 'person.sex' | 'person.document.number' | 'person.document.type' | 'phone';
  readonly expected: string;
}

export type PersonReading =
  | { readonly ok: true; readonly patient: Patient; readonly needsGuardian: boolean }
  | { readonly ok: false; readonly failures: readonly PersonFailure[] };

/** Every rule that what was given can be held to, all failures at once. `today` is `YYYY-MM-DD` in Shanghai. */
export function checkPerson(given: GivenPerson, today: string): PersonReading {
  const name = readName(given.name);
  const document = readDocument({ ...given.document, birthDate: given.birthDate }, today);
  const phone = given.phone === undefined ? undefined : readPhone(given.phone);
  const failures: PersonFailure[] = [];
  if (!name.ok) failures.push({ at: 'person.name', expected: `a name (${name.reason})` });
  if (!document.ok) failures.push(documentFailure(document));
  else if (document.document.sex !== undefined && given.sex !== 'unknown' && given.sex !== document.document.sex)
    failures.push({ at: 'person.sex', expected: 'what the document number says' });
  if (phone && !phone.ok) failures.push({ at: 'phone', expected: `a phone that can get messages (${phone.reason})` });
  if (!name.ok || !document.ok || (phone && !phone.ok) || failures.length > 0) return { ok: false, failures };
  const { type, number, needsGuardian, sex } = document.document;
  const patient: Patient = {
    name: name.name,
    birthDate: given.birthDate,
    sex: sex ?? given.sex,
    document: { type, number },
    ...(phone ? { phone: phone.phone } : {}),
  };
  return { ok: true, patient, needsGuardian };
}

function documentFailure(failure: DocumentFailure): PersonFailure {
  switch (failure.reason) {
    case 'other-type':
      return { at: 'person.document.type', expected: failure.rightType };
    case 'birth-date':
    case 'birth-date-differs':
    case 'future':
    case 'too-old':
      return { at: 'person.birthDate', expected: failure.reason };
    default:
      return { at: 'person.document.number', expected: failure.reason };
  }
}
