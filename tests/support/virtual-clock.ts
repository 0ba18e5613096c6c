import type { Clock } from '../../bff/platform/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. Timers run in the order of their times, then of their setting. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  now = (): number => this.#now;

  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run: callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Goes on by `ms`, running each timer at its time and letting what it started settle before the next. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let timer = this.#next(until); timer; timer = this.#next(until)) {
      this.#now = Math.max(this.#now, timer.at);
      timer.run();
      await settle();
    }
    this.#now = until;
    await settle();
  }

  /** Goes on by `ms` at once, as after a night with the lid closed: what is due runs once, and sees only the later time. */
  async leap(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#timers
      .filter(({ at }) => at <= this.#now)
      .sort((left, right) => left.at - right.at || left.order - right.order);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const timer of due) {
      timer.run();
      await settle();
    }
  }

  /** Instant of the next timer, if there is one. */
  nextAt(): number | undefined {
    return this.#timers.reduce<number | undefined>(
      (least, { at }) => (least === undefined || at < least ? at : least),
      undefined,
    );
  }

  #next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > until) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    if (first) this.#timers = this.#timers.filter((other) => other !== first);
    return first;
  }
}

/** Lets promises and turns of the event loop run until what was started can go no further without the clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
