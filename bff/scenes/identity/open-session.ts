import type { Patient } from '../../../adapters/port/terms.ts';
import { evidenceLevels, levelOf, type SessionLevel } from '../../contract/evidence.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { isProblem, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { retryAfter } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { consentParts, consentsAreCurrent, hasConsented } from '../oversight/consents.ts';
import { privacyNotice } from '../oversight/privacy-notice.ts';
import { BOUND_PHONE_STANDS } from './bound-phone-rows.ts';
import { CLAIM_STANDS } from './claim-rows.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { documentForms } from './documents/document-forms.ts';
import { documentRefused, type GivenEvidence, type Judged, judge } from './evidence.ts';
import { maskName } from './masking.ts';
import { CODE_UNUSED } from './one-time-codes.ts';
import { type OpenedSession, readOpened } from './opened-before.ts';
import { DOCUMENT_FREE, PATIENT_STANDS, setConsented, standPatient } from './patient-rows.ts';
import { type DocumentLevel, registerParts, revealRow, sexAndYearOf } from './patients.ts';
import { PHONE_BOUND, PHONE_ROOM } from './phone-rows.ts';
import {
  endSessionsAtDesk,
  endWeakSessions,
  insertSession,
  personWithSessionsRoom,
  selectLiveSessionsOf,
  strengthOf,
} from './session-rows.ts';
import { STAFF_PRESENT, staffPresentPart } from './staff-presence.ts';
import { type TakingOver, takeOver } from './take-over.ts';

/** Absolute life of a session. */
export const SESSION_MS = limits.sessionLife.figure;
/** Absolute life of one that stands on a bound phone. */
export const BOUND_SESSION_MS = limits.boundSessionLife.figure;

/**
 * Sessions that one person has at once. One more ends the oldest of the weakest evidence, so that nobody is kept out by those that were
 * forgotten, and never one of stronger evidence than its own: whoever has the number alone puts nobody out who showed more. Where all are
 * stronger there is no place that a weak one could take, and it is refused until one of them ends: its person is signed in ten times.
 */
const SESSIONS_MAX = limits.sessionsOfPerson.figure;

/** Name of the guard: fewer sessions of this person live than one may have. */
const SESSIONS_ROOM = 'sessions-room';

/** Guards that are refused when somebody else changed what was looked at: the evidence is judged once more. */
const LOOK_AGAIN: ReadonlySet<string> = new Set([
  DOCUMENT_FREE,
  PATIENT_STANDS,
  CLAIM_STANDS,
  PHONE_BOUND,
  BOUND_PHONE_STANDS,
  // Perhaps the same request was quicker than itself, and the session is there.
  CODE_UNUSED,
]);

/**
 * A session on evidence of who is there. The person is registered, and agrees, in the same unit when this is the first time; without
 * agreement there is no session, and nothing is written. Whoever proves a document takes over what was only claimed of it.
 */
export async function openSession(
  dependencies: IdentityDependencies,
  given: GivenEvidence,
): Promise<OpenedSession | ProblemReply> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const judged = await judge(dependencies, given);
    if (isProblem(judged)) return judged;
    if (judged.kind === 'opened-before') return readOpened(dependencies, judged.token);
    const missing = await whatIsMissing(dependencies, judged, given);
    if (missing) return missing;
    const opened = await write(dependencies, judged, given);
    if (opened !== 'again') return opened;
  }
  return problem('identity-ambiguous');
}

