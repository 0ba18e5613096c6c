import { limits } from '../limits/limits.ts';
import { RateLimiter } from './rate-limit.ts';
import { rateLimitKey } from './rate-limit-key.ts';

const WINDOW_MS = 60_000;
const EVERYBODY = 'everybody';

/**
 * Counts codes that led to nothing, on pages that anybody opens by a code on paper: by address, and in all, because whoever guesses has many
 * addresses. Whoever types the code of a paper costs nothing.
 */
export class CodeGuesses {
  readonly #ofAddress: RateLimiter;
  readonly #inAll: RateLimiter;

  constructor(now: () => number) {
    this.#ofAddress = new RateLimiter({ limit: limits.guessesOfAddress.figure - 1, windowMs: WINDOW_MS }, now);
    this.#inAll = new RateLimiter({ limit: limits.guesses.figure - 1, windowMs: WINDOW_MS }, now);
  }

  /** Whether a code is looked at that comes from here; in headers, when again. */
  allowed(address: string): { readonly allowed: boolean; readonly headers: Readonly<Record<string, string>> } {
    const verdict = this.#ofAddress.take(rateLimitKey(address), 0);
    return verdict.allowed ? this.#inAll.take(EVERYBODY, 0) : verdict;
  }

  /** A code that came from here led to nothing. */
  wrong(address: string): void {
    this.#ofAddress.take(rateLimitKey(address));
    this.#inAll.take(EVERYBODY);
  }
}
