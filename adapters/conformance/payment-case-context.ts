import type { OrderRequest, PaymentChannel, RefundRequest } from '../payments/port.ts';
import type { Call } from '../port/terms.ts';
import type { ConformanceCase, KitContext } from './conformance-case.ts';
import type { TimeLimits } from './deadline.ts';
import { expectOk } from './expectations.ts';
import type { PaymentProviderUnderTest, PaymentSubject } from './payment-provider-under-test.ts';

export const PAYMENT_LIMITS: TimeLimits = { deadlineMs: 250, graceMs: 5_000 };

/** Somebody whose name is easy to find in a text where it must not be. */
export const PAYER = '欧阳䶮';

/** Where somebody is who opens a link: easy to find in a text where it must not be (RFC 5737 §3). */
export const PAYER_ADDRESS = '203.0.113.77';

/** What every order of the kit costs, fen. */
export const AMOUNT = 2_500;

/** What a channel may lack by itself. */
export type PaymentNeed = 'inbound' | 'link';

/** A requirement on a payment channel. */
export type PaymentCase = ConformanceCase<PaymentCaseContext, PaymentNeed>;

/** What a case works with: the subject, and fresh keys that no other case uses. */
export interface PaymentCaseContext extends KitContext {
  has(need: PaymentNeed): boolean;
  readonly channel: PaymentChannel;
  readonly stranger: PaymentChannel | undefined;
  readonly provider: PaymentProviderUnderTest;
  readonly limits: TimeLimits;
  /** A key that was never used, of 32 characters: as long as any may be. */
  newKey(): string;
  /** A call with a deadline; longer where no deadline is meant to pass. */
  call(deadlineMs?: number): Call;
  /** An order of `AMOUNT` that can be paid for half an hour. */
  orderOf(key: string, part?: Partial<OrderRequest>): OrderRequest;
  /** An order of `AMOUNT` that is paid by a link. */
  linkOf(key: string, part?: Partial<OrderRequest>): OrderRequest;
  /** Orders under a key of its own. */
  ordered(): Promise<{ readonly key: string; readonly code: string; readonly request: OrderRequest }>;
  /** Orders, and somebody's phone pays. */
  paid(): Promise<{ readonly key: string; readonly code: string; readonly request: OrderRequest }>;
  /** A refund of `AMOUNT` or less. */
  refundOf(orderKey: string, amount: number, key?: string): RefundRequest;
}

/** Long enough for anything that is not meant to time out. */
const PATIENT_DEADLINE_MS = 10_000;
const HALF_HOUR_MS = 1_800_000;

/** Builds the context; one for a whole run, so that keys are never shared. `run` makes keys of two runs differ: 8 letters or digits. */
export function createPaymentContext(subject: PaymentSubject, limits: TimeLimits, run: string): PaymentCaseContext {
  let keys = 0;
  const { channel, provider, stranger } = subject;
  const call = (deadlineMs = PATIENT_DEADLINE_MS): Call => ({ signal: AbortSignal.timeout(deadlineMs) });
  const newKey = () => {
    keys += 1;
    return `Kit-${run}_${String(keys).padStart(19, '0')}`;
  };
  const orderOf: PaymentCaseContext['orderOf'] = (key, part) => ({
    key,
    amount: AMOUNT,
    description: `市一医院 ${PAYER} 门诊缴费`,
    expiresAt: Math.floor(Date.now() / 1000) * 1000 + HALF_HOUR_MS,
    ...part,
  });
  const ordered: PaymentCaseContext['ordered'] = async () => {
    const request = orderOf(newKey());
    const { code } = expectOk(await channel.order(request, call()));
    return { key: request.key, code, request };
  };
  return {
    channel,
    provider,
    stranger,
    partner: provider,
    limits,
    has: (need) => (need === 'link' ? channel.presents.includes('link') : channel[need] !== undefined),
    newKey,
    call,
    orderOf,
    linkOf: (key, part) => orderOf(key, { link: { payerAddress: PAYER_ADDRESS }, ...part }),
    ordered,
    async paid() {
      const made = await ordered();
      if (!(await provider.pay(made.code))) throw new Error('the phone could not pay');
      return made;
    },
    refundOf: (orderKey, amount, key = newKey()) => ({ key, orderKey, amount, total: AMOUNT }),
  };
}
