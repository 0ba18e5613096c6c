/** How patient the kit is. */
export interface TimeLimits {
  /** Deadline of a call in ms. A case under a time-out takes about as long. */
  readonly deadlineMs: number;
  /** How long after its deadline a call may still take to answer, in ms. */
  readonly graceMs: number;
}

/** Waits for an answer as long as a deadline and its grace allow; fails the case when the adapter is still silent. */
export async function expectTimely<T>(limits: TimeLimits, answer: Promise<T>): Promise<T> {
  const patienceMs = limits.deadlineMs + limits.graceMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${patienceMs} ms of a ${limits.deadlineMs} ms deadline`)),
      patienceMs,
    );
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
