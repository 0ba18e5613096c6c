import type { Problem } from '../../bff/contract/client.ts';
import { type ProblemCode, problems } from '../../bff/contract/problems.ts';

/** A problem as the gateway would send it. */
export function problemOf(code: ProblemCode, extensions: object = {}): Problem {
  const { status, title, retryable } = problems[code];
  const known = { type: `/problems/${code}`, title, status, instance: 'req_7F3K9Q2M', code, retryable };
  return { ...known, patientMessageKey: `problem.${code}`, ...extensions };
}
