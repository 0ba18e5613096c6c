/** What people owe, as the Onedoor hospital API has it: `/charges`, `/quotes`, `/settlements`, `/refunds`. The rules are those of `wire.ts`. */
import * as z from 'zod';
import { LINES_MAX } from '../../port/charges.ts';
import { isList, ROWS_MAX } from '../../port/rows.ts';
import { instant, patientQuerySchema, refSchema, rows, tokenSchema } from './wire.ts';

const AMOUNT_MAX_FEN = 1_000_000_000;

/** Onedoor's key of a quote, a settlement or a refund. */
export const chargeKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/)
  .describe("Onedoor's key: unique for ever, exact in every letter");

const fen = z.int().min(0).max(AMOUNT_MAX_FEN);
const paid = fen.min(1);
const shownName = z.string().min(1).max(200);
const foreignRef = z
  .string()
  .regex(/^[!-~]{1,128}$/)
  .describe('Of another system: stored and given back exactly');

export const splitSchema = z
  .object({
    total: paid,
    fund: fen.describe('From the funds of the insurer'),
    account: fen.describe("From the person's own account at the insurer"),
    cash: fen.describe('By other means'),
  })
  .meta({ id: 'Split', description: 'Who pays how much, fen: total = fund + account + cash' });

const lineSchema = z
  .object({
    ref: refSchema.describe('Unique in its visit'),
    name: shownName,
    quantity: z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,3})?$/),
    unit: shownName.optional(),
    price: fen.describe('Of one unit, fen'),
    amount: paid.describe("Fen; rounded by the hospital's own rules"),
    class: z.enum(['a', 'b', 'none']).describe('甲类, 乙类, 自费'),
    ownShare: z.int().min(0).max(10_000).describe('What the person bears before cover, basis points; 10000 where class is none'),
  })
  .meta({ id: 'ChargeLine' });

export const visitSchema = z
  .object({
    visitRef: refSchema,
    at: instant,
    department: shownName.optional(),
    practitioner: shownName.optional(),
    lines: z.array(lineSchema).min(1).max(LINES_MAX),
    total: paid.describe('Sum of the amounts of the lines, fen'),
  })
  .meta({ id: 'VisitCharges' });

/** A visit as it is received: how many lines it has is looked at first. */
export const receivedVisitSchema = z
  .looseObject({ lines: z.custom<readonly unknown[]>((list) => isList(list, LINES_MAX)) })
  .pipe(visitSchema);

export const openChargesSchema = z.object({ visits: z.array(visitSchema).max(ROWS_MAX) }).meta({ id: 'OpenCharges' });

/** Open charges as they are received. */
export const visitRowsSchema = z.object({ visits: rows });

const whose = { patient: patientQuerySchema, patientRef: refSchema.optional() };
const what = {
  visitRef: refSchema,
  lineRefs: z.array(refSchema).min(1).max(LINES_MAX).describe('All lines of the visit, in any order'),
  total: paid,
};

export const chargesQuerySchema = z.object(whose).meta({ id: 'ChargesQuery' });

export const quoteRequestSchema = z
  .object({ ...whose, ...what, useAccount: z.boolean().describe("Whether the person's own account may be used") })
  .meta({ id: 'QuoteRequest' });

export const quoteSchema = z
  .object({ key: chargeKeySchema, ref: refSchema, split: splitSchema, until: instant })
  .meta({ id: 'Quote' });

export const quoteWithdrawalSchema = z.object({}).meta({ id: 'QuoteWithdrawal' });

export const withdrawnQuoteSchema = z.object({ key: chargeKeySchema }).meta({ id: 'WithdrawnQuote' });

export const settleRequestSchema = z
  .object({
    ...whose,
    ...what,
    split: splitSchema,
    quoteRef: refSchema.optional().describe('Of the quote by which it is settled'),
    insuranceRef: foreignRef.optional().describe("The insurer's settlement, where capabilities say charges: insurer"),
    cash: z
      .object({ channel: z.enum(['wechat-pay', 'cash', 'other']), ref: foreignRef })
      .optional()
      .describe('By what the cash part was paid; absent where it is 0'),
  })
  .meta({ id: 'SettleRequest' });

export const settlementSchema = z
  .object({
    key: chargeKeySchema,
    ref: refSchema,
    visitRef: refSchema,
    split: splitSchema,
    settledAt: instant,
    refunded: fen.describe('Sum of what was taken back of it, fen'),
    invoiceNumber: foreignRef.optional().describe('Of the electronic invoice, once there is one'),
  })
  .meta({ id: 'Settlement' });

const refundableLineSchema = z.object({ ref: refSchema, amount: paid });

export const refundableSchema = z
  .object({
    whole: z.boolean().describe('Whether all that is left could be taken back at once'),
    lines: z.array(refundableLineSchema).max(LINES_MAX).describe('That can be taken back alone'),
    refunded: fen,
  })
  .meta({ id: 'Refundable' });

/** As it is received: how many lines it has is looked at first. */
export const receivedRefundableSchema = z
  .looseObject({ lines: z.custom<readonly unknown[]>((list) => isList(list, LINES_MAX)) })
  .pipe(refundableSchema);

export const refundRequestSchema = z
  .object({
    settlement: z.object({ key: chargeKeySchema, ref: refSchema }),
    lines: z.union([z.literal('whole'), z.array(refSchema).min(1).max(LINES_MAX)]).describe('Some lines, or all that is left'),
    amount: paid.describe('Sum of what is named, fen'),
  })
  .meta({ id: 'RefundRequest' });

export const refundSchema = z
  .object({ key: chargeKeySchema, ref: refSchema, settlementKey: chargeKeySchema, amount: paid, refundedAt: instant })
  .meta({ id: 'Refund' });

export const chargeChangesSchema = z
  .object({
    settlements: z.array(settlementSchema).max(ROWS_MAX),
    refunds: z.array(refundSchema).max(ROWS_MAX),
    cursor: tokenSchema.describe('Asked with next time. A change may be reported twice, never left out'),
    more: z.boolean().describe('More can be fetched at once'),
  })
  .meta({ id: 'ChargeChanges' });

/** Changes as they are received. */
export const chargeRowsSchema = chargeChangesSchema.extend({ settlements: rows, refunds: rows });
