import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { base64urlBytes } from './base64url-bytes.ts';
import { type CardHolder, type CardPayload, cardPayloadOf, holderOf } from './card-payload.ts';
import { CARD_MAX } from './card-texts.ts';
import { inflateRaw } from './raw-deflate.ts';

/** A public key as an issuer publishes it at `<issuer>/.well-known/jwks.json`; only what is needed to verify is read. */
export interface IssuerKey {
  readonly kty?: unknown;
  readonly crv?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
}

/** Cards that an issuer took back, at `<issuer>/.well-known/crl/<kid>.json`. */
export interface RevocationList {
  readonly kid: string;
  readonly method: string;
  /** Of cards that are not valid any more, `rid` or `rid.seconds`: the latter of those only that were issued before. */
  readonly rids: readonly string[];
}

/** What issuers publish. Whoever fetches it decides from where and how long it is kept; the issuer is always one of those that are trusted. */
export interface Issuers {
  keysOf(issuer: string): Promise<readonly IssuerKey[] | 'unavailable'>;
  /** `none`: the issuer has none for this key, and takes nothing back. */
  revokedOf(issuer: string, kid: string): Promise<RevocationList | 'none' | 'unavailable'>;
}

/**
 * Why a text is no card that can be believed. `form`: it is no compact JWS. `algorithm`: another one than ES256, or none. `compression`: it is
 * not raw DEFLATE, or does not say so. `too-large`: it is longer than a card, before or after inflating. `payload`: what is in it is no
 * health card. `issuer`: it is not, to the letter, one that is trusted. `keys-unavailable`: the issuer's keys can not be had now. `key`:
 * the issuer has no key of this thumbprint. `signature-form`: not the 64 bytes of ES256. `signature`: somebody else signed it, or it was
 * changed. `time`: its times are not in seconds.
 */
export type CardRefusal =
  | 'form'
  | 'algorithm'
  | 'compression'
  | 'too-large'
  | 'payload'
  | 'issuer'
  | 'keys-unavailable'
  | 'key'
  | 'signature-form'
  | 'signature'
  | 'time';

/** What is known of a card: three statements, none of which follows from another. */
export interface VerifiedCard {
  /** Who vouches for what is in it. */
  readonly signedBy: { readonly issuer: string; readonly kid: string };
  /** Whether it counts now; the times in ms. */
  readonly validity: { readonly standing: CardStanding; readonly from: number; readonly until?: number };
  /** Of whom it speaks; absent where nobody can say. */
  readonly whose?: CardHolder;
  /** What was signed: the JSON to the letter, with the FHIR bundle in `vc.credentialSubject.fhirBundle`. */
  readonly payload: string;
}

/** `revocation-unknown`: whether it was taken back could not be looked up now. */
export type CardStanding = 'valid' | 'not-yet' | 'expired' | 'revoked' | 'revocation-unknown';

const HEALTH_CARD = 'https://smarthealth.cards#health-card';
const INFLATED_MAX = 1_000_000;
const HEADER_MAX = 1_000;
const SIGNATURE_BYTES = 64;
/** Seconds of the year 5138; as milliseconds it is 1973. */
const SECONDS_MAX = 100_000_000_000;

/**
 * Verifies a SMART Health Card (JWS, ES256, raw DEFLATE).
 * @param trusted Issuers, compared to the letter: one with a slash at its end is another one.
 */
export async function verifyHealthCard(
  jws: string,
  { trusted, issuers, now }: { readonly trusted: ReadonlySet<string>; readonly issuers: Issuers; readonly now: () => number },
): Promise<VerifiedCard | { readonly refused: CardRefusal }> {
  const read = await readCard(jws);
  if ('refused' in read) return read;
  const { kid, claims, payload } = read;
  // Nobody who is not trusted is asked for keys, and no key of one issuer is tried for another.
  if (!trusted.has(claims.iss)) return { refused: 'issuer' };
  const keys = await issuers.keysOf(claims.iss);
  if (keys === 'unavailable') return { refused: 'keys-unavailable' };
  const key = await keyOf(keys, kid);
  if (key === undefined) return { refused: 'key' };
  if (!(await isSignedBy(jws, key))) return { refused: 'signature' };
  if (![claims.nbf, claims.exp].every(isSeconds)) return { refused: 'time' };
  const whose = holderOf(claims);
  return {
    signedBy: { issuer: claims.iss, kid },
    validity: {
      standing: await standingOf(claims, now(), () => issuers.revokedOf(claims.iss, kid), kid),
      from: claims.nbf * 1_000,
      ...(claims.exp === undefined ? {} : { until: claims.exp * 1_000 }),
    },
    ...(whose === undefined ? {} : { whose }),
    payload,
  };
}

