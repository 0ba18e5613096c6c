import type {
  Booking,
  BookingChanges,
  BookRequest,
  Call,
  CancelRequest,
  Capabilities,
  Failure,
  HospitalAdapter,
  Operation,
  Outcome,
  Patient,
  PatientMatch,
  PatientQuery,
  PatientRecord,
  RejectReason,
  SessionQueue,
  SlotPage,
  SlotSnapshot,
  SlotsRequest,
} from '../../adapters/port.ts';
import { notSupported } from '../../adapters/port.ts';
import { type Clock, deadlineSignal } from '../platform/clock.ts';
import { errorFields, type Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { noTracing, type Tracing } from '../platform/tracing.ts';
import { Breaker } from './breaker.ts';
import { Bulkhead } from './bulkhead.ts';

/** Deadlines of one call, ms (reliability.md H1): reads are short because people wait, writes long because asking again is dear. */
export const READ_DEADLINE_MS = 3_000;
export const WRITE_DEADLINE_MS = 8_000;

const WRITES: ReadonlySet<Operation> = new Set(['book', 'cancel', 'registerPatient']);

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

interface Line {
  readonly adapter: HospitalAdapter;
  readonly breaker: Breaker;
  readonly bulkhead: Bulkhead;
}

/**
 * The only code that calls a hospital. Every call has a deadline, a place in the hospital's bulkhead and a breaker in front of
 * it; what is not declared is refused here. It never repeats a call: whoever asked decides, because only they know the state.
 */
export class Hospitals {
  readonly #lines: ReadonlyMap<string, Line>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #tracing: Tracing;

  constructor(options: HospitalsOptions) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#tracing = options.tracing ?? noTracing;
    const room = { atOnce: options.atOnce ?? 10, waitingMax: options.waitingMax ?? 500 };
    this.#lines = new Map(
      [...options.adapters].map(([id, adapter]) => [
        id,
        { adapter, breaker: new Breaker({ now: options.clock.now }), bulkhead: new Bulkhead(room) },
      ]),
    );
  }

  ids(): readonly string[] {
    return [...this.#lines.keys()];
  }

  capabilities(hospitalId: string): Capabilities {
    return this.#line(hospitalId).adapter.capabilities;
  }

  /** False while calls are being refused because the hospital did not answer. */
  reachable(hospitalId: string): boolean {
    return !this.#line(hospitalId).breaker.open;
  }

  /** Since when the hospital has not answered, while it is taken for unreachable. */
  unreachableSince(hospitalId: string): number | undefined {
    return this.#line(hospitalId).breaker.failingSince;
  }

  slots(hospitalId: string, request: SlotsRequest): Promise<Outcome<SlotPage>> {
    return this.#call(hospitalId, 'slots', (adapter, call) => adapter.slots(request, call));
  }

  slot(hospitalId: string, ref: string): Promise<Outcome<SlotSnapshot | null>> {
    return this.#call(hospitalId, 'slot', (adapter, call) => adapter.slot(ref, call));
  }

  book(hospitalId: string, request: BookRequest, traceparent?: string): Promise<Outcome<Booking>> {
    return this.#call(
      hospitalId,
      'book',
      (adapter, call) => adapter.book(request, call),
      traceparent,
      personalWords(request.patient),
    );
  }

  findBooking(hospitalId: string, key: string): Promise<Outcome<Booking | null>> {
    return this.#call(hospitalId, 'findBooking', (adapter, call) => adapter.findBooking(key, call));
  }

  listBookings(hospitalId: string, cursor: string | undefined): Promise<Outcome<BookingChanges>> {
    return this.#call(hospitalId, 'listBookings', (adapter, call) => adapter.listBookings(cursor, call));
  }

  cancel(hospitalId: string, request: CancelRequest): Promise<Outcome<Booking>> {
    return this.#call(hospitalId, 'cancel', (adapter, call) => adapter.cancel(request, call));
  }

  findPatient(hospitalId: string, query: PatientQuery): Promise<Outcome<PatientMatch>> {
    return this.#call(hospitalId, 'findPatient', (adapter, call) => adapter.findPatient(query, call), undefined, [
      query.name,
      query.document.number,
    ]);
  }

  registerPatient(hospitalId: string, patient: Patient): Promise<Outcome<PatientRecord>> {
    const invoke = (adapter: HospitalAdapter, call: Call) => adapter.registerPatient(patient, call);
    return this.#call(hospitalId, 'registerPatient', invoke, undefined, personalWords(patient));
  }

  queue(hospitalId: string, slotRef: string): Promise<Outcome<SessionQueue | null>> {
    return this.#call(hospitalId, 'queue', (adapter, call) => adapter.queue(slotRef, call));
  }

  /** What takes the hospital's own messages, where its protocol has any. */
  inbound(hospitalId: string): HospitalAdapter['inbound'] {
    const { adapter } = this.#line(hospitalId);
    return adapter.inbound?.bind(adapter);
  }

  #line(hospitalId: string): Line {
    const line = this.#lines.get(hospitalId);
    if (!line) throw new TypeError('no adapter is configured for this hospital');
    return line;
  }

  async #call<T>(
    hospitalId: string,
    operation: Operation,
    invoke: (adapter: HospitalAdapter, call: Call) => Promise<Outcome<T>>,
    traceparent?: string,
    personal: readonly string[] = [],
  ): Promise<Outcome<T>> {
    const line = this.#line(hospitalId);
    if (!line.adapter.capabilities[operation === 'slot' ? 'slots' : operation]) return notSupported(operation);
    const startedAt = this.#clock.now();
    const span = this.#tracing.start(`hospital ${operation}`, 'client', traceparent);
    const outcome = await line.bulkhead.run(async () => {
      // Asked only now: the breaker may have opened while this call waited for its place.
      if (!line.breaker.admit()) return unavailable<T>('the breaker is open');
      const answered = await this.#invoke(line.adapter, operation, invoke, span.traceparent);
      if (failedToAnswer(answered)) line.breaker.failed();
      else line.breaker.succeeded();
      return answered;
    });
    const answer = outcome ?? unavailable<T>('too many calls wait');
    const result = answer.ok ? 'ok' : listed(KINDS, answer.failure.kind);
    span.end({ 'onedoor.hospital': hospitalId, 'onedoor.result': result }, failedToAnswer(answer));
    return this.#recorded(hospitalId, operation, startedAt, answer, personal);
  }

  async #invoke<T>(
    adapter: HospitalAdapter,
    operation: Operation,
    invoke: (adapter: HospitalAdapter, call: Call) => Promise<Outcome<T>>,
    traceparent: string | undefined,
  ): Promise<Outcome<T>> {
    const write = WRITES.has(operation);
    const { signal, release } = deadlineSignal(this.#clock, write ? WRITE_DEADLINE_MS : READ_DEADLINE_MS);
    try {
      const answer = invoke(adapter, traceparent === undefined ? { signal } : { signal, traceparent });
      // An adapter that ignores its signal must not hold anybody up: its late answer is dropped, and the outcome is unknown.
      const outcome = await Promise.race([answer, firing<Outcome<T>>(signal, noAnswer(write, 'deadline'))]);
      return isOutcome(outcome) ? outcome : noAnswer(write, 'the adapter answered no outcome');
    } catch (error) {
      this.#log.write('error', 'adapter.threw', { operation, ...errorFields(error) });
      return noAnswer(write, 'the adapter threw');
    } finally {
      release();
    }
  }

  #recorded<T>(
    hospitalId: string,
    operation: Operation,
    startedAt: number,
    outcome: Outcome<T>,
    personal: readonly string[],
  ): Outcome<T> {
    const result = outcome.ok ? 'ok' : listed(KINDS, outcome.failure.kind);
    const durationMs = this.#clock.now() - startedAt;
    this.#metrics.count('onedoor_hospital_calls_total', `hospital="${hospitalId}",operation="${operation}",result="${result}"`);
    this.#metrics.observe(
      'onedoor_hospital_call_seconds',
      `hospital="${hospitalId}",operation="${operation}"`,
      durationMs / 1000,
    );
    if (!outcome.ok) {
      this.#log.write('warn', 'hospital.call-failed', {
        hospitalId,
        operation,
        durationMs,
        ...failureFields(outcome.failure, personal),
      });
    }
    return outcome;
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

