import * as z from 'zod';
import {
  appointmentId,
  bilingual,
  clinicPlace,
  coverage,
  dutyDesk,
  instant,
  money,
  namedDepartment,
  namedPractitioner,
  place,
} from '../terms.ts';

const slipCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  .meta({ description: 'Crockford base 32: no I, L, O, U.' });

export const slip = z
  .object({
    code: slipCode,
    qr: z.string().meta({ description: 'The text of the QR code, signed with Ed25519.' }),
    state: z.enum(['provisional', 'confirmed']).meta({
      description: '`provisional`: the hospital is still confirming; the code stays when it has. See `knowBy`.',
    }),
    knowBy: instant.optional().meta({ description: 'By when one knows whether the hospital has confirmed it.' }),
    issuedAt: instant,
    patientName: z.string().meta({ description: 'Masked.' }),
    start: instant,
    end: instant,
    price: money,
    coverage,
    department: namedDepartment,
    practitioner: namedPractitioner,
    place,
    clinic: clinicPlace.optional(),
    arriveMinutesEarly: z
      .int()
      .min(0)
      .max(120)
      .optional()
      .meta({ description: 'So long before `start` one comes; absent where the hospital does not say.' }),
    bring: z.array(bilingual),
    fasting: z.boolean(),
    preparation: bilingual.optional(),
    queueRule: bilingual,
    dutyDesk,
  })
  .meta({ id: 'Slip' });

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
