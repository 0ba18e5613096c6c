import * as z from 'zod';
import { isList, shanghaiInstant } from '../../port/rows.ts';
import { isRef } from '../../port/terms.ts';

/** What the provider says. Amounts are whole fen, instants RFC 3339 in +08:00 to the second. */

export const keySchema = z.string().regex(/^[A-Za-z0-9_-]{6,32}$/);

const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/)
  .transform((text) => shanghaiInstant(text.slice(0, 10), text.slice(11, 19)))
  .refine((at) => Number.isFinite(at));
const ref = z.string().refine(isRef);
const fen = z.int().min(1);

export const orderSchema = z.object({ key: keySchema, code: z.string().regex(/^[!-~]{1,512}$/), codeUntil: instant });

/** Of an order that is paid by a link. */
export const linkOrderSchema = z.object({ key: keySchema, link: z.string().min(1).max(512), linkUntil: instant });

export const paymentSchema = z
  .object({
    key: keySchema,
    state: z.enum(['waiting', 'paid', 'closed']),
    paid: z
      .object({ ref, merchant: z.string().min(1).max(64), currency: z.string().regex(/^[A-Z]{3}$/), amount: fen, at: instant })
      .optional(),
  })
  .refine(({ state, paid }) => (state === 'paid') === (paid !== undefined));

export const closingSchema = z.object({ key: keySchema, state: z.literal('closed') });

export const refundSchema = z
  .object({
    key: keySchema,
    orderKey: keySchema,
    ref,
    amount: fen,
    state: z.enum(['processing', 'done', 'abnormal', 'closed']),
    at: instant.optional(),
  })
  .refine(({ state, at }) => (state === 'done') === (at !== undefined));

/** A bill; its rows are read one by one, see `port/rows.ts`. */
export const billSchema = z.object({
  day: z.string(),
  rows: z.custom<readonly unknown[]>((list) => isList(list)),
  paid: z.int().min(0),
  refunded: z.int().min(0),
});

export const billRowSchema = z
  .object({ kind: z.enum(['payment', 'refund']), key: keySchema, refundKey: keySchema.optional(), ref, amount: fen, at: instant })
  .refine(({ kind, refundKey }) => (kind === 'refund') === (refundKey !== undefined));

/** Why it says no. */
export const refusalSchema = z.object({
  reason: z.enum([
    'order-unknown',
    'order-paid',
    'order-closed',
    'refund-unknown',
    'bill-not-ready',
    'key-reused',
    'amount-refused',
    'not-refundable',
    'balance-short',
    'not-authorised',
    'request-refused',
  ]),
});
export type WireReason = z.output<typeof refusalSchema>['reason'];

/** What happened, as the provider tells it of its own accord. */
export const noticeSchema = z.strictObject({
  id: z.string().regex(/^[!-~]{1,128}$/),
  about: z.strictObject({ kind: z.enum(['payment', 'refund']), key: keySchema }),
});
