/** A table by the codes of the national list; a row holds for everything below its code that has no longer row. */
export type ByCode<T> = readonly (readonly [prefix: string, said: T])[];

/** What the longest prefix that fits says of a code. */
export function byLongestPrefix<T>(rows: ByCode<T>, code: string): T | undefined {
  const fitting = rows.filter(([prefix]) => code.startsWith(prefix));
  return fitting.sort(([one], [other]) => other.length - one.length)[0]?.[1];
}
