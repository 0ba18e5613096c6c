import * as z from 'zod';
import { isList, shanghaiInstant } from '../../port/rows.ts';
import { isRef } from '../../port/terms.ts';

/** What the insurer says. Amounts are yuan as text, times are +08:00 to the second; both are read into the port's units here. */

/** `12.20` as 1220 fen. */
const money = z
  .string()
  .regex(/^(0|[1-9]\d{0,11})\.\d{2}$/)
  .transform((text) => Number(text.replace('.', '')));

/** `2027-03-01 08:00:00` as an instant. */
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text) => shanghaiInstant(text.slice(0, 10), text.slice(11)))
  .refine((at) => Number.isFinite(at));

const ref = z.string().refine(isRef);
const split = z.object({ total: money, fund: money, account: money, cash: money });

export const personSchema = z.object({ person: z.object({ ref, balance: money }).nullable() });

export const quoteSchema = z.object({ key: z.string(), ref, split, until: time });

export const settlementSchema = z.object({ key: z.string(), ref, split, settledAt: time });

export const recordSchema = z
  .object({
    key: z.string(),
    ref,
    kind: z.enum(['quote', 'settlement']),
    state: z.enum(['open', 'settled', 'undone']),
    split,
    settledAt: time.optional(),
  })
  .refine(
    ({ kind, state, settledAt }) =>
      (kind === 'settlement') === (settledAt !== undefined) && !(kind === 'settlement' && state === 'open'),
  );

export const reversalSchema = z.object({ key: z.string(), reversed: z.literal(true) });

/** A place in a day's list. */
export const cursorSchema = z.string().regex(/^[\w.-]{1,64}$/);

/** A page of a day; its rows are read one by one, see `port/rows.ts`. */
export const dayPageSchema = z.object({
  day: z.string(),
  rows: z.custom<readonly unknown[]>((list) => isList(list)),
  next: cursorSchema.optional(),
});

export const dayRowSchema = z.object({ kind: z.enum(['settled', 'undone']), key: z.string(), ref, split, at: time });

/** Why it says no. */
export const refusalSchema = z.object({
  reason: z.enum([
    'not-insured',
    'suspended',
    'token-refused',
    'lines-refused',
    'quote-unknown',
    'quote-expired',
    'settled-already',
    'not-undoable',
    'record-unknown',
    'key-reused',
    'not-authorised',
    'request-refused',
  ]),
});