function unavailable<T>(detail: string): Outcome<T> {
  return { ok: false, failure: { kind: 'unavailable', detail } };
}

function noAnswer<T>(write: boolean, detail: string): Outcome<T> {
  return { ok: false, failure: { kind: write ? 'unknown-outcome' : 'unavailable', detail } };
}

/** A refusal is an answer. Only silence and noise count against the hospital. */
function failedToAnswer(outcome: Outcome<unknown>): boolean {
  if (outcome.ok) return false;
  const { kind } = outcome.failure;
  return kind === 'unavailable' || kind === 'unknown-outcome' || kind === 'malformed';
}

function failureFields(failure: Failure, personal: readonly string[]): { failure: string; detail: string } {
  switch (failure.kind) {
    case 'rejected':
      return { failure: `rejected:${listed(REASONS, failure.reason)}`, detail: loggable(failure.detail, personal) };
    case 'not-supported':
      return { failure: failure.kind, detail: loggable(failure.operation, personal) };
    default:
      return { failure: listed(KINDS, failure.kind), detail: loggable(failure.detail, personal) };
  }
}

const KINDS: readonly Failure['kind'][] = ['rejected', 'unavailable', 'unknown-outcome', 'malformed', 'not-supported'];
const REASONS: readonly RejectReason[] = [
  'slot-taken',
  'slot-unknown',
  'slot-closed',
  'patient-refused',
  'patient-ambiguous',
  'patient-unknown',
  'not-cancellable',
  'booking-unknown',
  'key-reused',
  'not-authorised',
  'request-refused',
  'other',
];

/** The word, if it is one of the port's; an adapter that breaks the port's types must not reach a log or a metric by that. */
function listed<T extends string>(list: readonly T[], word: T): T | 'unlisted' {
  return list.includes(word) ? word : 'unlisted';
}

/**
 * An adapter may put nothing of a person into its words (`adapters/port.ts`); this is the second line of defence. Only short plain
 * words pass: no other script, nothing escaped or encoded, no number that could be a phone or a document, and nothing of the
 * patient whom the call was about.
 */
function loggable(words: unknown, personal: readonly string[]): string {
  if (typeof words !== 'string' || !/^[A-Za-z0-9 .,:;()$_'-]{0,120}$/.test(words)) return WITHHELD;
  const lower = words.toLowerCase();
  if (personal.some((word) => lower.includes(word))) return WITHHELD;
  return words.replace(/\w+/g, (word) => (PLAIN_WORD.test(word) ? word : '#'));
}

const WITHHELD = 'withheld';
/** A word, a name out of a program or a protocol, or a number as short as a status. What is encoded mixes letters and digits. */
const PLAIN_WORD = /^(?:[a-z_]+|[A-Z_]+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|\d{1,3})$/;

/** What of a patient could stand in plain words: the parts of the name, and the numbers. */
function personalWords({ name, birthDate, document, phone }: Patient): readonly string[] {
  const words = [...name.split(/[^\p{L}]+/u), birthDate, document.number, phone ?? ''];
  return words.filter((word) => word.length > 1).map((word) => word.toLowerCase());
}
