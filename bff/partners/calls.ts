import { type Call, type CallClass, DEADLINE_MS, type Outcome, VERDICT_GRACE_MS } from '../../adapters/port/terms.ts';
import { type Clock, deadlineSignal } from '../platform/clock.ts';
import { errorFields, type Log, type LogFields } from '../platform/log.ts';
import type { Tracing } from '../platform/tracing.ts';
import { Breaker, type PartnerState } from './breaker.ts';
import { Bulkhead } from './bulkhead.ts';
import { failureFields, resultOf } from './call-words.ts';

export interface CallsOptions {
  /** What kind of partner it is, as it stands in traces and in the log. */
  readonly kind: string;
  readonly ids: readonly string[];
  /** Why partners of this kind may say no. */
  readonly reasons: readonly string[];
  /** How the log names a partner of this kind. */
  readonly fields: (id: string) => LogFields;
  /** Counts a call that has ended. */
  readonly count: (ended: { id: string; operation: string; result: string; durationMs: number }) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Calls to one partner under way at once. */
  readonly atOnce: number;
  readonly waitingMax: number;
  /**
   * Whether answers that can not be read count against the partner. Where a call is about one subject, noise about it says nothing of the
   * others, and whoever causes it must not close the partner for them.
   */
  readonly noiseCounts: (operation: string) => boolean;
}

/** One call: to whom, which one by facet and name, and with what. */
export interface Asked {
  readonly id: string;
  /** As `booking.book`. */
  readonly operation: string;
  readonly class: CallClass;
  readonly args: readonly unknown[];
  readonly traceparent?: string | undefined;
}

interface Line {
  readonly breaker: Breaker;
  readonly bulkhead: Bulkhead;
}

/**
 * The only code that calls a partner, whatever its port. Every call has the deadline of its class, a place in the partner's bulkhead and
 * a breaker in front of it. It never repeats a call: whoever asked decides, because only they know the state.
 */
export class Calls {
  readonly #options: CallsOptions;
  readonly #lines: ReadonlyMap<string, Line>;

  constructor(options: CallsOptions) {
    this.#options = options;
    const { clock, atOnce, waitingMax } = options;
    this.#lines = new Map(
      options.ids.map((id) => [id, { breaker: new Breaker({ now: clock.now }), bulkhead: new Bulkhead({ atOnce, waitingMax }) }]),
    );
  }

  state(id: string): PartnerState {
    return this.#line(id).breaker.state;
  }

  /** False while calls are being refused, whyever. */
  reachable(id: string): boolean {
    return !this.#line(id).breaker.open;
  }

  /** Since when the partner has not answered, or not known us, while it is taken for unreachable. */
  unreachableSince(id: string): number | undefined {
    return this.#line(id).breaker.failingSince;
  }

  async ask<T, R extends string>(asked: Asked, invoke: (call: Call) => Promise<Outcome<T, R>>): Promise<Outcome<T, R>> {
    const { clock, tracing, kind } = this.#options;
    const { breaker, bulkhead } = this.#line(asked.id);
    const startedAt = clock.now();
    const span = tracing.start(`${kind} ${asked.operation}`, 'client', asked.traceparent);
    const outcome = await bulkhead.run(async () => {
      // Asked only now: the breaker may have opened while this call waited for its place.
      if (!breaker.admit()) return unavailable<T, R>('the breaker is open');
      const answered = await this.#invoke(asked, invoke, span.traceparent);
      this.#judge(asked, breaker, answered);
      return answered;
    });
    const answer = outcome ?? unavailable<T, R>('too many calls wait');
    span.end({ [`onedoor.${kind}`]: asked.id, 'onedoor.result': resultOf(answer) }, failedToAnswer(answer));
    this.#record(asked, startedAt, answer);
    return answer;
  }

  #line(id: string): Line {
    const line = this.#lines.get(id);
    if (!line) throw new TypeError(`no adapter is configured for this ${this.#options.kind}`);
    return line;
  }

  async #invoke<T, R extends string>(
    { id, operation, class: kind }: Asked,
    invoke: (call: Call) => Promise<Outcome<T, R>>,
    traceparent: string | undefined,
  ): Promise<Outcome<T, R>> {
    const { clock, log, fields } = this.#options;
    const write = kind === 'write';
    const { signal, release } = deadlineSignal(clock, DEADLINE_MS[kind]);
    // An adapter that ignores its signal must not hold anybody up. What it says within the grace is its verdict still: it alone knows
    // whether anything was sent.
    const end = deadlineSignal(clock, DEADLINE_MS[kind] + VERDICT_GRACE_MS);
    try {
      const answer = invoke(traceparent === undefined ? { signal } : { signal, traceparent });
      const outcome = await Promise.race([answer, firing<Outcome<T, R>>(end.signal, noAnswer(write, 'deadline'))]);
      return isOutcome(outcome) ? outcome : noAnswer(write, 'the adapter answered no outcome');
    } catch (error) {
      log.write('error', 'adapter.threw', { ...fields(id), operation, ...errorFields(error) });
      return noAnswer(write, 'the adapter threw');
    } finally {
      release();
      end.release();
    }
  }

  #judge({ id, operation }: Asked, breaker: Breaker, answered: Outcome<unknown, string>): void {
    if (!answered.ok && answered.failure.kind === 'unauthenticated') {
      const { log, kind, fields } = this.#options;
      if (breaker.unauthenticated()) log.write('error', `${kind}.credentials-refused`, fields(id));
    } else if (failedToAnswer(answered) && (this.#options.noiseCounts(operation) || !isNoise(answered))) breaker.failed();
    else breaker.succeeded();
  }

  #record({ id, operation, args }: Asked, startedAt: number, outcome: Outcome<unknown, string>): void {
    const { clock, count, fields, kind, log, reasons } = this.#options;
    const durationMs = clock.now() - startedAt;
    count({ id, operation, result: resultOf(outcome), durationMs });
    if (outcome.ok) return;
    const words = failureFields(outcome.failure, { reasons, args });
    log.write('warn', `${kind}.call-failed`, { ...fields(id), operation, durationMs, ...words });
  }
}

/** An adapter is somebody else's code, and its types are promises only. */
function isOutcome(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'value' in value;
  const failure = 'failure' in value ? value.failure : undefined;
  return value.ok === false && typeof failure === 'object' && failure !== null && 'kind' in failure;
}

function firing<T>(signal: AbortSignal, value: T): Promise<T> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(value), { once: true }));
}

function unavailable<T, R extends string>(detail: string): Outcome<T, R> {
  return { ok: false, failure: { kind: 'unavailable', detail } };
}

function noAnswer<T, R extends string>(write: boolean, detail: string): Outcome<T, R> {
  return { ok: false, failure: { kind: write ? 'unknown-outcome' : 'unavailable', detail } };
}

function isNoise(outcome: Outcome<unknown, string>): boolean {
  return !outcome.ok && outcome.failure.kind === 'malformed';
}

/** A refusal is an answer. Silence, noise and not being known count against the partner. */
function failedToAnswer(outcome: Outcome<unknown, string>): boolean {
  return !outcome.ok && outcome.failure.kind !== 'rejected';
}
