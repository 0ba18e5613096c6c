import { evidenceLevels } from '../../contract/evidence.ts';
import type { OperationReply } from '../../contract/operations.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, callerLevel, type StaffCaller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { retryAfter, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { leadsToBinding } from './ask-phone-binding.ts';
import { bindParts, phoneHeldSince, selectBoundBrowser } from './bound-phone-rows.ts';
import { CLAIM_STANDS } from './claim-rows.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { BOUND_SESSION_MS } from './open-session.ts';
import { PATIENT_PRESENT, patientPresentParts } from './patient-present.ts';
import { resealPatient, selectPatient } from './patient-rows.ts';
import { documentIndexes, envelopeOf, patientPlace, phoneIndexes, revealRow } from './patients.ts';
import {
  addPhone,
  BINDING_WAITS,
  type BindingRow,
  raiseSession,
  selectBinding,
  selectBindingsFor,
  selectSaying,
  settleBinding,
  takeBinding,
} from './phone-binding-rows.ts';
import { PHONE_BOUND, selectHeldPhone } from './phone-rows.ts';
import { mayActPart } from './right-to-act.ts';
import { STAFF_PRESENT, staffPresentPart } from './staff-presence.ts';
import { takeOver } from './take-over.ts';

type Entered = OperationReply<'enterPhoneBinding'>['body'];
type Bound = OperationReply<'confirmPhoneBinding'>['body'];

/** Who stands where somebody sees documents. */
export interface AtDevice {
  readonly caller: Caller;
  /** The clerk who does it for the person. */
  readonly clerk: StaffCaller | undefined;
  /** The device or the address. */
  readonly place: string;
  readonly requestId: string;
}

const QUARTER_MS = 15 * 60_000;
const PERSON_TRIES = 'binding-tries-left-of-person';
const PLACE_TRIES = 'binding-tries-left-of-place';
const PLACE_COLUMN = 'phone_binding|place';
/** Browsers that wait for one person: their own, and those of claims of their document. */
const WAITING_MAX = limits.claimsTakenOver.figure;

/**
 * The code that a browser shows, entered by whoever showed their document here, or for them by their clerk: which phone it is, and the digits
 * to compare. A wrong code, one that is too old, and one of somebody else are answered alike. Where there is something to guess, each try is
 * counted and committed before anything is compared.
 */
export async function enterPhoneBinding(
  dependencies: IdentityDependencies,
  at: AtDevice,
  code: string,
): Promise<Entered | ProblemReply> {
  const { store, clock, ids, blindIndex } = dependencies;
  const { caller, clerk, requestId } = at;
  if (!isAtDevice(at)) return problem('document-required');
  const { patientId, tokenHash, deviceId } = caller;
  const now = clock.now();
  const indexes = await ownDocument(dependencies, patientId);
  const asked = { patientId, successorId: patientId, ...indexes, now, limit: WAITING_MAX };
  const rows = await store.read(selectBindingsFor(asked));
  const theirs: BindingRow[] = [];
  for (const one of rows) if (await isTheirs(dependencies, at, one)) theirs.push(one);
  if (theirs.length === 0) return problem('not-found');
  const over = await countTry(dependencies, at);
  if (over) return over;
  const row = theirs.find((one) => leadsToBinding(blindIndex, one, code));
  if (!row) return problem('not-found');
  const committed = await commit(dependencies, 'enter-phone-binding', 'interactive', [
    mayActPart(caller, patientId, now, 'non-delegable'),
    guarded(takeBinding({ id: row.id, takenBy: tokenHash, now }), BINDING_WAITS),
    auditPart(ids, now, {
      actor: actorOf(caller, clerk),
      action: 'phone.enter-binding',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: deviceId ?? undefined,
    }),
  ]);
  if (!committed.ok) return problem('not-found');
  const { id, digits, maskedPhone, phoneBoundAt, expiresAt } = row;
  return { id, digits, phone: maskedPhone, heldSince: shanghaiTime(phoneBoundAt), expiresAt: shanghaiTime(expiresAt) };
}

