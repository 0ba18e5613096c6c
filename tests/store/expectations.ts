import { deepStrictEqual, ok } from 'node:assert/strict';

/** Comparisons that work in a test and in a proof alike. */
export function expectEqual(actual: unknown, expected: unknown): void {
  deepStrictEqual(actual, expected);
}

export function expectTrue(holds: boolean, what: string): void {
  ok(holds, what);
}
