import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import { commit } from '../../platform/store/commit.ts';
import type { Part } from '../../platform/store/store.ts';
import { sagaHandler } from '../../platform/tasks/saga.ts';
import { insertLeasedTask } from '../../platform/tasks/task-rows.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { dutyOf, ON_DUTY, onShiftPart } from '../identity/on-duty.ts';
import { type PaymentDependencies, REFUND_CHARGES } from './dependencies.ts';
import { readPart } from './part-rows.ts';
import { confirmProposalPart, endProposalPart, PROPOSAL_WAITS, type Proposal, readProposal } from './proposal-rows.ts';
import { presentProposal, shownProposal } from './propose-refund.ts';
import { amountOf, takenBackNow } from './refundable-part.ts';

export interface ProposalAct {
  readonly id: string;
  readonly staff: StaffCaller;
  readonly requestId: string;
}

export interface Confirmation extends ProposalAct {
  /** What whoever confirms it saw, fen. */
  readonly amount: number;
  readonly request: KeyedRequest;
  readonly traceparent: string | undefined;
}

/** The proposal, where it is of this hospital. */
async function proposalFor({ store }: PaymentDependencies, { id, staff }: ProposalAct): Promise<Proposal | undefined> {
  const proposal = await readProposal(store, id);
  return proposal?.hospitalId === staff.hospitalId ? proposal : undefined;
}

/**
 * Another member of staff confirms what a cashier proposed. The hospital is asked once more what it would take back: another amount is
 * another refund, and nobody has proposed that one. Then it goes on as what a person asks for themselves.
 */
export async function confirmRefund(dependencies: PaymentDependencies, order: Confirmation): Promise<Answer> {
  const { id, staff, amount, request, requestId } = order;
  const { store, clock } = dependencies;
  if (!(await proposalFor(dependencies, order))) return problem('not-found');
  const shown = () => shownProposal(dependencies, id, staff, 200);
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: shown,
    work: async (): Promise<KeyedWork | Decided> => {
      const duty = await dutyOf(store, staff.staffId, clock.now());
      if (!duty) return { answer: problem('not-on-duty') };
      const proposal = await proposalFor(dependencies, order);
      if (proposal?.state !== 'proposed' || proposal.expiresAt <= clock.now()) return { answer: problem('not-found') };
      // Saying it twice is still one person's word.
      if (proposal.proposedBy === staff.staffId)
        return { answer: { status: 202, body: presentProposal(proposal, staff, clock.now()) } };
      const part = await readPart(store, proposal.partId);
      if (!part) throw new TypeError('a proposal without its part');
      const now = await takenBackNow(dependencies, part, 0);
      if (now.state === 'unavailable') return { answer: problem('hospital-unavailable', { headers: { 'retry-after': '10' } }) };
      const isSame = amount === proposal.amount && amountOf(now, proposal.lines) === amount;
      if (!isSame) return { kept: problem('not-refundable') };
      return confirm(dependencies, order, proposal, { duty: onShiftPart(duty, clock.now()), shown });
    },
  });
}

function confirm(
  { ids, clock, tasks }: PaymentDependencies,
  order: Confirmation,
  proposal: Proposal,
  { duty, shown }: { readonly duty: Part; readonly shown: () => Promise<Answer> },
): KeyedWork {
  const now = clock.now();
  const task = tasks.lease(REFUND_CHARGES, proposal.id, order.traceparent);
  return {
    name: 'confirm-refund',
    parts: [
      duty,
      confirmProposalPart(proposal.id, order.staff.staffId, now),
      insertLeasedTask(task, now),
      audited(ids, now, 'payment.confirm-refund', { ...order, proposal }),
    ],
    reply: {
      resourceId: proposal.id,
      wait: () => {
        tasks.adopt(task);
        return shown();
      },
    },
    refused: async (guard) => {
      if (guard === ON_DUTY) return { answer: problem('not-on-duty') };
      // Somebody was faster, its time is over, or whoever proposed it left.
      if (guard === PROPOSAL_WAITS) return { answer: problem('not-found') };
      throw new TypeError(`no reply for the guard ${guard}`);
    },
  };
}

function audited(
  ids: PaymentDependencies['ids'],
  now: number,
  action: string,
  { staff, requestId, proposal }: Omit<ProposalAct, 'id'> & { readonly proposal: Proposal },
): Part {
  return auditPart(ids, now, {
    actor: { kind: 'staff', id: staff.staffId },
    action,
    subject: { kind: 'payment', id: proposal.paymentId },
    requestId,
    deviceId: staff.deviceId,
  });
}

/** It is not to be, says somebody on duty at its hospital, also whoever proposed it. What was declined before is no error. */
export async function declineRefund(dependencies: PaymentDependencies, act: ProposalAct): Promise<Answer> {
  const { store, clock, ids } = dependencies;
  const { id, staff } = act;
  const proposal = await proposalFor(dependencies, act);
  if (!proposal) return problem('not-found');
  const now = clock.now();
  const duty = await dutyOf(store, staff.staffId, now);
  if (!duty) return problem('not-on-duty');
  const ended = await commit(dependencies, 'decline-refund', 'interactive', [
    onShiftPart(duty, now),
    endProposalPart(id, 'declined', now),
    audited(ids, now, 'payment.decline-refund', { ...act, proposal }),
  ]);
  if (!ended.ok && ended.guard === ON_DUTY) return problem('not-on-duty');
  const shown = await shownProposal(dependencies, id, staff, 200);
  // What was confirmed in the meantime goes on.
  return 'body' in shown && shown.body.state === 'confirmed' ? problem('not-found') : shown;
}

/** Ends what nobody confirmed in time. */
export function lapseHandler(dependencies: PaymentDependencies): TaskHandler {
  const { store, clock, ids } = dependencies;
  return sagaHandler(dependencies, {
    name: 'proposed refund',
    read: (id) => readProposal(store, id),
    decide: ({ state, expiresAt }) => (state !== 'proposed' ? 'rest' : expiresAt <= clock.now() ? 'lapse' : 'wait'),
    intentAt: () => null,
    steps: {
      lapse: ({ subject, write }) => {
        const now = clock.now();
        const ended = auditPart(ids, now, {
          actor: GATEWAY,
          action: 'payment.lapse-refund',
          subject: { kind: 'payment', id: subject.paymentId },
          requestId: '',
        });
        return write('lapse-refund', 'finish', [endProposalPart(subject.id, 'lapsed', now), ended]);
      },
      wait: ({ subject, write }) => write('wait-for-second-person', { runAt: subject.expiresAt }, []),
      rest: ({ write }) => write('finish-proposal', 'finish', []),
    },
  });
}
