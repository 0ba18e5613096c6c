import type { Patient } from '../../../adapters/port/terms.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { type Cipher, type Envelope, newEnvelope, openEnvelope } from '../../platform/crypto/cipher.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import { consentParts } from '../oversight/consents.ts';
import { documentForms } from './documents/document-forms.ts';
import { maskDocumentNumber, maskName, maskPhone } from './masking.ts';
import {
  insertDocumentOnce,
  insertDocumentPart,
  insertPatient,
  type PatientRow,
  selectByDocument,
  selectPatient,
} from './patient-rows.ts';

export interface PatientDependencies {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How sure it is that the document is this person's. */
export type Verified = 'document-read' | 'staff-present' | 'typed' | 'demo';

export const keyPlace = (id: string) => `patient|${id}|data_key`;
export const patientPlace = (id: string) => `patient|${id}|sealed`;
const documentPlace = (id: string) => `patient_document|${id}|sealed`;

const DOCUMENT_COLUMN = 'patient_document|match';
const PHONE_COLUMN = 'patient|phone';

/** What makes a document the same document when it is shown again: its type, and the part of the number that stays. */
function matchOf({ type, number }: Patient['document']): string {
  return `${type} ${documentForms[type].lasting?.(number) ?? number}`;
}

/**
 * Parts that register a person under `id`: what is personal is sealed by a key of their own, and only keyed hashes of the document
 * and the phone can be looked for.
 */
export function registerParts(
  dependencies: Pick<PatientDependencies, 'cipher' | 'blindIndex' | 'random' | 'ids'>,
  { id, patient, verified, now }: { id: string; patient: Patient; verified: Verified; now: number },
): readonly Part[] {
  const { cipher, blindIndex, random, ids } = dependencies;
  const envelope = newEnvelope(cipher, random, id, keyPlace(id));
  const documentId = ids.inOrder('doc');
  const { type, number } = patient.document;
  const document = {
    id: documentId,
    patientId: id,
    type,
    sealed: envelope.seal(number, documentPlace(documentId)),
    maskedNumber: maskDocumentNumber(number),
    matchIndex: blindIndex.of(DOCUMENT_COLUMN, matchOf(patient.document)),
    verified,
    now,
  };
  return [
    insertPatient({
      id,
      sealed: envelope.seal(JSON.stringify(patient), patientPlace(id)),
      dataKey: envelope.wrappedKey,
      keyId: cipher.current,
      maskedName: maskName(patient.name),
      birthYear: Number(patient.birthDate.slice(0, 4)),
      maskedPhone: patient.phone === undefined ? null : maskPhone(patient.phone),
      phoneIndex: patient.phone === undefined ? null : phoneIndexOf(blindIndex, patient.phone),
      now,
    }),
    verified === 'demo' ? insertDocumentOnce(document) : insertDocumentPart(document),
  ];
}

/** The keyed hash under which a phone is looked for. */
export function phoneIndexOf(blindIndex: BlindIndex, phone: string): string {
  return blindIndex.of(PHONE_COLUMN, phone);
}

/** The keyed hashes under which a phone may have been written, while keys are being exchanged. */
export function phoneIndexes(blindIndex: BlindIndex, phone: string): { current: string; other: string } {
  return both(blindIndex.all(PHONE_COLUMN, phone));
}

function both([current = '', other]: readonly string[]): { current: string; other: string } {
  return { current, other: other ?? current };
}

/** Who is registered with this document. */
export async function findByDocument(
  { store, blindIndex }: Pick<PatientDependencies, 'store' | 'blindIndex'>,
  document: Patient['document'],
): Promise<PatientRow | undefined> {
  const [row] = await store.read(selectByDocument(both(blindIndex.all(DOCUMENT_COLUMN, matchOf(document)))));
  return row;
}

/** The person's data in clear, for a hospital that is about to be told. It must not be logged or kept. */
export async function revealPatient(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random'>,
  id: string,
): Promise<Patient> {
  const [row] = await dependencies.store.read(selectPatient({ id }));
  if (!row) throw new TypeError('no such patient');
  return revealRow(dependencies, row);
}

/** @throws SealBroken when the row was changed, or holds what was sealed for another. */
export function revealRow(dependencies: Pick<PatientDependencies, 'cipher' | 'random'>, row: PatientRow): Patient {
  return JSON.parse(envelopeOf(dependencies, row).open(row.sealed, patientPlace(row.id))) as Patient;
}

/** What opens and seals this person's data. */
export function envelopeOf(
  { cipher, random }: Pick<PatientDependencies, 'cipher' | 'random'>,
  { id, dataKey }: Pick<PatientRow, 'id' | 'dataKey'>,
): Envelope | Cipher {
  // Rows from before people had keys of their own.
  return dataKey === null ? cipher : openEnvelope(cipher, random, dataKey, id, keyPlace(id));
}

/** Patients written in one unit. */
const PATIENTS_PER_UNIT = 100;

/** Registers the demo's people under given ids, as if they had agreed to everything; who is there already stays as they are. */
export async function registerPatients(
  dependencies: PatientDependencies,
  people: readonly { readonly id: string; readonly patient: Patient }[],
): Promise<void> {
  const { store, clock, ids } = dependencies;
  for (let start = 0; start < people.length; start += PATIENTS_PER_UNIT) {
    const now = clock.now();
    const some = people.slice(start, start + PATIENTS_PER_UNIT);
    const known = await Promise.all(some.map(async ({ id }) => (await store.read(selectPatient({ id }))).length > 0));
    const parts = some
      .filter((_, index) => !known[index])
      .flatMap(({ id, patient }) => [
        ...registerParts(dependencies, { id, patient, verified: 'demo', now }),
        ...consentParts(ids, now, { patientId: id, givenBy: id, language: 'zh', channel: 'demo', deviceId: null }),
      ]);
    if (parts.length === 0) continue;
    await commit(dependencies, 'register-patients', 'background', parts);
  }
}

/** Whether there is such a person here. */
export async function isRegistered(store: Store, id: string): Promise<boolean> {
  return (await store.read(selectPatient({ id }))).length > 0;
}
