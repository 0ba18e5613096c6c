const DAY_MS = 24 * 3600 * 1000;
const SHANGHAI_MS = 8 * 3600 * 1000;

/** When the window ends in which this instant lies, ms. Windows of one length follow each other since the epoch, whoever counts in them. */
export function windowEnd(now: number, lengthMs: number): number {
  return (Math.floor(now / lengthMs) + 1) * lengthMs;
}

/** The midnight in Shanghai that follows this instant, ms. */
export function dayEnd(now: number): number {
  return windowEnd(now + SHANGHAI_MS, DAY_MS) - SHANGHAI_MS;
}

/** What goes with a refusal that ends at `until`: `Retry-After` in whole seconds, one at least (RFC 9110, 10.2.3). */
export function retryAfter(until: number, now: number): { readonly headers: { readonly 'retry-after': string } } {
  return { headers: { 'retry-after': String(Math.max(1, Math.ceil((until - now) / 1000))) } };
}
