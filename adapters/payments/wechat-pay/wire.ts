import * as z from 'zod';

/**
 * What WeChat Pay says, https://pay.weixin.qq.com/doc/v3/merchant/4012791832 and its neighbours. It adds members as it likes, so unlisted
 * ones are ignored; what is listed has to be there. Amounts are integer fen, instants RFC 3339 with their offset.
 */

const number = z.string().regex(/^[!-~]{1,128}$/);
const fen = z.int().min(0);
const instant = z.iso.datetime({ offset: true });

export const nativeOrderSchema = z.object({ code_url: z.string().regex(/^[!-~]{1,512}$/) });

/** What the payer's browser opens, https://pay.weixin.qq.com/doc/v3/merchant/4012791834. */
export const h5OrderSchema = z.object({ h5_url: z.string().min(1).max(512) });

/** The states of an order. `REFUND`: it was paid, and some or all of it went back. */
export const TRADE_STATES = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT'] as const;

export const transactionSchema = z.object({
  mchid: number,
  out_trade_no: number,
  trade_state: z.enum(TRADE_STATES),
  transaction_id: number.optional(),
  success_time: instant.optional(),
  amount: z.object({ total: fen.optional(), currency: z.string().optional() }).optional(),
});
export type WireTransaction = z.output<typeof transactionSchema>;

export const refundSchema = z.object({
  refund_id: number,
  out_refund_no: number,
  out_trade_no: number,
  status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']),
  success_time: instant.optional(),
  amount: z.object({ total: fen, refund: z.int().min(1), currency: z.string().optional() }),
});
export type WireRefund = z.output<typeof refundSchema>;

export const tradeBillSchema = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
});

/** Of an error: its code, a word from a list that grows. Its text is for people, and may name them. */
export const errorSchema = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/) });

/** A notice, https://pay.weixin.qq.com/doc/v3/merchant/4012791861. */
export const noticeSchema = z.object({
  id: z.string().regex(/^[ -~]{1,128}$/),
  event_type: z.string().max(64),
  resource_type: z.literal('encrypt-resource'),
  resource: z.object({
    original_type: z.string().max(64),
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.base64().max(1_048_576),
    nonce: z.string().regex(/^[ -~]{12}$/),
    associated_data: z.string().max(64).nullish(),
  }),
});

/** What a notice of a payment, and one of a refund, has sealed in it: as much as says what to ask about. */
export const noticedPaymentSchema = z.object({ mchid: number, out_trade_no: number });
export const noticedRefundSchema = z.object({ mchid: number, out_refund_no: number });
