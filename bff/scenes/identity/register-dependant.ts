import { samePerson } from '../../../adapters/port/names.ts';
import type { Guardian, Patient } from '../../../adapters/port/terms.ts';
import { evidenceLevels } from '../../contract/evidence.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { type AuditEntry, auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, callerLevel, type DeviceCaller, type StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, isProblem, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import {
  carriedConsentParts,
  consentParts,
  consentsAreCurrent,
  type GivenConsents,
  hasConsented,
} from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { type ChildRow, childrenOf, type Dependant } from './acting-for.ts';
import { CLAIM_STANDS } from './claim-rows.ts';
import { type IdentityDependencies, today } from './dependencies.ts';
import { isChild } from './documents/age.ts';
import { checkPerson } from './documents/check-person.ts';
import { documentRefused, EVIDENCE_NEW, readShownDocument, vouchingClerk, writeCompared } from './evidence.ts';
import { maskName } from './masking.ts';
import { PATIENT_PRESENT, patientPresentParts } from './patient-present.ts';
import {
  DOCUMENT_FREE,
  guardianWithRoom,
  insertProxy,
  PATIENT_STANDS,
  type PatientRow,
  selectNamed,
  setConsented,
  standPatient,
} from './patient-rows.ts';
import {
  type DocumentLevel,
  findByDocument,
  isSameDocument,
  registerParts,
  revealPatient,
  revealRow,
  sexAndYearOf,
} from './patients.ts';
import { mayActPart, RIGHT_TO_ACT } from './right-to-act.ts';
import { guardianFits } from './rules.ts';
import { takeOver } from './take-over.ts';

export interface DependantOrder {
  readonly body: OperationInput<'registerDependant'>['body'];
  readonly caller: Caller;
  readonly device: DeviceCaller | undefined;
  readonly staff: StaffCaller | undefined;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * Registers a child with its guardian: the child, the guardian's right to act for it, and the consents that the guardian gives for it, in
 * one unit. By word alone it is provisional: a registration of its own, which sees nothing that other evidence opened and is in nobody's
 * way. The child's document read where the guardian's was, or a member of staff who saw both, makes it firm. A guardian who shows the document
 * of their child again need not say again what they are to it, nor agree again.
 */
export function registerDependant(dependencies: IdentityDependencies, order: DependantOrder): Promise<Answer> {
  const { request, requestId } = order;
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: async () => problem('identity-ambiguous'),
    work: () => dependantWork(dependencies, order),
  });
}

/** The child, how sure it is that it is this guardian's, and what showing it uses up. */
interface Shown {
  readonly child: Patient;
  readonly level: DocumentLevel;
  readonly parts: readonly Part[];
  readonly staffId: string | null;
}

async function dependantWork(dependencies: IdentityDependencies, order: DependantOrder): Promise<KeyedWork | Decided> {
  const { body, caller } = order;
  if (body.consents && !consentsAreCurrent(body.consents)) return { answer: problem('consent-required', NOTICE) };
  const shown = await whatIsShown(dependencies, order);
  if (isProblem(shown)) return { answer: shown };
  const { child } = shown;
  const now = today(dependencies.clock.now());
  if (!isChild(child.birthDate, now))
    return { answer: documentRefused([{ at: 'person.birthDate', expected: 'the birthday of a child under 18' }]) };
  const guardian = await revealPatient(dependencies, caller.patientId);
  if (samePerson(guardian, child)) return { answer: problem('identity-ambiguous') };
  const agreed = await agreementOn(dependencies, order, child);
  if (isProblem(agreed)) return { answer: agreed };
  const { relationship } = agreed;
  if (!guardianFits(relationship, guardian.birthDate, child.birthDate, now)) return { answer: problem('guardian-refused') };
  return registering(
    dependencies,
    order,
    { ...shown, child: { ...child, guardian: guardianOf(guardian, relationship) } },
    agreed,
  );
}

/** What is shown by whoever has to agree. */
const NOTICE = { extra: { noticeVersion: privacyNotice.version } };

