import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/store.ts';
import type { CityPolicy } from '../directory/policy.ts';

export interface FamilyDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly idempotency: Idempotency;
  readonly city: Pick<CityPolicy, 'family'>;
}

/** Kind of the task that ends grants whose time is over, and tells of all that ended by no act of the two. */
export const END_GRANTS = 'end-grants';
