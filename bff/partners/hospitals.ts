import { CALLS, type CallOf, type Facet, type FacetName, type HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Inbound } from '../../adapters/port/inbound.ts';
import { type Call, type CallClass, type Outcome, REJECT_REASONS } from '../../adapters/port/terms.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { noTracing, type Tracing } from '../platform/tracing.ts';
import type { PartnerState } from './breaker.ts';
import { Calls } from './calls.ts';

export interface HospitalsOptions {
  readonly adapters: ReadonlyMap<string, HospitalAdapter>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing?: Tracing;
  /** Calls to one hospital under way at once. */
  readonly atOnce?: number;
  readonly waitingMax?: number;
}

type Invoke<F extends FacetName, C extends CallOf<F>> = Extract<
  NonNullable<Facet<F>[C & keyof Facet<F>]>,
  (...given: never[]) => unknown
>;

/** What a call takes, less the `Call` that comes with every one. */
export type ArgumentsOf<F extends FacetName, C extends CallOf<F>> =
  Parameters<Invoke<F, C>> extends [...infer Given, Call] ? Given : never;

/** What a call answers. */
export type AnswerOf<F extends FacetName, C extends CallOf<F>> = Awaited<ReturnType<Invoke<F, C>>>;

/** Which hospital, and the trace of whoever asks. */
export type Whom = string | { readonly id: string; readonly traceparent: string | undefined };

/** What these facets are asked is one person's: an answer about it that can not be read says nothing of the others, nor of the hospital. */
const ABOUT_ONE_PERSON = /^(records|preconsult|charges)\./;

/** The hospitals: which facets each has, whether it answers, and the way to ask. Any call of any facet goes through `ask`. */
export class Hospitals {
  readonly #adapters: ReadonlyMap<string, HospitalAdapter>;
  readonly #calls: Calls;

  constructor({ adapters, clock, log, metrics, tracing = noTracing, atOnce = 10, waitingMax = 500 }: HospitalsOptions) {
    this.#adapters = adapters;
    this.#calls = new Calls({
      kind: 'hospital',
      ids: [...adapters.keys()],
      reasons: REJECT_REASONS,
      fields: (hospitalId) => ({ hospitalId }),
      count({ id, operation, result, durationMs }) {
        const labels = `hospital="${id}",operation="${operation}"`;
        metrics.count('onedoor_hospital_calls_total', `${labels},result="${result}"`);
        metrics.observe('onedoor_hospital_call_seconds', labels, durationMs / 1000);
      },
      clock,
      log,
      tracing,
      atOnce,
      waitingMax,
      noiseCounts: (operation) => !ABOUT_ONE_PERSON.test(operation),
    });
  }

  ids(): readonly string[] {
    return [...this.#adapters.keys()];
  }

  /** A facet for what it says of itself, `undefined` where the hospital does not have it. Its calls are made through `ask`. */
  facet<F extends FacetName>(hospitalId: string, facet: F): DataOf<F> | undefined {
    return this.#adapter(hospitalId)[facet] as DataOf<F> | undefined;
  }

  /** What may be said of the hospital to operators; people are told `reachable`. */
  state(hospitalId: string): PartnerState {
    return this.#calls.state(hospitalId);
  }

  /** False while calls are being refused because the hospital does not answer, or does not take our credentials. */
  reachable(hospitalId: string): boolean {
    return this.#calls.reachable(hospitalId);
  }

  /** Since when the hospital has not answered, while it is taken for unreachable. */
  unreachableSince(hospitalId: string): number | undefined {
    return this.#calls.unreachableSince(hospitalId);
  }

  /** Asks one call of one facet. A facet that the hospital does not have is `rejected`: whoever asks looks first. */
  async ask<F extends FacetName, C extends CallOf<F>>(
    whom: Whom,
    facet: F,
    call: C,
    ...args: ArgumentsOf<F, C>
  ): Promise<AnswerOf<F, C>> {
    const { id, traceparent } = typeof whom === 'string' ? { id: whom, traceparent: undefined } : whom;
    const having = this.#adapter(id)[facet];
    const invoke: unknown = having && Reflect.get(having, call);
    if (typeof invoke !== 'function') return ABSENT as AnswerOf<F, C>;
    const kind = (CALLS[facet] as Readonly<Record<string, CallClass>>)[call] ?? 'write';
    const asked = { id, operation: `${facet}.${call}`, class: kind, args, traceparent };
    const answer = this.#calls.ask(asked, (given) => invoke.call(having, ...args, given) as Promise<Outcome<unknown>>);
    return (await answer) as AnswerOf<F, C>;
  }

  /** What takes the hospital's own messages, where its protocol has any. */
  inbound(hospitalId: string): Inbound | undefined {
    const adapter = this.#adapter(hospitalId);
    return adapter.inbound?.bind(adapter);
  }

  #adapter(hospitalId: string): HospitalAdapter {
    const adapter = this.#adapters.get(hospitalId);
    if (!adapter) throw new TypeError('no adapter is configured for this hospital');
    return adapter;
  }
}

/** What a facet says of itself, and which calls it has. */
export type DataOf<F extends FacetName> = Omit<Facet<F>, CallOf<F>> & { readonly [C in CallOf<F>]?: unknown };

const ABSENT: Outcome<never> = {
  ok: false,
  failure: { kind: 'rejected', reason: 'request-refused', detail: 'the hospital has no such facet' },
};
