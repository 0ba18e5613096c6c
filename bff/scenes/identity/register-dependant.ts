import { type Guardian, type Patient, samePerson } from '../../../adapters/port/terms.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { consentParts, consentsAreCurrent } from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { isChild } from './acting-for.ts';
import { type IdentityDependencies, today } from './dependencies.ts';
import { checkPerson } from './documents/check-person.ts';
import { documentRefused } from './evidence.ts';
import { maskName } from './masking.ts';
import { insertProxy } from './patient-rows.ts';
import { findByDocument, registerParts, revealPatient } from './patients.ts';

export interface DependantOrder {
  readonly body: OperationInput<'registerDependant'>['body'];
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/**
 * Registers a child with its guardian: the child, the guardian's right to act for it, and the consents that the guardian gives for
 * it, in one unit. A child that is registered already gains a second guardian only at the window.
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

async function dependantWork(dependencies: IdentityDependencies, order: DependantOrder): Promise<KeyedWork | Decided> {
  const { body, caller } = order;
  if (!consentsAreCurrent(body.consents))
    return { answer: problem('consent-required', { extra: { noticeVersion: privacyNotice.version } }) };
  const reading = checkPerson(body.person, today(dependencies.clock.now()));
  if (!reading.ok) return { answer: documentRefused(reading.failures) };
  const { patient } = reading;
  if (!isChild(patient.birthDate, today(dependencies.clock.now())))
    return { answer: documentRefused([{ at: 'person.birthDate', expected: 'the birthday of a child under 18' }]) };
  // Registered already, perhaps by this very request, whose first sending was at work until now.
  if (await findByDocument(dependencies, patient.document)) return { answer: problem('identity-ambiguous') };
  const guardian = await revealPatient(dependencies, caller.patientId);
  if (samePerson(guardian, patient)) return { answer: problem('identity-ambiguous') };
  return registering(dependencies, order, { ...patient, guardian: guardianOf(guardian, body.relationship) });
}

/** What the guardian is to the child, as hospitals ask it. */
function guardianOf({ name, document, sex }: Patient, relationship: 'parent' | 'guardian' | 'grandparent'): Guardian {
  if (relationship !== 'parent') return { name, document, relationship };
  if (sex === 'unknown') return { name, document, relationship: 'guardian' };
  return { name, document, relationship: sex === 'male' ? 'father' : 'mother' };
}

function registering(dependencies: IdentityDependencies, order: DependantOrder, child: Patient): KeyedWork {
  const { clock, ids } = dependencies;
  const { body, caller, requestId } = order;
  const now = clock.now();
  const id = ids.next('pat');
  return {
    name: 'register-dependant',
    parts: [
      ...registerParts(dependencies, { id, patient: child, verified: 'typed', now }),
      insertProxy({ guardianId: caller.patientId, patientId: id, relationship: body.relationship, now }),
      ...consentParts(ids, now, {
        patientId: id,
        givenBy: caller.patientId,
        language: body.consents.language,
        channel: caller.deviceId === null ? 'phone' : 'kiosk',
        deviceId: caller.deviceId,
      }),
      auditPart(ids, now, {
        actor: { kind: 'patient', id: caller.patientId },
        action: 'patient.register',
        subject: { kind: 'patient', id },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ],
    reply: { status: 201, body: { patientId: id, name: maskName(child.name), relationship: body.relationship } },
    refused: async () => ({ answer: problem('identity-ambiguous') }),
  };
}