/** Whoever read what they compare, and says that it is theirs: this browser, with this phone, is their own from now on. Saying it twice is no error. */
export async function confirmPhoneBinding(
  dependencies: IdentityDependencies,
  at: AtDevice,
  id: string,
): Promise<Bound | ProblemReply> {
  if (!isAtDevice(at)) return problem('document-required');
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const [row] = await dependencies.store.read(selectBinding({ id, now: dependencies.clock.now() }));
    if (!row || row.takenBy !== at.caller.tokenHash) return problem('not-found');
    if (row.boundPhoneId !== null) return { id: row.boundPhoneId };
    if (!(await isTheirs(dependencies, at, row))) return problem('not-found');
    const bound = await bind(dependencies, at, row);
    if (bound !== 'again') return bound;
  }
  return problem('not-found');
}

/** One may find that its twin was quicker, or that a card put down meanwhile took the claim over. */
const LOOKS_MAX = 3;

/** A document was shown here, or the clerk who saw it stands beside them: nobody is believed from afar. */
function isAtDevice({ caller, clerk }: AtDevice): boolean {
  if (caller.deviceId === null || !evidenceLevels[callerLevel(caller)].proves) return false;
  return caller.evidence !== 'staff-present' || clerk !== undefined;
}

/**
 * Whether the browser is signed in as this person, or under a claim of their document: one that the document has taken over, with the phone
 * that it took from it, or one that it takes over now. One clerk alone makes no number that somebody claimed with the person's own.
 */
async function isTheirs(dependencies: IdentityDependencies, { caller }: AtDevice, row: BindingRow): Promise<boolean> {
  const { patientId, evidence } = caller;
  if (row.patientId === patientId) return row.phoneEndedAt === null;
  if (evidence !== 'document-read' || row.phoneHeldAt < phoneHeldSince(dependencies.clock.now())) return false;
  if (row.supersededBy !== null) return row.supersededBy === patientId && row.phoneEndedAt === row.supersededAt;
  if (row.level !== 'claimed' || row.phoneEndedAt !== null) return false;
  const indexes = await ownDocument(dependencies, patientId);
  return (await dependencies.store.read(selectSaying({ patientId: row.patientId, ...indexes }))).length > 0;
}

/** The keyed hashes of the document that the person proved. */
async function ownDocument(dependencies: IdentityDependencies, patientId: string): Promise<{ current: string; other: string }> {
  const [own] = await dependencies.store.read(selectPatient({ id: patientId }));
  if (!own) throw new TypeError('a session without its patient');
  return documentIndexes(dependencies.blindIndex, revealRow(dependencies, own).document);
}

async function bind(dependencies: IdentityDependencies, at: AtDevice, row: BindingRow): Promise<Bound | ProblemReply | 'again'> {
  const { clock, ids } = dependencies;
  const { caller, clerk, requestId } = at;
  const { patientId, tokenHash, deviceId } = caller;
  const now = clock.now();
  const id = ids.next('bph');
  const { phoneId, parts } =
    row.patientId === patientId ? { phoneId: row.phoneId, parts: [] } : await takePhone(dependencies, at, row);
  const expiresAt = now + limits.boundPhoneLife.figure;
  const { secretHash } = row;
  const committed = await commit(dependencies, 'bind-phone', 'interactive', [
    mayActPart(caller, patientId, now, 'non-delegable'),
    ...patientPresentParts(caller),
    ...(clerk ? [staffPresentPart(clerk, now)] : []),
    guarded(settleBinding({ id: row.id, takenBy: tokenHash, boundPhoneId: id, now }), BINDING_WAITS),
    ...parts,
    ...bindParts({
      id,
      patientId,
      phoneId,
      secretHash,
      deviceId: deviceId ?? '',
      staffId: clerk?.staffId ?? null,
      now,
      expiresAt,
    }),
    raiseSession({
      tokenHash: row.tokenHash,
      patientId,
      phoneId,
      evidence: 'bound-phone',
      boundPhoneId: id,
      now,
      expiresAt: now + BOUND_SESSION_MS,
    }),
    auditPart(ids, now, {
      actor: { ...actorOf(caller, clerk), phoneId },
      action: 'phone.bind',
      subject: { kind: 'patient', id: patientId },
      requestId,
      deviceId: deviceId ?? undefined,
    }),
  ]);
  if (committed.ok) return { id };
  if (committed.guard === PATIENT_PRESENT) return problem('presence-required');
  if (committed.guard === STAFF_PRESENT) return problem('staff-locked');
  return [BINDING_WAITS, CLAIM_STANDS, PHONE_BOUND].includes(committed.guard) ? 'again' : signedOut();
}

