import * as z from 'zod';
import {
  bilingual,
  bodyPart,
  cursor,
  departmentCode,
  dutyDesk,
  hospitalId,
  instant,
  limit,
  money,
  practitionerId,
  typedText,
} from '../terms.ts';

const campus = z.object({
  name: z.string(),
  englishName: z.string().optional(),
  address: z.string(),
  englishAddress: z.string().optional(),
  gettingThere: bilingual.optional().meta({ description: 'By public transport, as the hospital says it.' }),
  emergency: bilingual.optional().meta({
    description: "Where this campus's emergency department is. Absent where it has none, or the hospital does not say.",
  }),
  position: z
    .object({ latitude: z.number(), longitude: z.number() })
    .optional()
    .meta({ description: 'WGS 84, degrees; for "nearest first".' }),
});

const closure = z.object({ kind: z.enum(['holiday', 'maintenance']), from: instant, to: instant, note: bilingual }).meta({
  id: 'Closure',
  description: 'While it lasts nothing can be booked at the hospital (maintenance) or for a time in it (holiday).',
});

export const hospital = z
  .object({
    id: hospitalId,
    name: z.string(),
    englishName: z.string(),
    campuses: z.array(campus),
    dutyDesk,
    can: z
      .object({
        book: z.boolean(),
        cancel: z.boolean(),
        hear: z.boolean().meta({ description: 'Its doctors are told what a person says before the visit.' }),
      })
      .meta({ description: "What the hospital's own system lets us do." }),
    asksDocument: z.boolean().meta({
      description: 'It gets a file of each person before anything is booked: nobody who never showed a document can book there.',
    }),
    reachable: z.boolean().meta({ description: 'False while calls to the hospital are failing.' }),
    unreachableSince: instant.optional(),
    closures: z.array(closure).meta({ description: 'Those that last or are to come within 31 days.' }),
  })
  .meta({ id: 'Hospital' });

export const department = z
  .object({
    code: departmentCode.meta({
      description: '诊疗科目 code (卫医发〔1994〕27号) with the prefix A of 2.16.156.10011.2.3.2.62.',
    }),
    name: z.string(),
    englishName: z.string(),
    aliases: z.array(z.string()),
    bodyParts: z.array(bodyPart).meta({ description: 'Where it hurts when one comes here.' }),
    firstFor: z.array(bodyPart).meta({ description: 'Of those, the ones for which it is the usual first door.' }),
    forSex: z.enum(['male', 'female']).optional().meta({ description: 'Absent where it is for everybody.' }),
    ages: z
      .object({ from: z.int().min(0).optional(), below: z.int().min(1).optional() })
      .optional()
      .meta({
        description: 'For whom it is, in full years; absent where it is for everybody. It only tells: nothing is hidden.',
      }),
    hospitals: z.array(hospitalId),
  })
  .meta({ id: 'Department' });

export const practitioner = z
  .object({
    id: practitionerId,
    name: z.string(),
    englishName: z.string(),
    title: z.string(),
    hospital: hospitalId,
    department: departmentCode,
    fee: money,
  })
  .meta({ id: 'Practitioner' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  departments: z.strictObject({
    q: typedText(0, 60).optional().meta({
      description:
        'What people say: a name or an old name of a department, a complaint, a part of the body, an examination, in Chinese (simplified or traditional), whole pinyin, pinyin initials or English. The best fit comes first; nothing is found rather than something at random. No triage. See docs/everyday-words.md.',
    }),
    cursor: cursor.optional(),
    limit,
  }),
  practitioners: z.strictObject({
    department: departmentCode.optional(),
    hospital: hospitalId.optional(),
    cursor: cursor.optional(),
    limit,
  }),
};
