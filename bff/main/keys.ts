import * as z from 'zod';
import type { IndexKeys } from '../platform/crypto/blind-index.ts';
import type { KeyRing } from '../platform/crypto/cipher.ts';

const secret = z.string().length(43);
const ring = z.object({ current: z.string().min(1), keys: z.record(z.string(), secret) });

/** The file of keys, which an older gateway may have left incomplete. */
export const keyFile = ring.extend({
  /** Of the blind index. */
  index: ring.optional(),
  /** Ed25519 seed under which slips are signed. */
  slipSeed: secret.optional(),
  /** Ed25519 seed under which the end of the audit's chain is signed. */
  auditSeed: secret.optional(),
  /** Seals into booking keys whose booking it is. */
  bookingSecret: secret.optional(),
  /** What the commands of the operator show. */
  operatorToken: secret.optional(),
});

/** A complete file of keys, for a gateway that can not write down what is missing. */
export const completeKeys = keyFile.required();

/** Every secret of an installation. */
export interface Keys extends KeyRing {
  readonly index: IndexKeys;
  readonly slipSeed: string;
  readonly auditSeed: string;
  readonly bookingSecret: string;
  readonly operatorToken: string;
}
