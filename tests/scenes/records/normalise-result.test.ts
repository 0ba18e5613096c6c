import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result, ResultValue } from '../../../adapters/port/records.ts';
import type { Knowing } from '../../../bff/scenes/records/normalise/normal-result.ts';
import { normaliseResult } from '../../../bff/scenes/records/normalise/normalise-result.ts';
import { rounded } from './fractions.ts';
import { MANY } from './many-hospitals.ts';
import { knowing, loinc, own, quantity, sampleResult } from './sample-results.ts';

const SEED = 20_270_303;

function read(name: string, more: Partial<Knowing> = {}) {
  const result = MANY[name];
  if (result === undefined) throw new Error(name);
  return normaliseResult(result, knowing(more));
}

const lineOf = (name: string, more: Partial<Knowing> = {}) => {
  const { onLine } = read(name, more);
  return onLine && `${onLine.comparator ?? ''}${onLine.number} ${onLine.unit}`;
};

const normal = (result: Result, more: Partial<Knowing> = {}) => normaliseResult(result, knowing(more));

describe('the same measure at several hospitals', () => {
  it('glucose of three hospitals is on one line, and a value without a unit is listed, not drawn and not judged', () => {
    expect(['g1', 'g2', 'g3'].map((name) => lineOf(name))).toEqual(['5.50 mmol/L', '5.5 mmol/L', '5.6 mmol/L']);
    expect(['g1', 'g2', 'g3', 'g4'].map((name) => read(name).trend)).toEqual(['glucose', 'glucose', 'glucose', 'glucose']);
    expect(['g1', 'g2', 'g3'].map((name) => read(name).loinc)).toEqual(['2345-7', '14749-6', '14749-6']);
    const bare = read('g4');
    expect(bare).toMatchObject({ text: '5.8', apart: 'no-unit' });
    expect([bare.onLine, bare.verdict, bare.unit, bare.ucum, bare.loinc]).toEqual(Array(5).fill(undefined));
  });

  it('creatinine is on one line, under either micro sign', () => {
    expect(['c1', 'c2', 'c3'].map((name) => lineOf(name))).toEqual(['88.4 umol/L', '92 umol/L', '95 umol/L']);
    expect(['c2', 'c3'].map((name) => read(name).unit)).toEqual(['\u03BCmol/L', '\u00B5mol/L']);
  });

  it('92 µmol/L is never compared with a limit of 4.0 mg/dL as if the two were one unit', () => {
    const { value } = MANY.c2 ?? {};
    const within = (high: string) =>
      normal(sampleResult(loinc('14682-9'), value as ResultValue, { ranges: [{ high, unit: { text: 'mg/dL' } }] })).verdict;
    expect(within('4.0')).toBe('usual');
    expect(within('1.0')).toBe('high');
  });

  it('platelets in K/uL are understood only at a hospital that counts in thousands; the other two writings always', () => {
    expect(read('p1')).toMatchObject({ text: '210', unit: 'K/uL', apart: 'unit-not-understood', trend: 'platelets' });
    expect(read('p1').unmapped).toEqual({ system: 'http://loinc.org', code: '777-3', unit: 'K/uL' });
    expect(lineOf('p1', { countsInThousands: true })).toBe('210 10*9/L');
    expect(read('p1', { countsInThousands: true }).unmapped).toBeUndefined();
    expect(['p2', 'p3'].map((name) => lineOf(name))).toEqual(['215 10*9/L', '220 10*9/L']);
  });

  it('a value that is only known to be below or above is drawn as such, at its limit', () => {
    expect(['t1', 't2', 't3'].map((name) => lineOf(name))).toEqual(['<3 ng/L', '5 ng/L', '>5000 ng/L']);
    expect(['t1', 't3'].map((name) => read(name).text)).toEqual(['<3', '>5000']);
    expect(read('t1').trend).toBe('loinc:89579-7');
  });

  it('titres, texts, stretches and words are shown as they were written, and none is drawn', () => {
    expect(['v1', 'v2', 'v3', 'v4'].map((name) => read(name).text)).toEqual(['1:80', '>1000', '3–5', '阴性']);
    for (const name of ['v1', 'v2', 'v3', 'v4']) {
      expect(read(name).onLine, name).toBeUndefined();
      expect(read(name).apart, name).toBe('no-number');
      expect(read(name).unmapped, name).toBeUndefined();
    }
    expect(read('v4')).toMatchObject({ trend: 'hbs-antigen', loinc: '5196-1' });
  });

  it('HbA1c of both conventions is on one line in %, by the master equation and to one place', () => {
    expect(['m1', 'm2'].map((name) => lineOf(name))).toEqual(['6.5 %', '6.5 %']);
    expect(read('m2')).toMatchObject({ text: '48', unit: 'mmol/mol', loinc: '59261-8', ucum: 'mmol/mol' });
    const judged = (number: string) =>
      normal(sampleResult(loinc('59261-8'), quantity(number, 'mmol/mol'), { ranges: [{ text: '4.0-6.0%' }] })).verdict;
    expect(['20', '21', '42', '43'].map(judged)).toEqual(['low', 'usual', 'usual', 'high']);
  });

  it('verdicts by limits are certain or there is none', () => {
    expect(['r1', 'r2', 'r3', 'r4', 'r5'].map((name) => read(name).verdict)).toEqual([
      'usual',
      'low',
      undefined,
      'high',
      'usual',
    ]);
    expect(read('r5', { sex: 'male' }).verdict).toBe('low');
    expect(read('r5', { sex: 'unknown' }).verdict).toBeUndefined();
    expect(read('r1').verdictBy).toBe('limits');
  });
});

