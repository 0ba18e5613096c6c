/** Requests allowed to one key in one window. */
export interface RateLimitPolicy {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Keys kept before the oldest windows are dropped: bounds memory against an attacker with many addresses. */
const KEYS_MAX = 50_000;

/**
 * Fixed windows in memory, one a process. Answers the header fields of draft-ietf-httpapi-ratelimit-headers-10.
 * A session that exists has its own window, so that people behind one hospital's address do not lock each other out.
 */
export class RateLimiter {
  readonly #policy: RateLimitPolicy;
  readonly #now: () => number;
  readonly #policyHeader: string;
  readonly #windows = new Map<string, { startedAt: number; used: number }>();

  constructor(policy: RateLimitPolicy, now: () => number) {
    this.#policy = policy;
    this.#now = now;
    this.#policyHeader = `"default";q=${policy.limit};w=${Math.round(policy.windowMs / 1000)}`;
  }

  /** Whether this key was counted before. */
  knows(key: string): boolean {
    return this.#windows.has(key);
  }

  /** @param cost how many requests this one counts for. */
  take(key: string, cost = 1): RateLimitVerdict {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || now - window.startedAt >= this.#policy.windowMs) {
      window = this.#open(key, now);
    }
    window.used += cost;
    const remaining = Math.max(0, this.#policy.limit - window.used);
    const resetSeconds = Math.max(1, Math.ceil((window.startedAt + this.#policy.windowMs - now) / 1000));
    const headers: Record<string, string> = {
      'ratelimit-policy': this.#policyHeader,
      ratelimit: `"default";r=${remaining};t=${resetSeconds}`,
    };
    const allowed = window.used <= this.#policy.limit;
    if (!allowed) headers['retry-after'] = String(resetSeconds);
    return { allowed, headers };
  }

  #open(key: string, now: number) {
    this.#windows.delete(key);
    if (this.#windows.size >= KEYS_MAX) {
      const oldest = this.#windows.keys().next().value;
      if (oldest !== undefined) this.#windows.delete(oldest);
    }
    const window = { startedAt: now, used: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
