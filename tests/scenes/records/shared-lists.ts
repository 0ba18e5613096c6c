/** Lists of three hospitals as somebody shares them, and what was said to be missing: FHIR R4. Two rows were taken back. */
export const SHARED_LISTS = bundleWith([
  { resourceType: 'Patient', id: 'p', name: [{ text: '欧阳小美' }], birthDate: '1950-02-03' },
  {
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'warning', code: 'incomplete', details: { text: '临江市中医院' } },
      { severity: 'warning', code: 'suppressed', details: { text: '临江市妇幼保健院' } },
      { severity: 'error', code: 'incomplete', details: { text: '不是医院' } },
      { severity: 'warning', code: 'not-found', details: { text: '也不是医院' } },
    ],
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a1',
    clinicalStatus: concept('allergyintolerance-clinical', 'active'),
    verificationStatus: concept('allergyintolerance-verification', 'unconfirmed'),
    criticality: 'low',
    code: { coding: [{ display: '花粉' }] },
    patient: subject(),
    recorder: { reference: 'PractitionerRole/role' },
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a2',
    clinicalStatus: concept('allergyintolerance-clinical', 'active'),
    verificationStatus: concept('allergyintolerance-verification', 'confirmed'),
    criticality: 'high',
    code: { text: '青霉素' },
    patient: subject(),
    recordedDate: '2019-05-06T09:00:00+08:00',
    recorder: { display: '临江市第一人民医院' },
    reaction: [{ manifestation: [{ text: '皮疹' }, { text: '休克' }] }],
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'a3',
    verificationStatus: concept('allergyintolerance-verification', 'entered-in-error'),
    code: { text: '被撤回的过敏' },
    patient: subject(),
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm1',
    status: 'completed',
    intent: 'order',
    medicationReference: { reference: '#drug' },
    contained: [{ resourceType: 'Medication', id: 'drug', code: { text: '布洛芬缓释胶囊' } }],
    subject: subject(),
    authoredOn: '2026-10-01T08:00:00+08:00',
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm2',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: '阿托伐他汀钙片' },
    subject: subject(),
    authoredOn: '2026-11-20T09:40:00+08:00',
    requester: { display: '临江市第一人民医院' },
    dosageInstruction: [{ text: '口服，每晚一次，每次 20 mg' }],
  },
  {
    resourceType: 'Condition',
    id: 'c1',
    clinicalStatus: concept('condition-clinical', 'resolved'),
    code: { text: '肺炎' },
    subject: subject(),
  },
  {
    resourceType: 'Condition',
    id: 'c2',
    clinicalStatus: concept('condition-clinical', 'active'),
    code: { text: '高血压病' },
    subject: subject(),
    recordedDate: '2020-03-04',
    recorder: { display: '临江市中心医院' },
  },
  { resourceType: 'Condition', id: 'c3', code: { text: '胆囊息肉' }, subject: subject() },
  {
    resourceType: 'Condition',
    id: 'c4',
    verificationStatus: concept('condition-ver-status', 'entered-in-error'),
    code: { text: '被撤回的诊断' },
    subject: subject(),
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: subject(),
    period: { start: '2026-02-03T10:00:00+08:00', end: '2026-02-10T09:00:00+08:00' },
    serviceType: { text: '呼吸内科' },
    diagnosis: [{ condition: { reference: 'Condition/c1' } }, { condition: { reference: 'Condition/c4' } }],
    reasonCode: [{ text: '发热' }],
    serviceProvider: { display: '临江市中心医院' },
  },
  {
    resourceType: 'PractitionerRole',
    id: 'role',
    organization: { display: '临江市口腔医院' },
    practitioner: { reference: 'Practitioner/doctor' },
  },
  { resourceType: 'Practitioner', id: 'doctor', name: [{ family: '王', given: ['芳'] }] },
]);

const MARKUP = '<img src=/stolen onerror=globalThis.hacked=1><script>globalThis.hacked=1</script>';
const said = { text: MARKUP, coding: [{ system: MARKUP, code: MARKUP, display: MARKUP }] };
const everywhere = {
  id: MARKUP,
  text: { div: MARKUP },
  code: said,
  note: [{ text: MARKUP }],
  recorder: { display: MARKUP },
  requester: { display: MARKUP },
  serviceProvider: { display: MARKUP },
};

/** Markup in every text of every list and of what is said to be missing. */
export const HOSTILE_LISTS = bundleWith([
  { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete', details: said }] },
  {
    ...everywhere,
    resourceType: 'AllergyIntolerance',
    criticality: 'high',
    clinicalStatus: said,
    verificationStatus: '__proto__',
    reaction: [{ manifestation: [said], description: MARKUP }],
    recordedDate: MARKUP,
  },
  {
    ...everywhere,
    resourceType: 'MedicationRequest',
    status: '__proto__',
    medicationCodeableConcept: said,
    dosageInstruction: [{ text: MARKUP }, {}],
    authoredOn: MARKUP,
  },
  { ...everywhere, resourceType: 'Condition', clinicalStatus: { coding: [{ code: 'constructor' }] }, recordedDate: MARKUP },
  {
    ...everywhere,
    resourceType: 'Encounter',
    class: { code: MARKUP, display: MARKUP },
    period: { start: MARKUP, end: MARKUP },
    serviceType: said,
    reasonCode: [said],
  },
]);

/** Resources that name each other, and themselves, without end. */
export const CIRCLES = bundleWith([
  { resourceType: 'MedicationRequest', id: 'm', medicationReference: { reference: 'MedicationRequest/m' } },
  { resourceType: 'AllergyIntolerance', id: 'a', code: { text: '花生' }, recorder: { reference: 'PractitionerRole/r' } },
  {
    resourceType: 'PractitionerRole',
    id: 'r',
    practitioner: { reference: 'PractitionerRole/r' },
    organization: { reference: 'PractitionerRole/s' },
  },
  { resourceType: 'PractitionerRole', id: 's', organization: { reference: 'PractitionerRole/r' } },
  {
    resourceType: 'Encounter',
    id: 'e',
    serviceProvider: { reference: 'Encounter/e' },
    diagnosis: [{ condition: { reference: 'Encounter/e' } }],
    reasonReference: [{ reference: 'Condition/c' }],
  },
  { resourceType: 'Condition', id: 'c', code: { text: '头晕' }, recorder: { reference: 'Condition/c' } },
]);

export function bundleWith(resources: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });
}

function concept(system: string, code: string) {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] };
}

function subject() {
  return { reference: 'Patient/p' };
}
