import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { FAULTS, type Fault } from '../../adapters/conformance/partner-under-test.ts';
import { LIMITS, type StartedHospital, startSimulatedHospital } from './simulated-fhir-hospital.ts';

/** What may be answered when `$hold` meets a fault. It makes no booking: only what comes after it can become unknown. */
const ANSWERS: Readonly<Partial<Record<Fault, readonly string[]>>> = {
  // The hold may come so late that the deadline cuts the booking after it.
  slow: ['ok', 'unavailable', 'unknown-outcome'],
  'wrong-charset': ['ok', 'unavailable'],
  // The second delivery finds the place held by the first: refused, and nothing was booked.
  duplicate: ['rejected'],
};

const bookedWith = (key: string) => ({ ok: true, value: { key, status: 'booked' } });
/** Ends only what would never end. */
const EXPIRED_MS_MAX = 30_000;

describe('fhir-r4 ihe: a fault on $hold', () => {
  let started: StartedHospital | undefined;
  beforeAll(async () => {
    started = await startSimulatedHospital('ihe');
  });
  afterAll(() => started?.stop());

  for (const fault of FAULTS) {
    const permitted = ANSWERS[fault] ?? ['unavailable'];
    it(`${fault}: ${permitted.join(' or ')}, and the place is free again when the hold has expired`, async () => {
      if (started === undefined) throw new Error('the hospital did not start');
      const { adapter, hospital, control } = started;
      const { openSlot, request, call } = createCaseContext(started, { ...DEFAULT_LIMITS, ...LIMITS }, 'hold');
      const { ref } = await openSlot();
      const key = `hold-${fault}`;
      await control.add(fault, 'hold');
      const outcome = await facetsOf(adapter).booking.book(await request(key, ref), call(LIMITS.deadlineMs));
      const answer = outcome.ok ? 'ok' : outcome.failure.kind;
      expect(permitted).toContain(answer);
      await hospital.setFault(null);
      await hospital.settled();
      const booked = (await hospital.bookings(key)).length;
      expect(answer === 'unknown-outcome' ? [0, 1] : [outcome.ok ? 1 : 0]).toContain(booked);
      // A hold that came late ends late: until then the place is refused.
      const again = await request(key, ref);
      const free = async () => expect(await facetsOf(adapter).booking.book(again, call())).toMatchObject(bookedWith(key));
      await vi.waitFor(free, { timeout: EXPIRED_MS_MAX, interval: 100 });
      expect(await hospital.slot(ref)).toEqual({ capacity: 1, taken: 1 });
    });
  }
});
