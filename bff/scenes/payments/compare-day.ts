import type { ChargeChanges } from '../../../adapters/port/charges.ts';
import { limits } from '../../platform/limits/limits.ts';
import { orderKeyOf } from './bill.ts';
import { readChargeRefund } from './charge-refund-rows.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { readOrder } from './order-rows.ts';
import { type PaymentPart, readPart } from './part-rows.ts';
import { readRefund } from './refund-rows.ts';
import { ENDED, PAYABLE } from './rules.ts';

/** Something that a partner says it has under a key of ours, and that this database does not know, or has otherwise. */
export interface Unknown {
  readonly hospital: string;
  readonly who: 'provider' | 'insurer' | 'hospital';
  readonly what: 'payment' | 'refund' | 'settled' | 'undone' | 'taken-back';
  readonly key: string;
  /** The partner's own reference, by which people find it there. */
  readonly ref: string;
  readonly fen: number;
  readonly at: number;
  /** What this database has under the key instead; absent where it knows nothing of it. */
  readonly ours?: string;
  /** Of a payment at a provider: whether a hospital says of that day that it has settled the bill with it. Else the money belongs to the payer. */
  readonly settled?: boolean;
}

/** A list that could not be read. */
export interface Unread {
  readonly hospital: string;
  readonly who: Unknown['who'];
  /** `no-bill-yet`: a provider makes its bill of a day when the day is over. */
  readonly why: string;
}

export interface ComparedDay {
  readonly unknown: readonly Unknown[];
  readonly unread: readonly Unread[];
}

const DAY_MS = 24 * 3600 * 1000;
/** Pages of one list; longer ones say that they were not read to their end. */
const PAGES_MAX = 1_000;

/**
 * What providers, insurers and hospitals say of one day in +08:00, `YYYY-MM-DD`, and this database does not know: what a restore forgot, and
 * nobody came back for. Nothing is changed; people end it with the partner.
 */
export async function compareDay(dependencies: PaymentDependencies, day: string): Promise<ComparedDay> {
  const { channels, insurers, hospitals } = dependencies;
  const unread: Unread[] = [];
  const charging = hospitals.ids().filter((id) => hospitals.facet(id, 'charges') !== undefined);
  const held = (await Promise.all(charging.map((id) => hospitalDay(dependencies, id, day, unread)))).flat();
  const settled = new Set(held.filter(({ what }) => what === 'settled').flatMap(({ key }) => orderKeysOf(key)));
  const paid = (await Promise.all(channels.ids().map((name) => providerDay(dependencies, name, day, unread)))).flat();
  const insured = (await Promise.all(insurers.ids().map((id) => insurerDay(dependencies, id, day, unread)))).flat();
  const known = paid.map((one): Unknown => (one.what === 'payment' ? { ...one, settled: settled.has(one.key) } : one));
  return { unknown: [...known, ...insured, ...held].sort((one, other) => one.at - other.at), unread };
}

/** Every order that a part can have had. */
function orderKeysOf(partId: string): readonly string[] {
  return Array.from({ length: limits.ordersFromHome.figure }, (_, nth) => orderKeyOf(partId, nth));
}

/** @param name see `channelAt` */
async function providerDay(
  dependencies: PaymentDependencies,
  name: string,
  day: string,
  unread: Unread[],
): Promise<readonly Unknown[]> {
  const hospital = name.slice(name.indexOf(' ') + 1);
  const answer = await dependencies.channels.ask(name, 'bill', day);
  if (!answer.ok || answer.value === null) {
    unread.push({ hospital, who: 'provider', why: answer.ok ? 'no-bill-yet' : answer.failure.kind });
    return [];
  }
  const unknown: Unknown[] = [];
  for (const { kind, key, refundKey = '', ref, amount, at } of answer.value.rows) {
    const known = kind === 'payment' ? await orderOf(dependencies, key) : await refundOf(dependencies, refundKey);
    const told = {
      hospital,
      who: 'provider',
      what: kind,
      key: kind === 'payment' ? key : refundKey,
      ref,
      fen: amount,
      at,
    } as const;
    if (known === undefined) unknown.push(told);
    else if (!known.agrees || known.fen !== amount) unknown.push({ ...told, ours: `${known.state} ${known.fen}` });
  }
  return unknown;
}

