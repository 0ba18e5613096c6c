import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallEstimate,
  type ClinicFacts,
  CONFIDENCE_MIN,
  estimateCall,
  HALF_HOUR_MS,
  learn,
  type PastClinic,
  type QueueCall,
  STEP_MS,
  standingOf,
  WINDOW_MIN_MS,
} from '../../../bff/scenes/queue/rules.ts';
import { pick, seeded } from '../../support/seeded.ts';
import { simulateClinics } from './simulated-clinics.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OPENS = Date.parse('2026-11-24T08:00:00+08:00');

interface Shown {
  readonly estimate: CallEstimate;
  readonly hit: boolean;
}

/** What 200 clinics would have been told: one number at each of six moments, from the calls up to then and from earlier clinics. */
function shownOver(seed: number): readonly Shown[] {
  const random = seeded(seed + 7_777);
  const learnt = new Map<number, PastClinic[]>();
  return simulateClinics(seed, 200, 20).flatMap((clinic) => {
    const past = (learnt.get(clinic.doctor) ?? []).slice(-10);
    const length = clinic.endsAt - clinic.startsAt;
    const moments = [-24 * 60 * MINUTE_MS, 0, 0.2 * length, 0.4 * length, 0.6 * length, 0.8 * length];
    const shown = moments.flatMap((since): Shown[] => {
      const now = clinic.startsAt + since;
      const later = clinic.calls.filter(({ at }) => at > now);
      if (later.length === 0) return [];
      const target = pick(random, later);
      const calls = clinic.calls.filter(({ at }) => at <= now);
      const estimate = estimateCall({ ...clinic, calls, ended: false }, past, target.number, now);
      return [{ estimate, hit: target.at >= estimate.from && target.at < estimate.to }];
    });
    const lesson = learn({ ...clinic, ended: true }, past);
    if (lesson) learnt.set(clinic.doctor, [...(learnt.get(clinic.doctor) ?? []), lesson]);
    return shown;
  });
}

const share = (shown: readonly Shown[]) => shown.filter(({ hit }) => hit).length / shown.length;
const stated = (shown: readonly Shown[]) => shown.reduce((sum, { estimate }) => sum + estimate.confidence, 0) / shown.length;

describe('windows over 200 simulated clinics', () => {
  for (const seed of [20_261, 20_262, 20_263]) {
    it(`windows over 200 simulated sessions hold the call as often as they say, seed ${seed}`, () => {
      const shown = shownOver(seed);
      process.stdout.write(
        `call windows, seed ${seed}: ${shown.length} shown, stated ${stated(shown).toFixed(3)}, true ${share(shown).toFixed(3)}\n`,
      );
      expect(Math.abs(share(shown) - stated(shown))).toBeLessThanOrEqual(0.05);
    });
  }

  it('windows over 200 simulated clinics are never shown narrower than the data allows: those of each width hold the call at least as often as they say', () => {
    const shown = [20_264, 20_265, 20_266, 20_267, 20_268].flatMap(shownOver);
    for (const minutes of [15, 20, 25, 30, 45, 60, 75, 90]) {
      const some = shown.filter(({ estimate }) => estimate.to - estimate.from === minutes * MINUTE_MS);
      expect(some.length, `${minutes} minutes`).toBeGreaterThan(100);
      expect(share(some) - stated(some), `${minutes} minutes`).toBeGreaterThan(-0.05);
    }
  });

  it('windows over 200 simulated clinics are half hours often enough to be worth showing while the queue moves', () => {
    const live = shownOver(20_269).filter(({ estimate }) => estimate.basis === 'queue');
    const narrow = live.filter(({ estimate }) => estimate.precision === 'half-hour');
    expect(narrow.length / live.length).toBeGreaterThan(0.35);
  });
});

const someClinic = fc
  .record({
    hours: fc.integer({ min: 2, max: 5 }),
    numbers: fc.integer({ min: 1, max: 120 }),
    gaps: fc.array(fc.integer({ min: 20_000, max: 20 * MINUTE_MS }), { maxLength: 60 }),
    delay: fc.integer({ min: -10 * MINUTE_MS, max: 90 * MINUTE_MS }),
    idle: fc.integer({ min: 0, max: 40 * MINUTE_MS }),
    wanted: fc.integer({ min: 1, max: 120 }),
  })
  .map(({ hours, numbers, gaps, delay, idle, wanted }) => {
    let at = OPENS + delay;
    const calls = gaps.slice(0, numbers).map((gap, n): QueueCall => {
      at += n === 0 ? 0 : gap;
      return { number: n + 1, at };
    });
    const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + hours * 60 * MINUTE_MS, numbers, calls, ended: false };
    const now = (calls.at(-1)?.at ?? OPENS) + idle;
    return { facts, now, number: Math.min(Math.max(wanted, calls.length + 1), numbers + 30) };
  });
