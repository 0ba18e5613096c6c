import type { Split } from '../../../adapters/port/charges.ts';
import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import type { After, Onward, Working } from '../../platform/tasks/saga.ts';
import { insertReadyTask, wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { type PaymentDependencies, paymentSignalOf, QUOTE_BILL } from './dependencies.ts';
import { type Movement, postParts } from './ledger-rows.ts';
import { newsOfMove } from './money-news.ts';
import type { Order } from './order-rows.ts';
import { type PaymentPart, updatePartPart } from './part-rows.ts';
import { eventParts, freeBill } from './payment-rows.ts';
import { dropUsedQuote } from './quote-rows.ts';
import { refundParts } from './refund-parts.ts';
import type { Refund, RefundCause } from './refund-rows.ts';
import { CASE_WITHIN_MS, ENDED, mayMove, type PartState } from './rules.ts';

/** A part with its orders and refunds, as one look found them. */
export interface PartSubject {
  readonly part: PaymentPart;
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
}

/** A step of a part. */
export type PartWork = Working<PartSubject, PaymentDependencies>;

/** What changes with the state. */
export type PartPatch = Partial<
  Pick<
    PaymentPart,
    | 'reason'
    | 'settledFund'
    | 'settledAccount'
    | 'settledCash'
    | 'paidAt'
    | 'sentAt'
    | 'knowBy'
    | 'tries'
    | 'notFound'
    | 'insuranceRef'
    | 'settlementRef'
    | 'invoiceNumber'
  >
>;

export interface PartMove {
  readonly to: PartState;
  readonly patch?: PartPatch;
  /** What moves in the ledger with it. */
  readonly movements?: readonly Movement[];
  /** What else stands or falls with it. */
  readonly parts?: readonly Part[];
  readonly after: After;
}

/** Within this time after something was sent, the person usually knows. */
const USUALLY_KNOWN_MS = 60_000;

/**
 * Moves a part along one edge of the table, in one unit: the part, the ledger, the payment's history, what the person is told, the audit
 * row, and the lease of whoever does it. A part that ended gives its bill free, and a quote that was not settled is given up.
 */
export async function movePart(work: PartWork, move: PartMove): Promise<Onward> {
  return (await moving(work, move)).onward;
}

/** `moved`: the part as it is now, where the unit was committed. */
async function moving(
  work: PartWork,
  { to, patch = {}, movements = [], parts = [], after }: PartMove,
): Promise<{ readonly onward: Onward; readonly moved?: PaymentPart }> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const { clock, signals, metrics, tasks, log } = dependencies;
  if (!mayMove(part.state, to)) throw new TypeError(`a part may not go from ${part.state} to ${to}`);
  const now = clock.now();
  const ended = ENDED.includes(to);
  // Nothing was ever sent to whoever keeps the quote, or nothing of it stands.
  const unused = to === 'returning' || to === 'undone' || (part.state === 'closing' && to === 'case');
  const moved: PaymentPart = {
    ...part,
    knowBy: to === 'case' ? now + CASE_WITHIN_MS : Math.max(part.knowBy, now + USUALLY_KNOWN_MS),
    ...patch,
    state: to,
    endedAt: ended ? now : null,
  };
  let committed = false;
  const onward = await work.settle(after, async (fence) => {
    const done = await commit(dependencies, `payment-${to}`, 'outcomes', [
      fence,
      updatePartPart(part.state, moved),
      ...postParts(postingOf(dependencies, part), movements),
      ...parts,
      ...(ended ? [freeBill({ partId: part.id })] : []),
      ...(unused ? dropParts(dependencies, part) : []),
      ...eventParts({ paymentId: part.paymentId, at: now, partId: part.id, state: to }),
      ...newsParts(dependencies, subject, moved),
      auditOf(dependencies, moved),
    ]);
    committed = done.ok;
    return done;
  });
  if (committed) {
    metrics.count('onedoor_payments_total', `state="${to}"`);
    if (to === 'case') log.write('warn', 'payment.needs-staff', { hospitalId: part.hospitalId, detail: part.state });
    signals.notify(paymentSignalOf(part.paymentId));
    tasks.poke();
  }
  return committed ? { onward, moved } : { onward };
}

