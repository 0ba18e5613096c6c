import { expect } from 'vitest';
import type { Outcome } from '../port/terms.ts';
import type { KitContext } from './conformance-case.ts';
import { expectTimely, type TimeLimits } from './deadline.ts';
import { describeOutcome, expectFailure } from './expectations.ts';
import { WRITE_FAULTS } from './fault-table.ts';
import type { Fault } from './partner-under-test.ts';

interface TimedContext extends KitContext {
  readonly limits: TimeLimits;
}

/** Fails the case unless the answer to a write is one that the table permits. */
function expectPermitted(outcome: Outcome<unknown, string>, fault: Fault): void {
  const permitted = WRITE_FAULTS[fault];
  if (outcome.ok) expect(permitted.ok, `a success under ${fault}: ${describeOutcome(outcome)}`).toBe(true);
  else expectFailure(outcome, permitted.failures);
}

/** What may be answered, for the title of a case. */
export function permittedText(fault: Fault): string {
  const { ok, failures } = WRITE_FAULTS[fault];
  return [...(ok ? ['the truth'] : []), ...failures].join(' or ');
}

/** Writes that one call sends while all is well; a faulty call may not send more. */
export async function writesDuring<T, Reason extends string>(context: TimedContext, work: () => Promise<Outcome<T, Reason>>) {
  const before = (await context.partner.requestsSeen()).writes;
  const outcome = await work();
  return { outcome, writes: (await context.partner.requestsSeen()).writes - before };
}

/**
 * Sends one write under a fault and answers its outcome once the partner is healed and settled. Fails the case when the answer is late
 * or not permitted, or when more was written than `healthyWrites`.
 */
export async function writeUnderFault<T, Reason extends string>(
  context: TimedContext,
  fault: Fault,
  { healthyWrites, write }: { readonly healthyWrites: number; readonly write: () => Promise<Outcome<T, Reason>> },
): Promise<Outcome<T, Reason>> {
  const { partner, limits } = context;
  await partner.setFault(fault, 'write');
  const faulty = await writesDuring(context, () => expectTimely(limits, write()));
  expectPermitted(faulty.outcome, fault);
  if (fault !== 'duplicate') expect(faulty.writes, 'an adapter never repeats a write').toBeLessThanOrEqual(healthyWrites);
  await partner.setFault(null);
  await partner.settled();
  return faulty.outcome;
}
