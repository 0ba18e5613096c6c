import type { Call, CallTable, Outcome } from '../port/terms.ts';

/**
 * The payment port: one merchant at one payment provider. Each hospital is a merchant of its own, so an adapter is built for one of them,
 * and money goes from the payer to that merchant and back, never through an account of Onedoor's.
 *
 * Rules are those of the hospital port: translate only, no state, no retry, failures are values, nothing personal in `detail`. Its failures
 * are those of every port (`adapters/port/terms.ts`). Amounts are integer fen. Keys are ours and unique for ever, 6 to 32 of [A-Za-z0-9-_].
 */
export interface PaymentChannel {
  /** The merchant's number at the provider, as it is shown to operators. A payment that names another one is not ours. */
  readonly merchant: string;
  /** Longest time in ms between the provider receiving a write and a query showing it. */
  readonly settleWindowMs: number;
  /** How its orders can reach whoever pays. */
  readonly presents: readonly Presentation[];
  /**
   * Asks for an order that somebody can pay. The same key with the same content answers the order again; with other content it is
   * `rejected('key-reused')`. An order that was paid or closed is `rejected` so.
   */
  order(request: OrderRequest, call: Call): Promise<Outcome<PaymentOrder, PaymentRejectReason>>;
  /** What the provider has under our key, as it says; `null` when it has no such order at this moment. */
  query(key: string, call: Call): Promise<Outcome<Payment | null, PaymentRejectReason>>;
  /**
   * Nobody can pay the order any more. A closed one is a success; one that was paid is `rejected('order-paid')`. Until it has answered, the
   * order can be paid, whatever its time says.
   */
  close(key: string, call: Call): Promise<Outcome<null, PaymentRejectReason>>;
  /**
   * Sends money back to where it came from. The same key and content again answers the same refund. An answer says that it was taken, and
   * whether it has arrived; nothing was sent back only where a refund is `closed` or was `rejected`.
   */
  refund(request: RefundRequest, call: Call): Promise<Outcome<Refund, PaymentRejectReason>>;
  /** The refund under our key, `null` when the provider has none at this moment. */
  queryRefund(key: string, call: Call): Promise<Outcome<Refund | null, PaymentRejectReason>>;
  /** What the merchant's account moved on one day in +08:00, `YYYY-MM-DD`, as the provider's bill says; `null` where there is no bill yet. */
  bill(day: string, call: Call): Promise<Outcome<DayBill | null, PaymentRejectReason>>;
  /** Takes a notice of the provider. It verifies it, calls `sink.accept`, and only then answers. What is not genuine is refused without the sink. */
  readonly inbound?: PaymentInbound;
}

export const PAYMENT_CALLS: CallTable<PaymentChannel> = {
  order: 'write',
  query: 'read',
  close: 'write',
  refund: 'write',
  queryRefund: 'read',
  bill: 'background-read',
};

/** Why a provider said no. Only what its protocol lets one believe: an error without a signature is `unknown-outcome` or `unavailable`. */
export const PAYMENT_REJECT_REASONS = [
  'order-unknown',
  'order-paid',
  'order-closed',
  'key-reused',
  'amount-refused',
  /** More than is left of the payment, or too late. */
  'not-refundable',
  /** The merchant's account at the provider has not enough to send back; it can be asked for again under the same key. */
  'balance-short',
  'not-authorised',
  'request-refused',
  'other',
] as const;

export type PaymentRejectReason = (typeof PAYMENT_REJECT_REASONS)[number];

/**
 * How an order reaches whoever pays it. `code`: they scan it off another screen. `link`: they open it on the phone that they hold, on which
 * nobody can scan anything.
 */
export type Presentation = 'code' | 'link';

export interface OrderRequest {
  readonly key: string;
  /** Fen, at least 1. */
  readonly amount: number;
  /** What the payer reads on their phone: hospital, masked person. At most 40 characters; an adapter cuts nothing. */
  readonly description: string;
  /** After this nobody can pay it, whole seconds. */
  readonly expiresAt: number;
  /** A link is asked for; a code where it is absent. An order keeps how it was asked for: the other under its key is `key-reused`. */
  readonly link?: LinkRequest;
}

/** What a provider has to know to give a link. */
export interface LinkRequest {
  /** The payer's address in the network, see `isPayerAddress`. Personal: an adapter sends it to the provider, and has it nowhere else. */
  readonly payerAddress: string;
  /** Where the payer's browser comes back to. It says nothing of what became of the order: that is asked. */
  readonly returnTo?: string;
}

