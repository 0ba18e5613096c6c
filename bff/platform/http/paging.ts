/** Cursors are opaque to clients: base64url of where the page before ended. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return btoa(JSON.stringify(position)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The position, or `undefined` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string, length: number): readonly (string | number)[] | undefined {
  try {
    const position: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
    const valid = Array.isArray(position) && position.length === length;
    return valid && position.every((value) => typeof value === 'string' || typeof value === 'number') ? position : undefined;
  } catch {
    return undefined;
  }
}

/** The address of the next page: the same query with another cursor. */
export function nextPage(path: string, query: Readonly<Record<string, unknown>>, cursor: string): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && name !== 'cursor') search.set(name, String(value));
  }
  search.set('cursor', cursor);
  return `${path}?${search}`;
}

/** One page of a list that is in memory and sorted by `keyOf`. */
export function pageOf<T>(
  items: readonly T[],
  query: { readonly cursor?: string | undefined; readonly limit: number },
  path: string,
  keyOf: (item: T) => string,
): { items: T[]; next?: string } | undefined {
  const position = query.cursor === undefined ? [''] : decodeCursor(query.cursor, 1);
  if (!position) return undefined;
  const after = String(position[0]);
  const rest = items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, query.limit);
  const last = shown.at(-1);
  if (rest.length <= shown.length || last === undefined) return { items: shown };
  return { items: shown, next: nextPage(path, query, encodeCursor([keyOf(last)])) };
}
