import type * as z from 'zod';
import type { deskPayment } from '../../contract/payments/schemas.ts';
import { auditPart } from '../../platform/audit/audit.ts';
import type { StaffCaller } from '../../platform/http/context.ts';
import type { KeyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Decided, type KeyedWork, keyedOperation } from '../../platform/http/keyed-operation.ts';
import { type Answer, problem } from '../../platform/http/reply.ts';
import type { Part } from '../../platform/store/store.ts';
import { wakeTaskPart } from '../../platform/tasks/task-rows.ts';
import { type Duty, dutyOf, ON_DUTY, onShiftPart } from '../identity/on-duty.ts';
import { maskedNameOf } from '../identity/patients.ts';
import { ADVANCE_PAYMENT, type PaymentDependencies } from './dependencies.ts';
import { givenInShift, openDrawer } from './drawer-rows.ts';
import { postParts } from './ledger-rows.ts';
import { insertCashOrder } from './order-rows.ts';
import { CASH_WANTED, isPayable, type PaymentPart, readPartsByCode, takeCashPart } from './part-rows.ts';
import { arrivedParts, wakeWaiting } from './refund-parts.ts';
import { REFUND_MOVED, type Refund, readRefunds } from './refund-rows.ts';

export interface CashOrder {
  readonly code: string;
  /** What the cashier was given, fen. */
  readonly amount: number;
  readonly staff: StaffCaller;
  readonly request: KeyedRequest;
  readonly requestId: string;
}

type DeskPayment = z.output<typeof deskPayment>;

/** What is to be paid in cash at the cashier's hospital. Another hospital's payment is not there for them. */
export async function readAtDesk(
  dependencies: PaymentDependencies,
  code: string,
  { staff, requestId }: Pick<CashOrder, 'staff' | 'requestId'>,
): Promise<DeskPayment | undefined> {
  const parts = await partsFor(dependencies, code, staff);
  const [first] = parts;
  if (!first) return undefined;
  await dependencies.accessLog.record(
    {
      actor: { kind: 'staff', id: staff.staffId },
      action: 'payment.read',
      subject: { kind: 'payment', id: first.paymentId },
      requestId,
      deviceId: staff.deviceId,
    },
    [],
  );
  return present(dependencies, first, parts);
}

/** The parts of a payment in cash that are of the cashier's hospital. */
async function partsFor({ store }: PaymentDependencies, code: string, staff: StaffCaller): Promise<readonly PaymentPart[]> {
  const parts = await readPartsByCode(store, code);
  return parts.filter(({ hospitalId, channel }) => hospitalId === staff.hospitalId && channel === 'cash');
}

const isDue = (part: PaymentPart) => isPayable(part) && part.cash > 0;

/** Cash that is to be given back, of these parts. */
async function returnsOf({ store }: PaymentDependencies, parts: readonly PaymentPart[]): Promise<readonly Refund[]> {
  const refunds = (await Promise.all(parts.map(({ id }) => readRefunds(store, id)))).flat();
  return refunds.filter(({ state }) => state === 'at-window');
}

async function present(
  dependencies: PaymentDependencies,
  first: PaymentPart,
  parts: readonly PaymentPart[],
): Promise<DeskPayment> {
  const { store, clock } = dependencies;
  const patientName = await maskedNameOf(store, first.patientId);
  const back = await returnsOf(dependencies, parts);
  const due = parts.filter((part) => isDue(part) && part.payUntil > clock.now());
  const paid = parts.every(({ cash, cashOrder }) => cash === 0 || cashOrder !== null);
  return {
    id: first.paymentId,
    code: first.code,
    patientName,
    state: due.length > 0 ? 'due' : paid ? 'paid' : 'gone',
    due: { amount: due.reduce((sum, { cash }) => sum + cash, 0), currency: 'CNY' },
    back: { amount: back.reduce((sum, { amount }) => sum + amount, 0), currency: 'CNY' },
    payUntil: shanghaiTime(Math.max(...parts.map(({ payUntil }) => payUntil))),
  };
}

/** What waits to change hands at the window. */
interface AtWindow {
  /** In all, fen. */
  readonly amount: number;
  /** `undefined` where nothing waits. */
  readonly resourceId: string | undefined;
  readonly write: (duty: Duty) => Promise<readonly Part[]>;
}

/**
 * One press of the cashier's, under the key of their request: what waits is found anew, has to be the sum that they named, and is written
 * while they are on duty.
 */