export interface PaymentOrder {
  /**
   * What is presented. A code: 1 to 512 visible characters of ASCII, shown as a QR code. A link: its address, see `safeLink`, at an origin that
   * the channel's configuration names as the provider's; an answer that leads anywhere else is `unknown-outcome`.
   */
  readonly code: string;
  /** Until when that is good; an order may outlive its code and is asked for again under the same key. */
  readonly codeUntil: number;
}

/** Longest address of a link, with where it leads back to. */
const LINK_MAX = 1_024;

/**
 * A link that a provider gave, as it may be opened, or `undefined`: it is at one of its own origins, to the letter, names nobody before an `@`, and
 * leads nowhere else behind a parameter of this name.
 *
 * @param parameter by which whoever opens it is led back; what we append is not the provider's to say.
 */
export function safeLink(link: string, origins: readonly string[], parameter: string): URL | undefined {
  if (link.length > LINK_MAX || !/^[!-~]+$/.test(link) || link.includes('\\') || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  const own = origins.includes(url.origin) && link.startsWith(`${url.origin}/`);
  return own && !url.searchParams.has(parameter) && url.hash === '' ? url : undefined;
}

/** The address of a link that leads back to `returnTo`; `undefined` where it is too long. */
export function leadingBack(link: URL, parameter: string, returnTo: string | undefined): string | undefined {
  if (returnTo === undefined) return link.href;
  const led = `${link.href}${link.search === '' ? '?' : '&'}${parameter}=${encodeURIComponent(returnTo)}`;
  return led.length > LINK_MAX ? undefined : led;
}

/** IPv4 in its four numbers, or IPv6 without a zone. */
export function isPayerAddress(text: string): boolean {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) return four.slice(1).every((part) => Number(part) <= 255);
  return text.includes(':') && text.length <= 45 && URL.canParse(`http://[${text}]/`);
}

/** What the provider says of an order. The gateway compares merchant, currency and amount; an adapter reports them as they are. */
export interface Payment {
  readonly key: string;
  /** `waiting` until somebody pays; `paid`, also when some or all of it went back since; `closed`, nobody can pay it. */
  readonly state: 'waiting' | 'paid' | 'closed';
  /** There once it was paid. */
  readonly paid?: Paid;
}

export interface Paid {
  /** The provider's own number of the payment, see `isRef`. */
  readonly ref: string;
  readonly merchant: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Of the order, fen; what the payer paid less a coupon of the provider's does not matter to the merchant. */
  readonly amount: number;
  readonly at: number;
}

export interface RefundRequest {
  readonly key: string;
  /** Key of the order. */
  readonly orderKey: string;
  /** Fen, at least 1. */
  readonly amount: number;
  /** Of the order, fen. */
  readonly total: number;
}

export interface Refund {
  readonly key: string;
  readonly orderKey: string;
  /** The provider's own number of the refund, see `isRef`. */
  readonly ref: string;
  /** Fen. */
  readonly amount: number;
  /**
   * `processing`, on its way; `done`, it arrived; `abnormal`, it can not arrive where it came from, and somebody has to act at the
   * provider; `closed`, nothing is sent back.
   */
  readonly state: 'processing' | 'done' | 'abnormal' | 'closed';
  /** When it arrived; there where it is `done`. */
  readonly at?: number;
}

/** The provider's bill of one day. Its sums are checked against its rows: one that is cut short or disagrees is `malformed`. */
export interface DayBill {
  readonly day: string;
  readonly rows: readonly BillRow[];
  /** Sums of the rows, fen. */
  readonly paid: number;
  readonly refunded: number;
}

export interface BillRow {
  readonly kind: 'payment' | 'refund';
  /** Ours: of the order, and for a refund its own beside it. */
  readonly key: string;
  readonly refundKey?: string;
  readonly ref: string;
  /** Fen, above 0. */
  readonly amount: number;
  readonly at: number;
}

/** Takes one notice of a provider over HTTP. */
export type PaymentInbound = (request: Request, sink: NoticeSink) => Promise<Response>;

/**
 * One notice, after the adapter has found it genuine. It says what to ask about and is not believed for more: the gateway asks, so that a
 * notice that is early, late, doubled or out of order costs one query.
 */
export interface Notice {
  /** The provider's own number of the notice: 1 to 128 printable characters of ASCII. One that is sent again keeps it. */
  readonly id: string;
  /** SHA-256 of what it says, hex. */
  readonly hash: string;
  readonly about: { readonly kind: 'payment' | 'refund'; readonly key: string };
}

export interface NoticeSink {
  /** Resolves when the notice is committed. `duplicate`: it was here before. `conflict`: its number was, with another hash. */
  accept(notice: Notice): Promise<'accepted' | 'duplicate' | 'conflict'>;
}
