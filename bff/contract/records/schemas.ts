import * as z from 'zod';
import {
  bilingual,
  cursor,
  dutyDesk,
  givenInstant,
  givenText,
  hospitalId,
  instant,
  limit,
  noticeVersion,
  opaqueId,
  page,
  pageQuery,
  patientId,
  typedText,
} from '../terms.ts';

export const resultId = opaqueId('rpt');

export const reportKind = z.enum(['laboratory', 'imaging', 'pathology', 'other']).meta({ id: 'ReportKind' });

/** How a value stands, in a word; absent where nobody said and no limit fits. */
const verdict = z
  .enum(['usual', 'low', 'high', 'critical-low', 'critical-high', 'unusual', 'critical'])
  .meta({ id: 'Verdict', description: '`unusual` and `critical`: of a value that is no number.' });

const ofHospital = { hospital: hospitalId, hospitalName: z.string() };

/** How far one hospital's answer has come. What is missing is named, never left out. */
export const recordSource = z
  .object({
    ...ofHospital,
    state: z.enum(['read', 'asking', 'unavailable', 'no-file', 'no-source', 'withheld']).meta({
      description:
        '`read`: all that it told is in the list, but for what `leftOut` names. `asking`: it has not answered yet; ask again. `unavailable`: it does not answer, and there may be more. `no-file`: it has no file of the person here yet. `no-source`: it tells nothing of this kind here. `withheld`: it keeps it from whoever asks for a young person.',
    }),
    readAt: instant.optional().meta({ description: 'When it answered last.' }),
    noneKnown: z
      .literal(true)
      .optional()
      .meta({ description: 'The hospital states that there are none. An empty list states nothing.' }),
    leftOut: z.literal(true).optional().meta({
      description: 'Something of what it told can not be read here, and is not in the list: it has to be asked for there.',
    }),
  })
  .meta({ id: 'RecordSource' });

const resultHead = {
  id: resultId,
  patientId,
  ...ofHospital,
  kind: reportKind,
  name: z.string().meta({ description: 'As the hospital calls it.' }),
  status: z.enum(['preliminary', 'final', 'corrected']),
  issuedAt: instant,
  collectedAt: instant.optional(),
  department: z.string().optional(),
  held: z.literal(true).optional().meta({
    description: 'The hospital says it to the person first, and not here: there are no values, and `dutyDesk` says where to go.',
  }),
  values: z.int().min(0).meta({ description: 'How many there are; 0 while it is held.' }),
  unusual: z.int().min(0).meta({ description: 'How many of them are outside of their limits, or the hospital calls unusual.' }),
  documents: z.int().min(0),
};

export const listedResult = z.object(resultHead).meta({ id: 'ListedResult' });

const sources = z.array(recordSource);

/** A page of results, the newest first, and how far each hospital's answer has come. */
export const results = page(listedResult).extend({ sources }).meta({ id: 'Results' });

export const trendCode = z
  .string()
  .regex(/^[!-~]{1,200}$/)
  .meta({ description: 'What is measured, under one name for all hospitals: as `glucose`; opaque.' });

const range = z.object({
  text: z.string().meta({ description: 'As the laboratory gave it.' }),
  appliesTo: z.string().optional(),
});

export const resultValue = z
  .object({
    name: z.string().meta({ description: 'As the hospital calls it.' }),
    plainName: bilingual.optional().meta({ description: 'What it is, in words for everybody.' }),
    code: z.object({ system: z.string(), code: z.string() }).optional().meta({ description: 'LOINC, where it is certain.' }),
    trend: trendCode.optional().meta({ description: 'Values under this code can be seen over time.' }),
    group: z.string().optional(),
    text: z
      .string()
      .meta({ description: 'The value, digit by digit as the hospital wrote it: `5.50`, `<3`, `1:80`, `3–5`, a word.' }),
    unit: z.string().optional(),
    verdict: verdict.optional(),
    verdictBy: z.enum(['hospital', 'limits']).optional(),
    saidVerdict: z.string().optional().meta({
      description:
        'The verdict of the hospital in its own words, where they are no verdict that is known here: nobody else gives one then.',
    }),
    ranges: z.array(range),
    status: z.enum(['preliminary', 'final', 'corrected']),
    at: instant.optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'ResultValue' });