interface ReadCard {
  readonly kid: string;
  readonly claims: CardPayload;
  readonly payload: string;
}

/** What a card says of itself, of which nothing is believed yet. */
async function readCard(jws: string): Promise<ReadCard | { readonly refused: CardRefusal }> {
  if (jws.length > CARD_MAX) return { refused: 'too-large' };
  const [encodedHeader = '', encodedPayload = '', encodedSignature, more] = jws.split('.', 4);
  const header = encodedHeader.length > HEADER_MAX ? undefined : headerOf(encodedHeader);
  const packed = base64urlBytes(encodedPayload);
  const signature = encodedSignature === undefined ? undefined : base64urlBytes(encodedSignature);
  if (header === undefined || packed === undefined || signature === undefined || more !== undefined) return { refused: 'form' };
  if (header.alg !== 'ES256' || 'crit' in header) return { refused: 'algorithm' };
  if (header.zip !== 'DEF') return { refused: 'compression' };
  if (typeof header.kid !== 'string') return { refused: 'key' };
  if (signature.length !== SIGNATURE_BYTES) return { refused: 'signature-form' };
  const inflated = await inflateRaw(packed, INFLATED_MAX);
  if ('refused' in inflated) return inflated;
  const payload = textOf(inflated.bytes);
  const claims = payload === undefined ? undefined : cardPayloadOf(payload);
  if (payload === undefined || claims === undefined || !claims.vc.type.includes(HEALTH_CARD)) return { refused: 'payload' };
  return { kid: header.kid, claims, payload };
}

function headerOf(encoded: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = base64urlBytes(encoded);
  const text = bytes === undefined ? undefined : textOf(bytes);
  try {
    const header: unknown = JSON.parse(text ?? '');
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** Issuers publish few; more are not looked through. */
const KEYS_MAX = 100;

/** The issuer's key of which `kid` is the thumbprint (RFC 7638), whatever its own `kid` says. */
async function keyOf(keys: readonly IssuerKey[], kid: string): Promise<PublicKey | undefined> {
  for (const { kty, crv, x, y } of keys.slice(0, KEYS_MAX)) {
    if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') continue;
    const key = { kty, crv, x, y } as const;
    if ((await calculateJwkThumbprint(key, 'sha256')) === kid) return key;
  }
  return undefined;
}

async function isSignedBy(jws: string, key: PublicKey): Promise<boolean> {
  try {
    await compactVerify(jws, await importJWK(key, 'ES256'), { algorithms: ['ES256'] });
    return true;
  } catch {
    // A key that is on no curve verifies nothing either.
    return false;
  }
}

const isSeconds = (time: number | undefined) => time === undefined || (time >= 0 && time < SECONDS_MAX);

async function standingOf(
  { nbf, exp, vc }: CardPayload,
  now: number,
  revoked: () => ReturnType<Issuers['revokedOf']>,
  kid: string,
): Promise<CardStanding> {
  if (exp !== undefined && exp * 1_000 <= now) return 'expired';
  if (nbf * 1_000 > now) return 'not-yet';
  // Only a card with a number can be taken back by it.
  const rid = vc.rid ?? undefined;
  if (rid === undefined) return 'valid';
  const list = await revoked();
  if (list === 'none') return 'valid';
  if (list === 'unavailable' || list.kid !== kid || list.method !== 'rid') return 'revocation-unknown';
  return isRevoked(list, rid, nbf) ? 'revoked' : 'valid';
}

function isRevoked({ rids }: RevocationList, rid: string, nbf: number): boolean {
  return rids.some((entry) => {
    const [revoked, before] = entry.split('.', 2);
    // A time that nobody can read lets no card through.
    const isBefore = before === undefined || !/^\d+$/.test(before) || nbf < Number(before);
    return revoked === rid && isBefore;
  });
}
