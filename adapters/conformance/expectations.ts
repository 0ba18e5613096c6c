import { expect } from 'vitest';
import type { Failure, Outcome, Patient } from '../port/terms.ts';

/** A failure in one line, for the message of a failed assertion. */
export function describeOutcome(outcome: Outcome<unknown, string>): string {
  if (outcome.ok) return `ok ${JSON.stringify(outcome.value)}`;
  const { failure } = outcome;
  return failure.kind === 'rejected' ? `rejected ${failure.reason}: ${failure.detail}` : `${failure.kind}: ${failure.detail}`;
}

/** The value of a success; fails the case otherwise. */
export function expectOk<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`expected a success, got ${describeOutcome(outcome)}`);
}

/** Fails the case unless the outcome is a failure of one of these kinds. */
export function expectFailure<Reason extends string>(
  outcome: Outcome<unknown, Reason>,
  kinds: readonly Failure['kind'][],
): Failure<Reason> {
  if (!outcome.ok && kinds.includes(outcome.failure.kind)) return outcome.failure;
  throw new Error(`expected ${kinds.join(' or ')}, got ${describeOutcome(outcome)}`);
}

/** Fails the case unless the partner is reported to have refused for one of these reasons. */
export function expectRejected<Reason extends string>(outcome: Outcome<unknown, Reason>, reasons: readonly Reason[]): void {
  const failure = expectFailure(outcome, ['rejected']);
  if (failure.kind === 'rejected') expect(reasons, describeOutcome(outcome)).toContain(failure.reason);
}

/** Fails the case when any personal detail of the patient is in a failure; `Failure.detail` is logged. */
export function expectNothingPersonal(
  outcome: Outcome<unknown, string>,
  { name, birthDate, document, phone = name, guardian }: Patient,
): void {
  if (outcome.ok) return;
  const text = decodedToo(JSON.stringify(outcome.failure));
  const ofGuardian = guardian === undefined ? [] : [guardian.name, guardian.document.number];
  for (const detail of [name, document.number, birthDate, birthDate.replaceAll('-', ''), phone, ...ofGuardian])
    expect(text.includes(detail), `personal data in: ${describeOutcome(outcome)}`).toBe(false);
}

/** The text, and beside it what it says when it is read as a part of an address. */
function decodedToo(text: string): string {
  try {
    return `${text} ${decodeURIComponent(text)}`;
  } catch {
    return text;
  }
}