const resultDocument = z.object({
  id: z.string().regex(/^[0-9]{1,2}$/),
  title: z.string(),
  mediaType: z.string(),
  bytes: z.int().min(0).optional(),
});

/** One report. */
export const result = z
  .object({
    ...resultHead,
    patientName: z.string().meta({ description: 'Masked.' }),
    birthYear: z.int().meta({ description: 'Of the person, so that whoever is handed it can see whose it is.' }),
    practitioner: z.string().optional(),
    conclusion: z.string().optional().meta({ description: 'Plain text of several lines, never markup.' }),
    items: z.array(resultValue),
    attached: z.array(resultDocument),
    correctedAt: instant.optional().meta({ description: 'When what stands here replaced what stood before.' }),
    dutyDesk,
  })
  .meta({ id: 'Result' });

/** A document of a report. It is for a printer or a file, never for a page to run. */
export const resultDocumentContent = z
  .object({ title: z.string(), mediaType: z.string(), content: z.base64() })
  .meta({ id: 'ResultDocument' });

const trendPoint = z.object({
  resultId,
  ...ofHospital,
  at: instant.optional(),
  text: z.string(),
  unit: z.string().optional(),
  number: z
    .string()
    .optional()
    .meta({ description: 'In the unit of the line, a decimal. Of `<3` it is the limit, and `comparator` says so.' }),
  comparator: z.enum(['<', '<=', '>', '>=']).optional(),
  verdict: verdict.optional(),
});

/** Why a value is on no line. */
const apartReason = z.enum(['no-number', 'no-unit', 'unit-not-understood', 'other-method', 'no-time']);

/** One measure over time and hospitals: lines where units truly agree, and what is on none, with why. */
export const trend = z
  .object({
    code: trendCode,
    name: bilingual,
    lines: z.array(
      z.object({
        unit: z.string(),
        points: z.array(trendPoint).meta({ description: 'The oldest first.' }),
        direction: z.enum(['rising', 'falling', 'level']).optional().meta({
          description: 'From the value before the last to the last; absent where one of the two is only a limit.',
        }),
      }),
    ),
    apart: z.array(trendPoint.extend({ reason: apartReason })),
    more: z.boolean().meta({ description: 'There are older values than these.' }),
    sources,
  })
  .meta({ id: 'Trend' });

export const visit = z
  .object({
    ...ofHospital,
    kind: z.enum(['outpatient', 'inpatient', 'emergency', 'other']),
    start: instant,
    end: instant.optional(),
    department: z.string().optional(),
    practitioner: z.string().optional(),
    diagnoses: z.array(z.string()),
  })
  .meta({ id: 'Visit' });

export const medication = z
  .object({
    ...ofHospital,
    name: z.string(),
    dosage: z.string().optional(),
    status: z.enum(['active', 'ended', 'unknown']),
    prescribedAt: instant,
    practitioner: z.string().optional(),
  })
  .meta({ id: 'Medication' });

export const allergy = z
  .object({
    ...ofHospital,
    substance: z.string(),
    reaction: z.string().optional(),
    criticality: z.enum(['low', 'high', 'unknown']),
    verified: z.boolean(),
    recordedAt: instant.optional(),
  })
  .meta({ id: 'Allergy' });

export const visits = page(visit).extend({ sources }).meta({ id: 'Visits' });
export const medications = page(medication).extend({ sources }).meta({ id: 'Medications' });
export const allergies = page(allergy).extend({ sources }).meta({ id: 'Allergies' });

export const shareId = opaqueId('shr');

export const section = z.enum(['visits', 'medications', 'allergies', 'conditions']);

/** Which parts: all results that stand, or these; and which lists. */
const shareParts = z.strictObject({
  results: z.union([z.literal('all'), z.array(resultId).max(50)]),
  lists: z.array(section).max(section.options.length).default([]),
});

/** With whom something is shared. */
const shareWith = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('doctor'), ...ofHospital }).meta({ description: 'Whoever treats the person at this hospital.' }),
  z.object({
    kind: z.literal('link'),
    label: z.string(),
    passcode: z.boolean().meta({ description: 'It is opened with a passcode.' }),
    direct: z.boolean().meta({ description: 'Flag U: one file, without asking who reads.' }),
    triesLeft: z.int().min(0).optional().meta({ description: 'Wrong passcodes that are still answered, in its whole life.' }),
  }),
]);

