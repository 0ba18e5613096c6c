import { describe, expect, it } from 'vitest';
import { isLoinc, measuredBy, trendOf } from '../../../bff/scenes/records/normalise/codes.ts';
import { MEASURES, type Measure, measureOf } from '../../../bff/scenes/records/normalise/measures.ts';
import { unitOfCode } from '../../../bff/scenes/records/normalise/units.ts';
import { loinc, own } from './sample-results.ts';

const measures = Object.entries<Measure>(MEASURES);

/** Codes for the laboratory that Chinese hospitals need, and what they are of: written apart from the table. */
const SEED =
  'white-cells 6690-2, red-cells 789-8, haemoglobin 718-7, haematocrit 4544-3, platelets 777-3, mcv 787-2, mch 785-6, mchc 786-4, alt 1742-6, ast 1920-8, ggt 2324-2, ' +
  'alkaline-phosphatase 6768-6, ldh 14804-9, creatine-kinase 2157-6, amylase 1798-8, total-protein 2885-2, albumin 1751-7, total-bilirubin 14631-6, total-bilirubin 1975-2, ' +
  'direct-bilirubin 14629-0, urea 22664-7, urea 3091-6, creatinine 14682-9, creatinine 2160-0, urate 14933-6, glucose 14749-6, glucose 2345-7, cholesterol 14647-2, ' +
  'cholesterol 2093-3, triglycerides 14927-8, triglycerides 2571-8, hdl 14646-4, ldl 22748-8, potassium 2823-3, sodium 2951-2, chloride 2075-0, calcium 2000-8, ' +
  'magnesium 2601-3, phosphate 14879-1, hba1c 4548-4, hba1c 59261-8, crp 1988-5, prothrombin-time 5902-2, inr 6301-6, aptt 14979-9, fibrinogen 3255-7, tsh 3016-3, ' +
  'free-t3 14928-6, free-t4 14920-3, afp 1834-1, cea 2039-6, hbs-antigen 5196-1, hbs-antibody 22322-2, hbe-antigen 13954-3, hbe-antibody 13953-5, hbc-antibody 13952-7, ' +
  'hcv-antibody 13955-0, hiv 56888-1, treponema-antibody 24110-9';

/** The check digit of LOINC as its guide words it: every second digit from the right as one number, twice that, the rest before it, and their sum. */
function checkDigit(digits: string): number {
  const reversed = [...digits].reverse();
  const doubled =
    Number(
      reversed
        .filter((_, place) => place % 2 === 0)
        .reverse()
        .join(''),
    ) * 2;
  const rest = reversed
    .filter((_, place) => place % 2 === 1)
    .reverse()
    .join('');
  const sum = [...`${rest}${doubled}`].reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10;
}

describe('the table of measures', () => {
  it('has every code of the seed, under what it is of', () => {
    for (const row of SEED.split(', ')) {
      const [key = '', code = ''] = row.split(' ');
      expect(measuredBy([loinc(code)], {}), code).toEqual({ measure: key });
      expect(
        measureOf(key)?.forms.map((form) => form.loinc),
        row,
      ).toContain(code);
    }
  });

  it('every code of LOINC has the check digit that it should, and is of one measure', () => {
    const seen = new Map<string, string>();
    for (const [key, { forms }] of measures)
      for (const { loinc: code } of forms) {
        const [digits = '', check] = code.split('-');
        expect(check, code).toBe(String(checkDigit(digits)));
        expect(isLoinc(code), code).toBe(true);
        expect(seen.get(code) ?? key, code).toBe(key);
        seen.set(code, key);
      }
  });

  it('every measure has its own names in both languages, a line in a unit of its first form, and a kind of unit once', () => {
    expect(new Set(measures.map(([, { name }]) => name.zh)).size).toBe(measures.length);
    expect(new Set(measures.map(([, { name }]) => name.en)).size).toBe(measures.length);
    for (const [key, { unit, forms }] of measures) {
      expect(key).toMatch(/^[a-z0-9-]+$/);
      expect(forms[0]?.kind, key).toBe(unit === undefined ? undefined : unitOfCode(unit).kind);
      expect(forms[0]?.onto, key).toBeUndefined();
      expect(new Set(forms.map(({ kind }) => kind)).size, key).toBe(forms.length);
    }
  });

  it('a wrong check digit, another system and a name of JavaScript are no code', () => {
    expect(isLoinc('2345-8')).toBe(false);
    expect(isLoinc('LP14635-4')).toBe(false);
    expect(measuredBy([loinc('2345-8')], {})).toBeUndefined();
    expect(measuredBy([own('2345-7')], {})).toBeUndefined();
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(measureOf(name)).toBeUndefined();
      expect(measuredBy([own(name)], {})).toBeUndefined();
      expect(measuredBy([own(name)], { [name.toLowerCase()]: 'toString' })).toBeUndefined();
    }
  });
});

describe('what was measured', () => {
  const codes = { glu: 'glucose', 'trop-t': '67151-1', odd: 'nothing' };

  it("the hospital's own code is looked up in any case, and leads to a measure or to a code of LOINC", () => {
    expect(measuredBy([own('GLU')], codes)).toEqual({ measure: 'glucose' });
    expect(measuredBy([own('Trop-T')], codes)).toEqual({ loinc: '67151-1' });
    expect(measuredBy([own('ODD')], codes)).toBeUndefined();
  });

  it('codes that agree are one measure, also moles and mass; codes that do not agree are none', () => {
    expect(measuredBy([own('GLU'), loinc('2345-7'), loinc('14749-6')], codes)).toEqual({ measure: 'glucose' });
    expect(measuredBy([own('GLU'), loinc('2160-0')], codes)).toBeUndefined();
    expect(measuredBy([loinc('2339-0'), loinc('2345-7')], codes)).toBeUndefined();
    expect(measuredBy([own('unknown'), loinc('2345-7')], codes)).toEqual({ measure: 'glucose' });
  });

  it('LOINC is known by its URI, its OID and its name in HL7 v2', () => {
    for (const system of ['http://loinc.org', 'urn:oid:2.16.840.1.113883.6.1', '2.16.840.1.113883.6.1', 'LN'])
      expect(measuredBy([{ system, code: '777-3' }], {})).toEqual({ measure: 'platelets' });
  });
});

describe('under which name values are seen over time', () => {
  it('a measure under its key, another code of LOINC under itself', () => {
    expect(trendOf({ measure: 'glucose' }, [own('GLU')], 'hsp-1')).toBe('glucose');
    expect(trendOf({ loinc: '89579-7' }, [loinc('89579-7')], 'hsp-1')).toBe('loinc:89579-7');
  });

  it("a hospital's own code under the hospital, the list and the code, which no other three give", () => {
    const names = [
      trendOf(undefined, [{ system: 'a', code: 'b|c' }], 'hsp-1'),
      trendOf(undefined, [{ system: 'a|b', code: 'c' }], 'hsp-1'),
      trendOf(undefined, [{ system: 'a', code: 'b|c' }], 'hsp-2'),
      trendOf(undefined, [{ system: 'a', code: 'B|c' }], 'hsp-1'),
      trendOf(undefined, [{ system: '检验科', code: '血糖 1' }], 'hsp-1'),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[!-~]{1,200}$/);
  });

  it('no code, one too long for a name and one that is no text have no name', () => {
    expect(trendOf(undefined, [], 'hsp-1')).toBeUndefined();
    expect(trendOf(undefined, [own('检'.repeat(100))], 'hsp-1')).toBeUndefined();
    expect(trendOf(undefined, [own('a\ud800')], 'hsp-1')).toBeUndefined();
  });
});
