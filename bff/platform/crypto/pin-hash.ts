import { type ScryptOptions, scrypt } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';
import { sameSecret } from './same-secret.ts';

/** OWASP password storage cheat sheet: N = 2^15, r = 8, p = 3. A PIN is short, so what slows a thief of the database down is this. */
export const PIN_COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const NOBODY = `${Buffer.alloc(SALT_BYTES).toString('base64url')}.${Buffer.alloc(HASH_BYTES).toString('base64url')}`;

/** Hashes PINs, and compares them with what was kept. */
export interface PinHash {
  /** `<salt>.<hash>` (RFC 7914), base64url. */
  of(pin: string): Promise<string>;
  /** Whether the PIN is the one that was hashed. Against nothing it takes as long, and is false. */
  fits(pin: string, hash: string | undefined): Promise<boolean>;
}

/**
 * Hashes of one cost: what was hashed at another one fits no more. One at a time: a hash takes one of the few threads that verify proofs of
 * devices, too, and whoever tries thirty PINs at once waits for themselves, not everybody for them.
 */
export function createPinHash(random: RandomBytes, cost = PIN_COST, hash: typeof scrypt = scrypt): PinHash {
  let last: Promise<unknown> = Promise.resolve();
  function hashWith(pin: string, salt: Buffer): Promise<string> {
    const hashed = last.then(() => hashNow(pin, salt));
    last = hashed.catch(() => undefined);
    return hashed;
  }
  function hashNow(pin: string, salt: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      hash(pin, salt, HASH_BYTES, cost, (error, derived) => {
        if (error) reject(error);
        else resolve(`${salt.toString('base64url')}.${derived.toString('base64url')}`);
      });
    });
  }
  return {
    of: (pin) => hashWith(pin, Buffer.from(random(SALT_BYTES))),
    async fits(pin, hash) {
      const expected = hash ?? NOBODY;
      const [salt = ''] = expected.split('.');
      const computed = await hashWith(pin, Buffer.from(salt, 'base64url'));
      return sameSecret(computed, expected) && hash !== undefined;
    },
  };
}
