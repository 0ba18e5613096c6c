import type { Insurer } from '../../../adapters/insurers/port.ts';
import type { PaymentChannel } from '../../../adapters/payments/port.ts';
import type { Hospitals } from '../../partners/hospitals.ts';
import type { PortPartners } from '../../partners/port-partners.ts';
import type { AccessLog } from '../../platform/audit/access-log.ts';
import type { Clock } from '../../platform/clock.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index.ts';
import type { Cipher } from '../../platform/crypto/cipher.ts';
import type { Signer } from '../../platform/crypto/signer.ts';
import type { Signals } from '../../platform/events/signals.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Ids, RandomBytes } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { TaskRunner } from '../../platform/tasks/task-runner.ts';
import type { Directory } from '../directory/directory.ts';
import type { MoneyNews } from './money-news.ts';

export interface PaymentDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signals: Signals;
  readonly tasks: TaskRunner;
  readonly cipher: Cipher;
  readonly blindIndex: BlindIndex;
  readonly random: RandomBytes;
  readonly hospitals: Hospitals;
  readonly directory: Directory;
  readonly accessLog: AccessLog;
  readonly idempotency: Idempotency;
  readonly slipSigner: Signer;
  /** Address of the page on which somebody pays from home, up to the code; empty when nobody outside can reach it. */
  readonly payerAddress: string;
  /** Address of the page for phones; empty when nobody outside can reach it. */
  readonly phoneAddress: string;
  /** Address of the page that checks receipts, up to the text of the QR code; empty when nobody outside can reach it. */
  readonly receiptAddress: string;
  /** Payment channels, each a merchant of its own: `<channel> <hospital>`, see `channelAt`. */
  readonly channels: PortPartners<PaymentChannel>;
  /** Insurers under the code of a hospital, by the hospital's id. */
  readonly insurers: PortPartners<Insurer>;
  /** Parts by which the person is told of their money, for the unit that makes it so; behind the parts that write the part of the payment. */
  readonly tellOfMoney: (news: MoneyNews) => readonly Part[];
}

/** How a cash part can be paid. `cash`: at the window, to a cashier; no provider is asked. */
export type Channel = 'wechat-pay' | 'sandbox' | 'cash';

/** The name under which a hospital's merchant at a provider is configured. */
export function channelAt(channel: string, hospitalId: string): string {
  return `${channel} ${hospitalId}`;
}

/** Whether somebody can pay by this channel at this hospital now; the window always can. */
export function payableBy({ channels }: Pick<PaymentDependencies, 'channels'>, channel: Channel, hospitalId: string): boolean {
  const name = channelAt(channel, hospitalId);
  return channel === 'cash' || (channels.has(name) && channels.reachable(name));
}

/** Whether this channel has links at this hospital, which the payer's own phone opens. The window has none. */
export function hasLinks({ channels }: Pick<PaymentDependencies, 'channels'>, channel: Channel, hospitalId: string): boolean {
  const name = channelAt(channel, hospitalId);
  return channels.has(name) && channels.port(name).presents.includes('link');
}

/** Kinds of tasks; the subject of each is the row that it works. */
export const ADVANCE_PAYMENT = 'advance-payment';
export const FOLLOW_ORDER = 'follow-order';
export const RETURN_MONEY = 'return-money';
export const QUOTE_BILL = 'quote-bill';
export const REFUND_CHARGES = 'refund-charges';
export const LAPSE_PROPOSAL = 'lapse-proposal';

/** Key under which whoever waits for a payment is woken. */
export function paymentSignalOf(paymentId: string): string {
  return `payment ${paymentId}`;
}

/** Key under which whoever waits for the quotes of a batch is woken. */
export function batchSignalOf(batchId: string): string {
  return `quotes ${batchId}`;
}
