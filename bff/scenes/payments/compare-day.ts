import type { ChargeChanges } from '../../../adapters/port/charges.ts';
import { limits } from '../../platform/limits/limits.ts';
import { orderKeyOf } from './bill.ts';
import { readChargeRefund } from './charge-refund-rows.ts';
import { compareInsurer } from './compare-insurer.ts';
import { compareProvider } from './compare-provider.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { beginOf, type Compared, DAY_MS, type Difference, PAGES_MAX } from './difference.ts';
import { readPart } from './part-rows.ts';
import { ENDED } from './rules.ts';

/** Differences that an operator is shown, the oldest first. */
const SHOWN_MAX = 500;

export interface ComparedDay extends Compared {
  /** How many more there are. */
  readonly more: number;
}

/**
 * What providers, insurers and hospitals say of one day in +08:00, `YYYY-MM-DD`, and this database does not, and of providers and insurers
 * also what this database says and they do not: what a restore forgot, and what a partner has wrong. Nothing is changed; people end it with
 * the partner.
 */
export async function compareDay(dependencies: PaymentDependencies, day: string): Promise<ComparedDay> {
  const { channels, insurers, hospitals } = dependencies;
  const charging = hospitals.ids().filter((id) => hospitals.facet(id, 'charges') !== undefined);
  const held = await Promise.all(charging.map((id) => compareHospital(dependencies, id, day)));
  const paid = await Promise.all(channels.ids().map((name) => compareProvider(dependencies, name, day)));
  const insured = await Promise.all(insurers.ids().map((id) => compareInsurer(dependencies, id, day)));
  const settled = new Set(
    held.flatMap(({ differences }) =>
      differences.filter(({ what }) => what === 'settled').flatMap(({ key }) => orderKeysOf(key)),
    ),
  );
  const all = [...paid, ...insured, ...held];
  const found = all
    .flatMap(({ differences }) => differences)
    .map((one) => (one.what === 'payment' && one.is !== 'missing' ? { ...one, settled: settled.has(one.key) } : one))
    .sort((one, other) => one.at - other.at);
  const differences = found.slice(0, SHOWN_MAX);
  return { differences, unread: all.flatMap(({ unread }) => unread), more: found.length - differences.length };
}

/** Every order that a part can have had. */
function orderKeysOf(partId: string): readonly string[] {
  return Array.from({ length: limits.ordersFromHome.figure }, (_, nth) => orderKeyOf(partId, nth));
}

async function compareHospital(dependencies: PaymentDependencies, hospital: string, day: string): Promise<Compared> {
  const differences: Difference[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await dependencies.hospitals.ask(hospital, 'charges', 'changes', cursor);
    if (!answer.ok) return { differences, unread: [{ hospital, who: 'hospital', why: answer.failure.kind }] };
    differences.push(...(await unknownOf(dependencies, hospital, day, answer.value)));
    if (!answer.value.more) return { differences, unread: [] };
    cursor = answer.value.cursor;
  }
  return { differences, unread: [{ hospital, who: 'hospital', why: 'too-long' }] };
}

async function unknownOf(
  { store }: PaymentDependencies,
  hospital: string,
  day: string,
  { settlements, refunds }: ChargeChanges,
): Promise<readonly Difference[]> {
  const from = beginOf(day);
  const ofDay = (at: number) => at >= from && at < from + DAY_MS;
  const found: Difference[] = [];
  for (const { key, ref, split, settledAt: at } of settlements) {
    if (!ofDay(at)) continue;
    const told = { hospital, who: 'hospital', what: 'settled', key, ref, fen: split.total, at } as const;
    const part = await readPart(store, key);
    const underWay = part !== undefined && part.state !== 'case' && !ENDED.includes(part.state);
    if (!part) found.push({ ...told, is: 'unknown' });
    else if (!underWay && (part.settlementRef !== ref || part.total !== split.total))
      found.push({ ...told, is: 'other', ours: { state: part.state, fen: part.total, ref: part.settlementRef } });
  }
  // A settlement that we had taken back ourselves has its key with a `u`.
  for (const { key, ref, amount: fen, settlementKey, refundedAt: at } of refunds) {
    if (!ofDay(at) || key === `${settlementKey}u`) continue;
    const told = { hospital, who: 'hospital', what: 'taken-back', key, ref, fen, at } as const;
    const row = await readChargeRefund(store, key);
    const asking = row?.state === 'sent' || row?.state === 'unknown';
    if (!row) found.push({ ...told, is: 'unknown' });
    else if (row.partId !== settlementKey || row.amount !== fen || (row.hospitalRef !== ref && !asking))
      found.push({ ...told, is: 'other', ours: { state: row.state, fen: row.amount, ref: row.hospitalRef } });
  }
  return found;
}
