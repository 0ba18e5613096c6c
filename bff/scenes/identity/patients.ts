import type { Patient } from '../../../adapters/port/terms.ts';
import { type EvidenceLevel, evidenceLevels } from '../../contract/evidence.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import { type Cipher, type Envelope, newEnvelope, openEnvelope } from '../../platform/crypto/cipher.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import { consentParts } from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { documentForms } from './documents/document-forms.ts';
import { maskDocumentNumber, maskName, maskPhone } from './masking.ts';
import {
  insertDocumentOnce,
  insertDocumentPart,
  insertPatient,
  type PatientRow,
  selectByDocument,
  selectPatient,
  selectSameDocument,
} from './patient-rows.ts';
import { bindPhonePart } from './phone-rows.ts';

export interface PatientDependencies {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How sure it is that the document is this person's. A phone says nothing of a document. */
export type DocumentLevel = Exclude<EvidenceLevel, 'phone-held' | 'phone-bound'>;

export const keyPlace = (id: string) => `patient|${id}|data_key`;
export const patientPlace = (id: string) => `patient|${id}|sealed`;
const documentPlace = (id: string) => `patient_document|${id}|sealed`;

const DOCUMENT_COLUMN = 'patient_document|match';
const PHONE_COLUMN = 'patient|phone';

/** What makes a document the same document when it is shown again: its type, and the part of the number that stays. */
function matchOf({ type, number }: Patient['document']): string {
  return `${type} ${documentForms[type].lasting?.(number) ?? number}`;
}

/** Who is registered, how sure it is, and whether it may be there already, as the demo's people are at each start. */
export interface Registering {
  readonly id: string;
  readonly patient: Patient;
  readonly level: DocumentLevel;
  readonly now: number;
  readonly phoneId?: string;
  readonly again?: true;
}

/**
 * Parts that register a person under `id`, who agrees to the notice with the same unit: what is personal is sealed by a key of their own,
 * and only keyed hashes of the document and the phone can be looked for.
 */
export function registerParts(
  dependencies: Pick<PatientDependencies, 'cipher' | 'blindIndex' | 'random' | 'ids'>,
  { id, patient, level, now, phoneId, again }: Registering,
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
    level,
    now,
  };
  return [
    insertPatient({
      id,
      sealed: envelope.seal(JSON.stringify(patient), patientPlace(id)),
      dataKey: envelope.wrappedKey,
      keyId: cipher.current,
      maskedName: maskName(patient.name),
      birthYear: sexAndYearOf(patient).birthYear,
      level,
      provedAt: evidenceLevels[level].proves ? now : null,
      consented: privacyNotice.version,
      now,
    }),
    again ? insertDocumentOnce(document) : insertDocumentPart(document),
    ...(patient.phone === undefined
      ? []
      : [
          bindPhonePart(
            {
              id: phoneId ?? ids.inOrder('phn'),
              patientId: id,
              phoneIndex: phoneIndexOf(blindIndex, patient.phone),
              maskedPhone: maskPhone(patient.phone),
              now,
            },
            // Whoever proves who they are is not kept out by those who filled up their phone.
            evidenceLevels[level].proves ? Number.MAX_SAFE_INTEGER : limits.peopleOfPhone.figure,
          ),
        ]),
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

/** Who proved this document. What was only typed is found by nobody. */
export async function findByDocument(
  { store, blindIndex }: Pick<PatientDependencies, 'store' | 'blindIndex'>,
  document: Patient['document'],
): Promise<PatientRow | undefined> {
  const [row] = await store.read(selectByDocument(documentIndexes(blindIndex, document)));
  return row;
}

/** The keyed hashes under which a document may have been written, while keys are being exchanged. */
export function documentIndexes(blindIndex: BlindIndex, document: Patient['document']): { current: string; other: string } {
  return both(blindIndex.all(DOCUMENT_COLUMN, matchOf(document)));
}

/** Whether two documents are the same one, perhaps issued again. */
export function isSameDocument(one: Patient['document'], other: Patient['document']): boolean {
  return matchOf(one) === matchOf(other);
}

/** Whether two registrations say the same document of themselves: then they claim to be the same person. */
export async function saySameDocument(store: Pick<Store, 'read'>, patientId: string, otherId: string): Promise<boolean> {
  return (await store.read(selectSameDocument({ patientId, otherId }))).length > 0;
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

/** What a page needs to know of a person to show the departments that are for them. */
export function sexAndYearOf({ sex, birthDate }: Patient): { readonly sex: Patient['sex']; readonly birthYear: number } {
  return { sex, birthYear: Number(birthDate.slice(0, 4)) };
}

/** The wrapped key of a person who is registered here. */
export async function readDataKey(store: Pick<Store, 'read'>, id: string): Promise<string | null> {
  const [row] = await store.read(selectPatient({ id }));
  if (!row) throw new TypeError('no such patient');
  return row.dataKey;
}

/** What opens and seals what other scenes keep of this person. @throws TypeError for somebody who is not registered. */
export async function sealingOf(
  dependencies: Pick<PatientDependencies, 'store' | 'cipher' | 'random'>,
  id: string,
): Promise<Envelope | Cipher> {
  const [row] = await dependencies.store.read(selectPatient({ id }));
  if (!row) throw new TypeError('no such patient');
  return envelopeOf(dependencies, row);
}

/** The person's name as others may see it; empty for somebody who is not registered. */
export async function maskedNameOf(store: Pick<Store, 'read'>, id: string): Promise<string> {
  const [row] = await store.read(selectPatient({ id }));
  return row?.maskedName ?? '';
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
        ...registerParts(dependencies, { id, patient, level: 'document-read', now, again: true }),
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
