/** Time as a dependency. Nothing in the core reads the machine's clock or sets a timer except through this port. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs` of the given clock. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve));
}

/** An abort signal that fires after `delayMs`, and the function that lets go of its timer. */
export function deadlineSignal(clock: Clock, delayMs: number): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const cancel = clock.after(delayMs, () => controller.abort(new DOMException('deadline', 'TimeoutError')));
  return { signal: controller.signal, release: cancel };
}
