import { type Guardian, type Patient, samePerson } from '../../../adapters/port.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { Caller } from '../../platform/http/context.ts';
import { KEY_USED, type KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Answer, problem, toWire } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
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
export async function registerDependant(dependencies: IdentityDependencies, order: DependantOrder): Promise<Answer> {
  const { body, caller, request, requestId } = order;
  const kept = await replay(dependencies, request);
  if (kept) return kept;
  if (!consentsAreCurrent(body.consents)) return problem('consent-required', { extra: { noticeVersion: privacyNotice.version } });
  const reading = checkPerson(body.person, today(dependencies.clock.now()));
  if (!reading.ok) return documentRefused(reading.failures);
  const { patient } = reading;
  if (!isChild(patient.birthDate, today(dependencies.clock.now())))
    return documentRefused([{ at: 'person.birthDate', expected: 'the birthday of a child under 18' }]);
  // Registered already, perhaps by this very request, whose first sending was at work until now.
  if (await findByDocument(dependencies, patient.document))
    return (await replay(dependencies, request)) ?? problem('identity-ambiguous');
  const guardian = await revealPatient(dependencies, caller.patientId);
  if (samePerson(guardian, patient)) return problem('identity-ambiguous');
  return write(dependencies, order, { ...patient, guardian: guardianOf(guardian, body.relationship) }, requestId);
}

function replay({ idempotency }: IdentityDependencies, request: KeyedRequest): Promise<Answer | undefined> {
  return idempotency.replay(request, 0, async () => problem('identity-ambiguous'));
}

/** What the guardian is to the child, as hospitals ask it. */
function guardianOf({ name, document, sex }: Patient, relationship: 'parent' | 'guardian' | 'grandparent'): Guardian {
  if (relationship !== 'parent') return { name, document, relationship };
  if (sex === 'unknown') return { name, document, relationship: 'guardian' };
  return { name, document, relationship: sex === 'male' ? 'father' : 'mother' };
}

async function write(
  dependencies: IdentityDependencies,
  { body, caller, request }: DependantOrder,
  child: Patient,
  requestId: string,
): Promise<Answer> {
  const { clock, ids, idempotency } = dependencies;
  const now = clock.now();
  const id = ids.next('pat');
  const reply = {
    status: 201,
    body: { patientId: id, name: maskName(child.name), relationship: body.relationship },
  } as const;
  const parts: Part[] = [
    idempotency.settledAtOnce(request, toWire(reply, requestId)),
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
  ];
  const committed = await commit(dependencies, 'register-dependant', 'interactive', parts);
  if (committed.ok) return reply;
  if (committed.guard !== KEY_USED) return problem('identity-ambiguous');
  return (await replay(dependencies, request)) ?? problem('idempotency-key-running', { headers: { 'retry-after': '1' } });
}
