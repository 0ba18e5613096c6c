import type { Failure } from '../port/terms.ts';
import type { Fault } from './partner-under-test.ts';

/** What an adapter may answer when a fault strikes. Anything else, a throw included, fails the case. */
export interface PermittedAnswer {
  /** A success is permitted, provided that it is the truth in the partner's database. */
  readonly ok: boolean;
  readonly failures: readonly Failure['kind'][];
}

/** A fault on the committing request of a write, and what the partner's database must hold once it has settled. */
export interface WriteRow extends PermittedAnswer {
  /** `done` and `not-done` say what the fault itself makes true; `either` leaves it to the partner. */
  readonly effect: 'done' | 'not-done' | 'either';
}

const unknown = ['unknown-outcome'] as const;

/**
 * Writes. A refused connection is the only fault after which "it did not happen" is certain. Every other fault leaves the outcome
 * open: `rejected` would be a lie that makes the gateway sell the slot again, so it is never permitted.
 */
export const WRITE_FAULTS: Readonly<Record<Fault, WriteRow>> = {
  slow: { ok: true, failures: unknown, effect: 'either' },
  refused: { ok: false, failures: ['unavailable'], effect: 'not-done' },
  'timeout-before-commit': { ok: false, failures: unknown, effect: 'not-done' },
  'timeout-after-commit': { ok: false, failures: unknown, effect: 'done' },
  'server-error-before-commit': { ok: false, failures: unknown, effect: 'not-done' },
  'server-error-after-commit': { ok: false, failures: unknown, effect: 'done' },
  malformed: { ok: false, failures: unknown, effect: 'either' },
  'wrong-charset': { ok: true, failures: unknown, effect: 'either' },
  'empty-200': { ok: false, failures: unknown, effect: 'either' },
  'html-page': { ok: false, failures: unknown, effect: 'either' },
  duplicate: { ok: true, failures: unknown, effect: 'done' },
  'late-commit': { ok: false, failures: unknown, effect: 'done' },
  'reset-after-commit': { ok: false, failures: unknown, effect: 'done' },
};

const noAnswer: PermittedAnswer = { ok: false, failures: ['unavailable'] };
const unreadable: PermittedAnswer = { ok: false, failures: ['malformed', 'unavailable'] };

/**
 * Reads. A read that failed says so: never an empty list, never `null`, because "nothing there" would release a place or hide a booking.
 * `wrong-charset` may be a success where the reply holds nothing beyond ASCII.
 */
export const READ_FAULTS: Readonly<Record<Fault, PermittedAnswer>> = {
  slow: { ok: true, failures: ['unavailable'] },
  refused: noAnswer,
  'timeout-before-commit': noAnswer,
  'timeout-after-commit': noAnswer,
  'server-error-before-commit': noAnswer,
  'server-error-after-commit': noAnswer,
  malformed: unreadable,
  'wrong-charset': { ok: true, failures: ['malformed', 'unavailable'] },
  'empty-200': unreadable,
  'html-page': unreadable,
  // Who takes each signed request once refuses the second delivery in the words of a wrong signature.
  duplicate: { ok: true, failures: ['unavailable', 'unauthenticated'] },
  'late-commit': noAnswer,
  'reset-after-commit': noAnswer,
};
