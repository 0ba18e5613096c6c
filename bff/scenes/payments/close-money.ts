import { auditPart, OPERATOR } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { type ChargeRefundRow, moveChargeRefundPart, readChargeRefund, waitingFor } from './charge-refund-rows.ts';
import { type EndedAs, movementsOfChargeRefund, movementsOfPart } from './closing-movements.ts';
import { type PaymentDependencies, paymentSignalOf } from './dependencies.ts';
import { type Movement, postParts, readMovements } from './ledger-rows.ts';
import { newsOfMove } from './money-news.ts';
import { endElsewhere, keepReturned, moveOrderPart, readOrder } from './order-rows.ts';
import { type PaymentPart, readPart, updatePartPart } from './part-rows.ts';
import { eventParts, freeBill } from './payment-rows.ts';
import { wakeWaiting } from './refund-parts.ts';
import { moveRefundPart, type Refund, readRefund, readRefunds } from './refund-rows.ts';

/** What an operator says of how people ended something, with the hospital and the provider; the reason names where it stands in their books. */
export interface Ending {
  /** Of what is ended, as the list of open money names it. */
  readonly id: string;
  readonly as: EndedAs;
  readonly reason: string;
  readonly requestId: string;
}

/** Ends what waits for people: a part, a refund, an order, or a refund of charges. False where it does not wait for them. */
export async function closeMoney(dependencies: PaymentDependencies, ending: Ending): Promise<boolean> {
  const { id } = ending;
  if (id.startsWith('ord_')) return closeElsewhere(dependencies, ending);
  if (id.startsWith('rfn_')) return closeRefund(dependencies, ending);
  if (id.startsWith('cfd_')) return closeChargeRefund(dependencies, ending);
  return closeCase(dependencies, { ...ending, partId: id });
}

/**
 * People brought a part to an end. What of its money the ledger has goes where it went; a refund of it that has not ended is ended by itself.
 * False where the part is no case.
 */
export async function closeCase(
  dependencies: PaymentDependencies,
  { partId, as, reason, requestId }: Omit<Ending, 'id'> & { readonly partId: string },
): Promise<boolean> {
  const { store, clock, tellOfMoney } = dependencies;
  const part = await readPart(store, partId);
  if (part?.state !== 'case') return false;
  const [posted, refunds] = await Promise.all([readMovements(store, partId), readRefunds(store, partId)]);
  const goingBack = refunds.filter(({ state }) => state !== 'done').reduce((sum, { amount }) => sum + amount, 0);
  const now = clock.now();
  const ended = { ...part, state: as, endedAt: now };
  const news = newsOfMove('case', ended, [], now);
  return end(dependencies, ended, {
    movements: movementsOfPart(partId, { as, posted, goingBack }),
    parts: [
      updatePartPart('case', ended),
      freeBill({ partId }),
      ...(part.reason === 'paid-elsewhere' ? [endElsewhere({ partId, state: 'ended' })] : []),
      ...(news ? tellOfMoney(news) : []),
    ],
    reason,
    requestId,
  });
}

/** Money that went elsewhere never was in the ledger: nothing moves. */
async function closeElsewhere(dependencies: PaymentDependencies, ending: Ending): Promise<boolean> {
  const order = await readOrder(dependencies.store, ending.id);
  if (order?.state !== 'elsewhere') return false;
  const part = await partOf(dependencies, order.partId);
  return end(dependencies, part, { ...said(ending), movements: [], parts: [moveOrderPart(order, { state: 'ended' })] });
}

/** A refund that is stuck. One that a refund of charges waits for is ended with it. */
async function closeRefund(dependencies: PaymentDependencies, ending: Ending): Promise<boolean> {
  const { store } = dependencies;
  const refund = await readRefund(store, ending.id);
  if (refund?.state !== 'stuck') return false;
  const waiting = refund.cause === 'asked' ? await waitingFor(store, refund.key) : undefined;
  if (waiting !== undefined) return closeChargeRefund(dependencies, ending, waiting);
  const { key, amount: fen } = refund;
  const to = ending.as === 'settled' ? 'payer' : 'hospital';
  return end(dependencies, await partOf(dependencies, refund.partId), {
    ...said(ending),
    movements: [{ from: 'held', to, fen, businessKey: `closed:${key}:held:${to}` }],
    parts: await endRefund(dependencies, refund, ending.as),
  });
}

