import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';

/** Keys by id; new writes use `current`, old ids stay readable until nothing is sealed under them. */
export interface KeyRing {
  readonly current: string;
  /** 32 bytes each, base64url. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Authenticated encryption of text that lies in the database. */
export interface Cipher {
  /** Id of the key that new seals use. */
  readonly current: string;
  /** @param place `table|row|column`; what is sealed for one place does not open in another. */
  seal(text: string, place: string): string;
  /** @throws SealBroken when the text was changed, moved, or sealed under a key that is not here. */
  open(sealed: string, place: string): string;
}

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit IV; `<key id>.<base64url of iv, ciphertext, tag>`. */
export function createCipher(ring: KeyRing, random: RandomBytes): Cipher {
  const keys = new Map(Object.entries(ring.keys).map(([id, text]) => [id, Buffer.from(text, 'base64url')]));
  const current = keys.get(ring.current);
  if (!current) throw new TypeError('the key ring has no current key');
  return {
    current: ring.current,
    seal(text, place) {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(`${place}|${ring.current}`));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${ring.current}.${sealed.toString('base64url')}`;
    },
    open(sealed, place) {
      const dot = sealed.indexOf('.');
      const id = sealed.slice(0, dot);
      const key = keys.get(id);
      if (!key) throw new SealBroken('the key is not in the ring');
      return decrypt(key, Buffer.from(sealed.slice(dot + 1), 'base64url'), `${place}|${id}`);
    },
  };
}

/** The key under which a text was sealed. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, sealed.indexOf('.'));
}

/** A person's own key, wrapped by the key file's: what is sealed by it goes when the wrapped key goes. */
export interface Envelope extends Cipher {
  /** For the database. */
  readonly wrappedKey: string;
}

const DATA_KEY_BYTES = 32;

/** A new key of its own for `owner`; what it seals carries the owner in the authenticated data, so it opens nowhere else. */
export function newEnvelope(root: Cipher, random: RandomBytes, owner: string, place: string): Envelope {
  const key = Buffer.from(random(DATA_KEY_BYTES)).toString('base64url');
  return envelopeUnder(root.seal(key, place), key, random, owner);
}

/** @throws SealBroken when the wrapped key was changed, moved, or wrapped under a key that is not here. */
export function openEnvelope(root: Cipher, random: RandomBytes, wrappedKey: string, owner: string, place: string): Envelope {
  return envelopeUnder(wrappedKey, root.open(wrappedKey, place), random, owner);
}

function envelopeUnder(wrappedKey: string, key: string, random: RandomBytes, owner: string): Envelope {
  return { wrappedKey, ...createCipher({ current: owner, keys: { [owner]: key } }, random) };
}

function decrypt(key: Buffer, bytes: Buffer, place: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const text = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new SealBroken('the sealed text does not belong here', { cause: error });
  }
}

/** SHA-256 in base64url. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
