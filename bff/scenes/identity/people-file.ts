import * as z from 'zod';

/** People of a demo city, under ids of their own. */
export const peopleFile = z.array(
  z.object({
    id: z.string().regex(/^pat_[A-Za-z0-9_-]{22}$/),
    patient: z.object({
      name: z.string().min(1).max(240),
      birthDate: z.iso.date(),
      sex: z.enum(['male', 'female', 'unknown']),
      document: z.object({
        type: z.enum([
          'resident-id',
          'hk-macau-residence-permit',
          'taiwan-residence-permit',
          'hk-macau-travel-permit',
          'taiwan-travel-permit',
          'foreigner-residence-permit',
          'passport',
          'birth-certificate',
          'other',
        ]),
        number: z.string().min(1).max(64),
      }),
      phone: z.string().max(32).optional(),
    }),
  }),
);
