import { expect, it } from 'vitest';
import { readBundle } from '../../../bff/main/link-viewer/read-bundle.ts';
import { words } from '../../../bff/main/link-viewer/words.ts';
import { bundleWith, CIRCLES, SHARED_LISTS } from './shared-lists.ts';

it('shared allergies, medicines, diagnoses and visits are shown as their hospitals wrote them, what may do harm first', () => {
  const record = readBundle(SHARED_LISTS);
  expect(record?.lists).toEqual({
    allergies: {
      rows: [
        {
          substance: '青霉素',
          isSevere: true,
          isOver: false,
          sureness: 'confirmed',
          reaction: '皮疹、休克',
          recorded: '2019-05-06T09:00:00+08:00',
          by: '临江市第一人民医院',
        },
        { substance: '花粉', isSevere: false, isOver: false, sureness: 'unverified', by: '临江市口腔医院 王芳' },
      ],
      leftOut: 0,
    },
    medications: {
      rows: [
        {
          name: '阿托伐他汀钙片',
          taking: 'active',
          dosage: '口服，每晚一次，每次 20 mg',
          hasOtherDosage: false,
          prescribed: '2026-11-20T09:40:00+08:00',
          by: '临江市第一人民医院',
        },
        { name: '布洛芬缓释胶囊', taking: 'ended', hasOtherDosage: false, prescribed: '2026-10-01T08:00:00+08:00' },
      ],
      leftOut: 0,
    },
    conditions: {
      rows: [
        { name: '高血压病', lasting: 'active', recorded: '2020-03-04', by: '临江市中心医院' },
        { name: '胆囊息肉', lasting: 'unknown' },
        { name: '肺炎', lasting: 'ended' },
      ],
      leftOut: 0,
    },
    visits: {
      rows: [
        {
          start: '2026-02-03T10:00:00+08:00',
          end: '2026-02-10T09:00:00+08:00',
          kind: 'inpatient',
          department: '呼吸内科',
          diagnoses: ['肺炎', '发热'],
          by: '临江市中心医院',
        },
      ],
      leftOut: 0,
    },
  });
});

it('what a hospital took back of a shared list is neither shown nor missed', () => {
  const record = readBundle(SHARED_LISTS);
  expect(JSON.stringify(record)).not.toContain('被撤回');
  expect(record?.leftOut).toBe(0);
  for (const taken of [
    { resourceType: 'MedicationRequest', status: 'entered-in-error' },
    { resourceType: 'Encounter', status: 'entered-in-error' },
    { resourceType: 'AllergyIntolerance', verificationStatus: 'entered-in-error' },
  ])
    expect(readBundle(bundleWith([taken]))).toEqual(readBundle(bundleWith([])));
});

it('that no allergy is known is shown as the hospital wrote it, and never said by the page itself', () => {
  const code = { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: '未发现过敏' }] };
  expect(readBundle(bundleWith([{ resourceType: 'AllergyIntolerance', code }]))?.lists.allergies.rows).toMatchObject([
    { substance: '未发现过敏', sureness: 'unverified' },
  ]);
  const said = Object.values(words).flat();
  expect(said.join('\n')).not.toMatch(/none known|no known|无已知|没有过敏/i);
});

it.each([
  ['a request not to give it', { resourceType: 'MedicationRequest', status: 'active', doNotPerform: true }, 'forbidden'],
  ['a request on hold', { resourceType: 'MedicationRequest', status: 'on-hold' }, 'unknown'],
  ['a statement that it is not taken', { resourceType: 'MedicationStatement', status: 'not-taken' }, 'not-taken'],
])('of a medicine, %s is not shown as one that is taken', (_, resource, taking) => {
  expect(readBundle(bundleWith([resource]))?.lists.medications.rows).toMatchObject([{ taking }]);
});