/** Of two requests that register one document at once the second finds the first; a third look has never been needed. */
const LOOKS_MAX = 3;

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
  given: GivenEvidence,
): Promise<OpenedSession | ProblemReply | 'again'> {
  const { clock, ids } = dependencies;
  const { body, device, staff, requestId } = given;
  const now = clock.now();
  const { row, person, staffId, kind, phoneId, boundPhoneId } = judged;
  const level = levelOf[kind];
  const { proves } = evidenceLevels[level];
  const patientId = row?.id ?? ids.next('pat');
  const deviceId = device?.id ?? null;
  const served = isServed(given, judged);
  const token = judged.token ?? ids.secret();
  const expiresAt = now + (boundPhoneId === undefined ? SESSION_MS : BOUND_SESSION_MS);
  const actor =
    staffId === null
      ? ({ kind: 'patient', id: patientId, evidence: kind, phoneId } as const)
      : ({ kind: 'staff', id: staffId } as const);
  const who = person ?? revealed(dependencies, row);
  const document = proves && kind !== 'demo' ? who.document : undefined;
  const proof = { patientId, actor, requestId, deviceId: device?.id, now };
  const taking = document ? await takeOver(dependencies, document, proof) : NOTHING_TAKEN;
  const parts: Part[] = [...judged.parts];
  if (!row && person) {
    const registering = { id: patientId, patient: person, level: documentLevelOf(level), now } as const;
    parts.push(...registerParts(dependencies, phoneId === undefined ? registering : { ...registering, phoneId }));
  }
  if (body.consents)
    parts.push(
      ...agreeing(dependencies, { patientId, now, body, deviceId, staffId }),
      setConsented({ id: patientId, version: privacyNotice.version }),
      // What a clerk says that somebody agreed to on paper stands in that person's log.
      ...(staffId === null
        ? []
        : [
            auditPart(ids, now, {
              actor,
              action: 'consent.give',
              subject: { kind: 'patient', id: patientId },
              requestId,
              deviceId: device?.id,
              reason: judged.reason,
            }),
          ]),
    );
  const arriving = device
    ? await dependencies.arriving({ deviceId: device.id, patientId, tokenHash: digest(token), now, requestId })
    : [];
  parts.push(
    // The demo's card is shown to whoever looks at the demo: it proves nothing anew.
    guarded(standPatient({ id: patientId, version: privacyNotice.version, provedAt: document ? now : null }), PATIENT_STANDS),
    ...taking.parts,
    ...(served && device && staff ? [staffPresentPart(staff, now), endSessionsAtDesk({ deviceId: device.id, now })] : []),
    endWeakSessions({
      patientId,
      ofPatientId: patientId,
      now,
      livesAfter: now,
      strength: strengthOf(kind),
      kept: SESSIONS_MAX - 1,
    }),
    guarded(personWithSessionsRoom({ patientId, ofPatientId: patientId, now, max: SESSIONS_MAX }), SESSIONS_ROOM),
    insertSession({
      tokenHash: digest(token),
      patientId,
      evidence: kind,
      deviceId,
      staffId,
      phoneId: phoneId ?? null,
      boundPhoneId: boundPhoneId ?? null,
      atDesk: served ? 1 : 0,
      now,
      expiresAt,
    }),
    auditPart(ids, now, {
      actor,
      action: row ? 'session.open' : proves ? 'patient.register' : 'patient.claim',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: device?.id,
      reason: judged.reason,
    }),
    ...arriving,
  );
  const committed = await commit(dependencies, 'open-session', 'interactive', parts);
  if (!committed.ok && committed.guard === SESSIONS_ROOM) return tooMany(dependencies, patientId, now);
  if (!committed.ok) return arriving.some(({ guard }) => guard?.name === committed.guard) ? 'again' : refusedBy(committed.guard);
  const shown = { patientId, patientName: row?.maskedName ?? maskName(who.name), ...sexAndYearOf(who) };
  return { ...shown, token, registered: !row, level, tookOver: taking.told, expiresAt };
}

/** There is a place again when the first of the person's sessions ends by itself. */
async function tooMany({ store }: IdentityDependencies, patientId: string, now: number): Promise<ProblemReply> {
  const rows = await store.read(selectLiveSessionsOf({ patientId, now, seenAfter: 0, limit: SESSIONS_MAX }));
  return problem('rate-limited', retryAfter(Math.min(...rows.map(({ expiresAt }) => expiresAt), now + BOUND_SESSION_MS), now));
}

/** A phone says nothing of a document: who was typed beside one is a claim. */
function documentLevelOf(level: SessionLevel): DocumentLevel {
  return level === 'phone-held' || level === 'phone-bound' ? 'claimed' : level;
}

/** Whoever a clerk vouches for at a desk is served there, whichever door the clerk takes: they do not go on by themselves. */
function isServed({ atDesk, device }: GivenEvidence, { staffId }: Judged): boolean {
  return atDesk === true || (staffId !== null && device?.kind === 'desk');
}

const NOTHING_TAKEN: TakingOver = { parts: [], told: [] };

function refusedBy(guard: string): ProblemReply | 'again' {
  if (LOOK_AGAIN.has(guard)) return 'again';
  if (guard === STAFF_PRESENT) return problem('staff-locked');
  return problem(guard === PHONE_ROOM ? 'phone-full' : 'evidence-refused');
}

function revealed(dependencies: IdentityDependencies, row: Judged['row']): Patient {
  if (!row) throw new TypeError('a session for nobody');
  return revealRow(dependencies, row);
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
