/** What people said before their visit, as the Onedoor hospital API has it: `/summaries`, `/summary-answers`. The rules are those of `wire.ts`. */
import * as z from 'zod';
import {
  COMPLAINT_MAX,
  CORRECTION_MAX,
  LINE_LENGTH_MAX,
  LINES_MAX,
  NO_DIAGNOSIS_MAX,
  RELATIONSHIP_MAX,
  SECTION_CODES,
  SECTIONS_MAX,
} from '../../port/preconsult.ts';
import { isList, ROWS_MAX } from '../../port/rows.ts';
import { instant, keySchema, patientQuerySchema, refSchema, rows, tokenSchema } from './wire.ts';

/** Onedoor's key of a summary. */
export const summaryKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .describe("Onedoor's key of a summary: unique for ever, exact in every letter");

/** JSON Schema counts code points, zod UTF-16: characters that need two are counted right where they are checked, in the port. */
const said = (max: number) => z.string().min(1).meta({ maxLength: max });

const lineSchema = z
  .object({
    text: said(LINE_LENGTH_MAX).describe('Plain text of one line, never markup: escape it where it is shown'),
    abnormal: z.boolean().describe('To be seen first'),
    unsure: z.boolean().describe('Whoever said it was not sure'),
  })
  .meta({ id: 'SummaryLine' });

const sectionSchema = z
  .object({ code: z.enum(SECTION_CODES), lines: z.array(lineSchema).min(1).max(LINES_MAX) })
  .meta({ id: 'SummarySection' });

const part = z.string().min(1).optional();

/** The same in the members of the inpatient record of national interface 4701, for a hospital that has these columns. */
const nationalSchema = z
  .object({
    chfcomp: z.string().min(1).describe('主诉'),
    dise_now: part.describe('现病史'),
    dise_his: part.describe('疾病史'),
    oprn_his: part.describe('手术史'),
    bld_his: part.describe('输血史'),
    algs_his: part.describe('过敏史'),
    prev_vcnt: part.describe('预防接种史'),
    psn_his: part.describe('个人史'),
    mrg_his: part.describe('婚育史'),
    mena_his: part.describe('月经史'),
    fmhis: part.describe('家族史'),
    illhis_stte_name: part.describe('病史陈述者姓名: where the person spoke for themselves'),
    illhis_stte_rltl: z
      .enum(['01', '99'])
      .optional()
      .describe('GB/T 4761: 01 the person, 99 no relative; a relative has a word of their own in saidBy'),
    stte_rele: z
      .enum(['0', '1'])
      .describe('陈述内容是否可靠: 0 where a line is unsure. Whether the rest is so is the doctor’s to judge'),
  })
  .meta({
    id: 'NationalHistory',
    description:
      'The sections in the members of national interface 4701, lines joined by ；. What was taken has no member of its own there',
  });

const sectionsSchema = z.array(sectionSchema).max(SECTIONS_MAX);

export const summaryRequestSchema = z
  .object({
    booking: z.object({ key: keySchema, ref: refSchema }).describe('Both have to name the same booking of this person'),
    patient: patientQuerySchema,
    patientRef: refSchema.optional(),
    replaces: summaryKeySchema
      .optional()
      .describe('Key of the version that this one stands for; it must be the one that is shown'),
    at: instant.describe('When it was said to the end'),
    language: z.enum(['zh', 'en']),
    saidBy: z.object({
      who: z.enum(['patient', 'relative', 'volunteer', 'clerk']),
      relationship: said(RELATIONSHIP_MAX)
        .optional()
        .describe('What a relative is to the person, in the language of the summary'),
    }),
    chiefComplaint: said(COMPLAINT_MAX.en).describe('At most 20 characters in Chinese'),
    sections: sectionsSchema.describe('Each code at most once, what is abnormal first; 10,000 characters in all'),
    national: nationalSchema,
    response: z
      .looseObject({ resourceType: z.literal('QuestionnaireResponse') })
      .describe('Of FHIR R4, at most 64 KiB: what it was made from'),
    noDiagnosis: said(NO_DIAGNOSIS_MAX).describe('Show it beside the summary'),
  })
  .meta({ id: 'SummaryRequest' });

export const summaryReceiptSchema = z
  .object({
    key: summaryKeySchema,
    ref: refSchema,
    withdrawn: z.boolean().describe('It was taken back, and nobody sees it'),
  })
  .meta({ id: 'SummaryReceipt' });

export const summaryWithdrawalSchema = z.object({}).meta({ id: 'SummaryWithdrawal' });

export const withdrawnSummarySchema = z.object({ key: summaryKeySchema }).meta({ id: 'WithdrawnSummary' });

const correctionSchema = z.object({
  code: z.enum(['chief-complaint', ...SECTION_CODES]),
  text: z.string().min(1).max(CORRECTION_MAX).describe('Plain text; may have several lines'),
});

const correctionsSchema = z.array(correctionSchema).max(SECTIONS_MAX);

const answerSchema = z
  .object({
    key: summaryKeySchema,
    what: z.enum(['read', 'corrected', 'not-useful']),
    at: instant,
    corrections: correctionsSchema.min(1).optional().describe('Of corrected: the parts as the doctor would have them'),
  })
  .meta({ id: 'SummaryAnswer' });

/** An answer as it is received: how many parts it corrects is looked at first. */
export const receivedAnswerSchema = z
  .looseObject({ corrections: z.custom<readonly unknown[]>((list) => isList(list, SECTIONS_MAX)).optional() })
  .pipe(answerSchema);

export const summaryAnswersSchema = z
  .object({
    answers: z.array(answerSchema).max(ROWS_MAX),
    cursor: tokenSchema.describe('Asked with next time. An answer may be reported twice, never left out'),
    more: z.boolean().describe('More can be fetched at once'),
  })
  .meta({ id: 'SummaryAnswers' });

/** Answers as they are received. */
export const answerRowsSchema = summaryAnswersSchema.extend({ answers: rows });
