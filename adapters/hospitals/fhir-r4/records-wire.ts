/**
 * The pieces of FHIR R4 that records are read from, out of replies that were read exactly (`exact-json.ts`): a number is a
 * `WrittenNumber`. https://hl7.org/fhir/R4/diagnosticreport.html, …/observation.html, …/encounter.html, …/medicationrequest.html,
 * …/allergyintolerance.html, …/condition.html. Narrative (`text`) is markup of somebody else and is not read.
 */
import * as z from 'zod';
import { RESULTS_MAX } from '../../port/records.ts';
import { WrittenNumber } from './exact-json.ts';
import { few, id, identifier, instant, meta } from './wire.ts';

const decimal = z.instanceof(WrittenNumber).transform(({ source }) => source);
/** https://hl7.org/fhir/R4/datatypes.html#dateTime: to the year, the month, the day, or an instant. */
const dateTime = z.string().regex(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/);
const period = z.looseObject({ start: dateTime.optional(), end: dateTime.optional() });

const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() });
const concept = z.looseObject({ coding: few(coding).optional(), text: z.string().optional() });
export type FhirConcept = z.infer<typeof concept>;

const reference = z.looseObject({
  reference: z.string().optional(),
  type: z.string().optional(),
  identifier: identifier.optional(),
  display: z.string().optional(),
});
export type FhirReference = z.infer<typeof reference>;

const quantity = z.looseObject({
  value: decimal.optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
});
export type FhirQuantity = z.infer<typeof quantity>;
const range = z.looseObject({ low: quantity.optional(), high: quantity.optional() });

/** `value[x]` of Observation and of its components, with the reason where there is none. */
const valued = {
  valueQuantity: quantity.optional(),
  valueRange: range.optional(),
  valueRatio: z.looseObject({ numerator: quantity.optional(), denominator: quantity.optional() }).optional(),
  valueString: z.string().optional(),
  valueCodeableConcept: concept.optional(),
  valueInteger: decimal.optional(),
  valueBoolean: z.boolean().optional(),
  valueDateTime: dateTime.optional(),
  valueTime: z.string().optional(),
  valuePeriod: period.optional(),
  valueSampledData: z.looseObject({}).optional(),
  dataAbsentReason: concept.optional(),
  interpretation: few(concept).optional(),
  referenceRange: few(
    z.looseObject({
      low: quantity.optional(),
      high: quantity.optional(),
      type: concept.optional(),
      appliesTo: few(concept).optional(),
      age: range.optional(),
      text: z.string().optional(),
    }),
  ).optional(),
};

const component = z.looseObject({ code: concept, ...valued });
export type FhirValued = z.infer<typeof component>;
export type FhirRange = NonNullable<FhirValued['referenceRange']>[number];

/** One more than can be shown is read, so that it is noticed. */
const many = RESULTS_MAX + 1;

export const observationSchema = z.looseObject({
  resourceType: z.literal('Observation'),
  id,
  meta: meta.optional(),
  status: z.enum(['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown']),
  code: concept,
  subject: reference.optional(),
  effectiveDateTime: dateTime.optional(),
  effectivePeriod: period.optional(),
  effectiveInstant: instant.optional(),
  note: few(z.looseObject({ text: z.string() })).optional(),
  hasMember: few(reference, many).optional(),
  component: few(component, many).optional(),
  ...valued,
});
export type FhirObservation = z.infer<typeof observationSchema>;

const attachment = z.looseObject({
  contentType: z.string().optional(),
  data: z.string().optional(),
  url: z.string().optional(),
  size: decimal.optional(),
  title: z.string().optional(),
});
export type FhirAttachment = z.infer<typeof attachment>;

/** What has to be there for a report to be told at all. */
export const reportFrameSchema = z.looseObject({
  resourceType: z.literal('DiagnosticReport'),
  id,
  meta: z.looseObject({ versionId: z.string().optional(), lastUpdated: instant }),
  status: z.enum([
    'registered',
    'partial',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'appended',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  subject: reference,
  contained: few(z.looseObject({ resourceType: z.string() }), many).optional(),
});
export type FhirReportFrame = z.infer<typeof reportFrameSchema>;

export const reportSchema = z.looseObject({
  ...reportFrameSchema.shape,
  category: few(concept).optional(),
  code: concept,
  effectiveDateTime: dateTime.optional(),
  effectivePeriod: period.optional(),
  issued: instant.optional(),
  performer: few(reference).optional(),
  resultsInterpreter: few(reference).optional(),
  result: few(reference, many).optional(),
  conclusion: z.string().optional(),
  conclusionCode: few(concept).optional(),
  presentedForm: few(attachment).optional(),
});
export type FhirReport = z.infer<typeof reportSchema>;

export const binarySchema = z.looseObject({
  resourceType: z.literal('Binary'),
  contentType: z.string(),
  data: z.string().optional(),
});

/** Whose a resource is. */
export const ownedSchema = z.looseObject({
  subject: reference.optional(),
  patient: reference.optional(),
  contained: few(z.looseObject({ resourceType: z.string() })).optional(),
});

/** A person as far as it is to be seen whose file it is. */
export const fileSchema = z.looseObject({ identifier: few(identifier).optional() });

export const encounterSchema = z.looseObject({
  resourceType: z.literal('Encounter'),
  id,
  status: z.string(),
  class: coding,
  subject: reference.optional(),
  period: period.optional(),
  serviceType: concept.optional(),
  serviceProvider: reference.optional(),
  participant: few(z.looseObject({ individual: reference.optional() })).optional(),
  diagnosis: few(z.looseObject({ condition: reference })).optional(),
});

export const medicationRequestSchema = z.looseObject({
  resourceType: z.literal('MedicationRequest'),
  id,
  status: z.string(),
  intent: z.string(),
  subject: reference,
  medicationCodeableConcept: concept.optional(),
  medicationReference: reference.optional(),
  authoredOn: dateTime.optional(),
  requester: reference.optional(),
  dosageInstruction: few(z.looseObject({ text: z.string().optional(), patientInstruction: z.string().optional() })).optional(),
  contained: few(z.looseObject({ resourceType: z.string() })).optional(),
});

export const medicationSchema = z.looseObject({ resourceType: z.literal('Medication'), code: concept.optional() });

export const allergySchema = z.looseObject({
  resourceType: z.literal('AllergyIntolerance'),
  id,
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  criticality: z.string().optional(),
  code: concept.optional(),
  patient: reference,
  recordedDate: dateTime.optional(),
  reaction: few(z.looseObject({ substance: concept.optional(), manifestation: few(concept).optional() })).optional(),
});

export const conditionSchema = z.looseObject({
  resourceType: z.literal('Condition'),
  id,
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  code: concept.optional(),
  subject: reference,
  recordedDate: dateTime.optional(),
  onsetDateTime: dateTime.optional(),
});
