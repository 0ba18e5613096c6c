/**
 * What a hospital has found out about people, as the Onedoor hospital API has it: `/records/…`. The rules are those of `wire.ts`.
 *
 * A report travels as a JSON text in a string, `report`, with its reference and version beside it: the text is kept byte for byte as the
 * hospital wrote it, which no member of a larger JSON could promise. Numbers in it are decimals in strings: `5.50` stays `5.50`.
 */
import * as z from 'zod';
import {
  CODES_MAX,
  DOCUMENT_BYTES_MAX,
  DOCUMENTS_MAX,
  LIST_MAX,
  ORIGINAL_MAX,
  RANGES_MAX,
  RESULTS_MAX,
} from '../../port/records.ts';
import { isList, ROWS_MAX } from '../../port/rows.ts';
import { instant, patientQuerySchema, refSchema, rows, tokenSchema } from './wire.ts';

const line = (max: number) => z.string().min(1).max(max);
const shownName = line(200).describe('As the hospital calls it');
const plainLines = z.string().describe('Plain text of several lines, never markup');
const decimal = z
  .string()
  .regex(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,18})?$/)
  .describe('A decimal, digit by digit as the laboratory wrote it; no exponent');

const codeSchema = z
  .object({
    system: line(200).describe('The list that it is from: a URI, as http://loinc.org, or a name of the hospital’s own'),
    code: line(200),
    display: line(1_000).optional(),
  })
  .meta({ id: 'Code' });

const codes = z.array(codeSchema).max(CODES_MAX).optional();

const unitSchema = z
  .object({
    text: line(200).optional().describe('As it was written'),
    ucum: line(200).optional().describe('Its code of UCUM, where the hospital knows it'),
  })
  .meta({ id: 'Unit' });

const valueSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('quantity'),
      number: decimal,
      comparator: z
        .enum(['<', '<=', '>', '>='])
        .optional()
        .describe('The value is not known but to be below or above the number'),
      unit: unitSchema.optional(),
    }),
    z.object({
      kind: z.literal('range'),
      low: decimal.optional(),
      high: decimal.optional(),
      unit: unitSchema.optional(),
    }),
    z.object({ kind: z.literal('ratio'), numerator: decimal, denominator: decimal }),
    z.object({ kind: z.literal('text'), text: z.string().min(1), code: codeSchema.optional() }),
    z.object({ kind: z.literal('absent'), reason: shownName.describe('Why there is none, in words') }),
  ])
  .meta({
    id: 'ResultValue',
    description: 'quantity: 5.50, <3; range: 3–5; ratio: 1:80; text: a word, or whatever is none of these; absent: none, and why',
  });

const rangeSchema = z
  .object({
    low: decimal.optional(),
    high: decimal.optional(),
    unit: unitSchema.optional().describe('Absent: the unit of the value'),
    text: line(200).optional().describe('As it was written'),
    sex: z.enum(['male', 'female']).optional(),
    ageFromYears: z.number().min(0).max(200).optional(),
    ageToYears: z.number().min(0).max(200).optional().describe('Below this age'),
    appliesTo: line(200).optional().describe('For whom else, in words'),
  })
  .meta({ id: 'ReferenceRange', description: 'Where values are usual, as the laboratory gives it: low, high or text' });

const status = z.enum(['preliminary', 'final', 'corrected', 'withdrawn']);

const resultSchema = z
  .object({
    ref: refSchema.describe('Unique in its report'),
    codes: codes.describe("All codes that the hospital gives it, the hospital's own first"),
    name: shownName,
    value: valueSchema,
    ranges: z.array(rangeSchema).max(RANGES_MAX).optional(),
    flag: line(40)
      .optional()
      .describe(
        "The laboratory's own verdict (HL7 v3 ObservationInterpretation): N, L, H, LL, HH, A, AA; where other words stand, nobody judges the value",
      ),
    at: instant.optional().describe('When it was measured, where that is not when the sample was taken'),
    status: status.describe('Whether it was corrected, or taken back alone'),
    group: line(200).optional().describe('Values of one group stand under one heading'),
    note: plainLines.optional(),
  })
  .meta({ id: 'Result' });

const documentEntrySchema = z
  .object({
    ref: refSchema.describe('Unique in its report'),
    title: line(200),
    mediaType: line(129).describe('As application/pdf; without parameters'),
    bytes: z.int().min(0).optional(),
  })
  .meta({ id: 'DocumentEntry' });

/** What the text of a report says. */
export const reportSchema = z
  .object({
    status: status.describe('withdrawn: it was never meant to be; say so for ever, and never leave it out'),
    kind: z.enum(['laboratory', 'imaging', 'pathology', 'other']),
    code: codeSchema.optional(),
    name: shownName,
    issuedAt: instant.describe('When it was released to the person'),
    collectedAt: instant.optional().describe('When the sample was taken, or the picture made'),
    department: line(200).optional(),
    practitioner: line(200).optional().describe('Who answers for it'),
    conclusion: plainLines
      .optional()
      .describe('What was found, in the words of whoever reported it; plain text of several lines'),
    results: z.array(resultSchema).max(RESULTS_MAX),
    documents: z.array(documentEntrySchema).max(DOCUMENTS_MAX).optional(),
  })
  .meta({ id: 'Report' });

