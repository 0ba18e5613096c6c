import { commit } from '../../platform/store/commit.ts';
import { postponeTaskPart } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { today } from '../identity/dependencies.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { closeDayPart, selectBalances, selectClosed, selectMoved } from './ledger-rows.ts';

/** Kind of the task that writes the balances at the end of each day. */
export const CLOSE_LEDGER = 'close-ledger';

const DAY_MS = 24 * 3600 * 1000;
const EVERY_MS = 3600 * 1000;
/** What was written at midnight is committed by then. */
const AFTER_MIDNIGHT_MS = 10 * 60 * 1000;
/** Days that are closed in one go, after a gateway was away for long. */
const DAYS_AT_ONCE = 31;

const beginOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const dayAfter = (day: string, days = 1) => today(beginOf(day) + days * DAY_MS);

/** Closes every day that is over, one after the other. */
export function closeLedgerHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock } = dependencies;
  return async (task) => {
    const now = clock.now();
    const over = today(now - AFTER_MIDNIGHT_MS);
    const [closed] = await store.read(selectClosed({}));
    const first = closed?.lastDay ? dayAfter(closed.lastDay) : closed?.firstAt ? today(Number(closed.firstAt)) : over;
    for (let day = first, count = 0; day < over && count < DAYS_AT_ONCE; day = dayAfter(day), count += 1) {
      const span = { day, before: dayAfter(day, -1), from: beginOf(day), to: beginOf(day) + DAY_MS };
      await commit(dependencies, 'close-ledger-day', 'background', [closeDayPart(span)]);
    }
    await commit(dependencies, 'postpone-ledger', 'background', [postponeTaskPart(task, clock.now() + EVERY_MS)]);
  };
}

/** One account of a hospital on one day, fen: what it held before, what came in and went out, and what it holds. */
export interface LedgerLine {
  readonly hospital: string;
  readonly account: string;
  readonly before: number;
  readonly in: number;
  readonly out: number;
  readonly after: number;
}

/** The ledger of one day in +08:00, `YYYY-MM-DD`, by hospital and account. All accounts of a hospital together are 0, whatever happened. */
export async function ledgerOf({ store }: Pick<PaymentDependencies, 'store'>, day: string): Promise<readonly LedgerLine[]> {
  const from = beginOf(day);
  const [closed] = await store.read(selectClosed({}));
  const lastDay = closed?.lastDay ?? null;
  const base = lastDay === null || lastDay < day ? lastDay : dayAfter(day, -1);
  const lines = new Map<string, { hospital: string; account: string; before: number; in: number; out: number }>();
  const at = (hospital: string, account: string) => {
    const key = `${hospital} ${account}`;
    const line = lines.get(key) ?? { hospital, account, before: 0, in: 0, out: 0 };
    lines.set(key, line);
    return line;
  };
  if (base !== null)
    for (const row of await store.read(selectBalances({ day: base }))) at(row.hospitalId, row.account).before += Number(row.fen);
  const since = base === null ? 0 : beginOf(base) + DAY_MS;
  for (const row of await store.read(selectMoved({ from: since, to: from }))) {
    at(row.hospitalId, row.to).before += Number(row.fen);
    at(row.hospitalId, row.from).before -= Number(row.fen);
  }
  for (const row of await store.read(selectMoved({ from, to: from + DAY_MS }))) {
    at(row.hospitalId, row.to).in += Number(row.fen);
    at(row.hospitalId, row.from).out += Number(row.fen);
  }
  return [...lines.values()]
    .map((line) => ({ ...line, after: line.before + line.in - line.out }))
    .sort((one, other) => (`${one.hospital} ${one.account}` < `${other.hospital} ${other.account}` ? -1 : 1));
}
