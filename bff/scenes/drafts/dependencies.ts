import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/store.ts';

export interface DraftDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly idempotency: Idempotency;
}

/** What a draft is sealed to. */
export const draftPlace = (id: string) => `draft|${id}|sealed`;
