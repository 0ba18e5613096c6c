import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { OpenStreams } from '../../platform/http/open-streams.ts';
import { isProblem, problem } from '../../platform/http/reply.ts';
import { limits } from '../../platform/limits/limits.ts';
import { askQuotes } from './ask-quotes.ts';
import { askRefund, readRefundable } from './ask-refund.ts';
import { cancelPayment } from './cancel-payment.ts';
import { createPayment } from './create-payment.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { type DeskPaymentOperations, deskPaymentHandlers } from './desk-http.ts';
import { listPayments } from './list-payments.ts';
import { presentBills } from './present.ts';
import { readBills, readHolders } from './read-bills.ts';
import { followPayment, readOwnParts, readPayment, readQuotes } from './read-payments.ts';
import { readReceipt } from './receipts.ts';

export type PaymentOperations =
  | 'readBills'
  | 'askQuotes'
  | 'readQuotes'
  | 'createPayment'
  | 'listPayments'
  | 'readPayment'
  | 'followPayment'
  | 'cancelPayment'
  | 'readRefundable'
  | 'askRefund'
  | 'readReceipt'
  | DeskPaymentOperations;
type PaymentHandlers = Pick<Handlers, PaymentOperations>;

export function paymentHandlers(dependencies: PaymentDependencies): PaymentHandlers {
  return {
    ...billHandlers(dependencies),
    ...readHandlers(dependencies),
    ...writeHandlers(dependencies),
    ...deskPaymentHandlers(dependencies),
  };
}

function billHandlers(dependencies: PaymentDependencies): Pick<PaymentHandlers, 'readBills' | 'askQuotes' | 'readQuotes'> {
  return {
    async readBills({ query }, context) {
      const { patientId } = query;
      const caller = callerOf(context);
      const told = await readBills(dependencies, { caller, patientId, requestId: context.requestId });
      if ('problem' in told) return told;
      const held = await readHolders(dependencies, caller, told);
      return { status: 200, body: presentBills(dependencies, patientId, told, held) };
    },
    async askQuotes({ body }, context) {
      const caller = callerOf(context);
      const { patientId, bills, insurance, insuranceToken } = body;
      // Of the token nothing is kept, no hash either.
      const told = digest(JSON.stringify([patientId, bills, insurance]));
      const request = keyedRequest(context, caller.patientId, paths.askQuotes.path, told);
      if (isProblem(request)) return request;
      const { requestId, traceparent } = context;
      return askQuotes(dependencies, { patientId, bills, insurance, insuranceToken, caller, request, requestId, traceparent });
    },
    async readQuotes({ params }, context) {
      const reading = { caller: callerOf(context), requestId: context.requestId };
      return (await readQuotes(dependencies, params.id, reading)) ?? problem('not-found');
    },
  };
}

function readHandlers(
  dependencies: PaymentDependencies,
): Pick<PaymentHandlers, 'listPayments' | 'readPayment' | 'followPayment' | 'readReceipt' | 'readRefundable'> {
  const streams = new OpenStreams(limits.streamsOfSession.figure);
  return {
    listPayments: ({ query }, context) =>
      listPayments(dependencies, query, { caller: callerOf(context), requestId: context.requestId }),
    async readPayment({ params }, context) {
      const reading = { caller: callerOf(context), requestId: context.requestId };
      return (await readPayment(dependencies, params.id, reading)) ?? problem('not-found');
    },
    async readRefundable({ params }, context) {
      const reading = { caller: callerOf(context), requestId: context.requestId };
      const told = await readRefundable(dependencies, params.id, reading);
      return 'problem' in told ? told : { status: 200, body: told };
    },
    readReceipt: ({ params }, context) =>
      readReceipt(dependencies, params.id, { caller: callerOf(context), requestId: context.requestId }),
    async followPayment({ params }, context) {
      const caller = callerOf(context);
      const parts = await readOwnParts(dependencies, params.id, caller);
      if (!parts) return problem('not-found');
      const after = Number(context.header('last-event-id') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) {
        return problem('invalid-request', {
          extra: { errors: [{ at: 'header.last-event-id', expected: 'the id of an event' }] },
        });
      }
      if (streams.isFull(caller.tokenHash)) return problem('rate-limited', { headers: { 'retry-after': '10' } });
      const events = followPayment(dependencies, { parts, caller }, after, context.signal);
      return { status: 200, events: streams.counted(caller.tokenHash, events) };
    },
  };
}

/** IPv4 as itself where a socket of both kinds has it within IPv6 (RFC 4291 §2.5.5.2): a provider compares it with the one that it sees. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function writeHandlers(
  dependencies: PaymentDependencies,
): Pick<PaymentHandlers, 'createPayment' | 'cancelPayment' | 'askRefund'> {
  return {
    async createPayment({ body }, context) {
      const caller = callerOf(context);
      const { quotesId, channel, fromHome = false, presented = 'code' } = body;
      // Where the phone is may change between two tries, and is no part of what was asked for.
      const told = digest(JSON.stringify([quotesId, channel, fromHome, ...(presented === 'code' ? [] : [presented])]));
      const request = keyedRequest(context, caller.patientId, paths.createPayment.path, told);
      if (isProblem(request)) return request;
      const { requestId, traceparent } = context;
      const link = presented === 'link' ? { payerAddress: plainAddress(context.address) } : undefined;
      return createPayment(dependencies, { quotesId, channel, fromHome, link, caller, request, requestId, traceparent });
    },
    async askRefund({ params, body }, context) {
      const caller = callerOf(context);
      const told = digest(JSON.stringify([params.id, body.part, body.lines, body.amount.amount]));
      const request = keyedRequest(context, caller.patientId, paths.askRefund.path, told);
      if (isProblem(request)) return request;
      const { requestId, traceparent } = context;
      const wanted = { paymentId: params.id, part: body.part, lines: body.lines, amount: body.amount.amount };
      return askRefund(dependencies, { ...wanted, caller, request, requestId, traceparent });
    },
    async cancelPayment({ params }, context) {
      const caller = callerOf(context);
      const request = keyedRequest(context, caller.patientId, paths.cancelPayment.path, digest(params.id));
      if (isProblem(request)) return request;
      return cancelPayment(dependencies, { paymentId: params.id, caller, request, requestId: context.requestId });
    },
  };
}
