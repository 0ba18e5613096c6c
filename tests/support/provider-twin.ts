import {
  type BillRow,
  type DayBill,
  isPayerAddress,
  type LinkRequest,
  type Notice,
  type OrderRequest,
  type Payment,
  type PaymentChannel,
  type PaymentOrder,
  type PaymentRejectReason,
  type Refund,
} from '../../adapters/payments/port.ts';
import type { Call, CallClass, Outcome } from '../../adapters/port/terms.ts';
import type { Clock } from '../../bff/platform/clock.ts';

/** An order as the provider's own books have it. */
export interface TrueOrder {
  readonly key: string;
  readonly amount: number;
  readonly expiresAt: number;
  /** What it was told of whoever pays, where it gave a link. */
  readonly link: LinkRequest | undefined;
  state: 'waiting' | 'paid' | 'closed';
  paid?: { ref: string; merchant: string; currency: string; amount: number; at: number };
}

export interface TrueRefund {
  readonly key: string;
  readonly orderKey: string;
  readonly amount: number;
  readonly ref: string;
  state: Refund['state'];
  doneAt: number;
}

type Said<T> = Outcome<T, PaymentRejectReason>;

/** How a call gets to a partner in memory, and its answer back. */
export interface Line {
  carry<T, R extends string>(operation: string, kind: CallClass, call: Call, act: () => Outcome<T, R>): Promise<Outcome<T, R>>;
}

/** A line on which nothing is lost and nothing takes any time. */
export const goodLine: Line = { carry: async (_operation, _kind, _call, act) => act() };

export interface ProviderOptions {
  readonly merchant: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly line: Line;
  readonly settleWindowMs: number;
  readonly random: () => number;
  /** What happens to a refund: planted, so that a case has a cause. */
  readonly refundFate: () => 'done' | 'processing' | 'abnormal' | 'short';
}

