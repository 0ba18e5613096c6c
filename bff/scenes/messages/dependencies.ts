import type { MessageSender } from '../../../adapters/messages/port.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Store } from '../../platform/store/store.ts';
import type { Directory } from '../directory/directory.ts';
import type { CityPolicy } from '../directory/policy.ts';

export interface MessageDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly accessLog: AccessLog;
  readonly directory: Directory;
  readonly city: Pick<CityPolicy, 'messages'>;
  readonly messages: MessageSender;
}

/** Kind of the task that takes one message to its person; its subject is the message. */
export const DELIVER_MESSAGE = 'deliver-message';

/** Whoever follows the messages of this person is woken. */
export const signalOf = (patientId: string) => `messages ${patientId}`;
