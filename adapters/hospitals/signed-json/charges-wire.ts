/**
 * What an order costs and how it was paid, in strict mode. Of it, the contract has the amount of an order and `/order/updatePayStatus`; the
 * rest is ours and is laid down in README.md.
 */
import * as z from 'zod';
import { amountSchema, codeSchema, dateTime, rows, tokenSchema } from './wire.ts';

/** Our fields `payNo` and `refundNo`: keys of settlements and refunds. */
const payKeySchema = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/);

/** An order that nobody paid yet. */
export const unpaidOrderSchema = z.object({
  hosRecordId: codeSchema,
  docname: z.string().max(100),
  beginTime: dateTime,
  payAmount: amountSchema,
});
export type UnpaidOrder = z.output<typeof unpaidOrderSchema>;

export const unpaidOrdersSchema = z.object({ rows });

export const paymentSchema = z.object({
  payId: codeSchema,
  payNo: payKeySchema,
  hosRecordId: codeSchema,
  payAmount: amountSchema,
  /** Of it, what was given back. */
  refundAmount: amountSchema,
  payTime: dateTime,
});
export type WirePayment = z.output<typeof paymentSchema>;

export const payRefundSchema = z.object({
  refundId: codeSchema,
  refundNo: payKeySchema,
  payNo: payKeySchema,
  refundAmount: amountSchema,
  refundTime: dateTime,
});
export type WirePayRefund = z.output<typeof payRefundSchema>;

export const refundableSchema = z.object({ refundable: z.boolean(), payAmount: amountSchema, refundAmount: amountSchema });

export const payChangesSchema = z.object({ pays: rows, refunds: rows, cursor: tokenSchema, more: z.boolean() });
