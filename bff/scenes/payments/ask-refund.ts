import type * as z from 'zod';
import { evidenceLevels } from '../../contract/evidence.ts';
import type { refundable } from '../../contract/payments/schemas.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller, callerLevel } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { insertLeasedTask } from '../../platform/tasks/task-rows.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { mayActPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { hasConsented } from '../oversight/consents.ts';
import { insertChargeRefundPart, NO_REFUND_UNDER_WAY } from './charge-refund-rows.ts';
import { type PaymentDependencies, REFUND_CHARGES } from './dependencies.ts';
import type { PaymentPart } from './part-rows.ts';
import { logPayment, type PaymentReading, paymentReply, readOwnParts } from './read-payments.ts';
import { amountOf, refundableOf } from './refundable-part.ts';

type Refundable = z.output<typeof refundable>;

/** What the hospitals would take back of a payment now. */
export async function readRefundable(
  dependencies: PaymentDependencies,
  paymentId: string,
  reading: PaymentReading,
): Promise<Refundable | ProblemReply> {
  const parts = await readOwnParts(dependencies, paymentId, reading.caller);
  if (!parts) return problem('not-found');
  const refused = await refuseTakingBack(dependencies, reading.caller, parts);
  if (refused) return refused;
  await logPayment(dependencies, 'payment.read', { kind: 'payment', id: paymentId }, reading);
  const asked = await Promise.all(parts.map((part, index) => refundableOf(dependencies, part, index)));
  return { id: paymentId, parts: asked };
}

/**
 * Taking money back takes the person's own document: whom a clerk vouched for goes to the cashier, where a second person confirms it. And it
 * tells a hospital of them, so they, or a guardian for them, have agreed to that and not taken it back.
 */
async function refuseTakingBack(
  dependencies: PaymentDependencies,
  caller: Caller,
  parts: readonly PaymentPart[],
): Promise<ProblemReply | undefined> {
  if (!evidenceLevels[callerLevel(caller)].readsHealthData || caller.evidence === 'staff-present')
    return problem('document-required');
  const [first] = parts;
  return first && (await hasConsented(dependencies, first.patientId)) ? undefined : problem('consent-required');
}

export interface RefundOrder {
  readonly paymentId: string;
  readonly part: number;
  readonly lines: readonly string[] | 'whole';
  /** What the person saw and agreed to, fen. */
  readonly amount: number;
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
  readonly traceparent: string | undefined;
}

/**
 * Asks a hospital to take back what it settled: what it calls refundable now, and for the amount that the person saw. One at a time for
 * each part.
 */
export async function askRefund(dependencies: PaymentDependencies, order: RefundOrder): Promise<Answer> {
  const { paymentId, caller } = order;
  if (!(await readOwnParts(dependencies, paymentId, caller))) return problem('not-found');
  const reply = async () => (await paymentReply(dependencies, paymentId, 201)) ?? problem('not-found');
  return keyedOperation(dependencies, {
    request: order.request,
    requestId: order.requestId,
    runningMs: 0,
    undetermined: reply,
    work: async (): Promise<KeyedWork | Decided> => {
      const parts = (await readOwnParts(dependencies, paymentId, caller)) ?? [];
      const refused = await refuseTakingBack(dependencies, caller, parts);
      if (refused) return { answer: refused };
      const part = parts[order.part];
      if (!part) return { answer: problem('not-refundable') };
      const now = await refundableOf(dependencies, part, order.part);
      if (now.state === 'unavailable') return { answer: problem('hospital-unavailable', { headers: { 'retry-after': '10' } }) };
      if (amountOf(now, order.lines) !== order.amount) return { kept: problem('not-refundable') };
      return begin(dependencies, order, part, reply);
    },
  });
}

function begin(
  dependencies: PaymentDependencies,
  { lines, amount, caller, paymentId, requestId, traceparent }: RefundOrder,
  part: PaymentPart,
  reply: () => Promise<Answer>,
): KeyedWork {
  const { ids, clock, tasks } = dependencies;
  const now = clock.now();
  const id = ids.inOrder('cfd');
  const task = tasks.lease(REFUND_CHARGES, id, traceparent);
  const lineRefs = lines === 'whole' ? 'whole' : JSON.stringify(lines);
  const wait = () => {
    tasks.adopt(task);
    return reply();
  };
  return {
    name: 'ask-refund',
    parts: [
      mayActPart(caller, part.patientId, now, 'money'),
      ...patientPresentParts(caller),
      insertChargeRefundPart({ id, partId: part.id, lineRefs, amount, askedBy: caller.patientId, now }),
      insertLeasedTask(task, now),
      auditPart(ids, now, {
        actor: actorOf(caller),
        action: 'payment.ask-refund',
        subject: { kind: 'payment', id: paymentId },
        requestId,
        deviceId: caller.deviceId ?? undefined,
      }),
    ],
    reply: { resourceId: id, wait },
    refused: async (guard) => {
      if (guard === NO_REFUND_UNDER_WAY) return { kept: problem('not-refundable') };
      if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
      if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}
