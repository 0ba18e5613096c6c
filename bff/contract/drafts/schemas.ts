import * as z from 'zod';
import { instant } from '../terms.ts';

const purpose = z.enum(['booking', 'pre-consult', 'form']).meta({
  id: 'DraftPurpose',
  description: 'What was begun. A draft is found for the purpose that it was left for, and no other.',
});

const content = z.record(z.string(), z.unknown()).meta({
  description: 'What was entered so far, as whoever left it writes it: at most 8 KiB as JSON. The gateway does not read it.',
});

/** Crockford base 32, as on slips: no I, L, O, U. Only four digits are a near code. */
const code = z.string().regex(/^(?:[0-9]{4}|[0-9A-HJKMNP-TV-Z]{8})$/);

export const leftDraft = z
  .object({
    code: z
      .string()
      .regex(/^[0-9A-HJKMNP-TV-Z]{8}$/)
      .meta({ description: 'Finds the draft anywhere. Crockford base 32: no I, L, O, U.' }),
    nearCode: z
      .string()
      .regex(/^[0-9]{4}$/)
      .optional()
      .meta({ description: 'Finds it at the device where it was left; only where the session was opened at a device.' }),
    expiresAt: instant,
  })
  .meta({ id: 'LeftDraft' });

export const draft = z.object({ purpose, content, createdAt: instant }).meta({ id: 'Draft' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  createDraft: z.strictObject({ purpose, content }),
  draftCode: z.strictObject({ code }),
  takeDraft: z.strictObject({ purpose }),
};