/** What we have under a key. `agrees`: the money is in the ledger, or has left it again; or somebody is still asking about it. */
interface Ours {
  readonly state: string;
  readonly fen: number;
  readonly agrees: boolean;
}

async function orderOf({ store, clock }: PaymentDependencies, key: string): Promise<Ours | undefined> {
  const order = await readOrder(store, key);
  if (!order) return undefined;
  const { state, watchUntil } = order;
  const followed = PAYABLE.includes(state) || (state === 'closed' && clock.now() < watchUntil);
  return { state, fen: order.paidAmount ?? order.amount, agrees: state === 'paid' || followed };
}

async function refundOf({ store }: PaymentDependencies, key: string): Promise<Ours | undefined> {
  const refund = await readRefund(store, key);
  return refund && { state: refund.state, fen: refund.amount, agrees: refund.state !== 'stuck' };
}

/** What of a settlement at an insurer or a hospital is not as it is here: `undefined` where it is. */
async function otherwise(
  store: PaymentDependencies['store'],
  key: string,
  { ref, of }: { readonly ref: string; readonly of: (part: PaymentPart) => string | null },
): Promise<{ readonly ours?: string } | undefined> {
  const part = await readPart(store, key);
  if (!part) return {};
  const underWay = part.state !== 'case' && !ENDED.includes(part.state);
  return underWay || of(part) === ref ? undefined : { ours: part.state };
}

async function insurerDay(
  { insurers, store }: PaymentDependencies,
  hospital: string,
  day: string,
  unread: Unread[],
): Promise<readonly Unknown[]> {
  const unknown: Unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await insurers.ask(hospital, 'day', { day, ...(cursor === undefined ? {} : { cursor }) });
    if (!answer.ok) {
      unread.push({ hospital, who: 'insurer', why: answer.failure.kind });
      return unknown;
    }
    for (const { kind, key, ref, split, at } of answer.value.rows) {
      const of = ({ insuranceRef }: PaymentPart) => (kind === 'undone' ? ref : insuranceRef);
      const other = await otherwise(store, key, { ref, of });
      if (other) unknown.push({ hospital, who: 'insurer', what: kind, key, ref, fen: split.fund + split.account, at, ...other });
    }
    cursor = answer.value.next;
    if (cursor === undefined) return unknown;
  }
  unread.push({ hospital, who: 'insurer', why: 'too-long' });
  return unknown;
}

async function hospitalDay(
  dependencies: PaymentDependencies,
  hospital: string,
  day: string,
  unread: Unread[],
): Promise<readonly Unknown[]> {
  const unknown: Unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await dependencies.hospitals.ask(hospital, 'charges', 'changes', cursor);
    if (!answer.ok) {
      unread.push({ hospital, who: 'hospital', why: answer.failure.kind });
      return unknown;
    }
    unknown.push(...(await unknownOf(dependencies, hospital, day, answer.value)));
    if (!answer.value.more) return unknown;
    cursor = answer.value.cursor;
  }
  unread.push({ hospital, who: 'hospital', why: 'too-long' });
  return unknown;
}

async function unknownOf(
  { store }: PaymentDependencies,
  hospital: string,
  day: string,
  { settlements, refunds }: ChargeChanges,
): Promise<readonly Unknown[]> {
  const from = Date.parse(`${day}T00:00:00+08:00`);
  const ofDay = (at: number) => at >= from && at < from + DAY_MS;
  const unknown: Unknown[] = [];
  for (const { key, ref, split, settledAt: at } of settlements) {
    if (!ofDay(at)) continue;
    const other = await otherwise(store, key, { ref, of: ({ settlementRef }) => settlementRef });
    if (other) unknown.push({ hospital, who: 'hospital', what: 'settled', key, ref, fen: split.total, at, ...other });
  }
  // A settlement that we had taken back ourselves has its key with a `u`.
  for (const { key, ref, amount, settlementKey, refundedAt: at } of refunds)
    if (ofDay(at) && key !== `${settlementKey}u` && !(await readChargeRefund(store, key)))
      unknown.push({ hospital, who: 'hospital', what: 'taken-back', key, ref, fen: amount, at });
  return unknown;
}