/** What the guardian is to the child and agrees to for it, as they say it now or said it before. */
interface Agreement {
  readonly relationship: Dependant['relationship'];
  readonly consents: GivenConsents | undefined;
  /** The child, where it was this guardian's before, and they leave it to what they said then. */
  readonly before?: ChildRow;
}

async function agreementOn(
  dependencies: IdentityDependencies,
  { body, caller }: DependantOrder,
  child: Patient,
): Promise<Agreement | ProblemReply> {
  const { relationship, consents, document } = body;
  if (relationship && consents) return { relationship, consents };
  // Who only types a child says all of it: nobody has seen that it is the same child.
  const before = document && (await childrenOf(dependencies, caller)).find((row) => isThisChild(dependencies, row, child));
  if (!before) return problem('registration-required', NOTICE);
  if (!consents && !(await hasConsented(dependencies, before.id, caller.patientId))) return problem('consent-required', NOTICE);
  return { relationship: relationship ?? (before.relationship as Dependant['relationship']), consents, before };
}

async function whatIsShown(
  dependencies: IdentityDependencies,
  { body, caller, device, staff }: DependantOrder,
): Promise<Shown | ProblemReply> {
  const proved = evidenceLevels[callerLevel(caller)].proves && device !== undefined && caller.deviceId === device.id;
  if (body.document !== undefined) {
    if (!proved) return problem('evidence-refused');
    const read = await readShownDocument(dependencies, device, body.document, {});
    if (isProblem(read)) return read;
    return { child: read.patient, level: 'document-read', parts: [read.used], staffId: null };
  }
  if (!body.person) return problem('registration-required', NOTICE);
  const reading = checkPerson(body.person, today(dependencies.clock.now()));
  if (!reading.ok) return documentRefused(reading.failures);
  // At a desk it is the clerk who writes, and who has to have seen the papers.
  if (body.reason === undefined)
    return caller.served ? problem('evidence-refused') : { child: reading.patient, level: 'claimed', parts: [], staffId: null };
  const clerk = proved ? vouchingClerk(staff, device) : undefined;
  if (!clerk) return problem('evidence-refused');
  return { child: reading.patient, level: 'vouched-for', parts: [], staffId: clerk.staffId };
}

/** Parts by which the guardian agrees for the child, now or as they did before. */
function agreeing(
  { ids }: IdentityDependencies,
  { caller }: DependantOrder,
  {
    id,
    now,
    staffId,
    consents,
    before,
  }: Pick<Agreement, 'consents' | 'before'> & Pick<Shown, 'staffId'> & { readonly id: string; readonly now: number },
): readonly Part[] {
  const { version } = privacyNotice;
  const { patientId: givenBy, deviceId } = caller;
  if (consents) {
    const channel = staffId !== null ? 'staff' : deviceId === null ? 'phone' : 'kiosk';
    const { language } = consents;
    return [setConsented({ id, version }), ...consentParts(ids, now, { patientId: id, givenBy, language, channel, deviceId })];
  }
  if (!before || before.id === id) return [];
  return [
    // Whoever takes the agreement back at this moment does so before or after, not in between.
    guarded(standPatient({ id: before.id, version, provedAt: null }), PATIENT_STANDS),
    ...carriedConsentParts(ids, { fromId: before.id, toId: id, givenBy }),
  ];
}

/** Name of the guard: the guardian has fewer children here than one may have. */
const DEPENDANTS_LEFT = 'dependants-left';

/** What the guardian is to the child, as hospitals ask it. */
function guardianOf({ name, document, sex }: Patient, relationship: 'parent' | 'guardian' | 'grandparent'): Guardian {
  if (relationship !== 'parent') return { name, document, relationship };
  if (sex === 'unknown') return { name, document, relationship: 'guardian' };
  return { name, document, relationship: sex === 'male' ? 'father' : 'mother' };
}

