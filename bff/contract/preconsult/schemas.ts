import * as z from 'zod';
import { bilingual, bodyPart, departmentCode, instant, patientId, typedText } from '../terms.ts';

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

export const questionnaires = z
  .object({
    triage: content.extend({ on: z.boolean() }),
    topics: z.array(z.object({ code: word, text: bilingual, parts: z.array(bodyPart) })),
  })
  .meta({
    id: 'Questionnaires',
    description: 'What can be asked here now: only what a clinician has signed, or, in demo mode, everything as a draft.',
  });

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
};
