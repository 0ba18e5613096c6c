import { createHmac } from 'node:crypto';

/** Keys of the index by id; new rows use `current`, rows under the others are still found. */
export interface IndexKeys {
  readonly current: string;
  /** 32 bytes each, base64url; never in the database. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Finds sealed values again: HMAC-SHA-256 (RFC 2104) under a key that is not in the database, so that the few hundred thousand
 * million possible document numbers can not be tried against a stolen copy. Only for values that hardly anybody shares.
 */
export interface BlindIndex {
  /** @param column `table|column`: the same value in two columns has nothing in common. */
  of(column: string, value: string): string;
  /** The value under every key, the current one first: while keys are being exchanged, a row may have either. */
  all(column: string, value: string): readonly string[];
}

export function createBlindIndex(ring: IndexKeys): BlindIndex {
  const keys = new Map(Object.entries(ring.keys).map(([id, text]) => [id, Buffer.from(text, 'base64url')]));
  if (!keys.has(ring.current)) throw new TypeError('the index has no current key');
  const under = (id: string, column: string, value: string) => {
    const mac = createHmac('sha256', keys.get(id) as Buffer).update(`${column}|${value}`);
    return `${id}.${mac.digest('base64url')}`;
  };
  const ids = [ring.current, ...[...keys.keys()].filter((id) => id !== ring.current)];
  return {
    of: (column, value) => under(ring.current, column, value),
    all: (column, value) => ids.map((id) => under(id, column, value)),
  };
}
