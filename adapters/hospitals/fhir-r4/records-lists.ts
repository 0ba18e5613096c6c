import {
  type Allergy,
  allergyRow,
  type Condition,
  conditionRow,
  type Medication,
  medicationRow,
  type Visit,
  visitRow,
} from '../../port/records.ts';
import { mapRow, type ReadRow, rowOf, unusable } from '../../port/rows.ts';
import { localId, type Pool, type Sent } from './records-search.ts';
import { codesOf, hasCode, instantOf, shortLineOf, wordsOf } from './records-values.ts';
import {
  allergySchema,
  conditionSchema,
  encounterSchema,
  type FhirConcept,
  type FhirReference,
  medicationRequestSchema,
  medicationSchema,
} from './records-wire.ts';
import type { SlotReading } from './slots.ts';

/** The lists that a doctor asks for. What was entered in error was never so, and is no row. */

/** A resource of a list, with what came beside it. */
export interface ListedResource {
  readonly reading: SlotReading;
  readonly sent: Sent;
  readonly pool: Pool;
}

const optional = <Name extends string, T>(name: Name, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: T };

/** http://terminology.hl7.org/CodeSystem/v3-ActCode, ActEncounterCode */
const VISITS: Readonly<Record<string, Visit['kind']>> = {
  AMB: 'outpatient',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  OBSENC: 'inpatient',
  EMER: 'emergency',
};

/** What was, or goes on; what is planned is a booking. */
const VISITED = ['arrived', 'triaged', 'in-progress', 'onleave', 'finished'];

export function visitOf({ reading, sent, pool }: ListedResource): ReadRow<Visit> | undefined {
  const read = rowOf(encounterSchema, sent.resource);
  if (read.usable && !VISITED.includes(read.value.status)) return undefined;
  return mapRow(read, (encounter) => {
    const startsAt = instantOf(encounter.period?.start);
    if (startsAt === undefined) return unusable('period.start');
    const { participant = [], diagnosis = [], serviceType, serviceProvider } = encounter;
    const seen = participant.map(({ individual }) => shortLineOf(individual?.display));
    const found = diagnosis.map(({ condition }) => shortLineOf(condition.display) ?? conditionName(reading, condition, pool));
    return visitRow({
      ref: encounter.id,
      kind: VISITS[encounter.class.code ?? ''] ?? 'other',
      startsAt,
      ...optional('endsAt', instantOf(encounter.period?.end)),
      ...optional('department', shortLineOf(wordsOf(serviceType)) ?? shortLineOf(serviceProvider?.display)),
      ...optional(
        'practitioner',
        seen.find((line) => line !== undefined),
      ),
      diagnoses: [...new Set(found.filter((line) => line !== undefined))],
    });
  });
}

function conditionName(reading: SlotReading, reference: FhirReference, pool: Pool): string | undefined {
  const condition = pool.get(`Condition/${localId(reading, reference, 'Condition')}`)?.resource;
  return shortLineOf(wordsOf(conditionSchema.safeParse(condition).data?.code));
}

const MEDICATION: Readonly<Record<string, Medication['status']>> = {
  active: 'active',
  completed: 'ended',
  stopped: 'ended',
  cancelled: 'ended',
};

/** Orders; a proposal or a plan is no prescription. https://hl7.org/fhir/R4/valueset-medicationrequest-intent.html */
const ORDERED = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'];

