import { expect } from 'vitest';
import type { Operation } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import { MINUTE_MS } from '../case-context.ts';
import type { Capability, ConformanceCase } from '../conformance-case.ts';
import { expectTimely } from '../deadline.ts';
import { expectFailure, liveBookings } from '../expectations.ts';
import { type Arguments, invoke } from '../invoke.ts';

const OPERATIONS: readonly { readonly operation: Operation; readonly needs: Capability }[] = [
  { operation: 'slots', needs: 'slots' },
  { operation: 'slot', needs: 'slots' },
  { operation: 'book', needs: 'book' },
  { operation: 'findBooking', needs: 'findBooking' },
  { operation: 'listBookings', needs: 'listBookings' },
  { operation: 'cancel', needs: 'cancel' },
];

async function argumentsFor({ openSlot, newKey, request }: CaseContext): Promise<Arguments> {
  const { ref, startsAt } = await openSlot();
  const book = request(newKey(), ref);
  return { from: startsAt, to: startsAt + MINUTE_MS, slotRef: ref, book, cancel: { key: book.key, ref: 'never-existed' } };
}

/** The caller's deadline is the adapter's: a person stands at the machine. */
export const deadlineCases: readonly ConformanceCase[] = [
  ...OPERATIONS.map(
    ({ operation, needs }, index): ConformanceCase => ({
      id: `DEADLINE-${index + 1}`,
      title: `answers ${operation} at the deadline while the hospital is silent`,
      needs: [needs],
      fault: 'timeout-before-commit',
      async run(context) {
        const { adapter, hospital, limits, call } = context;
        const args = await argumentsFor(context);
        const write = operation === 'book' || operation === 'cancel';
        await hospital.setFault('timeout-before-commit', 'read');
        const reading = await expectTimely(limits, invoke(adapter, operation, args, call(limits.deadlineMs)));
        // A write may read first; when that read gets no answer, nothing was asked for yet and `unavailable` is the better truth.
        // A write that does not read is not struck at all: its own deadline is shown by BOOK-F-… and CANCEL-F-….
        const kinds = write ? (['unavailable', 'unknown-outcome', 'rejected'] as const) : (['unavailable'] as const);
        if (!(write && reading.ok)) expectFailure(reading, kinds);
        expect(await liveBookings(hospital, args.book.key)).toHaveLength(operation === 'book' && reading.ok ? 1 : 0);
      },
    }),
  ),
  ...OPERATIONS.map(
    ({ operation, needs }, index): ConformanceCase => ({
      id: `DEADLINE-${index + 7}`,
      title: `does nothing when ${operation} is called with a signal that has already fired`,
      needs: [needs],
      async run(context) {
        const { adapter, hospital, limits } = context;
        const args = await argumentsFor(context);
        const write = operation === 'book' || operation === 'cancel';
        const before = await hospital.requestsSeen();
        const outcome = await expectTimely(limits, invoke(adapter, operation, args, { signal: AbortSignal.abort() }));
        expectFailure(outcome, write ? ['unavailable', 'unknown-outcome'] : ['unavailable']);
        await hospital.settled();
        expect((await hospital.requestsSeen()).writes).toBe(before.writes);
        expect(await hospital.bookings(args.book.key)).toEqual([]);
      },
    }),
  ),
];
