import * as z from 'zod';
import { samePerson } from '../../../adapters/port/names.ts';
import type { Patient } from '../../../adapters/port/terms.ts';
import type { EvidenceKind } from '../../contract/evidence.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { DeviceCaller, StaffCaller } from '../../platform/http/context.ts';
import { isProblem, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { findBoundPhone, useBoundPhonePart } from './bound-phone-rows.ts';
import { type IdentityDependencies, today } from './dependencies.ts';
import { issuerOf, signedBy } from './device-proof.ts';
import { insertUsedProof, selectDevice } from './device-rows.ts';
import { guardianDecides } from './documents/age.ts';
import { checkPerson, type PersonFailure } from './documents/check-person.ts';
import { documentForms } from './documents/document-forms.ts';
import { readDocument } from './documents/read-document.ts';
import { readPhone } from './documents/read-phone.ts';
import { type OpenedBefore, tryOneTimeCode } from './one-time-codes.ts';
import { shownSincePart } from './patient-present.ts';
import { type PatientRow, selectPatient } from './patient-rows.ts';
import { findByDocument, isSameDocument, phoneIndexes, revealRow } from './patients.ts';
import { holdPhonePart, selectByPhone } from './phone-rows.ts';

/** What a request says of who is there, and who vouches for the place it comes from. */
export interface GivenEvidence {
  readonly body: OperationInput<'openSession'>['body'];
  readonly device: DeviceCaller | undefined;
  readonly staff: StaffCaller | undefined;
  readonly requestId: string;
  /** A clerk serves the person at this device, and is beside them as long as the session lasts. */
  readonly atDesk?: true;
  /** The device or the address, as tries are counted. */
  readonly place: string;
  /** The secret of the browser, where it has one. */
  readonly browser?: string | undefined;
}

/** Evidence that was believed. */
export interface Judged {
  /** Who is registered, if anybody is. */
  readonly row?: PatientRow;
  /** Who is to be registered when nobody is. */
  readonly person?: Patient;
  readonly kind: EvidenceKind;
  /** The phone that was held: one that opens `row`, or the one under which `person` is registered. */
  readonly phoneId?: string;
  /** On which bound phone the session stands. */
  readonly boundPhoneId?: string;
  /** The token of the session, where the same request may come again. */
  readonly token?: string | undefined;
  /** What using this evidence writes: it works once. */
  readonly parts: readonly Part[];
  readonly staffId: string | null;
  readonly reason?: string;
}

export type Judgement = Judged | ProblemReply;

/** Believes or refuses the evidence, or finds what this very request opened before. Nothing is written but the count of tries. */
export function judge(dependencies: IdentityDependencies, given: GivenEvidence): Promise<Judgement | OpenedBefore> {
  // A phone belongs to one member of staff: nobody else's session is opened on it.
  if (given.device?.kind === 'phone') return Promise.resolve(problem('device-refused'));
  switch (given.body.evidence.kind) {
    case 'demo':
      return judgeDemo(dependencies, given.body.evidence.patientId);
    case 'document-read':
      return judgeDocument(dependencies, given, given.body.evidence.document);
    case 'one-time-code':
      return judgeCode(dependencies, given, given.body.evidence);
    case 'staff-present':
      return judgeStaff(dependencies, given, given.body.evidence);
  }
}

const REFUSED = problem('evidence-refused');

async function judgeDemo({ demo, store }: IdentityDependencies, patientId: string): Promise<Judgement> {
  const [row] = demo ? await store.read(selectPatient({ id: patientId })) : [];
  // The demo's people are registered with their documents; whoever only typed theirs is nobody's card.
  return row && row.provedAt !== null ? { row, kind: 'demo', parts: [], staffId: null } : REFUSED;
}

/** Claims of a document that was read; see docs/device-bridge.md. */
const documentClaims = z.object({
  iss: z.string(),
  jkt: z.string(),
  jti: z.string().min(8).max(64),
  iat: z.int(),
  exp: z.int(),
  document: z.object({
    type: z.enum(Object.keys(documentForms) as [Patient['document']['type'], ...Patient['document']['type'][]]),
    number: z.string().max(60),
    name: z.string().max(240),
    birthDate: z.string(),
    sex: z.enum(['male', 'female', 'unknown']),
  }),
});

/** Longer than the bridge signs for, because the person reads the notice in between, or the guardian of a child looks for their own card. */
const READ_KEPT_SECONDS = 600;
const SKEW_SECONDS = 60;

async function judgeDocument(
  dependencies: IdentityDependencies,
  { body, device }: GivenEvidence,
  jws: string,
): Promise<Judgement> {
  const phone = body.phone === undefined ? {} : { phone: body.phone };
  const shown = await readShownDocument(dependencies, device, jws, phone);
  if (isProblem(shown)) return shown;
  // The reading is not used up: the guardian, with a session of their own, shows it once more.
  if (guardianDecides(shown.patient.birthDate, today(dependencies.clock.now()))) return problem('guardian-required');
  const parts = [shown.used, ...(device ? [shownSincePart({ deviceId: device.id, shownBy: shown.by })] : [])];
  return identified(dependencies, shown.patient, { kind: 'document-read', parts, staffId: null });
}

/** A document that the bridge of this device read for the page that shows it, by when that was (ms), and the part that uses the reading up. */
export async function readShownDocument(
  dependencies: IdentityDependencies,
  device: DeviceCaller | undefined,
  jws: string,
  phone: { readonly phone?: string },
): Promise<{ readonly patient: Patient; readonly used: Part; readonly by: number } | ProblemReply> {
  // A browser that is a device of its own could sign whatever document it likes: only a bridge reads one.
  if (device?.kind !== 'kiosk') return problem('device-refused');
  if (issuerOf(jws) !== device.id) return REFUSED;
  const [enrolled] = await dependencies.store.read(selectDevice({ id: device.id }));
  const claims = enrolled && (await signedBy(jws, enrolled, 'onedoor-document+jwt', documentClaims));
  const now = Math.floor(dependencies.clock.now() / 1000);
  // The page that shows it is the one for which it was read, and it was read just now.
  const fresh = claims && claims.iat <= now + SKEW_SECONDS && now - claims.iat <= READ_KEPT_SECONDS;
  if (!claims || !fresh || claims.jkt !== device.thumbprint) return REFUSED;
  const { type, ...particulars } = claims.document;
  const document = { type, number: particulars.number };
  const reading = checkPerson({ ...particulars, document, ...phone }, today(dependencies.clock.now()));
  if (!reading.ok) return documentRefused(reading.failures);
  const expiresAt = (claims.iat + READ_KEPT_SECONDS + SKEW_SECONDS) * 1000;
  const used = guarded(insertUsedProof({ id: `${device.id} ${claims.jti}`, expiresAt }), EVIDENCE_NEW);
  // The bridge writes whole seconds.
  return { patient: reading.patient, used, by: (claims.iat + 1) * 1000 };
}

/** Name of the guard: this reading of a document opens one session. */
export const EVIDENCE_NEW = 'evidence-new';

/**
 * People of one phone who are found. More than may claim with it: those from before there was a bound, and those who named it beside a
 * document, are not left out.
 */
const OPENED_MAX = 50;

async function judgeCode(
  dependencies: IdentityDependencies,
  { body, place, browser }: GivenEvidence,
  evidence: { phone: string; code: string; patientId?: string | undefined; attempt?: string | undefined },
): Promise<Judgement | OpenedBefore> {
  const phone = readPhone(evidence.phone);
  if (!phone.ok) return documentRefused([{ at: 'phone', expected: phone.reason }]);
  const again = evidence.attempt === undefined ? undefined : digest(JSON.stringify(body));
  const tried = await tryOneTimeCode(dependencies, { phone: phone.phone, code: evidence.code, place, again });
  if (!tried) return REFUSED;
  if (tried.kind === 'opened-before') return tried;
  const { use, token } = tried;
  const judged = { kind: 'one-time-code', parts: [use], staffId: null, token } as const;
  const now = dependencies.clock.now();
  const indexes = phoneIndexes(dependencies.blindIndex, phone.phone);
  const heldSince = now - limits.phoneLapses.figure;
  const opened = await dependencies.store.read(selectByPhone({ ...indexes, heldSince, limit: OPENED_MAX }));
  const open = async (one: { id: string; phoneId: string } | undefined): Promise<Judgement> => {
    const [row] = one ? await dependencies.store.read(selectPatient({ id: one.id })) : [];
    if (!one || !row) return REFUSED;
    const { phoneId } = one;
    const parts = [use, holdPhonePart(phoneId, now, heldSince)];
    const bound = await findBoundPhone(dependencies, { patientId: row.id, phoneId, browser, now });
    if (!bound) return { ...judged, row, phoneId, parts };
    return {
      ...judged,
      kind: 'bound-phone',
      row,
      phoneId,
      boundPhoneId: bound.id,
      parts: [...parts, useBoundPhonePart(bound.id, now)],
    };
  };
  if (body.person) {
    const reading = checkPerson({ ...body.person, phone: phone.phone }, today(now));
    if (!reading.ok) return documentRefused(reading.failures);
    // Whoever is registered with this document elsewhere is neither opened nor told of: what was typed is a claim of its own.
    const same = await registeredBefore(dependencies, opened, reading.patient);
    return same ? open(same) : { ...judged, person: reading.patient, phoneId: dependencies.ids.inOrder('phn') };
  }
  if (opened.length === 0) return judged;
  if (opened.length === 1) return open(opened[0]);
  const chosen = opened.find(({ id }) => id === evidence.patientId);
  if (chosen) return open(chosen);
  const choices = opened.map(({ id, maskedName }) => ({ patientId: id, patientName: maskedName }));
  return problem('choose-patient', { extra: { choices } });
}

/** Of those whom the phone opens already, the one who is this person with this document. */
async function registeredBefore<T extends { id: string }>(
  dependencies: IdentityDependencies,
  opened: readonly T[],
  person: Patient,
): Promise<T | undefined> {
  for (const one of opened) {
    const [row] = await dependencies.store.read(selectPatient({ id: one.id }));
    const known = row && revealRow(dependencies, row);
    if (known && isSameDocument(known.document, person.document) && samePerson(known, person)) return one;
  }
  return undefined;
}

/** Who may vouch at this device: the clerk who is signed in there. A volunteer helps, and vouches for nobody. */
export function vouchingClerk(staff: StaffCaller | undefined, device: DeviceCaller | undefined): StaffCaller | undefined {
  return staff?.role === 'clerk' && staff.deviceId === device?.id ? staff : undefined;
}

async function judgeStaff(
  dependencies: IdentityDependencies,
  { body, staff, device, requestId }: GivenEvidence,
  evidence: { document: Patient['document']; reason: string },
): Promise<Judgement> {
  const clerk = vouchingClerk(staff, device);
  if (!clerk) return REFUSED;
  // What the clerk has seen is what is registered, and no other document beside it.
  if (body.person && !isSameDocument(evidence.document, body.person.document)) return REFUSED;
  const judged = { kind: 'staff-present', parts: [], staffId: clerk.staffId, reason: evidence.reason } as const;
  if (!body.person) {
    const reading = readDocument(evidence.document, today(dependencies.clock.now()));
    if (!reading.ok) return documentRefused([{ at: 'person.document.number', expected: reading.reason }]);
    const row = await findByDocument(dependencies, reading.document);
    return row ? { ...judged, row } : judged;
  }
  const phone = body.phone === undefined ? {} : { phone: body.phone };
  const reading = checkPerson({ ...body.person, ...phone }, today(dependencies.clock.now()));
  if (!reading.ok) return documentRefused(reading.failures);
  const found = await identified(dependencies, reading.patient, judged);
  if (isProblem(found))
    await writeCompared(dependencies, reading.patient.document, { staff: clerk, requestId, reason: evidence.reason });
  return found;
}

/** Whoever has the number reads that a clerk held somebody else's particulars against it: otherwise one would learn unseen who is registered. */
export async function writeCompared(
  dependencies: IdentityDependencies,
  document: Patient['document'],
  { staff, requestId, reason }: { readonly staff: StaffCaller; readonly requestId: string; readonly reason: string | undefined },
): Promise<void> {
  const row = await findByDocument(dependencies, document);
  if (!row) return;
  const compared = auditPart(dependencies.ids, dependencies.clock.now(), {
    actor: { kind: 'staff', id: staff.staffId },
    action: 'patient.compare',
    subject: { kind: 'patient', id: row.id },
    requestId,
    deviceId: staff.deviceId,
    reason,
  });
  await commit(dependencies, 'compare-patient', 'interactive', [compared]);
}

/** Whoever is registered with the document must be the same person: a likeness is for the window to judge. */
async function identified(
  dependencies: IdentityDependencies,
  person: Patient,
  judged: Omit<Judged, 'row' | 'person'>,
): Promise<Judgement> {
  const row = await findByDocument(dependencies, person.document);
  if (!row) return { ...judged, person };
  return samePerson(revealRow(dependencies, row), person) ? { ...judged, row, person } : problem('identity-ambiguous');
}

export function documentRefused(failures: readonly PersonFailure[]): ProblemReply {
  return problem('document-refused', { extra: { errors: failures } });
}
