import * as z from 'zod';
import { instant } from '../terms.ts';
import { recordSource, result, resultId } from './schemas.ts';

/** What a clerk's page hands to its printer and never shows: a cover sheet, and behind it the reports. */
export const printedResults = z
  .object({
    cover: z.object({
      patientName: z.string().meta({ description: 'Masked.' }),
      reports: z.int().min(0).meta({ description: 'How many lie behind it, each with its number.' }),
      more: z.boolean().meta({ description: 'There are older reports than these.' }),
      printedAt: instant,
    }),
    reports: z.array(result).meta({
      description:
        'The newest first. One that the hospital tells the person first is `held` and has no values: its sheet says where to go.',
    }),
    sources: z.array(recordSource).meta({ description: 'Hospitals that have not answered: there may be more than is printed.' }),
  })
  .meta({ id: 'PrintedResults' });

export const printInput = z.strictObject({
  results: z.union([z.literal('all'), z.array(resultId).min(1).max(20)]).meta({ description: '`all`: the newest twenty.' }),
});