/** One merchant at a payment provider, with its own books, and phones that pay. */
export class ProviderTwin implements PaymentChannel {
  readonly merchant: string;
  readonly settleWindowMs: number;
  readonly presents = ['code', 'link'] as const;
  readonly orders = new Map<string, TrueOrder>();
  readonly refunds = new Map<string, TrueRefund>();
  /** Refunds that somebody has to act for. */
  readonly abnormal = new Set<string>();
  /** How often it was asked what became of an order, or to close one. */
  asked = 0;
  readonly #contradicted = new Set<string>();
  readonly #options: ProviderOptions;
  #refs = 0;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.merchant = options.merchant;
    this.settleWindowMs = options.settleWindowMs;
  }

  order: PaymentChannel['order'] = (request, call) =>
    this.#carry('order', 'write', call, (): Said<PaymentOrder> => {
      const known = this.orders.get(request.key);
      if (known?.state === 'paid') return no('order-paid');
      if (known?.state === 'closed') return no('order-closed');
      if (known && !isSame(known, request)) return no('key-reused');
      const { key, amount, expiresAt, link } = request;
      if (link && !isPayerAddress(link.payerAddress)) return no('request-refused');
      if (!known) this.orders.set(key, { key, amount, expiresAt, link, state: 'waiting' });
      return { ok: true, value: { code: `${link ? 'https://pay.example/' : 'sim://'}${key}`, codeUntil: expiresAt } };
    });

  query: PaymentChannel['query'] = (key, call) =>
    this.#carry('query', 'read', call, (): Said<Payment | null> => {
      this.asked += 1;
      const order = this.orders.get(key);
      if (!order) return { ok: true, value: null };
      return { ok: true, value: { key, state: order.state, ...(order.paid ? { paid: { ...order.paid } } : {}) } };
    });

  close: PaymentChannel['close'] = (key, call) =>
    this.#carry('close', 'write', call, (): Said<null> => {
      const order = this.orders.get(key);
      if (!order) return no('order-unknown');
      this.asked += 1;
      if (order.state === 'paid' || this.#contradicted.has(key)) return no('order-paid');
      order.state = 'closed';
      return { ok: true, value: null };
    });

  refund: PaymentChannel['refund'] = (request, call) =>
    this.#carry('refund', 'write', call, (): Said<Refund> => {
      const known = this.refunds.get(request.key);
      if (known) {
        const same = known.orderKey === request.orderKey && known.amount === request.amount;
        return same ? { ok: true, value: this.#shown(known) } : no('key-reused');
      }
      const order = this.orders.get(request.orderKey);
      if (!order?.paid) return no('order-unknown');
      if (request.total !== order.amount) return no('request-refused');
      const back = [...this.refunds.values()].filter(({ orderKey }) => orderKey === request.orderKey);
      const sum = back.reduce((total, { amount }) => total + amount, 0);
      if (sum + request.amount > order.paid.amount) return no('not-refundable');
      const fate = this.#options.refundFate();
      if (fate === 'short') return no('balance-short');
      const now = this.#options.clock.now();
      const refund: TrueRefund = {
        key: request.key,
        orderKey: request.orderKey,
        amount: request.amount,
        ref: this.#ref('R'),
        state: fate,
        doneAt: fate === 'processing' ? now + 1_000 + Math.floor(this.#options.random() * 20 * 60_000) : now,
      };
      if (fate === 'abnormal') this.abnormal.add(request.key);
      this.refunds.set(request.key, refund);
      return { ok: true, value: this.#shown(refund) };
    });

  queryRefund: PaymentChannel['queryRefund'] = (key, call) =>
    this.#carry('queryRefund', 'read', call, (): Said<Refund | null> => {
      const refund = this.refunds.get(key);
      return { ok: true, value: refund ? this.#shown(refund) : null };
    });

  bill: PaymentChannel['bill'] = async (day): Promise<Said<DayBill | null>> => {
    const from = Date.parse(`${day}T00:00:00+08:00`);
    const to = from + 24 * 3_600_000;
    if (this.#options.clock.now() < to) return { ok: true, value: null };
    const ofDay = ({ at }: BillRow) => at >= from && at < to;
    const paid = [...this.orders.values()].flatMap(({ key, paid: one }): BillRow[] =>
      one ? [{ kind: 'payment', key, ref: one.ref, amount: one.amount, at: one.at }] : [],
    );
    const back = [...this.refunds.values()].flatMap(({ key, orderKey, ref, amount, state, doneAt }): BillRow[] =>
      state === 'done' ? [{ kind: 'refund', key: orderKey, refundKey: key, ref, amount, at: doneAt }] : [],
    );
    const rows = [...paid, ...back].filter(ofDay);
    const sum = (kind: BillRow['kind']) => rows.filter((row) => row.kind === kind).reduce((all, { amount }) => all + amount, 0);
    return { ok: true, value: { day, rows, paid: sum('payment'), refunded: sum('refund') } };
  };

  /** Takes a notice whose header says that it is genuine; a real one is signed. */
  inbound: NonNullable<PaymentChannel['inbound']> = async (request, sink) => {
    if (request.headers.get('x-genuine') !== this.merchant) return new Response(null, { status: 401 });
    const kept = await sink.accept((await request.json()) as Notice);
    return new Response(null, { status: kept === 'conflict' ? 409 : 204 });
  };

  /** From now on it says that this order can not be closed because it is paid, and that nobody has paid it. */
  contradict(key: string): void {
    this.#contradicted.add(key);
  }

  /** Somebody's phone pays what they see, or, where it is planted, something else. Answers the notice that the provider sends. */
  pay(key: string, planted: { readonly amount?: number; readonly currency?: string } = {}): Notice | undefined {
    const order = this.orders.get(key);
    const now = this.#options.clock.now();
    if (order?.state !== 'waiting' || now >= order.expiresAt) return undefined;
    order.state = 'paid';
    const amount = planted.amount ?? order.amount;
    order.paid = { ref: this.#ref('T'), merchant: this.merchant, currency: planted.currency ?? 'CNY', amount, at: now };
    return { id: `n-${order.paid.ref}`, hash: order.paid.ref.padEnd(64, '0'), about: { kind: 'payment', key } };
  }

  /** What of an order did not go back, fen. */
  kept(key: string): number {
    const paid = this.orders.get(key)?.paid?.amount ?? 0;
    const back = [...this.refunds.values()].filter((refund) => refund.orderKey === key && this.#shown(refund).state === 'done');
    return paid - back.reduce((sum, { amount }) => sum + amount, 0);
  }

  #shown(refund: TrueRefund): Refund {
    if (refund.state === 'processing' && this.#options.clock.now() >= refund.doneAt) refund.state = 'done';
    const { key, orderKey, ref, amount, state, doneAt } = refund;
    return { key, orderKey, ref, amount, state, ...(state === 'done' ? { at: doneAt } : {}) };
  }

  #ref(letter: string): string {
    this.#refs += 1;
    return `${letter}${this.merchant}-${this.#refs}`;
  }

  #carry: Line['carry'] = (operation, kind, call, act) => this.#options.line.carry(operation, kind, call, act);
}

function isSame({ amount, expiresAt, link }: TrueOrder, request: OrderRequest): boolean {
  return amount === request.amount && expiresAt === request.expiresAt && (link === undefined) === (request.link === undefined);
}

function no(reason: PaymentRejectReason): Outcome<never, PaymentRejectReason> {
  return { ok: false, failure: { kind: 'rejected', reason, detail: reason } };
}
