import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { KeyRing } from '../platform/crypto/cipher.ts';
import { base64url, type RandomBytes } from '../platform/ids.ts';

const keyRing = z.object({ current: z.string().min(1), keys: z.record(z.string(), z.string().length(43)) });

/** The keys, outside the database and readable only by the owner; made on the first start. */
export function openKeyFile(path: string, random: RandomBytes): KeyRing {
  try {
    return keyRing.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new StartProblem(`the key file ${path} can not be read; restore it from your backup`, error);
  }
  const ring: KeyRing = { current: 'k1', keys: { k1: base64url(random(32)) } };
  mkdirSync(dirname(path), { recursive: true });
  // `wx`: two processes that start together must not both make a key.
  writeFileSync(path, `${JSON.stringify(ring)}\n`, { mode: 0o600, flag: 'wx' });
  return ring;
}

/** Why the gateway can not start, in words for whoever starts it. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
