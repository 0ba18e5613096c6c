/** Somebody who waits. Elders from 60, disabled people, who has a baby with them and who is pregnant have priority. */
export interface Waiting {
  readonly priority: boolean;
}

/** How many with priority were called since the last of the others, and how many are at the most while others wait. */
export interface Row {
  readonly inARow: number;
  readonly most: number;
}

/**
 * Who is called next: those with priority first, but at most `most` of them between two others, and in each class who came first. So, of
 * all that are called from some moment on, whoever comes meanwhile, and with `most` of 3,
 *
 * - the k-th of the others who wait at that moment is the 4k-th at the latest;
 * - the j-th of those with priority is the (j + ⌈j/3⌉)-th at the latest.
 *
 * Whoever is called and not there has been called.
 *
 * @param waiting in the order in which they came
 */
export function nextOf<T extends Waiting>(waiting: readonly T[], { inARow, most }: Row): T | undefined {
  const first = waiting.find(({ priority }) => priority);
  const other = waiting.find(({ priority }) => !priority);
  if (!first || !other) return first ?? other;
  return inARow < most ? first : other;
}

/** All of them, as they are called if nobody else comes. */
export function callingOrder<T extends Waiting>(waiting: readonly T[], { inARow, most }: Row): readonly T[] {
  const first = waiting.filter(({ priority }) => priority);
  const others = waiting.filter(({ priority }) => !priority);
  const order: T[] = [];
  let row = inARow;
  for (let [f, o] = [0, 0]; order.length < waiting.length; ) {
    const next = nextOf([...first.slice(f, f + 1), ...others.slice(o, o + 1)], { inARow: row, most });
    if (!next) break;
    order.push(next);
    if (next.priority) [f, row] = [f + 1, row + 1];
    else [o, row] = [o + 1, 0];
  }
  return order;
}
