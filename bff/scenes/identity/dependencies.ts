import type { MessageSender } from '../../../adapters/messages/port.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { CityPolicy } from '../directory/policy.ts';

export interface IdentityDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly city: CityPolicy;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly accessLog: AccessLog;
  readonly idempotency: Idempotency;
  readonly messages: MessageSender;
  /** `demo` evidence is believed only in demo mode. */
  readonly demo: boolean;
}

const SHANGHAI_MS = 8 * 3600 * 1000;

/** The day in Shanghai, `YYYY-MM-DD`. */
export function today(now: number): string {
  return new Date(now + SHANGHAI_MS).toISOString().slice(0, 10);
}
