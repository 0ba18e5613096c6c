import * as z from 'zod';
import { appointmentId, slipCode } from '../terms.ts';

export const slipVerdict = z
  .object({
    verdict: z.enum(['valid', 'provisional', 'cancelled', 'expired', 'altered', 'forged']).meta({
      description:
        '`provisional`: genuine, and not confirmed by the hospital yet. One that ended without a booking is `cancelled`.',
    }),
    patientName: z.string().optional().meta({ description: 'Masked; only of a slip that is genuine.' }),
  })
  .meta({ id: 'SlipVerdict' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  appointmentId: z.strictObject({ id: appointmentId }),
  slipCode: z.strictObject({ code: slipCode }),
  verifySlip: z.strictObject({ text: z.string().min(1).max(1_000) }),
};
