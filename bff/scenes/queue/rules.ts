/**
 * When a number of a clinic will be called. Pure: what is known goes in, and what may honestly be said comes out.
 *
 * The call of a number is taken for normally distributed. Its mean is the last call plus the numbers in between at the pace of this
 * clinic; its variance adds up what is not known: how long single visits take, what the pace of today is, how far the pace drifts
 * until then, and how late the clinic begins. The constants were fitted to simulated clinics other than those that the tests judge by.
 */

import { CLINIC_NUMBERS_MAX, SLOT_MAX_MS } from '../../../adapters/port/slots.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface QueueCall {
  readonly number: number;
  readonly at: number;
}

/** A clinic as far as the hospital tells it. */
export interface ClinicFacts {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Numbers that can be given out in all. */
  readonly numbers: number;
  /** So far, in order. */
  readonly calls: readonly QueueCall[];
  readonly ended: boolean;
}

/** What an earlier clinic of the same practitioner showed. */
export interface PastClinic {
  /** From the planned beginning to the first call; negative when it began early. */
  readonly delayMs: number;
  /** Time a number took, those who did not come included. */
  readonly paceMs: number;
  /** Time a number was planned to take then. */
  readonly plannedPaceMs: number;
  /** How far off it was, in squares of the deviation that was stated: 1 where the deviations are right, more where they are too small. */
  readonly surprise: { readonly plan: number; readonly queue: number };
}

/** A window in which the call will fall with the stated probability. */
export interface CallEstimate {
  readonly from: number;
  readonly to: number;
  /** Probability, 0 to 1, that the call falls in [from, to). Never below `CONFIDENCE_MIN`. */
  readonly confidence: number;
  /** `half-hour`: at most 30 minutes long. `broad`: too little is known for that, and it has to be said so. */
  readonly precision: 'half-hour' | 'broad';
  /** What it rests on: the clinic's hours and numbers alone, earlier clinics, or the calls of this one. */
  readonly basis: 'schedule' | 'history' | 'queue';
}

/** Where a number stands. */
export type Standing =
  /** No estimate where none would be plausible, see `isPlausible`. */
  | { readonly state: 'waiting'; readonly estimate?: CallEstimate }
  | { readonly state: 'called'; readonly at: number }
  /** Later numbers were called and this one was not: the person has to ask at the desk. */
  | { readonly state: 'passed' }
  | { readonly state: 'ended' };

/** Less likely than this is not said. */
export const CONFIDENCE_MIN = 0.8;
/** Windows begin and end on full five minutes. */
export const STEP_MS = 5 * MINUTE_MS;
export const HALF_HOUR_MS = 30 * MINUTE_MS;
/** A shorter window would send an old person running. */
export const WINDOW_MIN_MS = 15 * MINUTE_MS;
const BROAD_STEP_MS = 15 * MINUTE_MS;

/** Before anything is known of a practitioner: pace in parts of the planned pace, and delay of the beginning. */
const PACE_PRIOR = { mean: 0.95, deviation: 0.19, weight: 2 } as const;
const DELAY_PRIOR = { mean: 9 * MINUTE_MS, deviation: 8 * MINUTE_MS, weight: 2 } as const;
/** How much the deviations count against what past clinics show, in clinics. */
const DEVIATION_WEIGHT = 4;
const SURPRISE_PRIOR = { plan: 0.75, queue: 0.8, weight: 3 } as const;
/** One clinic may have been anything: beyond this it teaches no more. */
const SURPRISE_MAX = 6;
/** Nobody is so many times faster or slower than planned. */
const PACE_RATIO_MAX = 20;
/** Deviation of the time of one number, in parts of the pace. */
const VISIT_DEVIATION = 0.75;
/** Deviation by which the pace moves from one number to the next, in parts of the pace. */
const DRIFT = 0.032;
/** Pauses that no call announces: deviation, and numbers over which one becomes likely. */
const PAUSE = { deviationMs: 4 * MINUTE_MS, numbers: 15 } as const;
/** Calls from which today's pace is told. */
const RECENT_CALLS = 12;

