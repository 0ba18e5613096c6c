import { type ProblemCode, problems } from '../../../bff/contract/problems.ts';

/** What a person can do next, besides help and starting over, which are always there. */
export type Way = 'retry' | 'slot' | 'department' | 'document' | 'mine' | 'home' | 'correct';

/** Where a code calls for something better than home. */
const ways: Partial<Record<ProblemCode, readonly Way[]>> = {
  unauthenticated: ['document'],
  'evidence-refused': ['document'],
  'registration-required': ['document'],
  'consent-required': ['document'],
  'already-booked': ['mine', 'slot'],
  'booking-refused': ['slot', 'department'],
  'slot-past': ['slot', 'department'],
  'slot-taken': ['slot', 'department'],
  'hospital-unavailable': ['retry', 'slot'],
  'document-refused': ['correct'],
  'invalid-request': ['correct', 'home'],
  'not-cancellable': ['mine', 'home'],
  'precondition-failed': ['mine', 'home'],
  'slip-not-ready': ['mine', 'home'],
  'idempotency-key-reused': ['mine', 'home'],
};

export const wayLabels: { readonly [W in Way]: `trouble.${W}` } = {
  retry: 'trouble.retry',
  slot: 'trouble.slot',
  department: 'trouble.department',
  document: 'trouble.document',
  mine: 'trouble.mine',
  home: 'trouble.home',
  correct: 'trouble.correct',
};

/** The ways on from a problem, the likeliest first. Trying again is offered only where it may help. */
export function waysFrom(code: ProblemCode): readonly Way[] {
  return ways[code] ?? (problems[code].retryable ? ['retry', 'home'] : ['home']);
}
