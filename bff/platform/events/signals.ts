import type { Clock } from '../clock.ts';

/** Hears of one key until it is closed. */
export interface Listener {
  /** Resolves at once if something happened since the last call, else at the next `notify`, after `timeoutMs`, or on close. */
  next(timeoutMs: number): Promise<void>;
  close(): void;
}

/**
 * Wakes whoever waits in this process for something that was committed. A hint and nothing more: it carries no data, is not
 * durable, and reaches no other process; everybody who waits also looks at the rows after a time.
 */
export class Signals {
  readonly #clock: Clock;
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  notify(key: string): void {
    for (const wake of this.#listeners.get(key) ?? []) wake();
  }

  /** Listen before looking at the rows, so that nothing falls between the two. */
  listen(key: string): Listener {
    let missed = false;
    let waiting: (() => void) | undefined;
    const wake = () => {
      missed = true;
      waiting?.();
    };
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(wake));
    return {
      next: (timeoutMs) =>
        new Promise((resolve) => {
          if (missed) {
            missed = false;
            resolve();
            return;
          }
          const release = this.#clock.after(timeoutMs, () => waiting?.());
          waiting = () => {
            release();
            waiting = undefined;
            missed = false;
            resolve();
          };
        }),
      close: () => {
        listeners.delete(wake);
        if (listeners.size === 0) this.#listeners.delete(key);
        waiting?.();
      },
    };
  }
}
