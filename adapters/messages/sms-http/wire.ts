import * as z from 'zod';

/** What the gateway says. Objects are strict: an answer that says more is of another contract. */

/** A message as the gateway has it. */
export const messageSchema = z.strictObject({
  key: z.string(),
  status: z.enum(['accepted', 'delivered', 'failed', 'cancelled']),
});

/** Why it says no. */
export const refusalSchema = z.strictObject({
  reason: z.enum(['number-refused', 'text-refused', 'key-reused', 'key-unknown', 'too-late', 'request-refused']),
  /** For whoever writes a client; it is not repeated anywhere. */
  title: z.string(),
});
export type RefusalReason = z.output<typeof refusalSchema>['reason'];
