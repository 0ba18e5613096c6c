import { limits } from '../limits/limits.ts';

/** Requests allowed to one key in one window. */
export interface RateLimitPolicy {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** What one key has used in its window that runs. */
export interface RateUse {
  readonly key: string;
  readonly startedAt: number;
  readonly used: number;
}

interface Window {
  readonly startedAt: number;
  used: number;
  /** Used through other processes. */
  elsewhere: number;
}

/** Whoever used more than this part of the limit is worth telling other processes of. */
const HEAVY_SHARE = 1 / 16;

/** Keys kept before the oldest windows are dropped: bounds memory against an attacker with many addresses. */
const KEYS_MAX = limits.rateKeys.figure;

/**
 * Fixed windows in memory; `share-rates.ts` keeps those of several processes together. Answers the header fields of draft-ietf-httpapi-ratelimit-headers-10.
 * A session that exists has its own window, so that people behind one hospital's address do not lock each other out.
 */
export class RateLimiter {
  readonly #policy: RateLimitPolicy;
  readonly #now: () => number;
  readonly #policyHeader: string;
  readonly #windows = new Map<string, Window>();
  readonly #heavy = new Set<string>();

  constructor(policy: RateLimitPolicy, now: () => number) {
    this.#policy = policy;
    this.#now = now;
    this.#policyHeader = `"default";q=${policy.limit};w=${Math.round(policy.windowMs / 1000)}`;
  }

  /** Whether this key was counted before. */
  knows(key: string): boolean {
    return this.#windows.has(key);
  }

  /** The key has a window of its own no more: what it stood for has ended. */
  forget(key: string): void {
    this.#windows.delete(key);
  }

  /** @param cost how many requests this one counts for. */
  take(key: string, cost = 1): RateLimitVerdict {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || now - window.startedAt >= this.#policy.windowMs) {
      window = this.#open(key, now);
    }
    window.used += cost;
    const used = window.used + window.elsewhere;
    if (window.used >= this.#policy.limit * HEAVY_SHARE) this.#heavy.add(key);
    const remaining = Math.max(0, this.#policy.limit - used);
    const resetSeconds = Math.max(1, Math.ceil((window.startedAt + this.#policy.windowMs - now) / 1000));
    const headers: Record<string, string> = {
      'ratelimit-policy': this.#policyHeader,
      ratelimit: `"default";r=${remaining};t=${resetSeconds}`,
    };
    const allowed = used <= this.#policy.limit;
    if (!allowed) headers['retry-after'] = String(resetSeconds);
    return { allowed, headers };
  }

  get windowMs(): number {
    return this.#policy.windowMs;
  }

  /** Keys that have used a good part of their limit since the last time this was asked, those that used most first. */
  heavy(): readonly RateUse[] {
    const now = this.#now();
    const uses = [...this.#heavy].flatMap((key): RateUse[] => {
      const window = this.#windows.get(key);
      return window && now - window.startedAt < this.#policy.windowMs ? [{ key, ...window }] : [];
    });
    this.#heavy.clear();
    return uses.sort((one, other) => other.used - one.used);
  }

  /** What the key used through other processes, for the window in which it was asked. */
  hear({ key, startedAt }: RateUse, elsewhere: number): void {
    const window = this.#windows.get(key);
    if (window?.startedAt === startedAt) window.elsewhere = elsewhere;
  }

  #open(key: string, now: number) {
    this.#windows.delete(key);
    if (this.#windows.size >= KEYS_MAX) {
      const oldest = this.#windows.keys().next().value;
      if (oldest !== undefined) this.#windows.delete(oldest);
    }
    const window = { startedAt: now, used: 0, elsewhere: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
