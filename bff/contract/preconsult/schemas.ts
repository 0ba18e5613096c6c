import * as z from 'zod';
import { appointmentId, bilingual, bodyPart, departmentCode, givenText, instant, patientId, typedText } from '../terms.ts';

const preconsultId = z.string().regex(/^pre_[A-Za-z0-9_-]{30}$/);

/** The name of a question, an option, a topic, a rule: a word of a table. */
const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);

const version = z.string().regex(/^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$/);

const content = z
  .object({ id: word, version, approved: z.boolean() })
  .meta({ id: 'ClinicalContent', description: 'Which tables answered, and whether a clinician has signed them here.' });

const noDiagnosis = bilingual.meta({ description: 'Says that this is no diagnosis. Shown with every answer.' });

const triageQuestion = z
  .object({
    id: word,
    text: bilingual,
    kind: z.enum(['one', 'several']),
    options: z
      .array(
        z.object({
          code: word,
          text: bilingual,
          alone: z.boolean().meta({ description: 'Chosen with nothing else: none of these; I do not know.' }),
        }),
      )
      .min(1),
    quiet: z.boolean().meta({ description: 'Never said aloud.' }),
  })
  .meta({ id: 'TriageQuestion' });

const step = z
  .object({ number: z.int().min(1), atMost: z.int().min(1) })
  .meta({ description: 'The how manieth question this is, and how many there will be at the most.' });

const answered = {
  rules: z.array(word).meta({ description: 'Which rules fired, or which are decided by the question.' }),
  content,
  noDiagnosis,
  askWho: z.boolean().meta({ description: 'The words were about somebody else: ask for whom this is.' }),
};

/** What becomes of a complaint. */
export const triageOutcome = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('question'), question: triageQuestion, step, ...answered }),
    z.object({
      outcome: z.literal('departments'),
      suggestions: z
        .array(z.object({ department: departmentCode, name: bilingual, reason: bilingual, rule: word }))
        .min(1)
        .meta({ description: 'The best fit first.' }),
      ...answered,
    }),
    z.object({
      outcome: z.literal('red-flag'),
      manner: z.enum(['loud', 'quiet']).meta({
        description: '`quiet`: no sound, no colour, words on the glass alone, in letters that only whoever stands there reads.',
      }),
      advice: z.array(bilingual).min(1),
      phones: z.array(z.string()),
      until: instant.meta({ description: 'Until then nothing is booked for this person but at a desk.' }),
      helpCalled: z.boolean().meta({ description: 'Somebody of the hall is called to this kiosk.' }),
      ...answered,
    }),
    z.object({
      outcome: z.literal('ask-person'),
      advice: z.array(bilingual).min(1),
      ...answered,
    }),
  ])
  .meta({
    id: 'TriageOutcome',
    description:
      '`question`: ask this next. `departments`: where this complaint is looked after. `red-flag`: nothing is booked; the person needs somebody now. `ask-person`: a question that decides stays open; the desk where nurses sort patients decides.',
  });

const answerPath = z
  .string()
  .min(1)
  .max(400)
  .regex(/^[A-Za-z0-9._:-]{1,120}(\[[0-9]{1,3}\])?(\/[A-Za-z0-9._:-]{1,120}(\[[0-9]{1,3}\])?){0,9}$/)
  .meta({ description: 'linkIds from the root, with the number of a repetition in brackets.' });

/** A coded value, as FHIR has it. */
const coding = { system: typedText(1, 255).optional(), code: typedText(1, 100), display: typedText(1, 400).optional() };

const value = z
  .union([
    z.strictObject({ boolean: z.boolean() }),
    z.strictObject({ integer: z.int() }),
    z.strictObject({ decimal: z.number() }),
    z.strictObject({ date: z.string().regex(/^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/) }),
    z.strictObject({
      dateTime: z.string().regex(/^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]{5,18}(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$/),
    }),
    z.strictObject({ time: z.string().regex(/^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$/) }),
    z.strictObject({ string: typedText(1, 500) }),
    z.strictObject({ coding: z.strictObject(coding) }),
    z.strictObject({
      quantity: z.strictObject({ value: z.number(), unit: typedText(1, 40).optional(), code: typedText(1, 40).optional() }),
    }),
  ])
  .meta({
    id: 'QuestionnaireValue',
    description: 'One answer: exactly one of the types of FHIR R4 QuestionnaireResponse.item.answer.value[x].',
  });

const formQuestion = z
  .object({
    path: answerPath,
    text: bilingual,
    type: z.enum([
      'boolean',
      'integer',
      'decimal',
      'date',
      'dateTime',
      'time',
      'string',
      'text',
      'choice',
      'open-choice',
      'quantity',
      'display',
    ]),
    options: z.array(z.object({ value, text: bilingual, alone: z.boolean() })),
    several: z.boolean(),
    unit: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    maxLength: z.int().optional(),
    quiet: z.boolean().meta({ description: 'Never said aloud.' }),
    answered: z.array(value).meta({ description: 'What stands there so far.' }),
    declined: z
      .enum(['unknown', 'skipped'])
      .optional()
      .meta({ description: 'It was asked, and not answered: whoever said so does not know, or went past it.' }),
  })
  .meta({ id: 'FormQuestion' });

const progress = z.object({ answered: z.int().min(0), left: z.int().min(0) }).meta({
  description: 'How many are answered, and how many there are still at the most.',
});

const saidBy = z
  .object({ who: z.enum(['patient', 'relative', 'volunteer', 'clerk']), relationship: z.string().optional() })
  .meta({ id: 'SaidBy', description: 'Whose words these are.' });

