import type pg from 'pg';
import type { Commit, Part, Unit } from '../store.ts';
import { StoreUnavailable } from '../store.ts';
import type { Pace } from './pace.ts';
import { type Done, type Outcome, pipeline, type Step, touched } from './pipeline.ts';
import { asStoreError, isConflict, isLost } from './postgres-errors.ts';
import type { Statements } from './statements.ts';

/** What became of a unit. An error is its own: its neighbours are not touched by it. */
export type Fate = Commit | Error;

export interface TransactionContext {
  readonly statements: Statements;
  readonly pace: Pace;
  readonly now: () => number;
}

interface Sent {
  readonly unit: Unit;
  readonly steps: readonly Step[];
}

const INSERT_UNIT = 'INSERT INTO unit (id, committed_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
const INSERT_UNITS =
  'INSERT INTO unit (id, committed_at) SELECT value, CAST(? AS BIGINT) FROM json_array_elements_text(CAST(? AS JSON)) ON CONFLICT DO NOTHING';
const BEGIN = fixed('BEGIN');
const COMMIT = fixed('COMMIT');
const ROLLBACK = fixed('ROLLBACK');
/**
 * A batch holds the rows of all its units, so it does not wait long for somebody else's: below `deadlock_timeout` (1 s), after
 * which two batches that wait for each other would be told so. Its units then run alone, and those wait as long as they must.
 */
const DO_NOT_WAIT = fixed("SET LOCAL lock_timeout = '250ms'");

/**
 * Applies the units in one transaction, one after the other, and answers each as if it had run alone in that order.
 *
 * @throws what is no unit's own fault: a conflict with another transaction (nothing was written, see `isConflict`), or a lost
 *   connection (unknown, see `isLost`). All units may run again: each carries its id.
 */
export async function transact(
  client: pg.ClientBase,
  units: readonly Unit[],
  context: TransactionContext,
): Promise<readonly Fate[]> {
  if (!context.pace.calm) return applyJudged(client, units, context, []);
  const applied = await applyAtOnce(client, units, context);
  context.pace.saw(!applied);
  return applied ? units.map(() => ({ ok: true })) : applyJudged(client, units, context, [ROLLBACK]);
}

/**
 * One round trip for all: each guard raises an error in the server when it does not hold, and after an error the server skips what
 * was sent behind it, COMMIT included. False when there was one: the transaction is still to be rolled back.
 */
async function applyAtOnce(client: pg.ClientBase, units: readonly Unit[], context: TransactionContext): Promise<boolean> {
  const { statements, now } = context;
  const ids = JSON.stringify(units.map(({ id }) => id));
  const unitRows = statements.raisingStep({
    sql: INSERT_UNITS,
    parameters: [now(), ids],
    guard: { rows: units.length, name: 'unit-is-new' },
  });
  const parts = units.flatMap((unit) => unit.parts.map((part) => statements.raisingStep(part)));
  const { done, error } = await pipeline(client, [...begin(units), unitRows, ...parts, COMMIT]);
  if (error === undefined) expectTag(done, COMMIT);
  else if (isConflict(error) || isLost(error)) throw error;
  return error === undefined;
}

/**
 * Units are sent some together, each behind a savepoint, and then judged by their row counts. Where a guard does not hold, everything
 * from the unit's savepoint on is undone, and the units behind it, which may have seen its traces, are sent again. COMMIT is sent
 * only when every unit has been judged.
 */
async function applyJudged(
  client: pg.ClientBase,
  units: readonly Unit[],
  context: TransactionContext,
  first: readonly Step[],
): Promise<readonly Fate[]> {
  const fates: Fate[] = [];
  let kept = 0;
  let before = [...first, ...begin(units)];
  while (fates.length < units.length) {
    const from = fates.length;
    const sent = units
      .slice(from, from + context.pace.units)
      .map((unit, n) => ({ unit, steps: judgedSteps(unit, from + n, context) }));
    const outcome = await pipeline(client, [...before, ...sent.flatMap(({ steps }) => steps)]);
    const judged = judge(sent, outcome, before.length);
    fates.push(...judged.fates);
    kept += judged.fates.length - (judged.undo ? 1 : 0);
    context.pace.saw(judged.undo);
    before = judged.undo ? [fixed(`ROLLBACK TO u${fates.length - 1}`)] : [];
  }
  await end(client, kept > 0 ? [...before, COMMIT] : [ROLLBACK]);
  return fates;
}

function begin(units: readonly Unit[]): readonly Step[] {
  return units.length > 1 ? [BEGIN, DO_NOT_WAIT] : [BEGIN];
}

/** The unit's own id comes first: where it is there already, nothing of the unit is kept a second time. */
function judgedSteps({ id, parts }: Unit, index: number, { statements, now }: TransactionContext): readonly Step[] {
  const own = parts.map((part) => statements.step(part.sql, part.parameters));
  return [fixed(`SAVEPOINT u${index}`), statements.step(INSERT_UNIT, [id, now()]), ...own];
}

/** The fates of the units up to and with the first that has to be undone. */
function judge(sent: readonly Sent[], { done, error }: Outcome, before: number): { fates: readonly Fate[]; undo: boolean } {
  if (error !== undefined && (done.length < before || isConflict(error) || isLost(error))) throw error;
  const fates: Fate[] = [];
  let next = before;
  for (const { unit, steps } of sent) {
    next += steps.length;
    const own = done.slice(next - unit.parts.length - 1, next);
    const undone = whyUndone(unit, own, error);
    fates.push(undone ?? { ok: true });
    if (undone) return { fates, undo: true };
  }
  return { fates, undo: false };
}

/** `undefined` when all of the unit ran and every guard holds. Guards are judged in their order, before an error behind them. */
function whyUndone({ parts }: Unit, [inserted, ...ran]: readonly Done[], error: unknown): Fate | undefined {
  // Committed before under this id: what was just sent again is undone, and the answer is the first one.
  if (inserted && touched(inserted) !== 1) return { ok: true };
  const refused = parts.find((part, n) => ran[n] && !holds(part, touched(ran[n])));
  if (refused) return { ok: false, guard: refused.guard?.name ?? '' };
  return inserted && ran.length === parts.length ? undefined : asStoreError(error);
}

function holds({ guard }: Part, rows: number): boolean {
  return guard === undefined || guard.rows === rows;
}

async function end(client: pg.ClientBase, steps: readonly Step[]): Promise<void> {
  const { done, error } = await pipeline(client, steps);
  if (error !== undefined) throw error;
  expectTag(done, steps.at(-1));
}

/** COMMIT of an aborted transaction answers "ROLLBACK" and raises nothing. */
function expectTag(done: readonly Done[], last: Step | undefined): void {
  const tag = done.at(-1)?.tag;
  if (tag !== last?.text) throw new StoreUnavailable(`the transaction ended with ${tag}`);
}

/** Statements of the transaction itself; they are few, and their text is a name. */
function fixed(text: string): Step {
  return { name: text, text, values: [] };
}
