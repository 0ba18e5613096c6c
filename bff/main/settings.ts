import type { Clock } from '../platform/clock.ts';
import { RateLimiter } from '../platform/http/rate-limit.ts';
import { limits } from '../platform/limits/limits.ts';

/** How a gateway is to behave, out of its configuration. Times in ms. */
export interface Settings {
  readonly demo: boolean;
  readonly origins: readonly string[];
  /** Names besides those under which the gateway is asked; `any` where the platform brings no request but those for names of its own. */
  readonly hosts: readonly string[] | 'any';
  readonly rateLimitPerMinute: number;
  readonly syncEveryMs: number;
  readonly syncWindowMs: number;
  readonly watchEveryMs: number;
  readonly queueEveryMs: number;
  readonly hospitalCallsAtOnce: number;
  /** How often old rows are deleted. */
  readonly forgetEveryMs: number;
  /** How often audit rows are sealed. */
  readonly sealEveryMs: number;
  /** How often people's keys that lie under an old key are looked for. */
  readonly rewrapEveryMs: number;
  /** How often due tasks are looked for. */
  readonly pollEveryMs: number;
  readonly checkReplies: boolean;
  /** Where people reach the gateway from their phones; empty when they can not. */
  readonly publicUrl: string;
}

/** Counts what each caller asks for in a minute. */
export function createRateLimiter({ rateLimitPerMinute: limit }: Settings, clock: Clock): RateLimiter {
  return new RateLimiter({ limit, windowMs: limits.rateWindow.figure }, clock.now);
}
