import type { Allergy, Condition, Medication, Visit } from '../../../../adapters/port/records.ts';
import type { Patient } from '../../../../adapters/port/terms.ts';
import { shanghaiTime } from '../../../platform/http/instants.ts';
import { codeable, fhirId, type Json } from './report-resources.ts';

/** By what a resource is named, and whose it is. */
export interface ListedNaming {
  readonly id: string;
  readonly patientId: string;
  readonly hospitalName: string;
}

const subject = ({ patientId }: Pick<ListedNaming, 'patientId'>) => ({ reference: `Patient/${fhirId(patientId)}` });

/** The person, as far as whoever reads their results has to know: no number of any document. */
export function patientResource(id: string, { name, birthDate, sex }: Patient): Json {
  return { resourceType: 'Patient', id: fhirId(id), name: [{ text: name }], gender: sex, birthDate };
}

const VISIT_CLASS = { outpatient: 'AMB', inpatient: 'IMP', emergency: 'EMER', other: 'AMB' } as const;
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

export function visitResource(visit: Visit, naming: ListedNaming): Json {
  const { kind, startsAt, endsAt, department, practitioner, diagnoses } = visit;
  return {
    resourceType: 'Encounter',
    id: naming.id,
    status: 'finished',
    class: { system: ACT_CODE, code: VISIT_CLASS[kind] },
    subject: subject(naming),
    ...(practitioner === undefined ? {} : { participant: [{ individual: { display: practitioner } }] }),
    period: { start: shanghaiTime(startsAt), ...(endsAt === undefined ? {} : { end: shanghaiTime(endsAt) }) },
    ...(diagnoses.length === 0 ? {} : { reasonCode: diagnoses.map((text) => ({ text })) }),
    serviceProvider: { display: department === undefined ? naming.hospitalName : `${naming.hospitalName} ${department}` },
  };
}

export function medicationResource(medication: Medication, naming: ListedNaming): Json {
  const { name, codes, dosage, status, prescribedAt, practitioner } = medication;
  return {
    resourceType: 'MedicationRequest',
    id: naming.id,
    status: status === 'ended' ? 'completed' : status,
    intent: 'order',
    medicationCodeableConcept: codeable(name, codes),
    subject: subject(naming),
    authoredOn: shanghaiTime(prescribedAt),
    requester: { display: [naming.hospitalName, ...(practitioner === undefined ? [] : [practitioner])].join(' ') },
    ...(dosage === undefined ? {} : { dosageInstruction: [{ text: dosage }] }),
  };
}

const ALLERGY_CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const ALLERGY_VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';

export function allergyResource(allergy: Allergy, naming: ListedNaming): Json {
  const { substance, codes, reaction, criticality, verified, recordedAt } = allergy;
  return {
    resourceType: 'AllergyIntolerance',
    id: naming.id,
    clinicalStatus: { coding: [{ system: ALLERGY_CLINICAL, code: 'active' }] },
    verificationStatus: { coding: [{ system: ALLERGY_VERIFICATION, code: verified ? 'confirmed' : 'unconfirmed' }] },
    criticality: criticality === 'unknown' ? 'unable-to-assess' : criticality,
    code: codeable(substance, codes),
    patient: subject(naming),
    ...(recordedAt === undefined ? {} : { recordedDate: shanghaiTime(recordedAt) }),
    recorder: { display: naming.hospitalName },
    ...(reaction === undefined ? {} : { reaction: [{ manifestation: [{ text: reaction }] }] }),
  };
}

const CONDITION_CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';

export function conditionResource(condition: Condition, naming: ListedNaming): Json {
  const { name, codes, status, recordedAt } = condition;
  return {
    resourceType: 'Condition',
    id: naming.id,
    ...(status === 'unknown'
      ? {}
      : { clinicalStatus: { coding: [{ system: CONDITION_CLINICAL, code: status === 'active' ? 'active' : 'resolved' }] } }),
    code: codeable(name, codes),
    subject: subject(naming),
    ...(recordedAt === undefined ? {} : { recordedDate: shanghaiTime(recordedAt) }),
    recorder: { display: naming.hospitalName },
  };
}
