import type { Hospitals } from '../../partners/hospitals.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import type { Directory } from '../directory/directory.ts';
import type { Expressions } from './questionnaire/expressions.ts';

export interface PreconsultDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly hospitals: Hospitals;
  readonly accessLog: AccessLog;
  readonly idempotency: Idempotency;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly directory: Directory;
  /** In demo mode rules and forms that no clinician has signed are shown, as drafts. */
  readonly demo: boolean;
  /** What evaluates the expressions of forms; asked for when the first form is opened. */
  readonly expressions: () => Promise<Expressions>;
  /** Calls for help at this kiosk, at once and with a nurse; never why. Answers whether anybody is called. */
  readonly callForNurse: (call: NurseCall) => Promise<boolean>;
}

/** Where somebody is needed at once. */
export interface NurseCall {
  readonly deviceId: string;
  readonly language: 'zh' | 'en';
  readonly requestId: string;
}

/** Kind of the task that takes the summaries of one pre-consult to the hospital; its subject is the pre-consult. */
export const DELIVER_SUMMARIES = 'deliver-summaries';
/** Kind of the task that asks a hospital what its doctors said; its subject is the hospital. */
export const READ_DOCTORS = 'read-doctors';

/** Key under which whoever waits for a pre-consult's delivery is woken. */
export function deliverySignalOf(preconsultId: string): string {
  return `preconsult ${preconsultId}`;
}

/** What a pre-consult's answers and a summary are sealed to. */
export const preconsultPlace = (id: string) => `preconsult|${id}|sealed`;
export const deliveryPlace = (key: string) => `summary_delivery|${key}|sealed`;
/** What a red flag is sealed to. */
export const redFlagPlace = (patientId: string, ruleHash: string) => `red_flag|${patientId} ${ruleHash}|sealed`;
