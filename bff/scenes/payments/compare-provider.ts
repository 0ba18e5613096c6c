import type { BillRow } from '../../../adapters/payments/port.ts';
import { readBack, readPaid } from './day-rows.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
  beginOf,
  type Compared,
  DAY_MS,
  type DayList,
  type Difference,
  daysAround,
  type Expected,
  grouped,
  listsOf,
  missingOf,
  type Ours,
  sortRows,
  type Unread,
} from './difference.ts';
import { readOrder } from './order-rows.ts';
import { readRefund } from './refund-rows.ts';
import { GIVE_UP_MS, PAYABLE } from './rules.ts';

/** One merchant at one provider. */
interface Merchant {
  /** See `channelAt`. */
  readonly name: string;
  readonly channel: string;
  readonly hospital: string;
}

const keyOf = ({ kind, key, refundKey = '' }: BillRow) => (kind === 'payment' ? key : refundKey);
const nameOf = (row: BillRow) => `${row.kind} ${keyOf(row)}`;

/**
 * What a provider's bill of a day and this database do not say alike of one merchant, from either side. @param name see `channelAt`
 */
export async function compareProvider(dependencies: PaymentDependencies, name: string, day: string): Promise<Compared> {
  const [channel = '', hospital = ''] = name.split(' ');
  const merchant = { name, channel, hospital };
  const list = listsOf((one) => billOf(dependencies, name, one));
  const { rows, why } = await list(day);
  const differences: Difference[] = [];
  for (const those of grouped(rows, nameOf).values()) differences.push(...(await compareKey(dependencies, merchant, those)));
  if (why !== undefined) return { differences, unread: [{ hospital, who: 'provider', why }] };
  const { expected, unread } = await expectedOf(dependencies, merchant, day);
  const when = (difference: Difference) => whenIt(dependencies, name, difference);
  const missing = await missingOf(expected, { day, list, nameOf, when });
  return { differences: [...differences, ...missing.differences], unread: [...unread, ...missing.unread] };
}

async function billOf({ channels }: PaymentDependencies, name: string, day: string): Promise<DayList<BillRow>> {
  const answer = await channels.ask(name, 'bill', day);
  if (!answer.ok) return { rows: [], why: answer.failure.kind };
  return answer.value === null ? { rows: [], why: 'no-bill-yet' } : { rows: answer.value.rows };
}

async function whenIt({ channels }: PaymentDependencies, name: string, { what, key }: Difference): Promise<number | undefined> {
  if (what === 'refund') {
    const refund = await channels.ask(name, 'queryRefund', key);
    return refund.ok ? refund.value?.at : undefined;
  }
  const payment = await channels.ask(name, 'query', key);
  return payment.ok ? payment.value?.paid?.at : undefined;
}

/** What of the rows under one key is not as it is here. */
async function compareKey(
  dependencies: PaymentDependencies,
  merchant: Merchant,
  rows: readonly [BillRow, ...BillRow[]],
): Promise<readonly Difference[]> {
  const { kind } = rows[0];
  const key = keyOf(rows[0]);
  const known = await (kind === 'payment' ? orderOf : refundOf)(dependencies, merchant, key);
  const { first, twice, repeated } = sortRows(rows, known?.ours.ref);
  const told = ({ ref, amount, at }: BillRow) =>
    ({ hospital: merchant.hospital, who: 'provider', what: kind, key, ref, fen: amount, at }) as const;
  const ours = known ? { ours: known.ours } : {};
  const second = twice.map((row): Difference => ({ ...told(row), is: 'twice', beside: first.ref, ...ours }));
  const again = repeated.map((row): Difference => ({ ...told(row), is: 'repeated', ...ours }));
  if (!known) return [{ ...told(first), is: 'unknown' }, ...second, ...again];
  const same = known.stands && agrees(known.ours, first);
  return [...(same ? [] : [{ ...told(first), is: 'other', ...ours } as const]), ...second, ...again];
}

/** A reference that is not known here yet is no other one. */
function agrees({ fen, ref, order }: Ours, row: BillRow): boolean {
  return fen === row.amount && (ref === null || ref === row.ref) && (order === undefined || order === row.key);
}

/** `stands`: the money is in the ledger, or has left it again; or somebody is still asking about it, or people brought it to an end. */
interface Known {
  readonly ours: Ours;
  readonly stands: boolean;
}

async function orderOf({ store, clock }: PaymentDependencies, whose: Merchant, key: string): Promise<Known | undefined> {
  const order = await readOrder(store, key);
  if (!order) return undefined;
  const { state, watchUntil, paidAmount, amount, paidRef: ref } = order;
  const followed = PAYABLE.includes(state) || (state === 'closed' && clock.now() < watchUntil);
  const here = order.hospitalId === whose.hospital && order.channel === whose.channel;
  const stands = here && (state === 'paid' || state === 'ended' || followed);
  return { ours: { state, fen: paidAmount ?? amount, ref }, stands };
}

async function refundOf({ store }: PaymentDependencies, whose: Merchant, key: string): Promise<Known | undefined> {
  const refund = await readRefund(store, key);
  if (!refund) return undefined;
  const { state, amount: fen, providerRef: ref, orderKey: order } = refund;
  const here = refund.hospitalId === whose.hospital && refund.channel === whose.channel;
  return { ours: { state, fen, ref, order }, stands: here && BOOKED.includes(state) };
}

/** States in which a provider may have booked a refund. */
const BOOKED: readonly string[] = ['due', 'sent', 'unknown', 'processing', 'done'];

/** What of ours the provider has to have booked on this day, or near to it. */
async function expectedOf(
  { store }: PaymentDependencies,
  { hospital, channel }: Merchant,
  day: string,
): Promise<{ readonly expected: readonly Expected[]; readonly unread: readonly Unread[] }> {
  const from = beginOf(day);
  const span = { hospitalId: hospital, channel, from, to: from + DAY_MS };
  const [paid, back] = await Promise.all([readPaid(store, span), readBack(store, span)]);
  const common = { hospital, who: 'provider', is: 'missing' } as const;
  const orders = paid.rows.map(({ key, amount, ref, at }): Expected => {
    const fen = Number(amount);
    const ours = { state: 'paid', fen, ref };
    const difference: Difference = { ...common, what: 'payment', key, fen, at: Number(at), ours };
    return { name: `payment ${key}`, days: daysAround(Number(at), Number(at)), difference };
  });
  const refunds = back.rows.map(({ key, orderKey: order, amount, ref, sentAt, at }): Expected => {
    const [fen, arrivedAt] = [Number(amount), Number(at)];
    const ours = { state: 'done', fen, ref, order };
    const difference: Difference = { ...common, what: 'refund', key, fen, at: arrivedAt, ours };
    return { name: `refund ${key}`, days: daysOfRefund(sentAt === null ? arrivedAt : Number(sentAt), arrivedAt), difference };
  });
  const whole = paid.whole && back.whole;
  return { expected: [...orders, ...refunds], unread: whole ? [] : [{ hospital, who: 'gateway', why: 'too-long' }] };
}

/** Some providers book a refund when they take it, some when it arrives, days later. */
function daysOfRefund(sentAt: number, arrivedAt: number): readonly string[] {
  const takenBy = Math.min(sentAt + GIVE_UP_MS, Math.max(sentAt, arrivedAt));
  return [...daysAround(arrivedAt, arrivedAt), ...daysAround(sentAt, takenBy)];
}
