import { expect } from 'vitest';
import { ALL_PROBES, argumentsFor } from '../../all-probes.ts';
import type { HospitalCase } from '../../case-context.ts';
import { expectTimely } from '../../deadline.ts';
import { expectFailure } from '../../expectations.ts';
import { liveBookings } from '../../hospital-truth.ts';

/** The caller's deadline is the adapter's: a person stands at the machine. */
export const deadlineCases: readonly HospitalCase[] = [
  ...ALL_PROBES.map(
    ({ name, needs, class: kind, silent, ask }): HospitalCase => ({
      id: `DEADLINE-${silent}`,
      title: `answers ${name} at the deadline while the hospital is silent`,
      needs,
      fault: 'timeout-before-commit',
      async run(context) {
        const { facets, hospital, limits, call } = context;
        const args = await argumentsFor(context);
        await hospital.setFault('timeout-before-commit', 'read');
        const reading = await expectTimely(limits, ask(facets, args, call(limits.deadlineMs)));
        // A write may read first; when that read gets no answer, nothing was asked for yet and `unavailable` is the better truth.
        // A write that does not read is not struck at all: its own deadline is shown by BOOK-F-… and CANCEL-F-….
        const write = kind === 'write';
        const kinds = write ? (['unavailable', 'unknown-outcome', 'rejected'] as const) : (['unavailable'] as const);
        if (!(write && reading.ok)) expectFailure(reading, kinds);
        expect(await liveBookings(hospital, args.book.key)).toHaveLength(name === 'booking.book' && reading.ok ? 1 : 0);
      },
    }),
  ),
  ...ALL_PROBES.map(
    ({ name, needs, class: kind, fired, ask }): HospitalCase => ({
      id: `DEADLINE-${fired}`,
      title: `does nothing when ${name} is called with a signal that has already fired`,
      needs,
      async run(context) {
        const { facets, hospital, limits } = context;
        const args = await argumentsFor(context);
        const before = await hospital.requestsSeen();
        const outcome = await expectTimely(limits, ask(facets, args, { signal: AbortSignal.abort() }));
        expectFailure(outcome, kind === 'write' ? ['unavailable', 'unknown-outcome'] : ['unavailable']);
        await hospital.settled();
        expect((await hospital.requestsSeen()).writes).toBe(before.writes);
        expect(await hospital.bookings(args.book.key)).toEqual([]);
      },
    }),
  ),
];
