import { auditPart } from '../../platform/audit/audit.ts';
import { actorOf, type Caller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { PATIENT_PRESENT, patientPresentParts } from '../identity/patient-present.ts';
import { mayActPart, RIGHT_TO_ACT } from '../identity/right-to-act.ts';
import { ADVANCE_PAYMENT, type PaymentDependencies } from './dependencies.ts';
import { cancelPartPart, PART_MOVED, type PaymentPart } from './part-rows.ts';
import { paymentReply, readOwnParts } from './read-payments.ts';

export interface StopOrder {
  readonly paymentId: string;
  readonly caller: Caller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

/** Stops paying what nobody has paid yet; what was paid goes its way. */
export async function cancelPayment(dependencies: PaymentDependencies, order: StopOrder): Promise<Answer> {
  if (!(await readOwnParts(dependencies, order.paymentId, order.caller))) return problem('not-found');
  const reply = async () => (await paymentReply(dependencies, order.paymentId, 200)) ?? problem('not-found');
  return keyedOperation(dependencies, {
    request: order.request,
    requestId: order.requestId,
    runningMs: 0,
    undetermined: reply,
    work: async (): Promise<KeyedWork | Decided> => {
      const parts = (await readOwnParts(dependencies, order.paymentId, order.caller)) ?? [];
      const [first] = parts;
      if (!first) return { answer: problem('not-found') };
      const wait = async () => {
        dependencies.tasks.poke();
        return reply();
      };
      return {
        name: 'cancel-payment',
        parts: stopParts(dependencies, order, first.patientId, parts.filter(mayStop)),
        reply: { resourceId: order.paymentId, wait },
        refused: async (guard) => {
          // Somebody paid in this very moment: look again, and stop the others.
          if (guard === PART_MOVED) return 'again';
          if (guard === RIGHT_TO_ACT) return { answer: problem('not-found') };
          if (guard === PATIENT_PRESENT) return { answer: problem('presence-required') };
          throw new TypeError(`no reply for the guard ${guard}`);
        },
      };
    },
  });
}

function mayStop({ state, cashOrder, cancelWanted }: PaymentPart): boolean {
  return (state === 'due' || state === 'closing') && cashOrder === null && !cancelWanted;
}

function stopParts(
  { ids, clock }: PaymentDependencies,
  { paymentId, caller, requestId }: StopOrder,
  patientId: string,
  stopped: readonly PaymentPart[],
) {
  const now = clock.now();
  return [
    mayActPart(caller, patientId, now, 'money'),
    ...patientPresentParts(caller),
    ...stopped.flatMap(({ id }) => [wakeTaskPart(ADVANCE_PAYMENT, id, now), cancelPartPart(id)]),
    auditPart(ids, now, {
      actor: actorOf(caller),
      action: 'payment.cancel',
      subject: { kind: 'payment', id: paymentId },
      requestId,
      deviceId: caller.deviceId ?? undefined,
    }),
  ];
}