async function closeChargeRefund(dependencies: PaymentDependencies, ending: Ending, id = ending.id): Promise<boolean> {
  const { store, clock } = dependencies;
  const row = await readChargeRefund(store, id);
  if (row?.state !== 'case') return false;
  const part = await partOf(dependencies, row.partId);
  const insured = row.lines === 'whole' && part.insurance !== 'none';
  const insurance = insured ? { fund: part.settledFund ?? 0, account: part.settledAccount ?? 0 } : { fund: 0, account: 0 };
  const movements = movementsOfChargeRefund(id, {
    as: ending.as,
    amount: row.amount,
    insurance,
    posted: ofChargeRefund(await readMovements(store, part.id), row),
  });
  const money = row.refundKey === null ? undefined : await readRefund(store, row.refundKey);
  const now = clock.now();
  const to = ending.as === 'settled' ? ({ state: 'done' } as const) : ({ state: 'refused', reason: 'by-staff' } as const);
  const fen = row.amount - insurance.fund - insurance.account;
  const told = ending.as === 'settled' && money === undefined && fen > 0;
  return end(dependencies, part, {
    ...said(ending),
    movements,
    parts: [
      moveChargeRefundPart(row, to, now),
      ...(money?.state === 'stuck' ? await endRefund(dependencies, money, ending.as) : []),
      ...(told
        ? dependencies.tellOfMoney({ kind: 'payment-money-back', partId: part.id, about: `${id} done`, fen, cause: 'asked', now })
        : []),
    ],
  });
}

/** Of what was posted of a part, what was for this refund of charges. */
function ofChargeRefund(posted: readonly Movement[], { id, partId, lines, refundKey }: ChargeRefundRow): readonly Movement[] {
  const whole = lines === 'whole' ? [`unfund:${partId}`, `unaccount:${partId}`] : [];
  const keys = [`taken-back:${id}`, `back:${refundKey}`, ...whole];
  return posted.filter(({ businessKey }) => keys.includes(businessKey));
}

/** Parts that end a refund that is stuck: the payer has the money, or it stays with the hospital and may be given back another time. */
async function endRefund(dependencies: PaymentDependencies, refund: Refund, as: EndedAs): Promise<readonly Part[]> {
  const { key, partId, orderKey, amount: fen, cause } = refund;
  const now = dependencies.clock.now();
  if (as === 'undone')
    return [moveRefundPart(refund, { state: 'kept', doneAt: now }), keepReturned({ key: orderKey, amount: fen })];
  return [
    moveRefundPart(refund, { state: 'done', doneAt: now }),
    ...(await wakeWaiting(dependencies, refund)),
    ...dependencies.tellOfMoney({ kind: 'payment-money-back', partId, about: `${key} done`, fen, cause, now }),
  ];
}

async function partOf({ store }: PaymentDependencies, id: string): Promise<PaymentPart> {
  const part = await readPart(store, id);
  if (!part) throw new TypeError('money without its part');
  return part;
}

/** The payment is what the audit is about: which of its money was ended, and how, stands before the words. */
function said({ id, as, reason, requestId }: Ending): { readonly reason: string; readonly requestId: string } {
  return { reason: `${id} ${as}: ${reason}`, requestId };
}

/** One unit: what is ended, what moves for it, the payment's history and the audit row. */
async function end(
  dependencies: PaymentDependencies,
  part: PaymentPart,
  {
    movements,
    parts,
    reason,
    requestId,
  }: {
    readonly movements: readonly Movement[];
    readonly parts: readonly Part[];
    readonly reason: string;
    readonly requestId: string;
  },
): Promise<boolean> {
  const { clock, ids, signals, tasks } = dependencies;
  const now = clock.now();
  const { id: partId, paymentId, hospitalId, state } = part;
  const closed = await commit(dependencies, 'close-case', 'interactive', [
    ...parts,
    ...postParts({ hospitalId, partId, at: now, nextId: () => ids.inOrder('lgr') }, movements),
    ...eventParts({ paymentId, at: now, partId, state }),
    auditPart(ids, now, {
      actor: OPERATOR,
      action: 'payment.close-case',
      subject: { kind: 'payment', id: paymentId },
      requestId,
      reason,
    }),
  ]);
  if (!closed.ok) return false;
  signals.notify(paymentSignalOf(paymentId));
  tasks.poke();
  return true;
}
