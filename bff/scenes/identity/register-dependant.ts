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
import { consentParts, consentsAreCurrent } from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { isChild } from './acting-for.ts';
import { CLAIM_STANDS } from './claim-rows.ts';
import { type IdentityDependencies, today } from './dependencies.ts';
import { checkPerson } from './documents/check-person.ts';
import { documentRefused, EVIDENCE_NEW, readShownDocument } from './evidence.ts';
import { maskName } from './masking.ts';
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
 * way. The child's document read where the guardian's was, or a member of staff who saw both, makes it firm.
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
  if (!consentsAreCurrent(body.consents))
    return { answer: problem('consent-required', { extra: { noticeVersion: privacyNotice.version } }) };
  const shown = await whatIsShown(dependencies, order);
  if (isProblem(shown)) return { answer: shown };
  const { child } = shown;
  const now = today(dependencies.clock.now());
  if (!isChild(child.birthDate, now))
    return { answer: documentRefused([{ at: 'person.birthDate', expected: 'the birthday of a child under 18' }]) };
  const guardian = await revealPatient(dependencies, caller.patientId);
  if (samePerson(guardian, child)) return { answer: problem('identity-ambiguous') };
  if (!guardianFits(body.relationship, guardian.birthDate, child.birthDate, now)) return { answer: problem('guardian-refused') };
  return registering(dependencies, order, { ...shown, child: { ...child, guardian: guardianOf(guardian, body.relationship) } });
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
  if (!body.person) return problem('registration-required', { extra: { noticeVersion: privacyNotice.version } });
  const reading = checkPerson(body.person, today(dependencies.clock.now()));
  if (!reading.ok) return documentRefused(reading.failures);
  if (body.reason === undefined) return { child: reading.patient, level: 'claimed', parts: [], staffId: null };
  if (!proved || !staff || staff.deviceId !== device.id) return problem('evidence-refused');
  return { child: reading.patient, level: 'vouched-for', parts: [], staffId: staff.staffId };
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
  return rows.find((row) => {
    const known = revealRow(dependencies, row);
    return isSameDocument(known.document, child.document) && samePerson(known, child);
  });
}

async function registering(
  dependencies: IdentityDependencies,
  order: DependantOrder,
  { child, level, parts: used, staffId }: Shown,
): Promise<KeyedWork | Decided> {
  const { clock, ids, city } = dependencies;
  const { body, caller, requestId } = order;
  const most = city.dependants;
  const now = clock.now();
  const firm = evidenceLevels[level].proves;
  const known = firm
    ? await findByDocument(dependencies, child.document)
    : await namedBefore(dependencies, caller.patientId, child);
  if (known && !samePerson(revealRow(dependencies, known), child)) return { answer: problem('identity-ambiguous') };
  const id = known?.id ?? ids.next('pat');
  const actor: AuditEntry['actor'] = staffId === null ? actorOf(caller) : { kind: 'staff', id: staffId };
  const deviceId = caller.deviceId ?? undefined;
  const taking = firm
    ? await takeOver(dependencies, child.document, { patientId: id, actor, requestId, deviceId, now })
    : undefined;
  const stands = guarded(standPatient({ id, version: privacyNotice.version, provedAt: firm ? now : null }), PATIENT_STANDS);
  return {
    name: 'register-dependant',
    parts: [
      // It holds the guardian's row: of two children who are registered at once one is counted after the other.
      mayActPart(caller, caller.patientId, now),
      guarded(guardianWithRoom({ guardianId: caller.patientId, guardian: caller.patientId, most }), DEPENDANTS_LEFT),
      ...used,
      ...(known
        ? [setConsented({ id, version: privacyNotice.version })]
        : registerParts(dependencies, { id, patient: child, level, now })),
      insertProxy({ guardianId: caller.patientId, patientId: id, relationship: body.relationship, level, now }),
      ...consentParts(ids, now, {
        patientId: id,
        givenBy: caller.patientId,
        language: body.consents.language,
        channel: staffId !== null ? 'staff' : caller.deviceId === null ? 'phone' : 'kiosk',
        deviceId: caller.deviceId,
      }),
      stands,
      ...(taking?.parts ?? []),
      auditPart(ids, now, {
        actor,
        action: firm ? 'guardian.prove' : 'guardian.claim',
        subject: { kind: 'patient', id },
        requestId,
        deviceId,
        reason: staffId === null ? undefined : body.reason,
      }),
    ],
    reply: {
      status: 201,
      body: {
        patientId: id,
        name: maskName(child.name),
        ...sexAndYearOf(child),
        relationship: body.relationship,
        level,
      },
    },
    refused: async (guard) => {
      if (guard === DOCUMENT_FREE || guard === CLAIM_STANDS || guard === PATIENT_STANDS) return 'again';
      if (guard === DEPENDANTS_LEFT) return { answer: problem('too-many-dependants', { extra: { most } }) };
      if (guard === EVIDENCE_NEW) return { answer: problem('evidence-refused') };
      return { answer: problem(guard === RIGHT_TO_ACT ? 'unauthenticated' : 'identity-ambiguous') };
    },
  };
}
