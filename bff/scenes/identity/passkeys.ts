import { auditPart } from '../../platform/audit/audit.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { DeviceCaller, StaffCaller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part, type Statement } from '../../platform/store/store.ts';
import type { IdentityDependencies } from './dependencies.ts';
import type { Ceremony, NewPasskeyResponse, PasskeyResponse, PasskeyVerifier } from './passkey-port.ts';
import {
  countPasskey,
  deleteChallenges,
  deleteOldPasskeys,
  insertPasskey,
  putChallenge,
  selectCredentialIds,
  selectPasskey,
  takeChallenge,
} from './passkey-rows.ts';
import { staffPresentPart } from './staff-presence.ts';
import { holdNewStaffSession, holdStaff, STAFF_ACTIVE } from './staff-rows.ts';

/** The site that a passkey is for: the name under which a page asks, and the origins that pages of that name may have. */
export interface PasskeySite {
  readonly rpId: string;
  readonly origins: readonly string[];
}

const CHALLENGE_MS = limits.passkeyChallengeLife.figure;
/** Names of guards: the challenge is ours, for this, and unused; the authenticator has counted on. */
const CHALLENGE_OPEN = 'passkey-challenge-open';
const COUNTED_ON = 'passkey-counted-on';
/** They typed their PIN a moment ago. */
const JUST_SIGNED_IN = 'staff-just-signed-in';
const JUST_SIGNED_IN_MS = limits.passkeyAddedWithin.figure;

/**
 * The site of a request. `host`: as the request names it, which was checked to be ours before. Where origins of pages are
 * listed under that name, a passkey is for those alone; where none is, the page is of the very host that it asks.
 */
export function siteOf(host: string, { origins, publicUrl }: IdentityDependencies['settings']): PasskeySite {
  const rpId = new URL(`http://${host}`).hostname;
  const listed = [...origins, publicUrl].filter((one) => URL.canParse(one)).map((one) => new URL(one));
  const named = listed.filter(({ hostname }) => hostname === rpId).map(({ origin }) => origin);
  return { rpId, origins: named.length > 0 ? named : [`https://${host}`, `http://${host}`] };
}

/** A new challenge for a member who signs in with the number; for a number that nobody has as well. */
export async function offerSignIn(
  dependencies: IdentityDependencies,
  { number, device, site }: { readonly number: string; readonly device: DeviceCaller; readonly site: PasskeySite },
) {
  const challenge = await challengeFor(dependencies, device.id, 'sign-in', number);
  return { challenge, rpId: site.rpId, timeout: CHALLENGE_MS, userVerification: 'required' as const };
}

/** What the authenticator of a member makes a new passkey with. It finds the passkey itself later, so that no list of them is ever told. */
export async function offerPasskey(dependencies: IdentityDependencies, caller: StaffCaller, { rpId }: PasskeySite) {
  const { staffId, name, deviceId } = caller;
  const known = await dependencies.store.read(selectCredentialIds({ staffId, rpId }));
  const type = 'public-key' as const;
  return {
    challenge: await challengeFor(dependencies, deviceId, 'add', staffId),
    rp: { id: rpId, name: 'Onedoor' },
    user: { id: Buffer.from(staffId).toString('base64url'), name, displayName: name },
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type, alg })),
    timeout: CHALLENGE_MS,
    attestation: 'none' as const,
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true as const,
      userVerification: 'required' as const,
    },
    excludeCredentials: known.map(({ credentialId }) => ({ type, id: credentialId })),
  };
}

async function challengeFor(
  dependencies: IdentityDependencies,
  deviceId: string,
  purpose: 'add' | 'sign-in',
  subject: string,
): Promise<string> {
  const challenge = dependencies.ids.secret();
  const expiresAt = dependencies.clock.now() + CHALLENGE_MS;
  await commit(dependencies, 'offer-passkey', 'interactive', [
    putChallenge({ deviceId, purpose, subject, challengeHash: digest(challenge), expiresAt }),
  ]);
  return challenge;
}

/** Keeps a passkey that the member has just made, right after they signed in, so that nobody adds theirs to a session that was left open; `undefined` when it does not hold, or they are not signed in any more. */
export async function addPasskey(
  dependencies: IdentityDependencies,
  verifier: PasskeyVerifier,
  given: {
    readonly response: NewPasskeyResponse;
    readonly caller: StaffCaller;
    readonly site: PasskeySite;
    readonly requestId: string;
  },
): Promise<{ readonly id: string; readonly createdAt: number } | undefined> {
  const { clock, ids } = dependencies;
  const { response, caller, site, requestId } = given;
  const { staffId, deviceId } = caller;
  const ceremony = ceremonyOf(response.response.clientDataJSON, site);
  const key = ceremony && (await verifier.readNew(response, ceremony));
  if (!key) return undefined;
  const now = clock.now();
  const id = ids.next('psk');
  const challengeHash = digest(ceremony.challenge);
  const added = await commit(dependencies, 'add-passkey', 'interactive', [
    guarded(holdStaff({ id: staffId }), STAFF_ACTIVE),
    staffPresentPart(caller, now),
    guarded(holdNewStaffSession({ tokenHash: caller.tokenHash, since: now - JUST_SIGNED_IN_MS }), JUST_SIGNED_IN),
    guarded(takeChallenge({ deviceId, purpose: 'add', subject: staffId, challengeHash, now }), CHALLENGE_OPEN),
    deleteOldPasskeys({ staffId, ofStaffId: staffId, kept: limits.passkeysOfStaff.figure - 1 }),
    guarded(insertPasskey({ id, staffId, ...key, rpId: site.rpId, now }), 'passkey-new'),
    auditPart(ids, now, {
      actor: { kind: 'staff', id: staffId },
      action: 'passkey.add',
      subject: { kind: 'staff', id: staffId },
      requestId,
      deviceId,
    }),
  ]);
  return added.ok ? { id, createdAt: now } : undefined;
}

/** The parts that use up what a passkey of this member has signed; `undefined` when it does not hold. */
export async function passkeyParts(
  { store, clock }: Pick<IdentityDependencies, 'store' | 'clock'>,
  verifier: PasskeyVerifier,
  given: {
    readonly response: PasskeyResponse;
    readonly staffId: string;
    readonly number: string;
    readonly device: DeviceCaller;
    readonly site: PasskeySite;
  },
): Promise<readonly Part[] | undefined> {
  const { response, staffId, number, device, site } = given;
  const ceremony = ceremonyOf(response.response.clientDataJSON, site);
  const [key] = await store.read(selectPasskey({ staffId, credentialId: response.id, rpId: site.rpId }));
  const counter = ceremony && key ? await verifier.check(response, ceremony, key) : undefined;
  if (counter === undefined || !ceremony || !key) return undefined;
  const challengeHash = digest(ceremony.challenge);
  const now = clock.now();
  return [
    guarded(holdStaff({ id: staffId }), STAFF_ACTIVE),
    guarded(takeChallenge({ deviceId: device.id, purpose: 'sign-in', subject: number, challengeHash, now }), CHALLENGE_OPEN),
    guarded(countPasskey({ id: key.id, counter }), COUNTED_ON),
  ];
}

/** What the response says to be about; whether the challenge is ours the unit finds out. */
function ceremonyOf(clientDataJSON: string, site: PasskeySite): Ceremony | undefined {
  try {
    const said = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof said.challenge === 'string' ? { challenge: said.challenge, ...site } : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets challenges that nobody answered in time. */
export function forgetChallenges(now: number): Statement {
  return deleteChallenges({ before: now });
}
