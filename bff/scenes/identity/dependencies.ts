import type { MessageSender } from '../../../adapters/messages/port.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { PinHash } from '../../platform/crypto/pin-hash.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { CityPolicy } from '../directory/policy.ts';
import type { PasskeyVerifier } from './passkey-port.ts';

/** Somebody shows who they are at a device. */
export interface Arrival {
  readonly deviceId: string;
  readonly patientId: string;
  readonly tokenHash: string;
  readonly now: number;
  readonly requestId: string;
}

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
  readonly pins: PinHash;
  readonly accessLog: AccessLog;
  readonly idempotency: Idempotency;
  readonly messages: MessageSender;
  /** What somebody's arrival at a device does to whoever helps there, as parts of the unit that opens their session. */
  readonly arriving: (arrival: Arrival) => Promise<readonly Part[]>;
  /** Reads passkeys; without it there are none. */
  readonly passkeys?: PasskeyVerifier;
  readonly settings: {
    /** Origins whose pages use this gateway. */
    readonly origins: readonly string[];
    /** Where phones reach the gateway; empty when they can not. */
    readonly publicUrl: string;
  };
  /** `demo` evidence is believed only in demo mode. */
  readonly demo: boolean;
}

/** Names the campus of a device's row; in English where the hospital gives that. */
export type CampusNames = (
  hospitalId: string,
  campusRef: string,
) => { readonly name: string; readonly englishName: string | undefined };

const SHANGHAI_MS = 8 * 3600 * 1000;

/** The day in Shanghai, `YYYY-MM-DD`. */
export function today(now: number): string {
  return new Date(now + SHANGHAI_MS).toISOString().slice(0, 10);
}