const somePast = fc.array(
  fc.record({
    delayMs: fc.integer({ min: -20 * MINUTE_MS, max: 60 * MINUTE_MS }),
    paceMs: fc.integer({ min: MINUTE_MS, max: 20 * MINUTE_MS }),
    plannedPaceMs: fc.integer({ min: MINUTE_MS, max: 20 * MINUTE_MS }),
    surprise: fc.record({ plan: fc.double({ min: 0, max: 6, noNaN: true }), queue: fc.double({ min: 0, max: 6, noNaN: true }) }),
  }),
  { maxLength: 10 },
);

describe('a window', () => {
  it('a window of a clinic lies on full five minutes, in the future, is never shorter than 15 minutes and never less likely than 80 %', () => {
    fc.assert(
      fc.property(someClinic, somePast, ({ facts, now, number }, past) => {
        const { from, to, confidence, precision } = estimateCall(facts, past, number, now);
        expect(from % STEP_MS).toBe(0);
        expect(to % STEP_MS).toBe(0);
        expect(to).toBeGreaterThan(now);
        expect(from).toBeGreaterThanOrEqual(facts.startsAt);
        expect(to - from).toBeGreaterThanOrEqual(WINDOW_MIN_MS);
        expect(confidence).toBeGreaterThanOrEqual(CONFIDENCE_MIN);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(precision).toBe(to - from <= HALF_HOUR_MS ? 'half-hour' : 'broad');
      }),
      { numRuns: 2_000 },
    );
  });

  it('a window of a clinic of a later number never begins before the window of an earlier one ends its middle', () => {
    fc.assert(
      fc.property(someClinic, somePast, ({ facts, now, number }, past) => {
        const middle = (n: number) => {
          const { from, to } = estimateCall(facts, past, n, now);
          return (from + to) / 2;
        };
        // The middle is on a grid of five minutes, and clipped at what is past: it may stand still, never go back by more than a step.
        expect(middle(number + 1)).toBeGreaterThanOrEqual(middle(number) - 2 * STEP_MS);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a window of a clinic says broad before anything is known of a late number: "morning, number 17, about 9:30–10:30"', () => {
    const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 210 * MINUTE_MS, numbers: 40, calls: [], ended: false };
    const { precision, basis, from, to } = estimateCall(facts, [], 17, OPENS - 24 * 60 * MINUTE_MS);
    expect({ precision, basis }).toEqual({ precision: 'broad', basis: 'schedule' });
    expect(from).toBeLessThan(OPENS + 90 * MINUTE_MS);
    expect(to).toBeGreaterThan(OPENS + 90 * MINUTE_MS);
  });

  it('a window of a clinic of a practitioner who is punctual and even becomes a half hour', () => {
    const even: PastClinic = {
      delayMs: 0,
      paceMs: 5 * MINUTE_MS,
      plannedPaceMs: 5 * MINUTE_MS,
      surprise: { plan: 0.1, queue: 0.1 },
    };
    const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 200 * MINUTE_MS, numbers: 40, calls: [], ended: false };
    const { precision, from, to } = estimateCall(facts, Array(10).fill(even), 13, OPENS - 60 * MINUTE_MS);
    expect(precision).toBe('half-hour');
    expect(from).toBeLessThanOrEqual(OPENS + 60 * MINUTE_MS);
    expect(to).toBeGreaterThanOrEqual(OPENS + 60 * MINUTE_MS);
  });
});

describe('a number', () => {
  const calls: QueueCall[] = [1, 2, 3, 5, 6].map((number) => ({ number, at: OPENS + number * 5 * MINUTE_MS }));
  const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 210 * MINUTE_MS, numbers: 40, calls, ended: false };
  const now = OPENS + 31 * MINUTE_MS;

  it('a number of a clinic that was called says when', () =>
    expect(standingOf(facts, [], 3, now)).toEqual({ state: 'called', at: OPENS + 15 * MINUTE_MS }));
  it('a number of a clinic that was left out is passed, not waiting', () =>
    expect(standingOf(facts, [], 4, now)).toEqual({ state: 'passed' }));
  it('a number of a clinic that was not reached waits', () => expect(standingOf(facts, [], 7, now).state).toBe('waiting'));
  it('is not waited for when the clinic has ended', () =>
    expect(standingOf({ ...facts, ended: true }, [], 7, now)).toEqual({ state: 'ended' }));
  it('a number of a clinic comes sooner when the calls come faster', () => {
    const faster = { ...facts, calls: calls.map(({ number, at }) => ({ number, at: OPENS + (at - OPENS) / 2 })) };
    expect(estimateCall(faster, [], 20, now).from).toBeLessThan(estimateCall(facts, [], 20, now).from);
  });
});

