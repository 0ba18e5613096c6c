import type { InsurerDayRow } from '../../../adapters/insurers/port.ts';
import { isBeingUndone } from './charge-refund-rows.ts';
import { readInsured } from './day-rows.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
  type Borne,
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
  PAGES_MAX,
  sortRows,
  type Unread,
} from './difference.ts';
import { readMovements } from './ledger-rows.ts';
import { type PaymentPart, readPart } from './part-rows.ts';
import { ENDED, GIVE_UP_MS } from './rules.ts';

const nameOf = ({ kind, key }: Pick<InsurerDayRow, 'kind' | 'key'>) => `${kind} ${key}`;
const borne = ({ fund, account, cash }: Borne): Borne => ({ fund, account, cash });

type Lists = (day: string) => Promise<DayList<InsurerDayRow>>;

/** What an insurer's list of a day and this database do not say alike of one hospital, from either side. */
export async function compareInsurer(dependencies: PaymentDependencies, hospital: string, day: string): Promise<Compared> {
  const list = listsOf((one) => listOf(dependencies, hospital, one));
  const { rows, why } = await list(day);
  const differences: Difference[] = [];
  for (const those of grouped(rows, nameOf).values())
    differences.push(...(await compareKey(dependencies, { hospital, list }, those)));
  if (why !== undefined) return { differences, unread: [{ hospital, who: 'insurer', why }] };
  const { expected, unread } = await expectedOf(dependencies, hospital, day);
  const when = (difference: Difference) => whenIt(dependencies, difference);
  const missing = await missingOf(expected, { day, list, nameOf, when });
  return { differences: [...differences, ...missing.differences], unread: [...unread, ...missing.unread] };
}

async function listOf({ insurers }: PaymentDependencies, hospital: string, day: string): Promise<DayList<InsurerDayRow>> {
  const rows: InsurerDayRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await insurers.ask(hospital, 'day', { day, ...(cursor === undefined ? {} : { cursor }) });
    if (!answer.ok) return { rows, why: answer.failure.kind };
    rows.push(...answer.value.rows);
    cursor = answer.value.next;
    if (cursor === undefined) return { rows };
  }
  return { rows, why: 'too-long' };
}

interface Place {
  readonly hospital: string;
  readonly list: Lists;
}

/** An insurer does not say when it undid something. */
async function whenIt({ insurers }: PaymentDependencies, { hospital, what, key }: Difference): Promise<number | undefined> {
  if (what !== 'settled') return undefined;
  const found = await insurers.ask(hospital, 'find', key);
  return found.ok ? found.value?.settledAt : undefined;
}

/** What of the rows of one kind under one key is not as it is here. */
async function compareKey(
  dependencies: PaymentDependencies,
  { hospital, list }: Place,
  rows: readonly [InsurerDayRow, ...InsurerDayRow[]],
): Promise<readonly Difference[]> {
  const part = await readPart(dependencies.store, rows[0].key);
  const { first, twice, repeated } = sortRows(rows, part?.insuranceRef);
  const told = ({ kind: what, key, ref, split, at }: InsurerDayRow) =>
    ({ hospital, who: 'insurer', what, key, ref, fen: split.fund + split.account, split: borne(split), at }) as const;
  const ours = part ? { ours: oursOf(part) } : {};
  const second = twice.map((row): Difference => ({ ...told(row), is: 'twice', beside: first.ref, ...ours }));
  const again = repeated.map((row): Difference => ({ ...told(row), is: 'repeated', ...ours }));
  if (!part) return [{ ...told(first), is: 'unknown' }, ...second, ...again];
  const same = part.hospitalId === hospital && (await agrees(dependencies, part, first, list));
  return [...(same ? [] : [{ ...told(first), is: 'other', ...ours } as const]), ...second, ...again];
}

function oursOf({ state, insuranceRef: ref, settledFund, settledAccount, settledCash, fund, account, cash }: PaymentPart): Ours {
  const split = { fund: settledFund ?? fund, account: settledAccount ?? account, cash: settledCash ?? cash };
  return { state, fen: split.fund + split.account, ref, split };
}

async function agrees({ store }: PaymentDependencies, part: PaymentPart, row: InsurerDayRow, list: Lists): Promise<boolean> {
  if (part.insuranceRef === null) return row.kind === 'undone' || (await cameToNothing(part, row, list));
  const { fund, account, cash } = oursOf(part).split ?? part;
  const same = row.split.fund === fund && row.split.account === account && row.split.cash === cash;
  if (row.ref !== part.insuranceRef || !same) return false;
  if (row.kind === 'settled' || part.state === 'undoing' || fund + account === 0) return true;
  const moved = await readMovements(store, part.id);
  return (
    moved.some(({ businessKey }) => UNDONE.includes(businessKey.split(':')[0] ?? '')) || (await isBeingUndone(store, part.id))
  );
}

/** Movements by which an insurer takes back what it bore. */
const UNDONE: readonly string[] = ['unfund', 'unaccount'];

/** Of a settlement whose answer was never read: somebody still asks about it, or the insurer was asked to have nothing of it stand. */
async function cameToNothing({ state }: PaymentPart, { key, at }: InsurerDayRow, list: Lists): Promise<boolean> {
  if (state !== 'case' && !ENDED.includes(state)) return true;
  if (state !== 'undone') return false;
  for (const day of daysAround(at, at + GIVE_UP_MS))
    if ((await list(day)).rows.some((row) => row.kind === 'undone' && row.key === key)) return true;
  return false;
}

/** What of ours the insurer has to have in its list of this day, or in one of before, where its answer came late. */
async function expectedOf(
  { store }: PaymentDependencies,
  hospital: string,
  day: string,
): Promise<{ readonly expected: readonly Expected[]; readonly unread: readonly Unread[] }> {
  const from = beginOf(day);
  const { rows, whole } = await readInsured(store, { hospitalId: hospital, from, to: from + DAY_MS });
  const expected = rows.map((row): Expected => {
    const split = { fund: Number(row.fund), account: Number(row.account), cash: Number(row.cash) };
    const [at, fen] = [Number(row.at), split.fund + split.account];
    const ours = { state: row.kind, fen, ref: row.ref, split };
    const difference: Difference = {
      hospital,
      who: 'insurer',
      what: row.kind,
      is: 'missing',
      key: row.key,
      fen,
      split,
      at,
      ours,
    };
    return { name: nameOf(row), days: daysAround(at - GIVE_UP_MS, at), difference };
  });
  return { expected, unread: whole ? [] : [{ hospital, who: 'gateway', why: 'too-long' }] };
}
