import { auditPart } from '../../platform/audit/audit.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import { insertLeasedTask } from '../../platform/tasks/task-rows.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { orderKeyOf } from './bill.ts';
import { channelAt, FOLLOW_ORDER, type PaymentDependencies } from './dependencies.ts';
import { isAgreedMerchant } from './merchant-rows.ts';
import { insertNextOrderPart, type Order, readOrders } from './order-rows.ts';
import { isPayable, type PaymentPart, readPartsByPayerCode, stillDuePart } from './part-rows.ts';
import { type Refund, readRefunds } from './refund-rows.ts';
import { PAYABLE, type PartStanding, standingOf } from './rules.ts';

const CODE_WITHIN_MS = limits.paymentCode.figure;
const WATCHED_MS = limits.orderWatched.figure;
const SHOWN_MS = limits.shownFromHome.figure;
const ORDERS_MAX = limits.ordersFromHome.figure;
/** The least for which a provider makes an order (WeChat Pay v3, `time_expire`): a later press makes none. */
const ORDER_LEAST_MS = 60_000;

/** What whoever pays sees of one bill: where, how much, and how far it is. No line, no department, no share of an insurer. */
export interface HomePart {
  readonly hospitalId: string;
  readonly hospitalName: string;
  readonly dutyDesk: { readonly name: string; readonly phone: string };
  /** What is to be paid, fen. */
  readonly cash: number;
  readonly standing: PartStanding;
  /** By when one will know, while it is open. */
  readonly knowBy: number;
  readonly endedAt: number | null;
  /**
   * The code that can be paid: `wanted`, whoever pays has to ask for one; `coming`, it is being made, or looked at or closed; `none`, nothing
   * can be paid any more.
   */
  readonly code: 'wanted' | 'coming' | 'none' | { readonly text: string; readonly until: number };
  readonly refunds: readonly Pick<Refund, 'amount' | 'state' | 'doneAt'>[];
}

export interface HomePayment {
  /** Masked. */
  readonly patientName: string;
  readonly payUntil: number;
  readonly now: number;
  /** Of which something is to be paid, in the order of the bills. */
  readonly parts: readonly HomePart[];
}

/** The payment that somebody pays from home by this code, as they see it. `undefined` for every other code, and once its paper is old. */
export async function readFromHome(dependencies: PaymentDependencies, code: string): Promise<HomePayment | undefined> {
  const { store, clock } = dependencies;
  const parts = await partsOf(dependencies, code);
  const [first] = parts;
  if (!first) return undefined;
  return {
    patientName: await maskedNameOf(store, first.patientId),
    payUntil: first.payUntil,
    now: clock.now(),
    parts: await Promise.all(parts.map((part) => present(dependencies, part))),
  };
}

async function partsOf({ store, clock }: PaymentDependencies, code: string): Promise<readonly PaymentPart[]> {
  const parts = await readPartsByPayerCode(store, code);
  return parts.filter(({ cash, createdAt }) => cash > 0 && clock.now() < createdAt + SHOWN_MS);
}

async function present(dependencies: PaymentDependencies, part: PaymentPart): Promise<HomePart> {
  const { store, directory, clock } = dependencies;
  const [orders, refunds] = await Promise.all([readOrders(store, part.id), readRefunds(store, part.id)]);
  const { name, dutyDeskName, dutyDeskPhone } = directory.hospital(part.hospitalId);
  return {
    hospitalId: part.hospitalId,
    hospitalName: name,
    dutyDesk: { name: dutyDeskName, phone: dutyDeskPhone },
    cash: part.cash,
    standing: part.cashOrder !== null && part.state === 'due' ? 'confirming' : standingOf(part.state),
    knowBy: part.knowBy,
    endedAt: part.endedAt,
    code: codeOf(part, orders, clock.now()),
    refunds: refunds.map(({ amount, state, doneAt }) => ({ amount, state, doneAt })),
  };
}

function codeOf(part: PaymentPart, orders: readonly Order[], now: number): HomePart['code'] {
  if (!isPayable(part)) return 'none';
  const live = orders.find(({ state }) => PAYABLE.includes(state));
  if (!live) return mayOrder(part, orders, now) ? 'wanted' : 'none';
  const until = Math.min(live.expiresAt, live.codeUntil ?? 0);
  return live.state === 'open' && live.code !== null && !live.unwanted && until > now ? { text: live.code, until } : 'coming';
}

/** No order can be paid, and there is time, and one more, left. */
function mayOrder(part: PaymentPart, orders: readonly Order[], now: number): boolean {
  return orders.length < ORDERS_MAX && part.payUntil - now >= ORDER_LEAST_MS;
}

export interface HomeOrder {
  readonly code: string;
  /** Which of the parts that are to be paid, from 0. */
  readonly part: number;
  readonly requestId: string;
}

/**
 * Whoever holds the paper wants to pay: an order is written, and then asked for at the provider. One at a time: while an order can be paid, or
 * it is not known whether it can, there is no other; the key follows from how many there were, so that of two who press at once one makes it.
 * `not-now`: nothing was written, the page says why; `away`: the provider does not answer.
 */
export async function orderFromHome(
  dependencies: PaymentDependencies,
  { code, part: nth, requestId }: HomeOrder,
): Promise<'ordered' | 'not-now' | 'away' | 'not-found'> {
  const { store, clock, ids, tasks, channels } = dependencies;
  const parts = await partsOf(dependencies, code);
  const part = parts[nth];
  if (!part) return 'not-found';
  const orders = await readOrders(store, part.id);
  const now = clock.now();
  if (codeOf(part, orders, now) !== 'wanted') return 'not-now';
  const name = channelAt(part.channel, part.hospitalId);
  if (!channels.has(name) || !channels.reachable(name)) return 'away';
  const { merchant } = channels.port(name);
  if (!(await isAgreedMerchant(store, { hospitalId: part.hospitalId, channel: part.channel, number: merchant }))) return 'away';
  const key = orderKeyOf(part.id, orders.length);
  const expiresAt = Math.min(Math.ceil((now + CODE_WITHIN_MS) / 1000) * 1000, part.payUntil);
  const watchUntil = expiresAt + WATCHED_MS;
  const task = tasks.lease(FOLLOW_ORDER, key);
  const written = await commit(dependencies, 'order-from-home', 'interactive', [
    stillDuePart(part.id, now),
    insertNextOrderPart({
      key,
      partId: part.id,
      channel: part.channel,
      merchant,
      presented: 'code',
      amount: part.cash,
      expiresAt,
      watchUntil,
      now,
    }),
    insertLeasedTask(task, now),
    auditPart(ids, now, {
      actor: { kind: 'anonymous', id: 'payer' },
      action: 'payment.order-from-home',
      subject: { kind: 'payment', id: part.paymentId },
      requestId,
    }),
  ]);
  if (!written.ok) return 'not-now';
  tasks.adopt(task);
  return 'ordered';
}
