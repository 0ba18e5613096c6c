import ucum from '@lhncbc/ucum-lhc';
import { describe, expect, it } from 'vitest';
import { compareDecimals, convertDecimal } from '../../../bff/scenes/records/normalise/decimals.ts';
import { MEASURES, type Measure, onScale } from '../../../bff/scenes/records/normalise/measures.ts';
import {
  isSameUnit,
  lineUnitOf,
  shownUnit,
  UNITS,
  understoodUnit,
  unitOfCode,
} from '../../../bff/scenes/records/normalise/units.ts';

const library = ucum.UcumLhcUtils.getInstance();

const codeOf = (text: string, countsInThousands = false) => understoodUnit({ text }, countsInThousands)?.ucum;

/** `refused` where a unit is not understood, or the two are not of one kind. */
function convert(number: string, from: string, to: string, measure?: Measure): string {
  const [source, target] = [from, to].map((text) => understoodUnit({ text }, false));
  if (source === undefined || target === undefined) return 'refused';
  const [left, right] = [onScale(source, measure), onScale(target, measure)];
  return left.scale === right.scale ? (convertDecimal(number, left.steps, right.steps) ?? 'refused') : 'refused';
}

describe('which units are understood', () => {
  it.each([
    ['ug', 'ug'],
    ['10*9/L', '10*9/L'],
    ['10^9/L', '10*9/L'],
    ['×10⁹/L', '10*9/L'],
    ['x10^9/L', '10*9/L'],
    ['*10^9/L', '10*9/L'],
    ['10^9 /L', '10*9/L'],
    ['10⁹／L', '10*9/L'],
    ['×10¹²/L', '10*12/L'],
    ['10^12/l', '10*12/L'],
    ['\u03BCmol/L', 'umol/L'],
    ['\u00B5mol/L', 'umol/L'],
    ['umol/l', 'umol/L'],
    ['mmol/l', 'mmol/L'],
    ['IU/L', '[IU]/L'],
    ['\u03BCIU/mL', 'u[IU]/mL'],
    ['mIU/ml', 'm[IU]/mL'],
    ["[arb'U]/L", "[arb'U]/L"],
    ['mm[Hg]', 'mm[Hg]'],
    ['mmHg', 'mm[Hg]'],
    ['mm Hg', 'mm[Hg]'],
    ['/HPF', '/[HPF]'],
    ['个/HP', '/[HPF]'],
    ['/高倍视野', '/[HPF]'],
    ['%', '%'],
    ['％', '%'],
    ['mmol/mol', 'mmol/mol'],
    ['g/L', 'g/L'],
    ['g/l', 'g/L'],
    ['mg/dl', 'mg/dL'],
    ['ng/L', 'ng/L'],
    ['pg/ml', 'pg/mL'],
    ['U/L', 'U/L'],
    ['fl', 'fL'],
    ['℃', 'Cel'],
    ['mL/min/1.73m²', 'mL/min/{1.73_m2}'],
    ['秒', 's'],
  ])('%s is %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each([
    ['mcg', 'two prefixes to UCUM, and never a milli-centi-gram'],
    ['mcg/L', 'the same over a litre'],
    ['K/uL', 'kelvin to UCUM'],
    ['K/μL', 'kelvin to UCUM'],
    ['MG/DL', 'another case is another unit to UCUM'],
    ['Mg/dL', 'megagrams'],
    ['u/L', 'atomic mass units to UCUM'],
    ['G/L', 'gauss to UCUM'],
    ['109/L', 'a power whose digit was not raised'],
    ['10E9/L', 'nine or ten, by who reads it'],
    ['L-1.s-1', 'no unit of a laboratory'],
    ['mmol', 'over nothing'],
    ['constructor', 'no unit at all'],
    ['__proto__', 'no unit at all'],
    ['', 'nothing'],
  ])('%s is not understood: %s', (text) => {
    expect(codeOf(text)).toBeUndefined();
  });

  it('K/uL means thousands in a microlitre at hospitals that say so, and at no others', () => {
    expect(codeOf('K/uL', true)).toBe('10*3/uL');
    expect(codeOf('K/\u00B5L', true)).toBe('10*3/uL');
    expect(understoodUnit({ text: 'K/uL', ucum: 'K/uL' }, true)?.ucum).toBe('10*3/uL');
    expect(understoodUnit({ text: 'K/uL', ucum: 'K/uL' }, false)).toBeUndefined();
    expect(codeOf('K', true)).toBe('K');
  });

  it('text and code that mean different units are no unit; a code that is not understood is not helped out by text', () => {
    expect(understoodUnit({ text: 'mg/dL', ucum: 'mmol/L' }, false)).toBeUndefined();
    expect(understoodUnit({ text: 'mmol/L', ucum: 'K/uL' }, false)).toBeUndefined();
    expect(understoodUnit({ text: 'μmol/L', ucum: 'umol/L' }, false)?.ucum).toBe('umol/L');
    expect(understoodUnit({ text: 'pg/mL', ucum: 'ng/L' }, false)?.ucum).toBe('ng/L');
    expect(understoodUnit({ text: '毫摩尔每升', ucum: 'mmol/L' }, false)?.ucum).toBe('mmol/L');
    expect(understoodUnit({}, false)).toBeUndefined();
    expect(understoodUnit(undefined, false)).toBeUndefined();
  });
});

