import type { PaymentChannel } from '../payments/port.ts';
import type { PartnerUnderTest } from './partner-under-test.ts';

/**
 * What the kit needs besides the channel: the provider behind it, seen from the side. Nothing here goes through the channel, so one that
 * lies is found out. Amounts are fen.
 */

/** An order as the provider's own book has it, whatever it tells. */
export interface TrueOrder {
  readonly key: string;
  readonly amount: number;
  readonly state: 'waiting' | 'paid' | 'closed';
  /** The provider's own number of the payment. */
  readonly ref?: string;
}

/** A refund as the provider's own book has it. */
export interface TrueRefund {
  readonly key: string;
  readonly orderKey: string;
  readonly amount: number;
  /** False where nothing of it is sent back. */
  readonly live: boolean;
}

/** What the provider says of a payment instead of the truth. */
export interface Told {
  readonly amount?: number;
  readonly merchant?: string;
  readonly currency?: string;
}

/**
 * How a notice is sent: as the provider sends it; signed by nobody's key; genuine with other bytes; genuine and old; wrong on purpose, to
 * see whether anybody looks.
 */
export const NOTICE_MANNERS = ['right', 'forged', 'altered', 'stale', 'probe'] as const;
export type NoticeManner = (typeof NOTICE_MANNERS)[number];

/** The provider's notices, sent when the kit wants. */
export interface TrueNotices {
  readonly supported: readonly NoticeManner[];
  /** Sends the newest notice about this payment or refund to whoever takes it. Resolves with the status of the answer. */
  send(
    about: { readonly kind: 'payment' | 'refund'; readonly key: string },
    manner: NoticeManner,
    inbox: (request: Request) => Promise<Response>,
  ): Promise<number>;
}

export interface PaymentProviderUnderTest extends PartnerUnderTest {
  /** Under one key, or all. */
  orders(key?: string): Promise<readonly TrueOrder[]>;
  /** Under one key, or all. */
  refunds(key?: string): Promise<readonly TrueRefund[]>;
  /** Somebody's phone scans a code and pays. False: the provider does not take it. `told`: what is said of it instead of the truth. */
  pay(code: string, told?: Told): Promise<boolean>;
  /** Somebody opens a link in a browser, and pays on its page. False: the page does not take it. Needed where the channel presents links. */
  payByLink?(link: string): Promise<boolean>;
  /** Whether the page of this link leads back to an address. */
  leadsBack?(link: string, returnTo: string): Promise<boolean>;
  /** From now on the provider gives links to a page that is not its own; absent where that can not be had. */
  misdirect?(on: boolean): Promise<void>;
  /** Whether `pay` can plant what is told. */
  readonly lies: boolean;
  /** Makes the bill of the day on which everything until now was paid, and answers that day. A flaw: the file is cut short, or adds up to something else. */
  closeDay(flaw?: 'cut' | 'other-sum'): Promise<string>;
  /** What becomes of a refund that was taken; absent where that can not be had. */
  setRefund?(key: string, state: 'done' | 'abnormal' | 'closed'): Promise<void>;
  /** What the merchant has to send back with, fen; absent where that can not be had. */
  setBalance?(fen: number): Promise<void>;
  /** Needed where the channel has `inbound`. */
  readonly notices?: TrueNotices;
}

/** A channel together with the provider it talks to. */
export interface PaymentSubject {
  readonly channel: PaymentChannel;
  readonly provider: PaymentProviderUnderTest;
  /** The same channel with credentials that the provider does not take; absent where that can not be had. */
  readonly stranger?: PaymentChannel;
}
