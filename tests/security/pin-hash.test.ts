import { type scrypt, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPinHash } from '../../bff/platform/crypto/pin-hash.ts';
import { systemRandom } from '../../bff/platform/ids.ts';

/** OWASP's password storage cheat sheet, its third choice for scrypt; written here apart from the code. */
const OWASP = { N: 32_768, r: 8, p: 3, maxmem: 2 ** 26 };

describe('a PIN at rest', () => {
  const pins = createPinHash(systemRandom());

  it('is a scrypt hash at the cost that OWASP names, with a salt of its own', async () => {
    const [one = '', other = ''] = await Promise.all([pins.of('135790'), pins.of('135790')]);
    expect(one).not.toBe(other);
    const [salt = '', hash = ''] = one.split('.');
    expect(Buffer.from(salt, 'base64url')).toHaveLength(16);
    expect(hash).toBe(scryptSync('135790', Buffer.from(salt, 'base64url'), 32, OWASP).toString('base64url'));
  });

  it('is hashed one at a time, however many are tried at once, and goes on after one that failed', async () => {
    let running = 0;
    let most = 0;
    const hash = ((pin: string, ...given: unknown[]) => {
      running += 1;
      most = Math.max(most, running);
      const tell = given.at(-1) as (error: Error | null, derived: Buffer) => void;
      setImmediate(() => {
        running -= 1;
        tell(pin === 'bad' ? new Error('no memory') : null, Buffer.alloc(32));
      });
    }) as unknown as typeof scrypt;
    const slow = createPinHash(systemRandom(), undefined, hash);
    const tried = await Promise.allSettled(['bad', ...Array.from({ length: 30 }, (_, at) => `${at}`)].map((pin) => slow.of(pin)));
    expect(tried.map(({ status }) => status)).toEqual(['rejected', ...Array.from({ length: 30 }, () => 'fulfilled')]);
    expect(most).toBe(1);
  });

  it('is fitted by the PIN alone, and a number of nobody by none', async () => {
    const kept = await pins.of('135790');
    expect(await pins.fits('135790', kept)).toBe(true);
    expect(await pins.fits('135791', kept)).toBe(false);
    expect(await pins.fits('135790', undefined)).toBe(false);
  });
});