const signedOut = () => problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });

/**
 * The phone of a claim becomes the phone of whoever the document is; the claim is taken over where that did not happen with the card. Whoever
 * is reached by no phone, or by one that is theirs no longer, is reached by this one from now on.
 */
async function takePhone(
  dependencies: IdentityDependencies,
  { caller, requestId }: AtDevice,
  row: BindingRow,
): Promise<{ readonly phoneId: string; readonly parts: readonly Part[] }> {
  const { store, clock, ids, blindIndex } = dependencies;
  const { patientId, deviceId } = caller;
  const now = clock.now();
  const [[own], [claim]] = await Promise.all([
    store.read(selectPatient({ id: patientId })),
    store.read(selectPatient({ id: row.patientId })),
  ]);
  if (!own || !claim) throw new TypeError('a binding without its people');
  const person = revealRow(dependencies, own);
  const { phone } = revealRow(dependencies, claim);
  const proof = { patientId, actor: actorOf(caller), requestId, deviceId: deviceId ?? undefined, now };
  const taking = row.supersededBy === null ? await takeOver(dependencies, person.document, proof) : { parts: [] };
  const indexes = phone === undefined ? { current: row.phoneIndex, other: row.phoneIndex } : phoneIndexes(blindIndex, phone);
  const [known] = await store.read(selectHeldPhone({ patientId, ...indexes, heldSince: phoneHeldSince(now) }));
  if (known) return { phoneId: known.id, parts: taking.parts };
  const isReached = person.phone !== undefined && (await staysTheirs(dependencies, row, patientId, person.phone));
  const id = ids.inOrder('phn');
  const { phoneIndex, maskedPhone, phoneHeldAt } = row;
  const sealed = envelopeOf(dependencies, own).seal(JSON.stringify({ ...person, phone }), patientPlace(patientId));
  return {
    phoneId: id,
    parts: [
      ...taking.parts,
      addPhone({ id, patientId, phoneIndex, maskedPhone, now, heldAt: phoneHeldAt }),
      ...(!isReached && phone !== undefined ? [resealPatient({ id: patientId, from: own.sealed, sealed })] : []),
    ],
  };
}

/** Whether this number opens the registration of this person, and is not the one in whose place the browser is bound now. */
async function staysTheirs(
  dependencies: IdentityDependencies,
  { secretHash }: BindingRow,
  patientId: string,
  phone: string,
): Promise<boolean> {
  const { store, clock, blindIndex } = dependencies;
  const now = clock.now();
  const [held] = await store.read(
    selectHeldPhone({ patientId, ...phoneIndexes(blindIndex, phone), heldSince: phoneHeldSince(now) }),
  );
  if (!held) return false;
  return (await store.read(selectBoundBrowser({ patientId, phoneId: held.id, secretHash, now }))).length === 0;
}

/** The refusal of one try too many, by this person or from this place; it ends with the quarter of an hour. */
async function countTry(dependencies: IdentityDependencies, { caller, place }: AtDevice): Promise<ProblemReply | undefined> {
  const { clock, blindIndex } = dependencies;
  const now = clock.now();
  const endsAt = windowEnd(now, QUARTER_MS);
  const ofPlace = blindIndex.of(PLACE_COLUMN, place);
  const [person, everybody] = [limits.bindingTries.figure, limits.bindingTriesOfPlace.figure];
  const counted = await commit(dependencies, 'try-phone-binding', 'interactive', [
    guarded(countUse({ bound: 'bindingTries', subject: caller.patientId, endsAt, amount: 1, max: person }), PERSON_TRIES),
    guarded(countUse({ bound: 'bindingTriesOfPlace', subject: ofPlace, endsAt, amount: 1, max: everybody }), PLACE_TRIES),
  ]);
  return counted.ok ? undefined : problem('rate-limited', retryAfter(endsAt, now));
}