export const share = z
  .object({
    id: shareId,
    patientId,
    with: shareWith,
    parts: z.object({ results: z.union([z.literal('all'), z.array(resultId)]), lists: z.array(section) }),
    createdAt: instant,
    until: instant,
    endedAt: instant.optional(),
    endedBecause: z.enum(['revoked', 'expired', 'consent-withdrawn', 'tries-used-up', 'restored']).optional(),
    reads: z
      .array(
        z.object({
          at: instant,
          outcome: z.enum(['read', 'wrong-passcode', 'refused']),
          who: z
            .string()
            .optional()
            .meta({ description: 'In their own words, and nobody has checked them; or the member of staff.' }),
          proved: z.boolean().meta({ description: 'A member of staff who was signed in.' }),
        }),
      )
      .meta({ description: 'Who asked for it, the newest first, at most fifty.' }),
  })
  .meta({ id: 'Share' });

/** What the person agreed to when they shared (ISO/IEC TS 27560). */
const shareReceipt = z
  .object({
    shareId,
    at: instant,
    until: instant,
    purpose: bilingual,
    receiver: z.string(),
    version: noticeVersion,
    wordingHash: z.string(),
    language: z.enum(['zh', 'en']),
    channel: z.string(),
    withdrawal: z.string().meta({ description: 'The address by which it is ended.' }),
  })
  .meta({ id: 'ShareReceipt' });

/** A share that was made. `link` is told once: who asks again with the same key hears of the share, and not of its key. */
export const createdShare = z
  .object({
    share,
    receipt: shareReceipt,
    link: z
      .object({
        shlink: z.string().meta({ description: 'SMART Health Link 1.0.0, `shlink:/…`.' }),
        viewer: z.string().meta({ description: 'The page that opens it; the link stands behind `#`, which no browser sends.' }),
      })
      .optional(),
  })
  .meta({ id: 'CreatedShare' });

const shareWording = z.object({ version: noticeVersion, zh: z.array(z.string()), en: z.array(z.string()) });

/** Shares of a person, the newest first, and what one agrees to with a new one. */
export const shares = page(share)
  .extend({
    wording: shareWording,
    links: z.boolean().meta({ description: 'A link can be made: there is an address at which whoever has it can ask.' }),
  })
  .meta({ id: 'Shares' });

/** A resource of FHIR R4, as it is served. */
const fhirResource = (resourceType: string) => z.looseObject({ resourceType: z.literal(resourceType) });
export const capabilityStatement = fhirResource('CapabilityStatement').meta({ id: 'FhirCapabilityStatement' });
export const searchset = fhirResource('Bundle')
  .extend({ type: z.literal('searchset'), entry: z.array(z.unknown()).optional() })
  .meta({ id: 'FhirSearchset', description: 'FHIR R4 Bundle. Its numbers have the digits that the hospital wrote.' });

export const input = {
  results: pageQuery.extend({
    patientId,
    hospital: hospitalId.optional(),
    kind: reportKind.optional(),
    from: givenInstant.optional(),
    to: givenInstant.optional(),
  }),
  resultId: z.strictObject({ id: resultId }),
  document: z.strictObject({ id: resultId, document: z.string().regex(/^[0-9]{1,2}$/) }),
  trend: z.strictObject({ patientId, code: trendCode }),
  everything: z.strictObject({
    id: z
      .string()
      .regex(/^pat\.[A-Za-z0-9.-]{22}$/)
      .meta({ description: "The person's id, with `.` for `_`." }),
  }),
  everythingPage: z.strictObject({ cursor: cursor.optional(), _count: limit }),
  createShare: z.strictObject({
    patientId,
    with: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('doctor'), hospital: hospitalId }),
      z.strictObject({
        kind: z.literal('link'),
        label: givenText(1, 40).optional(),
        passcode: typedText(6, 64).optional(),
        direct: z.literal(true).optional(),
      }),
    ]),
    hours: z
      .int()
      .min(1)
      .max(720)
      .optional()
      .meta({ description: 'How long, 72 hours where nothing is said; of a doctor at most 168.' }),
    parts: shareParts,
    agreed: z.strictObject({ version: noticeVersion, language: z.enum(['zh', 'en']) }),
  }),
  shareId: z.strictObject({ id: shareId }),
  section: pageQuery.extend({ patientId }),
};