/** Writes an intent, and then acts on it: nothing stands between the commit and the call. */
export async function moveAndCall(work: PartWork, move: PartMove, act: (work: PartWork) => Promise<Onward>): Promise<Onward> {
  const { moved, onward } = await moving(work, move);
  return moved ? act({ ...work, subject: { ...work.subject, part: moved } }) : onward;
}

/** Keeps counts without a change of state. */
export function notePart(work: PartWork, patch: PartPatch, delayMs: number): Promise<Onward> {
  const { dependencies, subject } = work;
  const { part } = subject;
  const runAt = dependencies.clock.now() + delayMs;
  const knowBy = Math.max(part.knowBy, runAt + 10_000);
  return work.write('note-payment', { runAt }, [updatePartPart(part.state, { ...part, knowBy, ...patch })]);
}

/** Nothing will be settled any more: whoever keeps the quote still has it, unless it was settled; then dropping it is nothing. */
function dropParts({ clock, ids }: PaymentDependencies, part: PaymentPart): readonly Part[] {
  const now = clock.now();
  if (part.insurance === 'none') return [];
  return [
    dropUsedQuote({ id: part.quoteId, now }),
    insertReadyTask(ids.inOrder('tsk'), QUOTE_BILL, part.quoteId, now),
    wakeTaskPart(QUOTE_BILL, part.quoteId, now),
  ];
}

/** Parts that send back what an order paid and has not given back yet; none where nothing was paid. */
export function giveBackParts(
  dependencies: PaymentDependencies,
  { part, orders }: PartSubject,
  cause: RefundCause,
  amount?: number,
): readonly Part[] {
  const order = orders.find(({ key }) => key === part.cashOrder);
  const left = order === undefined ? 0 : (order.paidAmount ?? 0) - order.returned;
  const back = amount ?? left;
  if (order === undefined || back <= 0) return [];
  return refundParts(dependencies, { orderKey: order.key, partId: part.id, channel: order.channel, amount: back, cause }).parts;
}

/** What the insurer, or the hospital's own insurance, pays into what is held, under these keys; and what goes back of it. */
export function insuranceMovements(
  part: PaymentPart,
  split: Pick<Split, 'fund' | 'account'>,
  way: 'in' | 'out',
): readonly Movement[] {
  const mark = way === 'in' ? '' : 'un';
  return (['fund', 'account'] as const).map((name) => {
    const account = name === 'fund' ? 'fund' : 'insured';
    const [from, to] = way === 'in' ? ([account, 'held'] as const) : (['held', account] as const);
    return { from, to, fen: split[name], businessKey: `${mark}${name}:${part.id}` };
  });
}

function postingOf({ ids, clock }: PaymentDependencies, { hospitalId, id }: PaymentPart) {
  return { hospitalId, partId: id, at: clock.now(), nextId: () => ids.inOrder('lgr') };
}

function newsParts(
  { clock, tellOfMoney }: PaymentDependencies,
  { part, refunds }: PartSubject,
  moved: PaymentPart,
): readonly Part[] {
  // Out of a case a part goes by itself when its money is back, which was told with the money.
  if (part.state === 'case') return [];
  const causes = refunds.map(({ cause }) => cause);
  const news = newsOfMove(part.state, moved, causes, clock.now());
  return news ? tellOfMoney(news) : [];
}

function auditOf({ ids, clock }: PaymentDependencies, moved: PaymentPart): Part {
  return auditPart(ids, clock.now(), {
    actor: GATEWAY,
    action: `payment.${moved.state}`,
    subject: { kind: 'payment', id: moved.paymentId },
    requestId: moved.id,
  });
}