/** The child as this guardian named it before, perhaps by a phone alone: it is the same registration, with what was booked for it. */
async function namedBefore(
  dependencies: IdentityDependencies,
  guardianId: string,
  child: Patient,
): Promise<PatientRow | undefined> {
  const limit = limits.dependantsLookedAt.figure;
  const rows = await dependencies.store.read(selectNamed({ guardianId, successorId: guardianId, limit }));
  return rows.find((row) => isThisChild(dependencies, row, child));
}

/** Whether a registration is of this child with this document. */
function isThisChild(dependencies: IdentityDependencies, row: PatientRow, child: Patient): boolean {
  const known = revealRow(dependencies, row);
  return isSameDocument(known.document, child.document) && samePerson(known, child);
}

async function registering(
  dependencies: IdentityDependencies,
  order: DependantOrder,
  { child, level, parts: used, staffId }: Shown,
  { relationship, consents, before }: Agreement,
): Promise<KeyedWork | Decided> {
  const { clock, ids, city } = dependencies;
  const { body, caller, requestId } = order;
  const most = city.dependants;
  const now = clock.now();
  const firm = evidenceLevels[level].proves;
  const known = firm
    ? await findByDocument(dependencies, child.document)
    : await namedBefore(dependencies, caller.patientId, child);
  if (known && !samePerson(revealRow(dependencies, known), child)) {
    if (staffId !== null && order.staff)
      await writeCompared(dependencies, child.document, { staff: order.staff, requestId, reason: body.reason });
    return { answer: problem('identity-ambiguous') };
  }
  // What was agreed to for what this guardian had typed holds for who it turns out to be, unless somebody took that agreement back.
  if (!consents && known && !(await hasConsented(dependencies, known.id))) return { answer: problem('consent-required', NOTICE) };
  const id = known?.id ?? ids.next('pat');
  const actor: AuditEntry['actor'] = staffId === null ? actorOf(caller) : { kind: 'staff', id: staffId };
  const deviceId = caller.deviceId ?? undefined;
  const taking = firm
    ? await takeOver(dependencies, child.document, { patientId: id, actor, requestId, deviceId, now })
    : undefined;
  const reason = staffId === null ? undefined : body.reason;
  const entry = { actor, action: firm ? 'guardian.prove' : 'guardian.claim', requestId, deviceId, reason };
  // Of what a clerk did with their children guardians read in their own log, too.
  const audited = staffId === null ? [id] : [id, caller.patientId];
  const stands = guarded(standPatient({ id, version: privacyNotice.version, provedAt: firm ? now : null }), PATIENT_STANDS);
  return {
    name: 'register-dependant',
    parts: [
      // It holds the guardian's row: of two children who are registered at once one is counted after the other.
      mayActPart(caller, caller.patientId, now, 'non-delegable'),
      ...patientPresentParts(caller),
      ...(before
        ? []
        : [guarded(guardianWithRoom({ guardianId: caller.patientId, guardian: caller.patientId, most }), DEPENDANTS_LEFT)]),
      ...used,
      ...(known ? [] : registerParts(dependencies, { id, patient: child, level, now })),
      insertProxy({ guardianId: caller.patientId, patientId: id, relationship, level, now }),
      ...agreeing(dependencies, order, { id, now, staffId, consents, before }),
      stands,
      ...(taking?.parts ?? []),
      ...audited.map((patientId) => auditPart(ids, now, { ...entry, subject: { kind: 'patient', id: patientId } })),
    ],
    reply: {
      status: 201,
      body: {
        patientId: id,
        name: maskName(child.name),
        ...sexAndYearOf(child),
        relationship,
        level,
      },
    },
    refused: async (guard) => {
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      if (guard === DOCUMENT_FREE || guard === CLAIM_STANDS || guard === PATIENT_STANDS) return 'again';
      if (guard === DEPENDANTS_LEFT) return { answer: problem('too-many-dependants', { extra: { most } }) };
      if (guard === EVIDENCE_NEW) return { answer: problem('evidence-refused') };
      return { answer: problem(guard === RIGHT_TO_ACT ? 'unauthenticated' : 'identity-ambiguous') };
    },
  };
}
