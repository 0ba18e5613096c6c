/** What is known of a partner: it answers, it does not answer, or it does not take our credentials. */
export type PartnerState = 'ok' | 'unreachable' | 'credentials';

/**
 * A circuit breaker: after `failuresMax` failures in a row, or the first refusal of our credentials, calls are refused for `openMs`, then
 * one probe is let through. It protects people from waiting for a system that is down, and that system from being called while it starts.
 */
export class Breaker {
  readonly #now: () => number;
  readonly #failuresMax: number;
  readonly #openMs: number;
  #failures = 0;
  #failingSince: number | undefined;
  #openedAt: number | undefined;
  #strangers = false;
  #probing = false;

  constructor(options: { now: () => number; failuresMax?: number; openMs?: number }) {
    this.#now = options.now;
    this.#failuresMax = options.failuresMax ?? 5;
    this.#openMs = options.openMs ?? 10_000;
  }

  /** Whether a call may go out now. In the half-open state the first asker becomes the probe. */
  admit(): boolean {
    if (this.#openedAt === undefined) return true;
    if (this.#now() - this.#openedAt < this.#openMs || this.#probing) return false;
    this.#probing = true;
    return true;
  }

  /** True while calls are refused and no probe is due. */
  get open(): boolean {
    return this.#openedAt !== undefined && this.#now() - this.#openedAt < this.#openMs;
  }

  /** As of the last answer; `unreachable` only while calls are refused, `credentials` until ours are taken. */
  get state(): PartnerState {
    if (this.#strangers) return 'credentials';
    return this.open ? 'unreachable' : 'ok';
  }

  /** Since when calls have failed without one success, once the breaker has opened. */
  get failingSince(): number | undefined {
    return this.#openedAt === undefined ? undefined : this.#failingSince;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#failingSince = undefined;
    this.#openedAt = undefined;
    this.#strangers = false;
    this.#probing = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#failingSince ??= this.#now();
    this.#probing = false;
    if (this.#strangers || this.#failures >= this.#failuresMax) this.#openedAt = this.#now();
  }

  /** The partner does not know us: nothing that is tried again right away will be better. True when that is news. */
  unauthenticated(): boolean {
    const news = !this.#strangers;
    this.#strangers = true;
    this.#failures += 1;
    this.#failingSince ??= this.#now();
    this.#probing = false;
    this.#openedAt = this.#now();
    return news;
  }
}
