import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { Fault } from '../../adapters/conformance/partner-under-test.ts';
import { FAULTS } from '../../adapters/conformance/partner-under-test.ts';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { Patient } from '../../adapters/port/terms.ts';

const START = Date.parse('2031-01-01T08:00:00+08:00');
const PATIENT: Patient = { name: '王㛃', birthDate: '1990-01-01', sex: 'female', document: { type: 'passport', number: 'E1' } };

/** A clock that moves only when told; due sleepers wake in the order of their time. */
function virtualClock() {
  let now = START;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((wake) => sleepers.push({ at: now + ms, wake })),
    async advance(ms: number): Promise<void> {
      const until = now + ms;
      for (;;) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        const next = sleepers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        now = next.at;
        next.wake();
      }
      now = until;
    },
  };
}

/** A small seeded generator (mulberry32). */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const slot = { startsAt: START + 86_400_000, endsAt: START + 87_300_000, capacity: 3 };

describe('the hospital in memory under a virtual clock', () => {
  it('the hospital in memory under a virtual clock commits late without a timer of its own', async () => {
    const clock = virtualClock();
    const { adapter, hospital } = createMemoryHospital({ now: clock.now, sleep: clock.sleep, slots: [{ ...slot, ref: 's1' }] });
    const deadline = new AbortController();
    await hospital.setFault('late-commit', 'write');
    const answer = facetsOf(adapter).booking.book({ key: 'k1', slotRef: 's1', patient: PATIENT }, { signal: deadline.signal });
    await clock.advance(8_000);
    deadline.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } });
    expect(await hospital.bookings('k1')).toEqual([]);
    await clock.advance(2_000);
    expect(await hospital.bookings('k1')).toMatchObject([{ key: 'k1', live: true }]);
  });

  it('the hospital in memory under a virtual clock answers slowly in the time of the clock', async () => {
    const clock = virtualClock();
    const { adapter, hospital } = createMemoryHospital({ now: clock.now, sleep: clock.sleep, slots: [{ ...slot, ref: 's1' }] });
    await hospital.setFault('slow', 'read');
    let answered = -1;
    const reading = facetsOf(adapter)
      .slots.one('s1', { signal: new AbortController().signal })
      .then(() => {
        answered = clock.now();
      });
    await clock.advance(5_000);
    await reading;
    expect(answered).toBe(START + 2_000);
  });

  it('the hospital in memory under a virtual clock refuses a slot that has started', async () => {
    const clock = virtualClock();
    const { adapter } = createMemoryHospital({ now: clock.now, slots: [{ ...slot, ref: 's1' }] });
    await clock.advance(86_400_000);
    const answer = await facetsOf(adapter).booking.book(
      { key: 'k1', slotRef: 's1', patient: PATIENT },
      { signal: new AbortController().signal },
    );
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'slot-closed' } });
  });

  it('the hospital in memory under a virtual clock plays the same run from the same seed', async () => {
    const run = async (seed: number) => {
      const random = seeded(seed);
      const clock = virtualClock();
      const chooseFault = (): Fault | null => (random() < 0.5 ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? null) : null);
      const { adapter, hospital } = createMemoryHospital({
        now: clock.now,
        sleep: clock.sleep,
        slots: [{ ...slot, ref: 's1' }],
        chooseFault,
      });
      const history: string[] = [];
      for (let index = 0; index < 40; index++) {
        const deadline = new AbortController();
        const answer = facetsOf(adapter).booking.book(
          { key: `k${index % 7}`, slotRef: 's1', patient: PATIENT },
          { signal: deadline.signal },
        );
        await clock.advance(3_000);
        deadline.abort();
        const outcome = await answer;
        history.push(outcome.ok ? 'ok' : outcome.failure.kind);
      }
      await clock.advance(20_000);
      expect((await hospital.slot('s1')).taken).toBeLessThanOrEqual(3);
      return { history, bookings: await hospital.bookings() };
    };
    expect(await run(7)).toEqual(await run(7));
    expect((await run(7)).history).not.toEqual((await run(8)).history);
  });
});