const delivery = z.enum(['not-yet', 'sent', 'acknowledged', 'withdrawn', 'not-possible']).meta({
  description: "Whether the hospital's system has it. `not-possible`: this hospital takes none, or the appointment is over.",
});

/** What a doctor is told before the visit, while it is written and after. */
export const preconsult = z
  .object({
    id: preconsultId,
    patientId,
    appointmentId,
    questionnaire: content.extend({ title: bilingual }),
    state: z.enum(['open', 'submitted']).meta({
      description:
        '`submitted`: the person has agreed to the answers as they are. `open`: not yet, or something was changed since; `delivery` is then of what was agreed to before.',
    }),
    saidBy,
    progress,
    delivery,
    doctor: z
      .object({ at: instant, answer: z.enum(['read', 'corrected', 'not-useful']) })
      .optional()
      .meta({ description: 'What the doctor said of it.' }),
    changedAt: instant,
    noDiagnosis,
  })
  .meta({ id: 'Preconsult' });

export const preconsults = z.object({ items: z.array(preconsult) }).meta({ id: 'Preconsults' });

/** The next thing to ask, and how far one is. */
export const preconsultStep = z
  .object({
    question: formQuestion.optional().meta({ description: 'Absent when all is asked.' }),
    progress,
    tellStaff: z
      .object({ manner: z.enum(['loud', 'quiet']), text: bilingual, helpCalled: z.boolean() })
      .optional()
      .meta({ description: 'What was just said is not for waiting: somebody has to know now.' }),
    faults: z
      .array(z.object({ path: answerPath, reason: word, text: bilingual }))
      .meta({ description: 'What of the answer just given can not stand. Nothing of it is kept.' }),
  })
  .meta({ id: 'PreconsultStep' });

export const questionnaires = z
  .object({
    triage: content.extend({ on: z.boolean() }),
    topics: z.array(z.object({ code: word, text: bilingual, parts: z.array(bodyPart) })),
    items: z.array(content.extend({ title: bilingual, minutes: z.int().min(1), departments: z.array(departmentCode) })).meta({
      description: 'Forms before a visit; `departments`: for which it is offered, none: for those without one of their own.',
    }),
  })
  .meta({
    id: 'Questionnaires',
    description: 'What can be asked here now: only what a clinician has signed, or, in demo mode, everything as a draft.',
  });

const section = z.enum([
  'chief-complaint',
  'present-illness',
  'past-history',
  'surgical-history',
  'transfusion',
  'allergies',
  'medications',
  'immunisation',
  'personal-history',
  'marital-history',
  'menstrual-history',
  'family-history',
]);

export const summary = z
  .object({
    preconsultId,
    at: instant,
    saidBy,
    chiefComplaint: bilingual.meta({ description: '主诉, at most 20 characters in Chinese.' }),
    complaintQuiet: z.boolean().meta({ description: 'The chief complaint is for the doctor alone.' }),
    sections: z.array(
      z.object({
        code: section,
        title: bilingual,
        asked: z.boolean().meta({ description: 'Whether this form asks anything of it.' }),
        lines: z.array(
          z.object({
            text: bilingual,
            abnormal: z.boolean(),
            unsure: z.boolean(),
            quiet: z.boolean().optional().meta({
              description: 'For the doctor alone: neither shown in large letters nor printed.',
            }),
          }),
        ),
      }),
    ),
    text: bilingual.meta({ description: 'The summary as it is printed, without what is for the doctor alone.' }),
    fhir: z.unknown().meta({ description: 'FHIR R4 Bundle (document): Composition and QuestionnaireResponse.' }),
    national: z
      .record(z.string(), z.string())
      .meta({ description: 'The fields of the national interface 4701 that have something to say.' }),
    noDiagnosis,
  })
  .meta({ id: 'PreconsultSummary' });

const given = z.array(value).max(20);

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  triage: z.strictObject({
    patientId,
    language: z.enum(['zh', 'en']).default('zh').meta({ description: 'In which somebody who is called may be spoken to.' }),
    complaint: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('body'), part: bodyPart }),
      z.strictObject({ kind: z.literal('listed'), code: word }),
      z.strictObject({ kind: z.literal('words'), text: typedText(1, 100) }),
    ]),
    answers: z
      .array(z.strictObject({ question: word, answer: z.array(word).min(1).max(20) }))
      .max(24)
      .meta({ description: 'In the order in which they were said; whoever changes one says it once more.' }),
  }),
  preconsultId: z.strictObject({ id: preconsultId }),
  preconsultsOf: z.strictObject({ id: appointmentId }),
  createPreconsult: z.strictObject({
    appointmentId,
    questionnaire: word,
    language: z.enum(['zh', 'en']).default('zh').meta({ description: 'In which it is answered, and the doctor told.' }),
    saidBy: z.strictObject({
      who: z.enum(['patient', 'relative', 'volunteer']),
      relationship: givenText(1, 20).optional(),
    }),
  }),
  response: z.strictObject({
    answers: z
      .array(
        z.union([
          z.strictObject({ path: answerPath, values: given }),
          z.strictObject({ path: answerPath, declined: z.enum(['unknown', 'skipped']) }),
        ]),
      )
      .max(400),
  }),
  nextQuestion: z.strictObject({
    answer: z
      .union([
        z.strictObject({ path: answerPath, values: given }),
        z.strictObject({ path: answerPath, declined: z.enum(['unknown', 'skipped']) }),
      ])
      .optional()
      .meta({ description: 'What was just answered: it is kept before this is answered.' }),
    before: answerPath.optional().meta({
      description:
        'Asks for the question that stands before this one, to answer it anew; for the last one answered where none stands here.',
    }),
  }),
};