it('how a medicine is taken that stands in numbers alone is missed aloud', () => {
  const medicine = {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationReference: { reference: 'Medication/m' },
    dosage: [{ text: '早一片' }, { doseAndRate: [{ doseQuantity: { value: 2 } }] }],
    effectivePeriod: { start: '2026-01' },
  };
  const record = readBundle(bundleWith([medicine, { resourceType: 'Medication', id: 'm', code: { text: '二甲双胍' } }]));
  expect(record).toMatchObject({
    lists: { medications: { rows: [{ name: '二甲双胍', dosage: '早一片', hasOtherDosage: true, since: '2026-01' }] } },
    leftOut: 0,
  });
});

it('an allergy that was ruled out or is over, and a diagnosis that is none yet, are told from those that stand', () => {
  const status = (code: string) => ({ coding: [{ code }] });
  const record = readBundle(
    bundleWith([
      { resourceType: 'AllergyIntolerance', code: { text: '甲' }, verificationStatus: status('refuted') },
      { resourceType: 'AllergyIntolerance', code: { text: '乙' }, clinicalStatus: status('resolved') },
      { resourceType: 'Condition', code: { text: '丙' }, verificationStatus: status('provisional') },
      { resourceType: 'Encounter', status: 'planned', class: { code: 'VR', display: '线上' } },
    ]),
  );
  expect(record?.lists).toMatchObject({
    allergies: { rows: [{ sureness: 'refuted' }, { isOver: true }] },
    conditions: { rows: [{ sureness: 'unverified', lasting: 'unknown' }] },
    visits: { rows: [{ didNotHappen: 'planned', otherKind: '线上' }] },
  });
});

it('hospitals of which there may be more are named, each once and at most fifty, and no other outcome is taken for one', () => {
  expect(readBundle(SHARED_LISTS)?.gaps).toEqual({
    incomplete: ['临江市中医院'],
    suppressed: ['临江市妇幼保健院'],
    leftOut: 0,
  });
  const issue = (code: string, text: unknown) => ({ severity: 'warning', code, details: { text } });
  const many = Array.from({ length: 200 }, (_, at) => issue('incomplete', `医院 ${at % 100}`));
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [...many, issue('suppressed', '最后一家'), issue('suppressed', null)],
  };
  const gaps = readBundle(bundleWith([outcome, outcome]))?.gaps;
  expect(gaps?.incomplete).toHaveLength(49);
  expect(gaps).toMatchObject({ suppressed: ['最后一家'], leftOut: 51 });
});

it('of 20,000 shared allergies the severe ones are shown, and it is said how many are not', () => {
  const allergy = (criticality: string) => ({ resourceType: 'AllergyIntolerance', code: { text: criticality }, criticality });
  const all = [...Array.from({ length: 19_999 }, () => allergy('low')), allergy('high')];
  const list = readBundle(bundleWith(all))?.lists.allergies;
  expect(list?.rows[0]).toMatchObject({ isSevere: true });
  expect([list?.rows.length, list?.leftOut]).toEqual([500, 19_500]);
});

it('lists and reports together are no more rows than a page can hold', () => {
  const rows = Array.from({ length: 600 }, () => ({ resourceType: 'Condition', code: { text: 'c' } }));
  const component = Array.from({ length: 400 }, () => ({ code: { text: 'c' }, valueInteger: 1 }));
  const reports = Array.from({ length: 20 }, (_, at) => [
    { resourceType: 'DiagnosticReport', status: 'final', result: [{ reference: `Observation/o${at}` }] },
    { resourceType: 'Observation', id: `o${at}`, status: 'final', component },
  ]);
  const record = readBundle(bundleWith([...rows, ...reports.flat()]));
  const values = record?.reports.reduce((sum, report) => sum + report.values.length, 0) ?? 0;
  expect(values + (record?.lists.conditions.rows.length ?? 0)).toBe(5_000);
});

it('resources of shared lists that name each other without end are each shown once', () => {
  expect(readBundle(CIRCLES)).toMatchObject({
    lists: {
      allergies: { rows: [{ substance: '花生' }] },
      medications: { rows: [{ taking: 'unknown' }] },
      conditions: { rows: [{ name: '头晕' }] },
      visits: { rows: [{ diagnoses: ['头晕'] }] },
    },
    leftOut: 0,
  });
});