export function medicationOf({ reading, sent, pool }: ListedResource): ReadRow<Medication> | undefined {
  const read = rowOf(medicationRequestSchema, sent.resource);
  if (read.usable && (['entered-in-error', 'draft'].includes(read.value.status) || !ORDERED.includes(read.value.intent)))
    return undefined;
  return mapRow(read, (request) => {
    const { medicationReference: reference, dosageInstruction = [] } = request;
    const contained = request.contained?.find((one) => `#${one.id}` === reference?.reference);
    const referred = contained ?? (reference && pool.get(`Medication/${localId(reading, reference, 'Medication')}`)?.resource);
    const concept = request.medicationCodeableConcept ?? medicationSchema.safeParse(referred).data?.code;
    const name = wordsOf(concept) ?? shortLineOf(reference?.display);
    const prescribedAt = instantOf(request.authoredOn);
    if (name === undefined) return unusable('medication');
    if (prescribedAt === undefined) return unusable('authoredOn');
    const dosage = dosageInstruction.map(({ text, patientInstruction }) =>
      (text ?? patientInstruction ?? '').replace(/\s+/gu, ' ').trim(),
    );
    return medicationRow({
      ref: request.id,
      name,
      codes: codesOf(concept),
      ...optional('dosage', dosage.filter((line) => line !== '').join('；') || undefined),
      status: MEDICATION[request.status] ?? 'unknown',
      prescribedAt,
      ...optional('practitioner', shortLineOf(request.requester?.display)),
    });
  });
}

/** "No known allergy" of SNOMED CT, and of the International Patient Summary. */
const NONE_KNOWN = ['716186003', 'no-known-allergies', 'no-known'];
/** Statements about allergies that are none: no known allergy to drugs, food, the environment, latex; nothing is known. */
const NO_ALLERGY = [
  ...NONE_KNOWN,
  '409137002',
  '429625007',
  '428607008',
  '428197003',
  'no-known-medication-allergies',
  'no-known-food-allergies',
  'no-known-environmental-allergies',
  'no-allergy-info',
];
/** What was looked into and was not so, and what was never so. */
const NOT_SO = ['refuted', 'entered-in-error'];

export function allergyOf({ sent }: ListedResource): ReadRow<Allergy> | undefined {
  const read = rowOf(allergySchema, sent.resource);
  if (read.usable && (hasCode(read.value.verificationStatus, NOT_SO) || hasCode(read.value.code, NO_ALLERGY))) return undefined;
  return mapRow(read, (allergy) => {
    const { reaction = [], code, criticality } = allergy;
    const concept = code ?? reaction.map(({ substance }) => substance).find((one) => one !== undefined);
    const substance = wordsOf(concept);
    if (substance === undefined) return unusable('code');
    const shown = reaction.flatMap(({ manifestation = [] }) => manifestation.map(wordsOf)).filter((line) => line !== undefined);
    return allergyRow({
      ref: allergy.id,
      substance,
      codes: codesOf(concept),
      ...optional('reaction', [...new Set(shown)].join('、') || undefined),
      criticality: criticality === 'low' || criticality === 'high' ? criticality : 'unknown',
      verified: hasCode(allergy.verificationStatus, ['confirmed']),
      ...optional('recordedAt', instantOf(allergy.recordedDate)),
    });
  });
}

/** Whether a resource states that no allergy is known, and still does. */
export function statesNoAllergies({ sent }: ListedResource): boolean {
  const allergy = allergySchema.safeParse(sent.resource).data;
  const stands = allergy?.clinicalStatus === undefined || hasCode(allergy.clinicalStatus, ['active']);
  return hasCode(allergy?.code, NONE_KNOWN) && stands && !hasCode(allergy?.verificationStatus, NOT_SO);
}

/** http://terminology.hl7.org/CodeSystem/condition-clinical */
const isActive = (status: FhirConcept | undefined) => hasCode(status, ['active', 'recurrence', 'relapse']);
const isEnded = (status: FhirConcept | undefined) => hasCode(status, ['inactive', 'remission', 'resolved']);

export function conditionOf({ sent }: ListedResource): ReadRow<Condition> | undefined {
  const read = rowOf(conditionSchema, sent.resource);
  if (read.usable && hasCode(read.value.verificationStatus, NOT_SO)) return undefined;
  return mapRow(read, ({ id, code, clinicalStatus, recordedDate, onsetDateTime }) => {
    const name = wordsOf(code);
    if (name === undefined) return unusable('code');
    return conditionRow({
      ref: id,
      name,
      codes: codesOf(code),
      status: isActive(clinicalStatus) ? 'active' : isEnded(clinicalStatus) ? 'ended' : 'unknown',
      ...optional('recordedAt', instantOf(recordedDate) ?? instantOf(onsetDateTime)),
    });
  });
}
