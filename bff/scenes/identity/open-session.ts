import { auditPart } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { isProblem, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { consentParts, consentsAreCurrent, hasConsented } from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { documentForms } from './documents/document-forms.ts';
import { documentRefused, type GivenEvidence, type Judged, judge } from './evidence.ts';
import { maskName } from './masking.ts';
import { DOCUMENT_FREE } from './patient-rows.ts';
import { registerParts } from './patients.ts';
import { insertSession } from './session-rows.ts';

/** Absolute life of a session. */
export const SESSION_MS = 30 * 60 * 1000;

export interface OpenedSession {
  readonly token: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly registered: boolean;
  readonly expiresAt: number;
}

/**
 * A session on evidence of who is there. The person is registered, and agrees, in the same unit when this is the first time; without
 * agreement there is no session, and nothing is written.
 */
export async function openSession(
  dependencies: IdentityDependencies,
  given: GivenEvidence,
  requestId: string,
): Promise<OpenedSession | ProblemReply> {
  const judged = await judge(dependencies, given);
  if (isProblem(judged)) return judged;
  const missing = await whatIsMissing(dependencies, judged, given);
  if (missing) return missing;
  const opened = await write(dependencies, judged, given, requestId);
  if (opened !== DOCUMENT_FREE) return opened;
  // Two requests registered the same document at once: the other one was first, and this one finds them registered.
  const again = await judge(dependencies, given);
  if (isProblem(again)) return again;
  const second = await write(dependencies, again, given, requestId);
  return second === DOCUMENT_FREE ? problem('identity-ambiguous') : second;
}

/** What has to be asked before anything can be written. */
async function whatIsMissing(
  dependencies: IdentityDependencies,
  { row, person }: Judged,
  { body }: GivenEvidence,
): Promise<ProblemReply | undefined> {
  const version = { extra: { noticeVersion: privacyNotice.version } };
  const agreed = body.consents && consentsAreCurrent(body.consents);
  // A certificate of birth says that a child was born, not who stands here: its guardian registers it.
  if (!row && person && documentForms[person.document.type].needsGuardian)
    return documentRefused([{ at: 'person.document.type', expected: 'a document of the person; a guardian registers a child' }]);
  if (!row) return agreed && person ? undefined : problem('registration-required', version);
  if (agreed || (await hasConsented(dependencies, row.id))) return undefined;
  return problem('consent-required', version);
}

async function write(
  dependencies: IdentityDependencies,
  judged: Judged,
  { body, device }: GivenEvidence,
  requestId: string,
): Promise<OpenedSession | ProblemReply | typeof DOCUMENT_FREE> {
  const { clock, ids } = dependencies;
  const now = clock.now();
  const { row, person, staffId } = judged;
  const patientId = row?.id ?? ids.next('pat');
  const deviceId = device?.id ?? null;
  const token = ids.secret();
  const expiresAt = now + SESSION_MS;
  const parts: Part[] = [...judged.parts];
  if (!row && person)
    parts.push(...registerParts(dependencies, { id: patientId, patient: person, verified: judged.verified, now }));
  if (body.consents) parts.push(...agreeing(dependencies, { patientId, now, body, deviceId, staffId }));
  parts.push(
    insertSession({ tokenHash: digest(token), patientId, evidence: body.evidence.kind, deviceId, staffId, now, expiresAt }),
    auditPart(ids, now, {
      actor: staffId === null ? { kind: 'patient', id: patientId } : { kind: 'staff', id: staffId },
      action: row ? 'session.open' : 'patient.register',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: device?.id,
      reason: judged.reason,
    }),
  );
  const committed = await commit(dependencies, 'open-session', 'interactive', parts);
  if (!committed.ok) return committed.guard === DOCUMENT_FREE ? DOCUMENT_FREE : problem('evidence-refused');
  return { token, patientId, patientName: row?.maskedName ?? maskName(person?.name ?? ''), registered: !row, expiresAt };
}

function agreeing(
  { ids }: IdentityDependencies,
  {
    patientId,
    now,
    body,
    deviceId,
    staffId,
  }: { patientId: string; now: number; body: GivenEvidence['body']; deviceId: string | null; staffId: string | null },
): readonly Part[] {
  const channel = CHANNELS[body.evidence.kind];
  const language = body.consents?.language ?? 'zh';
  const at = staffId === null ? channel : 'staff';
  return consentParts(ids, now, { patientId, givenBy: patientId, language, channel: at, deviceId });
}

const CHANNELS = { demo: 'demo', 'document-read': 'kiosk', 'one-time-code': 'phone', 'staff-present': 'staff' } as const;
