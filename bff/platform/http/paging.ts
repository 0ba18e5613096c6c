import { type ProblemReply, problem } from './reply.ts';
/** Cursors are opaque to clients: base64url of where the page before ended. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return btoa(JSON.stringify(position)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

type Kind = 'instant' | 'id';
type Position<K extends readonly Kind[]> = { readonly [I in keyof K]: K[I] extends 'instant' ? number : string };

/** The position, or `undefined` for anything that `encodeCursor` did not make: a database must not see a value it has no type for. */
export function decodeCursor<const K extends readonly Kind[]>(cursor: string, kinds: K): Position<K> | undefined {
  try {
    const position: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
    const valid = Array.isArray(position) && position.length === kinds.length;
    return valid && kinds.every((kind, index) => isOf(kind, position[index])) ? (position as unknown as Position<K>) : undefined;
  } catch {
    return undefined;
  }
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'instant') return Number.isSafeInteger(value) && Math.abs(value as number) <= INSTANT_MAX;
  return typeof value === 'string' && /^[\x21-\x7e]{1,160}$/.test(value);
}

/** The last instant that a Date can hold (ECMA-262 §21.4.1.1). */
const INSTANT_MAX = 8.64e15;

/** The address of the next page: the same query with another cursor. */
export function nextPage(path: string, query: Readonly<Record<string, unknown>>, cursor: string): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && name !== 'cursor') search.set(name, String(value));
  }
  search.set('cursor', cursor);
  return `${path}?${search}`;
}

/** One page of a list that is in memory, in the order of `keyOf`: by code units, whatever order the database's collation gave it. */
export function pageOf<T>(
  items: readonly T[],
  query: { readonly cursor?: string | undefined; readonly limit: number },
  path: string,
  keyOf: (item: T) => string,
): { items: T[]; next?: string } | undefined {
  const position = query.cursor === undefined ? ([''] as const) : decodeCursor(query.cursor, ['id']);
  if (!position) return undefined;
  const [after] = position;
  const rest = items.filter((item) => keyOf(item) > after).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  const shown = rest.slice(0, query.limit);
  const last = shown.at(-1);
  if (rest.length <= shown.length || last === undefined) return { items: shown };
  return { items: shown, next: nextPage(path, query, encodeCursor([keyOf(last)])) };
}

/** The cursor is none that a page's `next` gave. */
export function badCursor(): ProblemReply {
  return problem('invalid-request', { extra: { errors: [{ at: 'query.cursor', expected: 'the cursor of a next address' }] } });
}
