import { type Clock, pause } from './clock.ts';

/** Left to those who wait between two pieces of work for which nobody waits. */
const LEFT_TO_THEM_MS = 3;

/**
 * Knows whether somebody waits for an answer of this process, so that long work for which nobody waits (reading a city's slots)
 * can be done in small pieces, one at a time, with room between them. It never stands still: a pause is short whoever waits.
 */
export class Foreground {
  readonly #clock: Clock;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Somebody waits for this. */
  async answer<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Nobody waits for this: it runs after the pieces before it, and after a pause while somebody waits for something else. */
  piece<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      if (this.#waiting > 0) await pause(this.#clock, LEFT_TO_THEM_MS);
      return work();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}
