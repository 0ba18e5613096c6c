import { scrypt } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';
import { sameSecret } from './same-secret.ts';

/** OWASP password storage cheat sheet: N = 2^15, r = 8, p = 3. A PIN is short, so what slows a thief of the database down is this. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** `<salt>.<hash>` (RFC 7914), base64url. */
export function hashPin(pin: string, random: RandomBytes): Promise<string> {
  return hashWith(pin, Buffer.from(random(SALT_BYTES)));
}

/** Whether the PIN is the one that was hashed. Against nothing it takes as long, and is false. */
export async function pinFits(pin: string, hash: string | undefined): Promise<boolean> {
  const expected = hash ?? NOBODY;
  const [salt = ''] = expected.split('.');
  const computed = await hashWith(pin, Buffer.from(salt, 'base64url'));
  return sameSecret(computed, expected) && hash !== undefined;
}

const NOBODY = `${Buffer.alloc(SALT_BYTES).toString('base64url')}.${Buffer.alloc(HASH_BYTES).toString('base64url')}`;

function hashWith(pin: string, salt: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, SCRYPT, (error, hash) => {
      if (error) reject(error);
      else resolve(`${salt.toString('base64url')}.${hash.toString('base64url')}`);
    });
  });
}