describe('code and unit', () => {
  const codes = { glu: 'glucose', wbc: '6690-2', alt: 'alt', ua: 'urate', bun: 'urea' };

  it.each([
    ['mmol/L', '14749-6', '5.50 mmol/L'],
    ['umol/L', '14749-6', '0.00550 mmol/L'],
    ['mg/dL', '2345-7', '0.305 mmol/L'],
    ['g/L', '2345-7', '30.5 mmol/L'],
  ])('a local code with %s is LOINC %s', (unit, code, line) => {
    const read = normal(sampleResult(own('GLU'), quantity('5.50', { text: unit })), { codes });
    expect([read.loinc, read.trend, `${read.onLine?.number} ${read.onLine?.unit}`]).toEqual([code, 'glucose', line]);
    expect(read.unmapped).toBeUndefined();
    expect(read.plainName).toEqual({ zh: '血糖', en: 'Blood glucose' });
  });

  it('where LOINC and unit contradict each other the unit decides, nothing is altered, and the hospital hears of it', () => {
    const read = normal(MANY.r1 as Result);
    expect(read.onLine).toEqual({ unit: 'mmol/L', number: '1.69' });
    expect(read.loinc).toBeUndefined();
    expect(read.unmapped).toEqual({ system: 'http://loinc.org', code: '2571-8', unit: 'mmol/L' });
    expect(read.result).toBe(MANY.r1);
  });

  it('a hospital that gives both codes of LOINC is taken at that of the unit', () => {
    const both = [loinc('2345-7'), loinc('14749-6')];
    expect(normal(sampleResult(both, quantity('5.5', 'mmol/L'))).loinc).toBe('14749-6');
    expect(normal(sampleResult(both, quantity('99', 'mg/dL')))).toMatchObject({ loinc: '2345-7', unmapped: undefined });
  });

  it('in a unit that the measure is never in, a value has a line of its own, and no code', () => {
    const read = normal(sampleResult(own('ALT'), quantity('40', 'IU/L')), { codes });
    expect(read).toMatchObject({ trend: 'alt', onLine: { unit: '[IU]/L', number: '40' }, ucum: '[IU]/L' });
    expect(read.loinc).toBeUndefined();
    expect(read.unmapped).toEqual({ system: 'urn:hospital:lis', code: 'ALT', unit: 'IU/L' });
  });

  it('urea nitrogen by mass is never taken for urea, which weighs twice as much', () => {
    const nitrogen = normal(sampleResult(loinc('3094-0'), quantity('14', 'mg/dL')));
    expect(nitrogen).toMatchObject({ trend: 'urea-nitrogen', onLine: { unit: 'mg/dL', number: '14' } });
    expect(normal(sampleResult(own('BUN'), quantity('5.0', 'mmol/L')), { codes })).toMatchObject({
      trend: 'urea',
      loinc: '22664-7',
    });
  });

  it('what has no unit by its nature is on its line without one', () => {
    const read = normal(sampleResult(loinc('6301-6'), quantity('2.4')));
    expect(read).toMatchObject({ trend: 'inr', loinc: '6301-6', onLine: { unit: '1', number: '2.4' } });
    expect(read.unit).toBeUndefined();
  });

  it("a code of the hospital's own is seen over time within the hospital alone, and listed for its engineers", () => {
    const read = normal(sampleResult(own('XYZ'), quantity('5', 'pg/mL')));
    expect(read.trend).toBe('hsp-1|urn%3Ahospital%3Alis|XYZ');
    expect(read.onLine).toEqual({ unit: 'ng/L', number: '5' });
    expect(read.unmapped).toEqual({ system: 'urn:hospital:lis', code: 'XYZ', unit: 'pg/mL' });
    expect(read.plainName).toBeUndefined();
  });

  it('what has no code is shown and seen under no name, and only its unit is listed', () => {
    expect(normal(sampleResult([], quantity('5', 'g/L')))).toMatchObject({
      text: '5',
      unit: 'g/L',
      trend: undefined,
      unmapped: undefined,
    });
    expect(normal(sampleResult([], quantity('5', 'foo'))).unmapped).toEqual({ system: '', code: '', unit: 'foo' });
  });

  it('a value that was taken back is on no line, under no name and unjudged', () => {
    const read = normal(sampleResult(loinc('14749-6'), quantity('5.5', 'mmol/L'), { status: 'withdrawn', flag: 'H' }));
    expect([read.trend, read.onLine, read.apart, read.verdict]).toEqual(Array(4).fill(undefined));
  });

  it('a value that is not there tells why', () => {
    expect(normal(sampleResult(loinc('14749-6'), { kind: 'absent', reason: '标本溶血' }))).toMatchObject({
      text: '标本溶血',
      trend: undefined,
      apart: 'no-number',
    });
  });

  it('a measure told in words has the code that was given, and none where moles or mass is not known', () => {
    const haemolysed = { kind: 'text', text: '溶血' } as const;
    expect(normal(sampleResult(loinc('14749-6'), haemolysed)).loinc).toBe('14749-6');
    expect(normal(sampleResult(own('GLU'), haemolysed), { codes }).loinc).toBeUndefined();
    expect(normal(sampleResult(own('WBC'), haemolysed), { codes }).loinc).toBe('6690-2');
  });
});

