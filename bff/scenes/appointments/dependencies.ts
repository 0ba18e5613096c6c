import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { BookingKeys } from '../../platform/crypto/booking-key.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { RandomBytes } from '../../platform/ids.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import type { Directory } from '../directory/directory.ts';
import type { CityPolicy } from '../directory/policy.ts';
import type { SlotDependencies } from '../slots/dependencies.ts';
import type { Recovery } from './recovery.ts';
import type { AppointmentNews } from './rules.ts';

/** What it takes to show an appointment to whoever may see it. */
export interface ReadingDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly accessLog: AccessLog;
  readonly cipher: Cipher;
  readonly random: RandomBytes;
}

export interface AppointmentDependencies extends SlotDependencies, ReadingDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly city: CityPolicy;
  readonly blindIndex: BlindIndex;
  readonly bookingKeys: BookingKeys;
  readonly recovery: Recovery;
  readonly idempotency: Idempotency;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  /** Behind the UIDs of calendar files: the name under which the gateway is reached. */
  readonly calendarDomain: string;
  /** Parts by which the person is told, for the unit that makes it so; behind the parts that write the appointment. */
  readonly notify: (news: News) => readonly Part[];
  /** What else ends with an appointment, as parts of the unit that ends it. */
  readonly ending: (appointmentId: string, now: number) => readonly Part[];
}

/** What the person did not do themselves, and has to know: of an appointment, in one of its versions. */
export interface News {
  readonly kind: AppointmentNews;
  readonly appointmentId: string;
  readonly version: number;
  /** Whoever booked still waits for this answer, and is told it there. */
  readonly seen: boolean;
  readonly now: number;
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