async function moveCash(
  dependencies: PaymentDependencies,
  { code, amount, staff, request, requestId }: CashOrder,
  name: string,
  waiting: (parts: readonly PaymentPart[]) => Promise<AtWindow>,
): Promise<Answer> {
  if ((await partsFor(dependencies, code, staff)).length === 0) return problem('not-found');
  const shown = async () => {
    const shownNow = await readAtDesk(dependencies, code, { staff, requestId });
    return shownNow ? { status: 200, body: shownNow } : problem('not-found');
  };
  return keyedOperation(dependencies, {
    request,
    requestId,
    runningMs: 0,
    undetermined: shown,
    work: async (): Promise<KeyedWork | Decided> => {
      const { clock, store, tasks } = dependencies;
      const found = await waiting(await partsFor(dependencies, code, staff));
      if (found.resourceId === undefined || found.amount !== amount) return { kept: problem('payment-not-due') };
      const duty = await dutyOf(store, staff.staffId, clock.now());
      if (!duty) return { answer: problem('not-on-duty') };
      const wait = async () => {
        tasks.poke();
        return shown();
      };
      return {
        name,
        parts: [onShiftPart(duty, clock.now()), openDrawer({ ...duty, staffId: staff.staffId }), ...(await found.write(duty))],
        reply: { resourceId: found.resourceId, wait },
        refused: async (guard) => {
          if (guard === CASH_WANTED || guard === REFUND_MOVED) return 'again';
          if (guard === ON_DUTY) return { answer: problem('not-on-duty') };
          throw new TypeError(`no reply for the guard ${guard}`);
        },
      };
    },
  });
}

/**
 * The cashier has the money: one unit writes an order that is paid for each part, what moved, and who took it, while they are on duty. Of
 * two who take it at once one does.
 */
export function takeCash(dependencies: PaymentDependencies, order: CashOrder): Promise<Answer> {
  return moveCash(dependencies, order, 'take-cash', async (parts) => {
    const due = parts.filter((part) => isDue(part) && part.payUntil > dependencies.clock.now());
    return {
      amount: due.reduce((sum, { cash }) => sum + cash, 0),
      resourceId: due[0]?.paymentId,
      write: async (duty) => cashParts(dependencies, order, due, duty),
    };
  });
}

function cashParts(
  { ids, clock }: PaymentDependencies,
  { staff, requestId }: CashOrder,
  due: readonly PaymentPart[],
  { shiftId }: Duty,
): readonly Part[] {
  const now = clock.now();
  return due.flatMap((part) => {
    const { id, hospitalId, cash, paymentId } = part;
    const key = ids.inOrder('ord');
    const posting = { hospitalId, partId: id, at: now, nextId: () => ids.inOrder('lgr') };
    return [
      wakeTaskPart(ADVANCE_PAYMENT, id, now),
      insertCashOrder({ key, partId: id, amount: cash, staffId: staff.staffId, shiftId, now }),
      takeCashPart(id, key, cash, now),
      ...postParts(posting, [{ from: 'payer', to: 'held', fen: cash, businessKey: `paid:${key}` }]),
      auditPart(ids, now, {
        actor: { kind: 'staff', id: staff.staffId },
        action: 'payment.take-cash',
        subject: { kind: 'payment', id: paymentId },
        requestId,
        deviceId: staff.deviceId,
      }),
    ];
  });
}

/** The cashier has given it back: one unit ends each refund that waits at the window, and posts what moved, while they are on duty. */
export function returnCash(dependencies: PaymentDependencies, order: CashOrder): Promise<Answer> {
  return moveCash(dependencies, order, 'return-cash', async (parts) => {
    const back = await returnsOf(dependencies, parts);
    return {
      amount: back.reduce((sum, { amount }) => sum + amount, 0),
      resourceId: back[0]?.partId,
      write: (duty) => returnParts(dependencies, order, back, duty),
    };
  });
}

async function returnParts(
  dependencies: PaymentDependencies,
  { staff, requestId }: CashOrder,
  back: readonly Refund[],
  { shiftId }: Duty,
): Promise<readonly Part[]> {
  const { ids, clock } = dependencies;
  const now = clock.now();
  const ended = await Promise.all(
    back.map(async (refund) => [
      ...(await wakeWaiting(dependencies, refund)),
      ...arrivedParts(dependencies, refund, { providerRef: refund.key, at: now }),
      givenInShift({ key: refund.key, shiftId }),
      auditPart(ids, now, {
        actor: { kind: 'staff', id: staff.staffId },
        action: 'payment.return-cash',
        subject: { kind: 'payment', id: refund.paymentId },
        requestId,
        deviceId: staff.deviceId,
      }),
    ]),
  );
  return ended.flat();
}
