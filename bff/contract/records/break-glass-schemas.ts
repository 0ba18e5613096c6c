import * as z from 'zod';
import { givenDocument, givenText, instant, opaqueId, page, typedText } from '../terms.ts';
import { readRecords } from './clinician-schemas.ts';

const breakGlassId = opaqueId('brk');

/** Why somebody could not be asked. */
const reason = z
  .enum(['unconscious', 'life-in-danger', 'cannot-answer'])
  .meta({ id: 'EmergencyReason', description: 'Why somebody whose records are opened could not be asked.' });

const shown = {
  id: breakGlassId,
  patientName: z.string().meta({ description: 'Masked.' }),
  birthYear: z.int(),
  until: instant.meta({ description: 'From then on nothing is read by it any more.' }),
};

/** Records that are open in an emergency, as whoever opened them is told. */
export const openedRecords = z.object(shown).meta({ id: 'OpenedRecords' });

/** What whoever opened them reads. */
export const emergencyRecords = readRecords.extend({ id: breakGlassId }).meta({ id: 'EmergencyRecords' });

/** Records that were opened in an emergency, as whoever reviews it is told: nothing of what was read. */
export const breakGlass = z
  .object({
    ...shown,
    openedBy: z.string().meta({ description: 'The name of the clinician.' }),
    openedAt: instant,
    why: reason,
    words: z.string().meta({ description: "The clinician's own." }),
    reads: z.int().min(0).meta({ description: 'How often they were read by it.' }),
    reviewBy: instant.meta({ description: 'By when it should have been reviewed.' }),
    review: z
      .object({
        verdict: z.enum(['justified', 'not-justified']),
        note: z.string(),
        at: instant,
        by: z.string().meta({ description: 'The name of the reviewer.' }),
      })
      .optional(),
  })
  .meta({ id: 'BreakGlass' });

export const breakGlasses = page(breakGlass);

export const breakGlassInput = {
  id: z.strictObject({ id: breakGlassId }),
  open: z.strictObject({
    person: z.union([
      z.strictObject({ document: givenDocument }),
      z.strictObject({
        file: typedText(1, 120).meta({ description: "The reference of the person's file at the hospital of the clinician." }),
      }),
    ]),
    reason,
    words: givenText(10, 300).meta({ description: 'What happened. Whoever reviews it reads it; the person is told the reason.' }),
  }),
  review: z.strictObject({ verdict: z.enum(['justified', 'not-justified']), note: givenText(2, 300) }),
};
