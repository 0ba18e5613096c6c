import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { type RequestContext, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { confirmRefund, declineRefund } from './confirm-refund.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { countDrawer, readDrawers } from './drawers.ts';
import { listProposals } from './list-proposals.ts';
import { proposeRefund, readRefundableAtDesk } from './propose-refund.ts';
import { readAtDesk, returnCash, takeCash } from './take-cash.ts';

type CashOperations = 'readPaymentAtDesk' | 'takeCash' | 'returnCash' | 'readDrawer' | 'countDrawer';
type RefundOperations = 'readRefundableAtDesk' | 'proposeRefund' | 'listRefundsAtDesk' | 'confirmRefund' | 'declineRefund';
export type DeskPaymentOperations = CashOperations | RefundOperations;

/** What is done at the window about money. */
export function deskPaymentHandlers(dependencies: PaymentDependencies): Pick<Handlers, DeskPaymentOperations> {
  return { ...cashHandlers(dependencies), ...refundHandlers(dependencies) };
}

/** What goes over the counter, and what is in the drawer. */
function cashHandlers(dependencies: PaymentDependencies): Pick<Handlers, CashOperations> {
  const atWindow = async (
    act: typeof takeCash,
    path: string,
    { code, amount: { amount } }: { readonly code: string; readonly amount: { readonly amount: number } },
    context: RequestContext,
  ) => {
    const staff = staffOf(context);
    const request = keyedRequest(context, staff.staffId, path, digest(JSON.stringify([code, amount])));
    if (isProblem(request)) return request;
    return act(dependencies, { code, amount, staff, request, requestId: context.requestId });
  };
  return {
    async readPaymentAtDesk({ params }, context) {
      const shown = await readAtDesk(dependencies, params.code, { staff: staffOf(context), requestId: context.requestId });
      return shown ? { status: 200, body: shown } : problem('not-found');
    },
    takeCash: ({ params, body }, context) => atWindow(takeCash, paths.takeCash.path, { ...params, ...body }, context),
    returnCash: ({ params, body }, context) => atWindow(returnCash, paths.returnCash.path, { ...params, ...body }, context),
    async readDrawer(_input, context) {
      return { status: 200, body: await readDrawers(dependencies, staffOf(context)) };
    },
    async countDrawer({ params: { id }, body }, context) {
      const staff = staffOf(context);
      const [counted, opening] = [body.counted.amount, body.float.amount];
      const told = digest(JSON.stringify([id, counted, opening]));
      const request = keyedRequest(context, staff.staffId, paths.countDrawer.path, told);
      if (isProblem(request)) return request;
      return countDrawer(dependencies, { id, counted, opening, staff, request, requestId: context.requestId });
    },
  };
}

/** What one proposes and another one confirms. */
function refundHandlers(dependencies: PaymentDependencies): Pick<Handlers, RefundOperations> {
  const whoOf = (context: RequestContext) => ({ staff: staffOf(context), requestId: context.requestId });
  return {
    async readRefundableAtDesk({ params }, context) {
      const told = await readRefundableAtDesk(dependencies, params.code, whoOf(context));
      return 'problem' in told ? told : { status: 200, body: told };
    },
    async proposeRefund({ params: { code }, body }, context) {
      const who = whoOf(context);
      const { part, lines, amount } = body;
      const told = digest(JSON.stringify([code, part, lines, amount.amount]));
      const request = keyedRequest(context, who.staff.staffId, paths.proposeRefund.path, told);
      if (isProblem(request)) return request;
      return proposeRefund(dependencies, { ...who, code, part, lines, amount: amount.amount, request });
    },
    async listRefundsAtDesk(_input, context) {
      const told = await listProposals(dependencies, whoOf(context));
      return 'problem' in told ? told : { status: 200, body: told };
    },
    async confirmRefund({ params: { id }, body }, context) {
      const who = whoOf(context);
      const { amount } = body.amount;
      const request = keyedRequest(context, who.staff.staffId, paths.confirmRefund.path, digest(JSON.stringify([id, amount])));
      if (isProblem(request)) return request;
      return confirmRefund(dependencies, { ...who, id, amount, request, traceparent: context.traceparent });
    },
    declineRefund: ({ params }, context) => declineRefund(dependencies, { ...params, ...whoOf(context) }),
  };
}