interface Expected {
  readonly mean: number;
  readonly variance: number;
}

/** Where a number stands at an instant. */
export function standingOf(facts: ClinicFacts, past: readonly PastClinic[], number: number, now: number): Standing {
  const called = facts.calls.find((call) => call.number === number);
  if (called) return { state: 'called', at: called.at };
  if (facts.ended) return { state: 'ended' };
  if (facts.calls.some((call) => call.number > number)) return { state: 'passed' };
  const estimate = estimateCall(facts, past, number, now);
  return isPlausible(estimate, facts, number) ? { state: 'waiting', estimate } : { state: 'waiting' };
}

/** How long after its planned end a clinic may go on and people be told a time. */
const OVERTIME_MS = 2 * HOUR_MS;

/**
 * Whether a window may be told. Numbers are what a hospital claims: one that the clinic does not have, as one with a date in front, says
 * nothing of when, and nobody is sent for a time at which the clinic is over.
 */
function isPlausible(
  { from, to, confidence }: CallEstimate,
  { startsAt, endsAt, numbers }: ClinicFacts,
  number: number,
): boolean {
  const clinic = endsAt > startsAt && endsAt - startsAt <= SLOT_MAX_MS && numbers <= CLINIC_NUMBERS_MAX;
  return clinic && number <= numbers && confidence >= CONFIDENCE_MIN && from < endsAt + OVERTIME_MS && to <= endsAt + OVERTIME_MS;
}

/**
 * Whether an earlier clinic can have been so. What teaches anything was told by a hospital, and may have been kept before it was looked
 * at in this way: one that is not plausible is as if it had not been.
 */
export function isPlausiblePast({ delayMs, paceMs, plannedPaceMs, surprise }: PastClinic): boolean {
  const within = (value: number, min: number, max: number) => value >= min && value <= max;
  return (
    within(delayMs, -12 * HOUR_MS, 12 * HOUR_MS) &&
    within(paceMs, 1_000, 12 * HOUR_MS) &&
    within(plannedPaceMs, 1_000, SLOT_MAX_MS) &&
    within(paceMs / plannedPaceMs, 1 / PACE_RATIO_MAX, PACE_RATIO_MAX) &&
    within(surprise.plan, 0, SURPRISE_MAX) &&
    within(surprise.queue, 0, SURPRISE_MAX)
  );
}

/** The window for a number that has not been called. */
export function estimateCall(facts: ClinicFacts, past: readonly PastClinic[], number: number, now: number): CallEstimate {
  const last = facts.calls.at(-1);
  const expected = expect(facts, past, number, now);
  const earliest = Math.max(facts.startsAt, floor(now));
  return { ...windowAround(expected, earliest), basis: last ? 'queue' : past.length > 0 ? 'history' : 'schedule' };
}

/** What a finished clinic teaches, given the clinics before it; `undefined` when too few were called to tell a pace, or it can not have been so. */
export function learn(facts: ClinicFacts, past: readonly PastClinic[]): PastClinic | undefined {
  const { calls, startsAt } = facts;
  const [first] = calls;
  const last = calls.at(-1);
  if (!first || !last || last.number - first.number < CALLS_MIN) return undefined;
  const paceMs = (last.at - first.at) / (last.number - first.number);
  const delayMs = first.at - startsAt - (first.number - 1) * paceMs;
  const surprise = { plan: surpriseOf(facts, past, PLAN_LOOKS), queue: surpriseOf(facts, past, QUEUE_LOOKS) };
  const lesson = { delayMs, paceMs, plannedPaceMs: plannedPace(facts), surprise };
  return isPlausiblePast(lesson) ? lesson : undefined;
}

