import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';

/** What a booking key says to us, and to nobody else. */
export interface BookingKeyContent {
  readonly patientId: string;
  readonly coverage: 'self-pay' | 'medical-insurance';
}

/**
 * Keys under which hospitals hold our bookings. Sealed in each key is whose booking it is, so that a gateway that was restored from an
 * older backup recognises what was booked after it. A hospital sees random characters: the same person has another key every time.
 * A key is bound to the hospital it was made for: shown by another one, it says nothing.
 */
export interface BookingKeys {
  /** 1 to 64 of [A-Za-z0-9-_], never the same twice. */
  make(content: BookingKeyContent & { readonly hospitalId: string }): string;
  /**
   * @param hospitalId the hospital that shows the key. `undefined` for a key that is not ours, that was made for another hospital, or of
   * an installation with another secret. A key from before keys were bound is read for any hospital: whoever relies on it looks whether
   * another one was sent it.
   */
  read(key: string, hospitalId: string): BookingKeyContent | undefined;
}

/** Characters of every key that `make` makes: the prefix, and 43 bytes in base64url. A hospital must store as many. */
export const BOOKING_KEY_LENGTH = 62;

const PREFIX = 'bkg_';
const PATIENT = /^pat_([A-Za-z0-9_-]{22})$/;
const COVERAGES = ['self-pay', 'medical-insurance'] as const;
const IV_BYTES = 12;
/** NIST SP 800-38D allows 96 bits; with 128 the key would be longer than hospitals take. */
const TAG_BYTES = 12;
const ALGORITHM = 'aes-256-gcm';
/** The 132 bits of an id, filled up to whole bytes. */
const FILL = 'AA';

/** AES-256-GCM. @param secret 32 bytes, base64url. @param now orders keys roughly, so that the index of keys grows in one place. */
export function createBookingKeys(secret: string, random: RandomBytes, now: () => number): BookingKeys {
  const key = Buffer.from(secret, 'base64url');
  if (key.length !== 32) throw new TypeError('the secret of booking keys has 32 bytes');
  return {
    make({ patientId, coverage, hospitalId }) {
      const [, id = ''] = PATIENT.exec(patientId) ?? [];
      if (id === '') throw new TypeError('not the id of a patient');
      const iv = Buffer.concat([timeBytes(now()), random(IV_BYTES - 6)]);
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(hospitalId));
      const text = Buffer.concat([Buffer.from([COVERAGES.indexOf(coverage)]), Buffer.from(id + FILL, 'base64url')]);
      const sealed = Buffer.concat([iv, cipher.update(text), cipher.final()]);
      // workerd gives the whole tag whatever length was asked for; a shorter tag is its first bytes.
      const tag = cipher.getAuthTag().subarray(0, TAG_BYTES);
      return PREFIX + Buffer.concat([sealed, tag]).toString('base64url');
    },
    read(given, hospitalId) {
      if (!given.startsWith(PREFIX)) return undefined;
      const bytes = Buffer.from(given.slice(PREFIX.length), 'base64url');
      // One key has one text: base64url lets the last character vary without changing a byte.
      if (PREFIX + bytes.toString('base64url') !== given) return undefined;
      const text = open(key, bytes, boundTo(hospitalId)) ?? open(key, bytes, UNBOUND);
      const coverage = COVERAGES[text?.[0] ?? COVERAGES.length];
      const id = text?.subarray(1).toString('base64url').slice(0, -FILL.length);
      return coverage && id ? { patientId: `pat_${id}`, coverage } : undefined;
    },
  };
}

/** What a key is sealed to: its first characters and its hospital. */
function boundTo(hospitalId: string): Buffer {
  return Buffer.from(`${PREFIX}${hospitalId}`);
}

/** Of keys that were made before they were bound to a hospital. */
const UNBOUND = Buffer.from(PREFIX);

function timeBytes(instant: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(instant, 0, 6);
  return bytes;
}

function open(key: Buffer, bytes: Buffer, sealedTo: Buffer): Buffer | undefined {
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  try {
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(sealedTo);
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
