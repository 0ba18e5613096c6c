import { actorOf, type Caller } from '../../platform/http/context.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { BodyReply, StreamEvent } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { callerNow, looksAgainWithin, maySee } from '../identity/right-to-act.ts';
import { readAskedRefunds } from './charge-refund-rows.ts';
import { type PaymentDependencies, paymentSignalOf } from './dependencies.ts';
import { readOrders } from './order-rows.ts';
import { type PaymentPart, readParts } from './part-rows.ts';
import { selectPaymentEvents } from './payment-rows.ts';
import { presentPayment, quotesReply } from './present.ts';
import { type Quote, readBatch } from './quote-rows.ts';
import { readRefunds } from './refund-rows.ts';
import { type PartState, standingOf } from './rules.ts';

/** Who reads whose, for the access log. */
export interface PaymentReading {
  readonly caller: Caller;
  readonly requestId: string;
}

/** A payment as the contract shows it; `undefined` where there is none. */
export async function paymentReply(
  dependencies: PaymentDependencies,
  paymentId: string,
  status: 200 | 201,
): Promise<BodyReply | undefined> {
  const { store } = dependencies;
  const parts = await readParts(store, paymentId);
  const [first] = parts;
  if (!first) return undefined;
  const patientName = await maskedNameOf(store, first.patientId);
  const orders = (await Promise.all(parts.map(({ id }) => readOrders(store, id)))).flat();
  const refunds = (await Promise.all(parts.map(({ id }) => readRefunds(store, id)))).flat();
  const takenBack = await readAskedRefunds(store, paymentId);
  const body = presentPayment(dependencies, {
    parts,
    orders,
    refunds,
    takenBack,
    patientName,
    createdAt: first.createdAt,
  });
  return { status, body, headers: { location: `/v1/payments/${paymentId}` } };
}

/** The parts of a payment, if it is this person's or of somebody for whom they act. */
export async function readOwnParts(
  dependencies: PaymentDependencies,
  paymentId: string,
  caller: Caller,
): Promise<readonly PaymentPart[] | undefined> {
  const parts = await readParts(dependencies.store, paymentId);
  const [first] = parts;
  if (!first) return undefined;
  const may = await maySee(dependencies, caller, { patientId: first.patientId, madeAt: first.createdAt }, 'money');
  return may ? parts : undefined;
}

/** One payment. The row of the access log is committed before anything is shown. */
export async function readPayment(
  dependencies: PaymentDependencies,
  paymentId: string,
  reading: PaymentReading,
): Promise<BodyReply | undefined> {
  if (!(await readOwnParts(dependencies, paymentId, reading.caller))) return undefined;
  await logPayment(dependencies, 'payment.read', { kind: 'payment', id: paymentId }, reading);
  return paymentReply(dependencies, paymentId, 200);
}

/** Some quotes, if they are of this person's bills, or of somebody's for whom they act. */
export async function readQuotes(
  dependencies: PaymentDependencies,
  batchId: string,
  reading: PaymentReading,
): Promise<BodyReply | undefined> {
  const quotes = await readBatch(dependencies.store, batchId);
  const [first] = quotes;
  if (!first || !(await mayReadQuotes(dependencies, quotes, reading.caller))) return undefined;
  await logPayment(dependencies, 'quote.read', { kind: 'patient', id: first.patientId }, reading);
  return quotesReply(dependencies, quotes, 200);
}

/** Whether these quotes are of this person's bills, or of somebody's whose money they may see now. */
export async function mayReadQuotes(
  dependencies: PaymentDependencies,
  [first]: readonly Quote[],
  caller: Caller,
): Promise<boolean> {
  return first !== undefined && maySee(dependencies, caller, { patientId: first.patientId, madeAt: first.createdAt }, 'money');
}

export function logPayment(
  { accessLog }: PaymentDependencies,
  action: string,
  subject: { readonly kind: string; readonly id: string },
  { caller, requestId }: PaymentReading,
): Promise<void> {
  return accessLog.record({ actor: actorOf(caller), action, subject, requestId, deviceId: caller.deviceId ?? undefined }, []);
}

const STREAM_MS = limits.streamLife.figure;
/** Other processes' commits are seen at the latest after this time. */
const LOOK_EVERY_MS = 2_000;
const EVENTS_PER_LOOK = 50;

/** The payment's history after a version, from the rows, and then what is committed while somebody listens who may. */
export async function* followPayment(
  dependencies: PaymentDependencies,
  { parts, caller }: { readonly parts: readonly PaymentPart[]; readonly caller: Caller },
  afterVersion: number,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { store, clock, signals } = dependencies;
  const [first] = parts;
  if (!first) throw new TypeError('a payment without parts');
  const { paymentId, patientId } = first;
  const order = new Map(parts.map(({ id }, index) => [id, index]));
  const until = clock.now() + STREAM_MS;
  const listener = signals.listen(paymentSignalOf(paymentId));
  const close = () => listener.close();
  signal.addEventListener('abort', close, { once: true });
  // Whoever has heard more than there is has heard it from rows that are gone (a restored database): they get how things are now.
  let version = afterVersion > first.version ? first.version - 1 : afterVersion;
  try {
    while (clock.now() < until && !signal.aborted) {
      const now = await callerNow(dependencies, caller);
      if (!now || !(await readOwnParts(dependencies, paymentId, now))) return;
      const rows = await store.read(selectPaymentEvents({ paymentId, after: version, limit: EVENTS_PER_LOOK }));
      for (const event of rows) {
        version = event.version;
        const data = {
          part: order.get(event.partId) ?? 0,
          state: standingOf(event.state as PartState),
          at: shanghaiTime(event.at),
        };
        yield { id: String(event.version), name: 'payment', data };
      }
      if (rows.length === 0) yield 'still-there';
      await listener.next(looksAgainWithin(caller, patientId, LOOK_EVERY_MS));
    }
  } finally {
    signal.removeEventListener('abort', close);
    listener.close();
  }
}
