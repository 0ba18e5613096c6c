/** Results of two hospitals as somebody shares them: FHIR R4, with the digits of the laboratory, which no `JSON.stringify` keeps. */
export const SHARED_BUNDLE = `{
  "resourceType": "Bundle",
  "type": "collection",
  "entry": [
    {"fullUrl": "urn:uuid:p", "resource": {"resourceType": "Patient", "name": [{"text": "欧阳小美"}], "birthDate": "1950-02-03"}},
    {"fullUrl": "urn:uuid:r1", "resource": {"resourceType": "DiagnosticReport", "status": "final", "code": {"text": "血脂"},
      "issued": "2026-11-20T09:30:00+08:00", "effectiveDateTime": "2026-11-20T07:05:00+08:00", "performer": [{"display": "临江市第一人民医院"}],
      "conclusion": "请复查。\\n空腹抽血。", "result": [{"reference": "urn:uuid:o1"}, {"reference": "urn:uuid:o2"}, {"reference": "urn:uuid:o3"}],
      "presentedForm": [{"contentType": "application/pdf", "title": "血脂报告", "data": "JVBERi0xLjQK"}]}},
    {"fullUrl": "urn:uuid:o1", "resource": {"resourceType": "Observation", "status": "final", "code": {"text": "总胆固醇"},
      "valueQuantity": {"value": 5.50, "unit": "mmol/L"}, "referenceRange": [{"low": {"value": 2.80, "unit": "mmol/L"}, "high": {"value": 5.20, "unit": "mmol/L"}}],
      "interpretation": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": "H"}]}]}},
    {"fullUrl": "urn:uuid:o2", "resource": {"resourceType": "Observation", "status": "final", "code": {"text": "肌钙蛋白"},
      "valueQuantity": {"value": 0.010, "comparator": "<", "unit": "ng/mL"}, "referenceRange": [{"text": "0–0.04"}],
      "interpretation": [{"coding": [{"code": "N"}]}]}},
    {"fullUrl": "urn:uuid:o3", "resource": {"resourceType": "Observation", "status": "entered-in-error", "code": {"text": "血钾"},
      "valueQuantity": {"value": 9.99, "unit": "mmol/L"}}},
    {"fullUrl": "urn:uuid:r2", "resource": {"resourceType": "DiagnosticReport", "id": "r2", "status": "corrected", "code": {"text": "乙肝两对半"},
      "issued": "2026-11-23T10:00:00+08:00", "performer": [{"display": "临江市中心医院"}], "result": [{"reference": "Observation/panel"}]}},
    {"resource": {"resourceType": "Observation", "id": "panel", "status": "final", "code": {"text": "两对半"}, "hasMember": [{"reference": "Observation/hbsag"}]}},
    {"resource": {"resourceType": "Observation", "id": "hbsag", "status": "final", "code": {"text": "乙肝表面抗原"},
      "valueCodeableConcept": {"text": "阴性"}, "hasMember": [{"reference": "Observation/panel"}]}},
    {"resource": {"resourceType": "Observation", "id": "bp", "status": "preliminary", "code": {"text": "血压"}, "component": [
      {"code": {"text": "收缩压"}, "valueQuantity": {"value": 150, "unit": "mmHg"}},
      {"code": {"text": "舒张压"}, "dataAbsentReason": {"text": "没有测"}}]}},
    {"resource": {"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order",
      "subject": {"reference": "urn:uuid:p"}, "medicationCodeableConcept": {"text": "阿托伐他汀"}}}
  ]
}`;

const MARKUP = '<img src=/stolen onerror=globalThis.hacked=1><script>globalThis.hacked=1</script>';

/** What somebody puts into every text that is shown, and into what is not shown at all. */
export const HOSTILE_BUNDLE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resource: { resourceType: 'Patient', text: { div: MARKUP }, name: [{ text: `${MARKUP}\u202Eboth` }], birthDate: MARKUP } },
    {
      resource: {
        resourceType: 'DiagnosticReport',
        text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${MARKUP}</div>` },
        status: '__proto__',
        code: { text: MARKUP },
        issued: MARKUP,
        performer: [{ display: MARKUP }],
        conclusion: MARKUP,
        result: [{ reference: 'Observation/o' }],
        presentedForm: [{ contentType: 'text/html', title: MARKUP, data: btoa(MARKUP) }],
      },
    },
    {
      resource: {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        code: { coding: [{ display: MARKUP }] },
        valueString: MARKUP,
        interpretation: [{ text: MARKUP }],
        referenceRange: [{ text: MARKUP }],
        note: [{ text: MARKUP }],
      },
    },
  ],
});

/** A report with as many values as no laboratory sends. */
export function bundleOf(values: number): string {
  const ids = Array.from({ length: values }, (_, at) => `o${at}`);
  const observations = ids.map((id) => ({
    resource: { resourceType: 'Observation', id, status: 'final', code: { text: id }, valueInteger: 1 },
  }));
  const report = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { text: '很长的报告' },
    result: ids.map((id) => ({ reference: `Observation/${id}` })),
  };
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: report }, ...observations] });
}
