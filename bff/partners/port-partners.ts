import type { Call, CallClass, CallName, CallTable, Outcome } from '../../adapters/port/terms.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { noTracing, type Tracing } from '../platform/tracing.ts';
import { Calls } from './calls.ts';

export interface PortPartnersOptions<Port> {
  /** What kind of partner it is, as it stands in traces, in the log and in names of metrics. */
  readonly kind: string;
  readonly ports: ReadonlyMap<string, Port>;
  readonly calls: CallTable<Port>;
  /** Why partners of this kind may say no. */
  readonly reasons: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing?: Tracing;
}

/** What a call takes, less the `Call` that comes with every one. */
type Given<Port, Name extends keyof Port> =
  Parameters<Extract<NonNullable<Port[Name]>, (...given: never[]) => unknown>> extends [...infer Before, Call] ? Before : never;

type Answered<Port, Name extends keyof Port> = Awaited<
  ReturnType<Extract<NonNullable<Port[Name]>, (...given: never[]) => unknown>>
>;

/** Calls to one partner under way at once, and waiting. */
const AT_ONCE = 20;
const WAITING_MAX = 500;

/** Partners that have one port each: payment channels, and insurers. Any call goes through `ask`, with its deadline, a bulkhead and a breaker. */
export class PortPartners<Port extends object> {
  readonly #ports: ReadonlyMap<string, Port>;
  readonly #table: CallTable<Port>;
  readonly #calls: Calls;

  constructor({ kind, ports, calls, reasons, clock, log, metrics, tracing = noTracing }: PortPartnersOptions<Port>) {
    this.#ports = ports;
    this.#table = calls;
    this.#calls = new Calls({
      kind,
      ids: [...ports.keys()],
      reasons,
      fields: (id) => ({ partner: id }),
      count({ id, operation, result, durationMs }) {
        const labels = `partner="${id}",operation="${operation}"`;
        metrics.count('onedoor_partner_calls_total', `${labels},result="${result}"`);
        metrics.observe('onedoor_partner_call_seconds', labels, durationMs / 1000);
      },
      clock,
      log,
      tracing,
      atOnce: AT_ONCE,
      waitingMax: WAITING_MAX,
      noiseCounts: () => false,
    });
  }

  ids(): readonly string[] {
    return [...this.#ports.keys()];
  }

  has(id: string): boolean {
    return this.#ports.has(id);
  }

  /** The port for what it says of itself. @throws TypeError for a partner that is not configured. */
  port(id: string): Port {
    const port = this.#ports.get(id);
    if (!port) throw new TypeError('no adapter is configured for this partner');
    return port;
  }

  /** False while calls are being refused, whyever. */
  reachable(id: string): boolean {
    return this.#calls.reachable(id);
  }

  async ask<Name extends CallName<Port> & keyof Port>(
    id: string,
    call: Name,
    ...args: Given<Port, Name>
  ): Promise<Answered<Port, Name>> {
    const port = this.port(id);
    const invoke: unknown = port[call];
    if (typeof invoke !== 'function') throw new TypeError('the partner has no such call');
    const kind = (this.#table as Readonly<Record<string, CallClass>>)[call] ?? 'write';
    const asked = { id, operation: call, class: kind, args };
    const answer = this.#calls.ask(asked, (given) => invoke.call(port, ...args, given) as Promise<Outcome<unknown, string>>);
    return (await answer) as Answered<Port, Name>;
  }
}