describe('a finished clinic', () => {
  it('a finished clinic teaches its delay and its pace, people who did not come included', () => {
    const calls = [1, 2, 4, 5, 9, 11].map((number) => ({ number, at: OPENS + (6 + (number - 1) * 4) * MINUTE_MS }));
    const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 200 * MINUTE_MS, numbers: 40, calls, ended: true };
    expect(learn(facts, [])).toMatchObject({ delayMs: 6 * MINUTE_MS, paceMs: 4 * MINUTE_MS, plannedPaceMs: 5 * MINUTE_MS });
  });
  it('a finished clinic of five numbers teaches nothing', () => {
    const calls = [1, 5].map((number) => ({ number, at: OPENS + number * MINUTE_MS }));
    const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 200 * MINUTE_MS, numbers: 40, calls, ended: true };
    expect(learn(facts, [])).toBeUndefined();
  });
});

describe('what a hospital claims of a clinic', () => {
  const facts: ClinicFacts = { startsAt: OPENS, endsAt: OPENS + 210 * MINUTE_MS, numbers: 40, calls: [], ended: false };
  const even: PastClinic = { delayMs: 0, paceMs: 5 * MINUTE_MS, plannedPaceMs: 5 * MINUTE_MS, surprise: { plan: 1, queue: 1 } };

  const anyNumber = fc.oneof(
    fc.constantFrom(0, 1, 40, 41, 1e8, 20_261_129_001, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY, Number.NaN),
    fc.integer({ min: 1, max: 200 }),
    fc.maxSafeNat(),
  );
  const anyAmount = fc.oneof(fc.constantFrom(0, -1, 1e-300, 1e300, Number.POSITIVE_INFINITY, Number.NaN), fc.double());

  it('whatever a hospital claims of a clinic, a window takes no longer to compute and is told only within the clinic and two hours after it', () => {
    const claimed = fc.record({
      hours: fc.oneof(fc.constantFrom(0, -1, 1e9), fc.integer({ min: 1, max: 12 })),
      numbers: anyNumber,
      called: fc.array(fc.record({ number: anyNumber, after: fc.integer({ min: -HOUR_MS, max: 9 * HOUR_MS }) }), {
        maxLength: 5,
      }),
      past: fc.array(
        fc.record({
          delayMs: anyAmount,
          paceMs: anyAmount,
          plannedPaceMs: anyAmount,
          surprise: fc.record({ plan: anyAmount, queue: anyAmount }),
        }),
        { maxLength: 10 },
      ),
      number: anyNumber,
      now: fc.integer({ min: -24 * HOUR_MS, max: 24 * HOUR_MS }),
    });
    fc.assert(
      fc.property(claimed, ({ hours, numbers, called, past, number, now }) => {
        const endsAt = OPENS + hours * HOUR_MS;
        const calls = called.map(({ number, after }) => ({ number, at: OPENS + after })).toSorted((a, b) => a.at - b.at);
        const told = standingOf({ startsAt: OPENS, endsAt, numbers, calls, ended: false }, past, number, OPENS + now);
        if (told.state !== 'waiting' || told.estimate === undefined) return;
        expect(told.estimate.from).toBeGreaterThanOrEqual(OPENS);
        expect(told.estimate.to).toBeLessThanOrEqual(endsAt + 2 * HOUR_MS);
        expect(told.estimate.confidence).toBeGreaterThanOrEqual(CONFIDENCE_MIN);
        expect(number).toBeLessThanOrEqual(numbers);
        expect(numbers).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([41, 1e8, 20_261_129_001, Number.MAX_SAFE_INTEGER])(
    'a number of a clinic that the clinic does not have, %i, waits without a window',
    (number) => expect(standingOf(facts, [], number, OPENS)).toEqual({ state: 'waiting' }),
  );

  it('the last number of a clinic waits with a window', () =>
    expect(standingOf(facts, [], 40, OPENS)).toMatchObject({ state: 'waiting', estimate: { basis: 'schedule' } }));

  it.each([
    ['no planned pace', { ...even, plannedPaceMs: 0 }],
    ['no pace', { ...even, paceMs: 0 }],
    ['a pace of a day', { ...even, paceMs: 24 * HOUR_MS }],
    ['a delay of a month', { ...even, delayMs: 30 * 24 * HOUR_MS }],
    ['a surprise without end', { ...even, surprise: { plan: Number.POSITIVE_INFINITY, queue: 1 } }],
    ['what is no number', { ...even, delayMs: Number.NaN }],
  ])('an earlier clinic with %s teaches nothing', (_, nonsense) => {
    expect(estimateCall(facts, [nonsense, even], 17, OPENS)).toEqual(estimateCall(facts, [even], 17, OPENS));
  });

  it.each([Number.MAX_SAFE_INTEGER, 1e8])('a finished clinic of %i numbers teaches nothing', (numbers) => {
    const calls = Array.from({ length: 12 }, (_, n) => ({ number: n + 1, at: OPENS + n * 5 * MINUTE_MS }));
    expect(learn({ ...facts, numbers, calls, ended: true }, [])).toBeUndefined();
  });
});
