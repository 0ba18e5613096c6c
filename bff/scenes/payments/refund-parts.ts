import type { Part } from '../../platform/store/store.ts';
import { insertReadyTask, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { refundKeyOf } from './bill.ts';
import { waitingFor } from './charge-refund-rows.ts';
import { ADVANCE_PAYMENT, type PaymentDependencies, REFUND_CHARGES, RETURN_MONEY } from './dependencies.ts';
import { postParts } from './ledger-rows.ts';
import { returnPart } from './order-rows.ts';
import { insertRefund, moveRefundPart, type Refund, type RefundCause } from './refund-rows.ts';

/** Money that goes back, fen, of one order. */
export interface GivingBack {
  readonly orderKey: string;
  readonly partId: string;
  readonly channel: string;
  readonly amount: number;
  readonly cause: RefundCause;
  /** For what was asked for: the question's id. */
  readonly asked?: string;
  /** For what was asked for: since when somebody waits. */
  readonly since?: number;
}

/**
 * Parts that set money on its way back: the order's count of what went back, which refuses more than was paid; the refund under a key that
 * follows from order and cause, so that a restored gateway sends nothing back a second time; the task that sends it; and what the person is told of it. What was paid in cash
 * is given back by a cashier.
 */
export function refundParts(
  { ids, clock, tellOfMoney }: Pick<PaymentDependencies, 'ids' | 'clock' | 'tellOfMoney'>,
  back: GivingBack,
): { readonly key: string; readonly parts: readonly Part[] } {
  const { orderKey, partId, channel, amount, cause, asked, since } = back;
  const now = clock.now();
  const key = refundKeyOf(orderKey, asked ?? cause);
  const atWindow = channel === 'cash';
  const state = atWindow ? 'at-window' : 'due';
  const kind = atWindow ? 'payment-cash-back' : 'payment-money-back';
  const parts = [
    returnPart(orderKey, amount),
    insertRefund({ key, orderKey, partId, amount, cause, state, now }),
    insertReadyTask(ids.inOrder('tsk'), RETURN_MONEY, key, now),
    ...tellOfMoney({ kind, partId, about: key, fen: amount, cause, since, now }),
  ];
  return { key, parts };
}

/** The money is back: the refund has ended, and the ledger says so. */
export function arrivedParts(
  { ids, clock }: Pick<PaymentDependencies, 'ids' | 'clock'>,
  refund: Refund,
  { providerRef, at }: { readonly providerRef: string; readonly at: number },
): readonly Part[] {
  const { key, partId, hospitalId, amount } = refund;
  const posting = { hospitalId, partId, at: clock.now(), nextId: () => ids.inOrder('lgr') };
  return [
    moveRefundPart(refund, { state: 'done', providerRef, doneAt: at }),
    ...postParts(posting, [{ from: 'held', to: 'payer', fen: amount, businessKey: `back:${key}` }]),
  ];
}

/** Whoever waits for the money looks again: the part, and the refund of charges for which it goes back. */
export async function wakeWaiting(
  { store, clock }: Pick<PaymentDependencies, 'store' | 'clock'>,
  { key, partId, cause }: Refund,
): Promise<readonly Part[]> {
  const waiting = cause === 'asked' ? await waitingFor(store, key) : undefined;
  return [
    wakeTaskPart(ADVANCE_PAYMENT, partId, clock.now()),
    ...(waiting === undefined ? [] : [wakeTaskPart(REFUND_CHARGES, waiting, clock.now())]),
  ];
}
