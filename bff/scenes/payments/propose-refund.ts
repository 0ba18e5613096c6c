import type * as z from 'zod';
import type { deskRefund, deskRefundable } from '../../contract/payments/schemas.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, type ProblemReply, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { dutyOf, ON_DUTY, onShiftPart } from '../identity/on-duty.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { isBeingRefunded } from './charge-refund-rows.ts';
import { LAPSE_PROPOSAL, type PaymentDependencies } from './dependencies.ts';
import { type PaymentPart, readPartsByCode } from './part-rows.ts';
import { yuan } from './present.ts';
import { countProposed, insertProposalPart, PROPOSAL_FITS, type Proposal, readProposal } from './proposal-rows.ts';
import { amountOf, refundableOf } from './refundable-part.ts';

type DeskRefund = z.output<typeof deskRefund>;
type DeskRefundable = z.output<typeof deskRefundable>;

/** Who asks, for the access log. */
interface AtTheDesk {
  readonly staff: StaffCaller;
  readonly requestId: string;
}

/** The parts of a payment that are of the cashier's hospital, each with its number in the payment. */
async function ownPartsOf({ store }: PaymentDependencies, code: string, { hospitalId }: StaffCaller) {
  const parts = await readPartsByCode(store, code);
  return parts.map((part, index) => ({ part, index })).filter(({ part }) => part.hospitalId === hospitalId);
}

/**
 * What the cashier's hospital would take back of a payment now, with the names of those lines: the person has laid the receipt with the
 * same lines before them. Nobody is told who is not on duty. It is written down before it is shown.
 */
export async function readRefundableAtDesk(
  dependencies: PaymentDependencies,
  code: string,
  { staff, requestId }: AtTheDesk,
): Promise<DeskRefundable | ProblemReply> {
  const { store, clock, accessLog } = dependencies;
  const own = await ownPartsOf(dependencies, code, staff);
  const [first] = own;
  if (!first) return problem('not-found');
  if (!(await dutyOf(store, staff.staffId, clock.now()))) return problem('not-on-duty');
  await accessLog.record(
    {
      actor: { kind: 'staff', id: staff.staffId },
      action: 'payment.read-refundable',
      subject: { kind: 'payment', id: first.part.paymentId },
      requestId,
      deviceId: staff.deviceId,
    },
    [],
  );
  return {
    code,
    patientName: await maskedNameOf(store, first.part.patientId),
    inCash: first.part.channel === 'cash',
    parts: await Promise.all(own.map(({ part, index }) => refundableOf(dependencies, part, index))),
  };
}

export interface ProposalOrder extends AtTheDesk {
  readonly code: string;
  /** Of the payment, counted from 0. */
  readonly part: number;
  readonly lines: readonly string[] | 'whole';
  /** What the cashier saw and said, fen. */
  readonly amount: number;
  readonly request: KeyedRequest;
}

/**
 * A cashier proposes a refund: what the hospital calls refundable now, and for this amount. Nothing is asked of it before another member
 * of staff confirms it; until then nothing else of the part is taken back.
 */
export async function proposeRefund(dependencies: PaymentDependencies, order: ProposalOrder): Promise<Answer> {
  const { staff, request, requestId, code } = order;
  const { store, clock } = dependencies;
  if ((await ownPartsOf(dependencies, code, staff)).length === 0) return problem('not-found');
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: (id) => shownProposal(dependencies, id, staff, 201),
    work: async (): Promise<KeyedWork | Decided> => {
      const duty = await dutyOf(store, staff.staffId, clock.now());
      if (!duty) return { answer: problem('not-on-duty') };
      const own = (await ownPartsOf(dependencies, code, staff)).find(({ index }) => index === order.part);
      if (!own) return { kept: problem('not-refundable') };
      if ((await countProposed(store, staff.staffId)) >= limits.refundsProposed.figure)
        return { answer: problem('rate-limited', { headers: { 'retry-after': '60' } }) };
      const now = await refundableOf(dependencies, own.part, own.index);
      if (now.state === 'unavailable') return { answer: problem('hospital-unavailable', { headers: { 'retry-after': '10' } }) };
      if (amountOf(now, order.lines) !== order.amount) return { kept: problem('not-refundable') };
      return propose(dependencies, order, own.part, onShiftPart(duty, clock.now()));
    },
  });
}

function propose(
  dependencies: PaymentDependencies,
  { lines, amount, staff, requestId }: ProposalOrder,
  part: PaymentPart,
  duty: ReturnType<typeof onShiftPart>,
): KeyedWork {
  const { ids, clock, store } = dependencies;
  const now = clock.now();
  // Staff ask for it by its id, so nobody may guess it.
  const id = ids.next('cfd');
  const expiresAt = now + limits.refundProposed.figure;
  const lineRefs = lines === 'whole' ? 'whole' : JSON.stringify(lines);
  return {
    name: 'propose-refund',
    parts: [
      duty,
      insertProposalPart({ id, partId: part.id, lineRefs, amount, staffId: staff.staffId, now, expiresAt }),
      insertReadyTask(ids.inOrder('tsk'), LAPSE_PROPOSAL, id, expiresAt),
      auditPart(ids, now, {
        actor: { kind: 'staff', id: staff.staffId },
        action: 'payment.propose-refund',
        subject: { kind: 'payment', id: part.paymentId },
        requestId,
        deviceId: staff.deviceId,
      }),
    ],
    reply: { resourceId: id, wait: () => shownProposal(dependencies, id, staff, 201) },
    refused: async (guard) => {
      if (guard === ON_DUTY) return { answer: problem('not-on-duty') };
      if (guard !== PROPOSAL_FITS) throw new TypeError(`no reply for the guard ${guard}`);
      // Which of the two it was, the next look tells, unless it is over by then.
      return (await isBeingRefunded(store, part.id)) ? { kept: problem('not-refundable') } : 'again';
    },
  };
}

/** A proposal as the contract shows it to one member of staff. */
export async function shownProposal(
  dependencies: Pick<PaymentDependencies, 'store' | 'clock'>,
  id: string,
  staff: Pick<StaffCaller, 'staffId'>,
  status: 200 | 201,
): Promise<{ readonly status: number; readonly body: DeskRefund } | ProblemReply> {
  const proposal = await readProposal(dependencies.store, id);
  return proposal ? { status, body: presentProposal(proposal, staff, dependencies.clock.now()) } : problem('not-found');
}

export function presentProposal(
  { id, state, patientName, amount, channel, proposedBy, proposedByName, createdAt, expiresAt }: Proposal,
  { staffId }: Pick<StaffCaller, 'staffId'>,
  now: number,
): DeskRefund {
  return {
    id,
    state: standingOf(state, expiresAt, now),
    patientName,
    amount: yuan(amount),
    inCash: channel === 'cash',
    proposedBy: proposedByName,
    mine: proposedBy === staffId,
    since: shanghaiTime(createdAt),
    until: shanghaiTime(expiresAt),
  };
}

function standingOf(state: Proposal['state'], expiresAt: number, now: number): DeskRefund['state'] {
  if (state === 'declined' || state === 'lapsed') return state;
  if (state !== 'proposed') return 'confirmed';
  return expiresAt > now ? 'proposed' : 'lapsed';
}
