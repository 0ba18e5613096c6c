import { ConstraintViolation, StoreUnavailable } from '../store.ts';

/** The trigger of `0012_guard.sql` puts the guard's name behind this word. */
const GUARD = /\bguard:([a-z0-9_-]+)/;

/** Name of the guard that did not hold, when that is why the batch was rolled back. */
export function refusedGuard(error: unknown): string | undefined {
  return GUARD.exec(messageOf(error))?.[1];
}

/** Nobody can say whether the batch was applied: whatever is not the engine's own word about a statement. */
export function isLost(error: unknown): boolean {
  return !(error instanceof StoreUnavailable) && !/SQLITE_(CONSTRAINT|ERROR)|parameter bindings/.test(messageOf(error));
}

/** The error as callers of the store know it. D1 has no codes, only a text with SQLite's code in it. */
export function asStoreError(error: unknown): Error {
  if (error instanceof StoreUnavailable) return error;
  const constraint = /SQLITE_CONSTRAINT\w*/.exec(messageOf(error))?.[0];
  if (constraint !== undefined) return new ConstraintViolation(constraint, { cause: error });
  if (isLost(error)) return new StoreUnavailable('the database did not answer', { cause: error });
  return new Error('statement refused by the engine', { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