/** A result whose lists are short enough to be read. */
const hasShortLists = (result: unknown) =>
  typeof result === 'object' &&
  result !== null &&
  isList(Reflect.get(result, 'codes') ?? [], CODES_MAX) &&
  isList(Reflect.get(result, 'ranges') ?? [], RANGES_MAX);

/** A report as it is received: how long its lists are is looked at first. */
export const receivedReportSchema = z
  .looseObject({
    results: z.custom<readonly unknown[]>((list) => isList(list, RESULTS_MAX) && list.every(hasShortLists)),
    documents: z.custom<readonly unknown[]>((list) => isList(list, DOCUMENTS_MAX)).optional(),
  })
  .pipe(reportSchema);

export const sentReportSchema = z
  .object({
    ref: refSchema.describe('A correction keeps it'),
    version: z.int().min(0).describe('Grows with each change of the report; of two the higher one stands'),
    report: z
      .string()
      .max(ORIGINAL_MAX)
      .meta({ contentMediaType: 'application/json', contentSchema: { $ref: '#/components/schemas/Report' } })
      .describe('The report as a JSON text, see Report. It is kept byte for byte, with whatever else stands in it'),
  })
  .meta({ id: 'SentReport' });

const sentReports = z.array(sentReportSchema).max(ROWS_MAX);

const whose = { patient: patientQuerySchema, patientRef: refSchema.optional() };

export const recordsQuerySchema = z.object(whose).meta({ id: 'RecordsQuery' });

export const reportsQuerySchema = z
  .object({
    ...whose,
    cursor: tokenSchema.optional().describe('Of the page before, of the same person; absent: from the beginning'),
    limit: z.int().min(1).max(1000).describe('Reports a page at most'),
  })
  .meta({ id: 'ReportsQuery' });

export const reportPageSchema = z
  .object({
    reports: sentReports.describe('Their texts come to 1 MiB at most, unless there is only one'),
    cursor: tokenSchema.describe('Asked with next time. A change may be told twice, never left out'),
    more: z.boolean().describe('More can be fetched at once'),
  })
  .meta({ id: 'ReportPage' });

/** Reports as they are received. */
export const reportRowsSchema = reportPageSchema.extend({ reports: rows });

export const reportDocumentSchema = z
  .object({
    mediaType: line(129),
    content: z
      .base64()
      .max(Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4)
      .describe('At most 8 MiB'),
  })
  .meta({ id: 'ReportDocument' });

export const visitSchema = z
  .object({
    ref: refSchema,
    kind: z.enum(['outpatient', 'inpatient', 'emergency', 'other']),
    startsAt: instant,
    endsAt: instant.optional(),
    department: line(200).optional(),
    practitioner: line(200).optional(),
    diagnoses: z.array(line(200)).max(RANGES_MAX).optional().describe('In words'),
  })
  .meta({ id: 'Visit' });

const activity = z.enum(['active', 'ended', 'unknown']);
export const medicationSchema = z
  .object({
    ref: refSchema,
    name: shownName,
    codes,
    dosage: line(1_000).optional().describe('How it is taken, as it was written'),
    status: activity,
    prescribedAt: instant,
    practitioner: line(200).optional(),
  })
  .meta({ id: 'Medication' });

export const allergySchema = z
  .object({
    ref: refSchema,
    substance: shownName,
    codes,
    reaction: line(1_000).optional(),
    criticality: z.enum(['low', 'high', 'unknown']),
    verified: z.boolean(),
    recordedAt: instant.optional(),
  })
  .meta({ id: 'Allergy' });

export const conditionSchema = z
  .object({ ref: refSchema, name: shownName, codes, status: activity, recordedAt: instant.optional() })
  .meta({ id: 'Condition' });

const noneKnown = z
  .literal(true)
  .optional()
  .describe(
    'The hospital states that there are none. Only where somebody has asked and written it down; never for an empty list',
  );

const listOf = (row: z.ZodType, id: string) =>
  z.object({ rows: z.array(row).max(LIST_MAX).describe('All of them, in any order'), noneKnown }).meta({ id });

export const visitListSchema = listOf(visitSchema, 'VisitList');
export const medicationListSchema = listOf(medicationSchema, 'MedicationList');
export const allergyListSchema = listOf(allergySchema, 'AllergyList');
export const conditionListSchema = listOf(conditionSchema, 'ConditionList');

/** A list as it is received. */
export const receivedListSchema = z.object({
  rows: z.custom<readonly unknown[]>((list) => isList(list, LIST_MAX)),
  noneKnown,
});

/** A row as it is received: how long its lists are is looked at first. */
export const received = <T>(row: z.ZodType<T>) =>
  z
    .looseObject({
      codes: z.custom<readonly unknown[]>((list) => isList(list, CODES_MAX)).optional(),
      diagnoses: z.custom<readonly unknown[]>((list) => isList(list, RANGES_MAX)).optional(),
    })
    .pipe(row as z.ZodType<T, Readonly<Record<string, unknown>>>);