describe('what is shown', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -99_999_999_999n, max: 99_999_999_999n }), fc.nat(9))
    .map(([digits, places]) => rounded({ above: digits, below: 10n ** BigInt(places) }, places));
  const signs = fc.constantFrom(undefined, '<' as const, '<=' as const, '>' as const, '>=' as const);
  const units = fc.constantFrom(undefined, 'mg/dL', 'mmol/L', 'K/uL', '×10⁹/L', 'foo', '');

  it('a number is told digit by digit as it was written, in its own unit, whatever is made of it', () => {
    fc.assert(
      fc.property(decimals, signs, units, fc.constantFrom('14749-6', '777-3', '89579-7'), (number, comparator, unit, code) => {
        const result = sampleResult(loinc(code), quantity(number, unit, comparator));
        const before = structuredClone(result);
        const read = normal(result);
        const shownSign = comparator && { '<': '<', '<=': '≤', '>': '>', '>=': '≥' }[comparator];
        expect(read.text).toBe(`${shownSign ?? ''}${number}`);
        expect(read.unit).toBe(unit);
        expect(read.result).toBe(result);
        expect(result).toEqual(before);
        // It is on a line or apart, and never both.
        expect([read.onLine, read.apart].filter((place) => place !== undefined)).toHaveLength(1);
        expect(read.onLine?.comparator).toBe(read.onLine && comparator);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it.each([
    [{ low: '3', high: '5' }, '3–5'],
    [{ low: '3.0' }, '≥3.0'],
    [{ high: '5.10' }, '≤5.10'],
  ])('a stretch of %o as %s', (stretch, text) => {
    expect(normal(sampleResult(own('x'), { kind: 'range', ...stretch })).text).toBe(text);
  });

  it('ranges as the laboratory gave them, with the unit where it is another, and for whom', () => {
    const { ranges } = normal(
      sampleResult(own('x'), quantity('1.2', 'mg/dL'), {
        ranges: [
          { low: '57', high: '97', unit: { text: 'μmol/L' } },
          { text: '<1.70', high: '1.70', unit: { text: 'mg/dL' } },
          { text: '57-97 μmol/L', unit: { text: 'μmol/L' } },
          { sex: 'male', ageFromYears: 18, ageToYears: 65, high: '5' },
          { sex: 'female', ageFromYears: 65, appliesTo: '绝经后', low: '2' },
          { ageToYears: 18, low: '1' },
        ],
      }),
    );
    expect(ranges).toEqual([
      { text: '57–97 μmol/L' },
      { text: '<1.70' },
      { text: '57-97 μmol/L' },
      { text: '≤5', appliesTo: '男 18岁至不满65岁' },
      { text: '≥2', appliesTo: '女 65岁及以上 绝经后' },
      { text: '≥1', appliesTo: '不满18岁' },
    ]);
  });
});
