import { seeded } from '../../support/seeded.ts';

const MINUTE_MS = 60_000;

/** A clinic as it went. It knows nothing of how anybody estimates it. */
export interface SimulatedClinic {
  readonly doctor: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly numbers: number;
  /** Instant at which each number was called; absent where nobody came. */
  readonly calls: readonly { readonly number: number; readonly at: number }[];
}

/**
 * Clinics of some doctors, day after day. Every doctor has habits of their own; a day differs from the next, and an hour from the next:
 * slow beginnings, hurry towards the end, pauses, people who come back with their results, and people who do not come.
 */
export function simulateClinics(seed: number, count: number, doctors: number): readonly SimulatedClinic[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const habits = Array.from({ length: doctors }, () => ({
    pace: Math.exp(-0.08 + 0.22 * normal()),
    late: Math.max(-3, 7 + 6 * normal()),
    visit: 0.45 + 0.35 * random(),
    hurry: random(),
    absent: 0.03 + 0.1 * random(),
    pause: random() * 0.6,
  }));
  return Array.from({ length: count }, (_, n): SimulatedClinic => {
    const doctor = n % doctors;
    const habit = habits[doctor] as (typeof habits)[number];
    const day = Math.floor(n / doctors);
    const startsAt = Date.parse('2026-03-02T08:00:00+08:00') + day * 86_400_000;
    const endsAt = startsAt + (3 + Math.floor(random() * 2) * 0.5) * 60 * MINUTE_MS;
    const numbers = 20 + Math.floor(random() * 30);
    const planned = (endsAt - startsAt) / numbers;
    const today = habit.pace * Math.exp(0.12 * normal());
    const tide = 0.2 * random();
    const phase = random() * 2 * Math.PI;
    const pauseAt = random() < habit.pause ? Math.floor(numbers * (0.3 + 0.5 * random())) : -1;
    let at = startsAt + (habit.late + 4 * normal()) * MINUTE_MS;
    const calls: { number: number; at: number }[] = [];
    for (let number = 1; number <= numbers; number += 1) {
      if (random() < habit.absent) continue;
      calls.push({ number, at: Math.round(at) });
      const through = number / numbers;
      const warmUp = number <= 4 ? 1.25 : 1;
      const behind = at > startsAt + number * planned ? 1 - 0.3 * habit.hurry * through : 1;
      const wave = 1 + tide * Math.sin(phase + through * 2 * Math.PI);
      const spread = habit.visit;
      const length = planned * today * warmUp * behind * wave * Math.exp(spread * normal() - spread ** 2 / 2);
      const comesBack = random() < 0.06 ? planned * 0.6 : 0;
      const pause = number === pauseAt ? (5 + 10 * random()) * MINUTE_MS : 0;
      at += Math.max(20_000, length) + comesBack + pause;
    }
    return { doctor, startsAt, endsAt, numbers, calls };
  });
}
