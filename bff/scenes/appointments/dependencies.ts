import type { Hospitals } from '../../partners/hospitals.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { BookingKeys } from '../../platform/crypto/booking-key.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signer } from '../../platform/crypto/signer.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Foreground } from '../../platform/foreground.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import type { Directory } from '../directory/directory.ts';
import type { Recovery } from './recovery.ts';

export interface AppointmentDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly random: RandomBytes;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly slipSigner: Signer;
  /** Address of the page that checks slips, up to the text of the QR code; empty when nobody outside can reach it. */
  readonly slipAddress: string;
  readonly bookingKeys: BookingKeys;
  readonly recovery: Recovery;
  readonly hospitals: Hospitals;
  readonly directory: Directory;
  readonly idempotency: Idempotency;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly accessLog: AccessLog;
  readonly foreground: Foreground;
}

/** Kind of the task that takes one claim through its states; its subject is the claim. */
export const SETTLE_CLAIM = 'settle-claim';

/** Key under which whoever waits for this appointment is woken. */
export function signalOf(appointmentId: string): string {
  return `appointment ${appointmentId}`;
}

/** Key under which whoever waits for a determined reply about this appointment is woken. */
export function replySignalOf(appointmentId: string): string {
  return `reply ${appointmentId}`;
}
