import type { Waiting } from '../lanes.ts';

/** Statements in one transaction, so that a batch of big units does not hold its rows for long. */
const STATEMENTS_MAX = 300;

/**
 * The units that share each transaction, in the order in which they run. Rows that many want come in one order in every process, so
 * that two batches do not wait for each other; they come last, so that they are held for the shortest time.
 */
export function transactionsOf(batch: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const ordered = batch
    .map((waiting) => ({ waiting, key: contended(waiting) }))
    .sort((one, other) => compare(one.key, other.key));
  const groups: Waiting[][] = [];
  let statements = Number.POSITIVE_INFINITY;
  for (const { waiting } of ordered) {
    const own = waiting.unit.parts.length + 1;
    statements += own;
    if (statements > STATEMENTS_MAX) {
      groups.push([]);
      statements = own;
    }
    groups.at(-1)?.push(waiting);
  }
  return groups;
}

function contended({ unit }: Waiting): string {
  return unit.parts.find((part) => part.contended !== undefined)?.contended ?? '';
}

/** By code units, as every process does it whatever its language. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
