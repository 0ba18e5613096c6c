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
    verdict: z.enum(['valid', 'cancelled', 'expired', 'altered', 'forged']),
    patientName: z.string().optional().meta({ description: 'Masked; only of a slip that is genuine.' }),
  })
  .meta({ id: 'SlipVerdict' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  appointmentId: z.strictObject({ id: appointmentId }),
  slipCode: z.strictObject({ code: slipCode }),
  verifySlip: z.strictObject({ text: z.string().min(1).max(1_000) }),
};
