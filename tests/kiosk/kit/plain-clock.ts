import type { Page } from 'playwright-core';

interface PlainClock {
  pass(milliseconds: number): void;
  /** Longest delay of a timer that ran since this was asked the last time, ms. */
  longestWait(): number;
}

export interface PageClock {
  /** Lets so much time go by. */
  passes(milliseconds: number): Promise<void>;
  /** Longest delay, in ms, of a timer of the page that ran since this was asked the last time: how long the page waited, however slow the machine is. */
  longestWait(): Promise<number>;
}

/**
 * The page's clock, moved by hand, that keeps nothing: Playwright's own remembers where each timer was set, and with it every closure
 * on the stack, so that a heap is never clean under it. What is repeated is repeated only when time is told to pass, so that a slow
 * machine loses no second; single timers stay real.
 */
export async function installPlainClock(page: Page, startAt: number): Promise<PageClock> {
  await page.addInitScript((at) => {
    const sinceStart = performance.now.bind(performance);
    const repeated = new Map<number, { readonly run: () => void; readonly everyMs: number; dueAt: number }>();
    let skipped = 0;
    let count = 0;
    let longest = 0;
    const once = window.setTimeout.bind(window);
    performance.now = () => sinceStart() + skipped;
    Date.now = () => at + performance.now();
    const runDue = () => {
      for (const timer of [...repeated.values()]) for (; timer.dueAt <= skipped; timer.dueAt += timer.everyMs) timer.run();
    };
    const every = (run: () => void, everyMs: number) => {
      count += 1;
      repeated.set(count, { run, everyMs, dueAt: skipped + everyMs });
      return count;
    };
    Object.assign(window, {
      setTimeout: (run: () => void, ms = 0) =>
        once(() => {
          longest = Math.max(longest, ms);
          run();
        }, ms),
      setInterval: every,
      clearInterval: (id: number) => repeated.delete(id),
      plainClock: {
        pass(milliseconds) {
          skipped += milliseconds;
          runDue();
        },
        longestWait() {
          const waited = longest;
          longest = 0;
          return waited;
        },
      } satisfies PlainClock,
    });
  }, startAt);
  return {
    passes: (milliseconds) =>
      page.evaluate((ms) => (window as unknown as { readonly plainClock: PlainClock }).plainClock.pass(ms), milliseconds),
    longestWait: () => page.evaluate(() => (window as unknown as { readonly plainClock: PlainClock }).plainClock.longestWait()),
  };
}