/** Fewer numbers tell no pace. */
const CALLS_MIN = 5;
/** From where in the clinic to where one looks ahead to see how far off one would have been; both in parts of its calls. */
const PLAN_LOOKS = [
  [0, 0.3],
  [0, 0.65],
  [0, 1],
] as const;
const QUEUE_LOOKS = [
  [0.2, 0.4],
  [0.4, 0.5],
  [0.4, 0.8],
  [0.7, 1],
] as const;

function surpriseOf(facts: ClinicFacts, past: readonly PastClinic[], looks: readonly (readonly [number, number])[]): number {
  const { calls, startsAt } = facts;
  const squares = looks.map(([from, to]) => {
    const seen = calls.slice(0, Math.floor(from * calls.length));
    const target = calls[Math.max(seen.length, Math.ceil(to * calls.length) - 1)] as QueueCall;
    const { mean, variance } = expect({ ...facts, calls: seen }, past, target.number, seen.at(-1)?.at ?? startsAt - 1);
    return (target.at - mean) ** 2 / variance;
  });
  return Math.min(sum(squares) / squares.length, SURPRISE_MAX);
}

function expect(facts: ClinicFacts, earlier: readonly PastClinic[], number: number, now: number): Expected {
  const past = earlier.filter(isPlausiblePast);
  const last = facts.calls.at(-1);
  const { mean, variance } = last ? fromCalls(facts, past, number, now, last) : fromPlan(facts, past, number, now);
  const kind = last ? 'queue' : 'plan';
  const { weight } = SURPRISE_PRIOR;
  const off = (weight * SURPRISE_PRIOR[kind] + sum(past.map(({ surprise }) => surprise[kind]))) / (weight + past.length);
  return { mean, variance: variance * off };
}

function plannedPace({ startsAt, endsAt, numbers }: ClinicFacts): number {
  return (endsAt - startsAt) / numbers;
}

/** Nobody has been called yet. */
function fromPlan(facts: ClinicFacts, past: readonly PastClinic[], number: number, now: number): Expected {
  const ahead = number - 1;
  const pace = paceBefore(facts, past);
  const delay = delayBefore(past);
  // It should have begun: how much longer it takes is known as badly as before.
  const begin = Math.max(facts.startsAt + delay.mean, now + delay.mean / 3);
  const paceMs = pace.mean;
  return {
    mean: begin + ahead * paceMs,
    variance: delay.variance + ahead ** 2 * pace.variance + spread(ahead, paceMs),
  };
}

function fromCalls(facts: ClinicFacts, past: readonly PastClinic[], number: number, now: number, last: QueueCall): Expected {
  const ahead = Math.max(1, number - last.number);
  const pace = paceNow(facts, paceBefore(facts, past));
  // The visit under way has lasted for a while; what is left of it is never nothing.
  const waited = Math.max(0, now - last.at);
  const next = now + Math.max(pace.mean - waited, pace.mean * 0.4);
  return {
    mean: next + (ahead - 1) * pace.mean,
    variance: (ahead - 1) ** 2 * pace.variance + spread(ahead, pace.mean),
  };
}

/** Single visits, the drift of the pace and pauses, over some numbers. */
function spread(numbers: number, paceMs: number): number {
  const visits = numbers * (VISIT_DEVIATION * paceMs) ** 2;
  const drift = (numbers ** 3 / 3) * (DRIFT * paceMs) ** 2;
  const pauses = Math.min(1, numbers / PAUSE.numbers) * PAUSE.deviationMs ** 2;
  return visits + Math.min(drift, (numbers * paceMs * 0.3) ** 2) + pauses;
}

/** The pace as earlier clinics and the plan make it likely. */
function paceBefore(facts: ClinicFacts, past: readonly PastClinic[]): Expected {
  const ratios = past.map(({ paceMs, plannedPaceMs }) => paceMs / plannedPaceMs);
  const { mean, variance } = shrunk(ratios, PACE_PRIOR);
  const planned = plannedPace(facts);
  return { mean: mean * planned, variance: variance * planned ** 2 };
}

