import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { Directory } from '../directory/directory.ts';

export interface PreconsultDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly metrics: Metrics;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly directory: Directory;
  /** In demo mode rules and forms that no clinician has signed are shown, as drafts. */
  readonly demo: boolean;
  /** Calls for help at this kiosk, at once and with a nurse; never why. Answers whether anybody is called. */
  readonly callForNurse: (call: NurseCall) => Promise<boolean>;
}

/** Where somebody is needed at once. */
export interface NurseCall {
  readonly deviceId: string;
  readonly language: 'zh' | 'en';
  readonly requestId: string;
}

/** What a red flag is sealed to. */
export const redFlagPlace = (patientId: string, ruleHash: string) => `red_flag|${patientId} ${ruleHash}|sealed`;