describe('what is converted into what', () => {
  it.each([
    ['210', '10*3/uL', '10*9/L', '210'],
    ['210', '10^9/L', '10*9/L', '210'],
    ['5.6', 'mmol/l', 'mmol/L', '5.6'],
    ['36.5', 'Cel', 'K', '309.65'],
    ['5.5', 'mmol/L', 'mg/dL', 'refused'],
    ['0.5', 'mg/mL', '%', 'refused'],
    ['5.5', 'mmol/L', 'L-1.s-1', 'refused'],
    ['48', 'mmol/mol', 'kg', 'refused'],
    ['48', 'mmol/mol', '%', 'refused'],
    ['40', '[IU]/L', 'U/L', 'refused'],
    ['40', 'IU/L', 'U/L', 'refused'],
    ['40', "[arb'U]/L", '[IU]/L', 'refused'],
    ['40', "[arb'U]/L", 'U/L', 'refused'],
    ['4', 'meq/L', 'mmol/L', 'refused'],
    ['3', '/[HPF]', '/uL', 'refused'],
    ['1', '1', '%', 'refused'],
  ])('%s %s as %s: %s', (number, from, to, expected) => {
    expect(convert(number, from, to)).toBe(expected);
  });

  it('mmol/L of glucose are mg/dL by 18.0156, and µmol/L of creatinine by 0.0113122', () => {
    expect(convert('1.00000', 'mmol/L', 'mg/dL', MEASURES.glucose)).toBe('18.0156');
    expect(convert('1.00000', 'umol/L', 'mg/dL', MEASURES.creatinine)).toBe('0.0113122');
    expect(convert('1', 'mmol/L', 'mg/dL', MEASURES.potassium)).toBe('refused');
  });

  it("every code of the table is valid to the library of UCUM, and every factor within a kind is the library's", () => {
    for (const { ucum: code } of UNITS) expect(library.validateUnitString(code).status, code).toBe('valid');
    // The library converts no arbitrary unit at all, not even into its own thousandth: their prefixes and litres are those of U.
    const asked = (code: string) => code.replace('[IU]', 'U').replace("[arb'U]", 'U');
    let compared = 0;
    for (const from of UNITS)
      for (const to of UNITS.filter(({ kind }) => kind === from.kind)) {
        const theirs = library.convertUnitTo(asked(from.ucum), 12.5, asked(to.ucum)).toVal ?? Number.NaN;
        // Written with many zeros, so that more digits are kept than a float holds.
        const ours = convertDecimal('12.500000000000', [from.scale], [to.scale]);
        if (ours === undefined) continue;
        expect(Math.abs(Number(ours) / theirs - 1), `${from.ucum} ${to.ucum}: ${ours}, ${theirs}`).toBeLessThan(1e-9);
        compared += 1;
      }
    expect(compared).toBeGreaterThan(350);
  });

  it('molar masses give what the library of UCUM gives', () => {
    for (const [key, measure] of Object.entries<Measure>(MEASURES))
      for (const { kind, onto } of measure.forms) {
        if (kind !== 'mass' || onto?.over === undefined) continue;
        const theirs =
          library.convertUnitTo('mg/dL', 3.25, measure.unit ?? '', { molecularWeight: Number(onto.over) }).toVal ?? Number.NaN;
        const ours = Number(convert('3.250000000000', 'mg/dL', measure.unit ?? '', measure));
        expect(Math.abs(ours / theirs - 1), key).toBeLessThan(1e-9);
      }
  });

  it('units of two kinds are never converted, also where the library would', () => {
    const kinds = UNITS.filter((unit, nth) => UNITS.findIndex(({ kind }) => kind === unit.kind) === nth);
    for (const from of kinds)
      for (const to of kinds)
        if (from !== to) expect(convert('1', from.ucum, to.ucum), `${from.ucum} ${to.ucum}`).toBe('refused');
    expect(library.convertUnitTo('mmol/mol', 48, '%').toVal).toBe(4.8);
  });

  it('units that are the same share a line, and others do not', () => {
    expect(lineUnitOf(unitOfCode('pg/mL')).ucum).toBe('ng/L');
    expect(lineUnitOf(unitOfCode('10*3/uL')).ucum).toBe('10*9/L');
    for (const unit of UNITS) {
      const line = lineUnitOf(unit);
      expect(line.kind).toBe(unit.kind);
      expect(isSameUnit(line, unit)).toBe(true);
      expect(compareDecimals('7.3', '7.3', [unit.scale], [line.scale])).toBe(0);
    }
  });
});

describe('how a unit is shown', () => {
  it.each([
    ['10*9/L', '10⁹/L'],
    ['10*12/L', '10¹²/L'],
    ['umol/L', 'μmol/L'],
    ['u[IU]/mL', 'μIU/mL'],
    ['10*3/uL', '10³/μL'],
    ['[IU]/L', 'IU/L'],
    ["[arb'U]/L", 'U/L'],
    ['mm[Hg]', 'mmHg'],
    ['/[HPF]', '/HPF'],
    ['Cel', '℃'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73m²'],
    ['U/L', 'U/L'],
    ['1', ''],
  ])('%s as %s', (code, shown) => {
    expect(shownUnit(code)).toBe(shown);
  });

  it('shows no bracket of UCUM to anybody', () => {
    for (const { ucum: code } of UNITS) expect(shownUnit(code)).not.toMatch(/[[\]{}*']/);
  });
});

it('text that is written as a unit and that nobody knows is not taken for the code beside it; mere words are', () => {
  const known = (text: string) => understoodUnit({ text, ucum: 'mmol/L' }, false)?.ucum;
  for (const text of ['x100 mmol/L', 'mg%', '克拉/升']) expect(known(text), text).toBeUndefined();
  for (const text of ['millimoles per liter', 'mmol/L', '毫摩尔/升']) expect(known(text), text).toBe('mmol/L');
  // In other letters it is still another unit.
  expect(known('毫克/分升')).toBeUndefined();
  expect(codeOf('毫克/分升')).toBe('mg/dL');
});