function delayBefore(past: readonly PastClinic[]): Expected {
  return shrunk(
    past.map(({ delayMs }) => delayMs),
    DELAY_PRIOR,
  );
}

/** Mean and variance of the next value after some values, which count the more the more of them there are. */
function shrunk(values: readonly number[], prior: { mean: number; deviation: number; weight: number }): Expected {
  const count = values.length;
  const mean = (prior.weight * prior.mean + sum(values)) / (prior.weight + count);
  const squares = sum(values.map((value) => (value - mean) ** 2));
  const variance = (DEVIATION_WEIGHT * prior.deviation ** 2 + squares) / (DEVIATION_WEIGHT + count);
  return { mean, variance: variance * (1 + 1 / (prior.weight + count)) };
}

/** The pace of today: what was likely before, moved by the last calls as far as they are to be trusted. */
function paceNow({ calls }: ClinicFacts, before: Expected): Expected {
  const recent = calls.slice(-RECENT_CALLS - 1);
  const first = recent[0];
  const last = recent.at(-1);
  if (!first || !last || last.number <= first.number) return before;
  const numbers = last.number - first.number;
  const mean = (last.at - first.at) / numbers;
  const pace = before.mean;
  const variance = (VISIT_DEVIATION * pace) ** 2 / numbers + (numbers / 3) * (DRIFT * pace) ** 2;
  const trust = before.variance / (before.variance + variance);
  return {
    mean: Math.max(before.mean + trust * (mean - before.mean), pace * 0.25),
    variance: (before.variance * variance) / (before.variance + variance),
  };
}

/** Standard normal deviations within which 80 % lie: to both sides of the mean, and below it and so far above. */
const BOTH_SIDES = 1.2815515655446004;
const ONE_SIDE = 0.8416212335729143;
/** From the width that is computed to the one that does, windows being on a grid, it is never further. */
const WIDTHS_TRIED = 6;

/**
 * The shortest window that may be stated, and the probability of it as it is shown, not as it was wished for. How wide it has to be is
 * computed, never searched for, so that it takes the same time whatever mean and variance are; below `CONFIDENCE_MIN` where they are none.
 */
function windowAround({ mean, variance }: Expected, earliest: number): Omit<CallEstimate, 'basis'> {
  const deviation = Math.sqrt(variance);
  const lead = mean - earliest;
  // Around the mean; or from the earliest instant on, where the call may also fall before it.
  const needed = Math.min(2 * BOTH_SIDES * deviation, Math.max(2 * lead, lead + ONE_SIDE * deviation));
  let width = widthOnGrid(needed - STEP_MS);
  let window = windowOf(width);
  for (let tried = 1; tried < WIDTHS_TRIED && !(window.confidence >= CONFIDENCE_MIN); tried += 1) {
    width += width < HALF_HOUR_MS ? STEP_MS : BROAD_STEP_MS;
    window = windowOf(width);
  }
  return window;

  function windowOf(wide: number): Omit<CallEstimate, 'basis'> {
    const from = Math.max(earliest, Math.round((mean - wide / 2) / STEP_MS) * STEP_MS);
    const to = from + wide;
    const confidence = below((to - mean) / deviation) - (from === earliest ? 0 : below((from - mean) / deviation));
    return { from, to, confidence, precision: wide <= HALF_HOUR_MS ? 'half-hour' : 'broad' };
  }
}

/** The next width that windows have. */
function widthOnGrid(width: number): number {
  const step = width <= HALF_HOUR_MS ? STEP_MS : BROAD_STEP_MS;
  return Math.max(WINDOW_MIN_MS, Math.ceil(width / step) * step);
}

function floor(instant: number): number {
  return Math.floor(instant / STEP_MS) * STEP_MS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Standard normal distribution function, by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: off by at most 1.5e-7. */
function below(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp((-x * x) / 2)) / 2;
  return x < 0 ? tail : 1 - tail;
}
