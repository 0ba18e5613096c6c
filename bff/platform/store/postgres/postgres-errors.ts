import { ConstraintViolation, StoreUnavailable } from '../store.ts';

/** serialization_failure, deadlock_detected and lock_not_available: the unit runs again (PostgreSQL manual, 13.5). */
const CONFLICTS = new Set(['40001', '40P01', '55P03']);

/** The transaction met another one and wrote nothing; the same unit may succeed when it runs again. */
export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(sqlState(error));
}

/** read_only_sql_transaction: the server is no primary, or no longer one. */
const READ_ONLY = '25006';

/**
 * The connection is gone, and with it what is known about the transaction: classes 08 and 57P, and errors of the socket. So is one to a
 * server that takes no writes.
 */
export function isLost(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return false;
  const state = sqlState(error);
  return state === '' || state === READ_ONLY || state.startsWith('08') || state.startsWith('57P');
}

/** The error as callers of the store know it. */
export function asStoreError(error: unknown): Error {
  if (error instanceof StoreUnavailable) return error;
  const state = sqlState(error);
  if (state.startsWith('23')) return new ConstraintViolation(state, { cause: error });
  if (isLost(error) || /^(53|57)/.test(state) || isConflict(error)) {
    return new StoreUnavailable(state || 'the connection failed', { cause: error });
  }
  return new Error(`statement refused by the engine: ${state}`, { cause: error });
}

function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}
