import { expect } from 'vitest';
import type { Operation } from '../../port.ts';
import type { CaseContext } from '../case-context.ts';
import { MINUTE_MS } from '../case-context.ts';
import type { Capability, ConformanceCase } from '../conformance-case.ts';
import { expectTimely } from '../deadline.ts';
import { expectFailure, liveBookings } from '../expectations.ts';
import { type Arguments, invoke } from '../invoke.ts';

interface TimedOperation {
  readonly operation: Operation;
  readonly needs: Capability;
  readonly write: boolean;
  /** Numbers of its two cases: `DEADLINE-<silent>` and `DEADLINE-<fired>`. */
  readonly silent: number;
  readonly fired: number;
}

const OPERATIONS: readonly TimedOperation[] = [
  { operation: 'slots', needs: 'slots', write: false, silent: 1, fired: 7 },
  { operation: 'slot', needs: 'slots', write: false, silent: 2, fired: 8 },
  { operation: 'book', needs: 'book', write: true, silent: 3, fired: 9 },
  { operation: 'findBooking', needs: 'findBooking', write: false, silent: 4, fired: 10 },
  { operation: 'listBookings', needs: 'listBookings', write: false, silent: 5, fired: 11 },
  { operation: 'cancel', needs: 'cancel', write: true, silent: 6, fired: 12 },
  { operation: 'findPatient', needs: 'findPatient', write: false, silent: 13, fired: 15 },
  { operation: 'registerPatient', needs: 'registerPatient', write: true, silent: 14, fired: 16 },
  { operation: 'queue', needs: 'queue', write: false, silent: 17, fired: 18 },
];

async function argumentsFor({ openSlot, newKey, newPatient, request }: CaseContext): Promise<Arguments> {
  const { ref, startsAt } = await openSlot();
  const book = { ...request(newKey(), ref), patient: newPatient() };
  return { from: startsAt, to: startsAt + MINUTE_MS, slotRef: ref, book, cancel: { key: book.key, ref: 'never-existed' } };
}

/** The caller's deadline is the adapter's: a person stands at the machine. */
export const deadlineCases: readonly ConformanceCase[] = [
  ...OPERATIONS.map(
    ({ operation, needs, write, silent }): ConformanceCase => ({
      id: `DEADLINE-${silent}`,
      title: `answers ${operation} at the deadline while the hospital is silent`,
      needs: [needs],
      fault: 'timeout-before-commit',
      async run(context) {
        const { adapter, hospital, limits, call } = context;
        const args = await argumentsFor(context);
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
    ({ operation, needs, write, fired }): ConformanceCase => ({
      id: `DEADLINE-${fired}`,
      title: `does nothing when ${operation} is called with a signal that has already fired`,
      needs: [needs],
      async run(context) {
        const { adapter, hospital, limits } = context;
        const args = await argumentsFor(context);
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
