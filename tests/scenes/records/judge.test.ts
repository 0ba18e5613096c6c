import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferenceRange, Result, ResultValue } from '../../../adapters/port/records.ts';
import { RESULT_FLAGS, verdictIn } from '../../../adapters/port/result-flags.ts';
import { judge } from '../../../bff/scenes/records/normalise/judge.ts';
import { MEASURES } from '../../../bff/scenes/records/normalise/measures.ts';
import type { Knowing } from '../../../bff/scenes/records/normalise/normal-result.ts';
import { wordOf } from '../../../bff/scenes/records/normalise/words.ts';
import { fraction, rounded, times, whole } from './fractions.ts';
import { knowing, loinc, own, quantity, sampleResult } from './sample-results.ts';

const SEED = 20_270_302;

const verdictOf = (
  value: ResultValue,
  ranges: readonly ReferenceRange[],
  about: Partial<Knowing> = {},
  more: Partial<Result> = {},
) => judge(sampleResult(own('x'), value, { ranges, ...more }), undefined, knowing(about)).verdict;

const TEXT = (text: string): ResultValue => ({ kind: 'text', text });

describe("the hospital's own verdict", () => {
  it.each([
    ['N', 'usual'],
    ['L', 'low'],
    ['H', 'high'],
    ['LL', 'critical-low'],
    ['HH', 'critical-high'],
    ['A', 'unusual'],
    ['AA', 'critical'],
  ] as const)('%s is %s where the limits beside it agree, and where there are none', (flag, verdict) => {
    const agreeing = { low: '>100', high: '<1', none: '阴性' };
    const side = verdict.endsWith('low') ? 'low' : verdict.endsWith('high') ? 'high' : 'none';
    for (const text of [agreeing[side], '4-6', '阴性'])
      expect(judge(sampleResult(own('x'), quantity('5', 'g/L'), { flag, ranges: [{ text }] }), undefined, knowing())).toEqual({
        verdict,
        verdictBy: 'hospital',
      });
  });

  it.each([
    ['N', '<1', 'high', 'limits'],
    ['N', '>100', 'low', 'limits'],
    ['L', '<1', 'unusual', 'hospital'],
    ['H', '>100', 'unusual', 'hospital'],
    ['LL', '<1', 'critical', 'hospital'],
    ['HH', '>100', 'critical', 'hospital'],
    ['A', '<1', 'unusual', 'hospital'],
    ['AA', '<1', 'critical', 'hospital'],
  ] as const)('%s beside limits of %s is %s: nothing outside of its limits is called usual', (flag, text, verdict, verdictBy) => {
    const result = sampleResult(own('x'), quantity('5', 'g/L'), { flag, ranges: [{ text }] });
    expect(judge(result, undefined, knowing())).toEqual({ verdict, verdictBy });
  });

  it('usual beside a word that is not the usual one is unusual', () => {
    const result = sampleResult(own('x'), TEXT('阳性'), { flag: 'N', ranges: [{ text: '阴性' }] });
    expect(judge(result, undefined, knowing())).toEqual({ verdict: 'unusual', verdictBy: 'limits' });
  });

  it('in words that nobody here knows is no verdict, and no limits give one', () => {
    for (const text of ['4-6', '<1'])
      expect(verdictOf(quantity('5', 'g/L'), [{ text }], {}, { flagText: '需复查' })).toBeUndefined();
  });

  it('nothing but the flag of the hospital makes a value critical', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 10 }), (number, high) => {
        expect(['usual', 'low', 'high']).toContain(
          verdictOf(quantity(String(number), 'g/L'), [{ low: '0', high: String(high) }]),
        );
      }),
      { seed: SEED },
    );
    expect(RESULT_FLAGS).toHaveLength(7);
  });

  it('a value that was taken back is not judged', () => {
    expect(verdictOf(quantity('9', 'g/L'), [{ high: '5' }], {}, { status: 'withdrawn', flag: 'HH' })).toBeUndefined();
  });
});

describe('limits in text', () => {
  it.each([
    ['1.69', '<1.70', 'usual'],
    ['1.70', '<1.70', 'high'],
    ['1.70', '≤1.70', 'usual'],
    ['1.70', '<=1.70', 'usual'],
    ['1.71', '≤ 1.70', 'high'],
    ['60', '>60', 'low'],
    ['60', '≥60', 'usual'],
    ['60', '>= 60', 'usual'],
    ['59.9', '≥60', 'low'],
    ['60.1', '＞60', 'usual'],
    ['3.9', '3.9-6.1', 'usual'],
    ['6.1', '3.9–6.1', 'usual'],
    ['6.2', '3.9~6.1', 'high'],
    ['3.8', '3.9～6.1', 'low'],
    ['5', '3.9 — 6.1', 'usual'],
    ['5', '3.9至6.1', 'usual'],
    ['6.2', '3.9-6.1 g/L', 'high'],
    ['6.2', '3.9-6.1g/L', 'high'],
    ['-2.5', '-2-3', 'low'],
    ['-2.5', '-3--1', 'usual'],
    ['-0.5', '-3--1', 'high'],
  ])('%s is, to %s, %s', (number, text, verdict) => {
    expect(verdictOf(quantity(number, 'g/L'), [{ text }])).toBe(verdict);
  });

  it.each([
    '见说明',
    '3.9-6.1 (空腹)',
    '<5.0 或 >10',
    '4.0%-6.0%',
    '3.9-6.1-7.8',
    '6.1-3.9',
    '007-100',
    '3,9-6,1',
    '< 5 mmol/L',
    '',
    '-',
    '阴性',
    '1.2.3-4',
    '<1:40',
  ])('%s judges no number', (text) => {
    expect(verdictOf(quantity('5', 'g/L'), [{ text }])).toBeUndefined();
  });

  it('a unit behind the limits counts: they are converted, or there is no verdict', () => {
    expect(verdictOf(quantity('150', '10*9/L'), [{ text: '125-350 10^9/L' }])).toBe('usual');
    expect(verdictOf(quantity('150', '10*9/L'), [{ text: '125-350×10⁹/L' }])).toBe('usual');
    expect(verdictOf(quantity('118', 'g/L'), [{ text: '11.5-15.0 g/dL' }])).toBe('usual');
    expect(verdictOf(quantity('114', 'g/L'), [{ text: '11.5-15.0 g/dL' }])).toBe('low');
    expect(verdictOf(quantity('118', 'g/L'), [{ text: '11.5-15.0 g/dL', unit: { text: 'g/L' } }])).toBeUndefined();
    expect(verdictOf(quantity('40', 'U/L'), [{ text: '0-35 IU/L' }])).toBeUndefined();
  });

  it('limits in numbers and in text have to come to the same', () => {
    const both = { high: '1.70', text: '<1.70' };
    expect(verdictOf(quantity('1.69', 'g/L'), [both])).toBe('usual');
    expect(verdictOf(quantity('1.70', 'g/L'), [both])).toBeUndefined();
    expect(verdictOf(quantity('1.71', 'g/L'), [both])).toBe('high');
    expect(verdictOf(quantity('5', 'g/L'), [{ low: '3', high: '6', text: '30-60' }])).toBeUndefined();
    expect(verdictOf(quantity('5', 'g/L'), [{ low: '3', high: '6', text: '成人' }])).toBe('usual');
  });
});

describe('limits on one side', () => {
  it('only a low limit: below is low, and above it a value is in the range that was given', () => {
    expect(verdictOf(quantity('0.9', 'mmol/L'), [{ low: '1.04' }])).toBe('low');
    expect(verdictOf(quantity('1.04', 'mmol/L'), [{ low: '1.04' }])).toBe('usual');
  });

  it('only a high limit', () => {
    expect(verdictOf(quantity('0.9', 'mmol/L'), [{ high: '0.8' }])).toBe('high');
    expect(verdictOf(quantity('0.8', 'mmol/L'), [{ high: '0.8' }])).toBe('usual');
  });

  it('no range is no verdict', () => {
    expect(verdictOf(quantity('4.0', 'mg/L'), [])).toBeUndefined();
  });
});

describe('for whom a range is', () => {
  const haemoglobin = [
    { sex: 'male', low: '130', high: '175' },
    { sex: 'female', low: '115', high: '150' },
  ] as const;

  it('118 is usual for a woman, low for a man, and nothing for somebody whose sex is not known', () => {
    expect(verdictOf(quantity('118', 'g/L'), haemoglobin)).toBe('usual');
    expect(verdictOf(quantity('118', 'g/L'), haemoglobin, { sex: 'male' })).toBe('low');
    expect(verdictOf(quantity('118', 'g/L'), haemoglobin, { sex: 'unknown' })).toBeUndefined();
    expect(verdictOf(quantity('118', 'g/L'), haemoglobin.slice(1), { sex: 'unknown' })).toBeUndefined();
  });

  it('an age begins on its day and ends before the next one begins', () => {
    const ranges = [
      { ageToYears: 18, high: '5' },
      { ageFromYears: 18, ageToYears: 65, high: '10' },
      { ageFromYears: 65, high: '20' },
    ];
    const at = (ageYears: number) => verdictOf(quantity('15', 'g/L'), ranges, { ageYears });
    expect([17, 18, 64, 65, 90].map(at)).toEqual(['high', 'high', 'high', 'usual', 'usual']);
    expect(verdictOf(quantity('7', 'g/L'), ranges, { ageYears: 18 })).toBe('usual');
    expect(verdictOf(quantity('7', 'g/L'), ranges, { ageYears: 17 })).toBe('high');
  });

  it('of two ranges that fit there is no verdict, also where both would say the same', () => {
    expect(verdictOf(quantity('5', 'g/L'), [{ high: '10' }, { high: '20' }])).toBeUndefined();
    expect(verdictOf(quantity('5', 'g/L'), [{ high: '10' }, { sex: 'female', high: '20' }])).toBeUndefined();
  });

  it('a range that is for somebody in words judges nobody, and takes nothing from the one that is for all', () => {
    expect(verdictOf(quantity('5', 'g/L'), [{ appliesTo: '妊娠期', high: '4' }])).toBeUndefined();
    expect(verdictOf(quantity('5', 'g/L'), [{ appliesTo: '妊娠期', high: '4' }, { high: '10' }])).toBe('usual');
  });
});

describe('units of value and range', () => {
  it('limits in another unit are converted, by the substance where it takes one', () => {
    const creatinine = (number: string) =>
      judge(
        sampleResult(loinc('2160-0'), quantity(number, 'mg/dL'), {
          ranges: [{ low: '57', high: '97', unit: { text: 'umol/L', ucum: 'umol/L' } }],
        }),
        MEASURES.creatinine,
        knowing(),
      ).verdict;
    expect(['0.6', '0.7', '1.0', '1.2'].map(creatinine)).toEqual(['low', 'usual', 'usual', 'high']);
    const unknownSubstance = [{ low: '57', high: '97', unit: { text: 'umol/L' } }];
    expect(verdictOf(quantity('1.2', 'mg/dL'), unknownSubstance)).toBeUndefined();
  });

  it('a value without a unit is not judged by limits that have one, and is by limits that have none either', () => {
    expect(verdictOf(quantity('5.8'), [{ low: '3.9', high: '6.1', unit: { text: 'mmol/L' } }])).toBeUndefined();
    expect(verdictOf(quantity('5.8'), [{ text: '3.9-6.1 mmol/L' }])).toBeUndefined();
    expect(verdictOf(quantity('7.50'), [{ low: '7.35', high: '7.45' }])).toBe('high');
  });

  it('a unit that is not understood judges where both are written alike, and nowhere else', () => {
    expect(verdictOf(quantity('5', { text: 'COI' }), [{ high: '1', unit: { text: 'COI' } }])).toBe('high');
    expect(verdictOf(quantity('5', { text: 'COI', ucum: '{COI}' }), [{ high: '1', unit: { text: 'COI' } }])).toBe('high');
    expect(verdictOf(quantity('5', { text: 'COI' }), [{ high: '1', unit: { text: 'S/CO' } }])).toBeUndefined();
    expect(verdictOf(quantity('5', 'K/uL'), [{ high: '1', unit: { text: '10*9/L' } }])).toBeUndefined();
    expect(verdictOf(quantity('5', 'K/uL'), [{ high: '1', unit: { text: '10*9/L' } }], { countsInThousands: true })).toBe('high');
  });

  it('a verdict is the same in every unit, when value and limits are converted without rounding', () => {
    const tenths = fc.integer({ min: 0, max: 200 }).map((number) => rounded({ above: BigInt(number), below: 10n }, 1));
    const inMass = (number: string) => whole(times(fraction(number), fraction('18.0156')));
    fc.assert(
      fc.property(tenths, tenths, tenths, (number, one, other) => {
        const [low, high] = Number(one) < Number(other) ? [one, other] : [other, one];
        const verdict = (value: ResultValue, range: ReferenceRange) =>
          judge(sampleResult(loinc('14749-6'), value, { ranges: [range] }), MEASURES.glucose, knowing()).verdict;
        const moles = { text: 'mmol/L' };
        const grams = { text: 'mg/dL' };
        const expected = Number(number) < Number(low) ? 'low' : Number(number) > Number(high) ? 'high' : 'usual';
        for (const value of [quantity(number, moles), quantity(inMass(number), grams)])
          for (const range of [
            { low, high, unit: moles },
            { low: inMass(low), high: inMass(high), unit: grams },
          ])
            expect(verdict(value, range)).toBe(expected);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('values that are only limits, or stretches', () => {
  it.each([
    ['<', '3', { low: '5', high: '9' }, 'low'],
    ['<', '3', { low: '3', high: '9' }, 'low'],
    ['<=', '3', { low: '3', high: '9' }, undefined],
    ['<', '3', { low: '2', high: '9' }, undefined],
    ['<', '3', { low: '0', high: '14' }, 'usual'],
    ['<', '3', { high: '14' }, 'usual'],
    ['<', '3', { high: '3' }, 'usual'],
    ['<', '3', { text: '<3' }, 'usual'],
    ['<=', '3', { text: '<3' }, undefined],
    ['<', '3', { text: '>0' }, undefined],
    ['<', '0', { low: '0', high: '14' }, 'low'],
    ['<', '3', { high: '2' }, undefined],
    ['<', '20', { low: '0', high: '14' }, undefined],
    ['>', '5000', { low: '0', high: '14' }, 'high'],
    ['>', '14', { high: '14' }, 'high'],
    ['>=', '14', { high: '14' }, undefined],
    ['>=', '14', { text: '<14' }, 'high'],
    ['>', '10', { high: '14' }, undefined],
    ['>', '90', { low: '90' }, 'usual'],
    ['>=', '90', { text: '>90' }, undefined],
    ['>', '60', { low: '90' }, undefined],
  ] as const)('%s%s, to %o: %s', (comparator, number, range, verdict) => {
    expect(verdictOf(quantity(number, 'ng/L', comparator), [range])).toBe(verdict);
  });

  it('a verdict of a limit holds for every number that the value can be', () => {
    const few = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
        few,
        few,
        few,
        (comparator, limit, a, b) => {
          const range = { low: String(Math.min(a, b)), high: String(Math.max(a, b)) };
          const verdict = verdictOf(quantity(String(limit), 'ng/L', comparator), [range]);
          if (verdict === undefined) return;
          for (let halves = 0; halves <= 60; halves += 1) {
            const number = halves / 2;
            const is = { '<': number < limit, '<=': number <= limit, '>': number > limit, '>=': number >= limit }[comparator];
            if (is) expect(verdictOf(quantity(String(number), 'ng/L'), [range])).toBe(verdict);
          }
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });

  it.each([
    ['3', '5', { high: '5' }, 'usual'],
    ['3', '5', { low: '0', high: '5' }, 'usual'],
    ['3', '5', { high: '4' }, undefined],
    ['3', '5', { high: '2' }, 'high'],
    ['3', '5', { low: '6' }, 'low'],
    ['5', '3', { high: '9' }, undefined],
    ['-1', '5', { low: '0', high: '9' }, undefined],
  ] as const)('%s–%s, to %o: %s', (low, high, range, verdict) => {
    expect(verdictOf({ kind: 'range', low, high, unit: { text: '/HPF' } }, [range])).toBe(verdict);
  });
});

describe('words', () => {
  it.each([
    ['阴性', '阴性', 'usual'],
    ['阴性（-）', '阴性', 'usual'],
    ['Negative', '阴性', 'usual'],
    ['阳性', '阴性', 'unusual'],
    ['弱阳性', '阴性', 'unusual'],
    ['++', '阴性', 'unusual'],
    ['阴性', '阳性', 'unusual'],
    ['黄色', '黄色', 'usual'],
    ['淡黄色', '黄色', undefined],
    ['±', '阴性', undefined],
    ['-', '阴性', undefined],
    ['溶血', '3.9-6.1', undefined],
    ['>1000', '0-200', undefined],
  ])('%s, to %s: %s', (text, usual, verdict) => {
    expect(verdictOf(TEXT(text), [{ text: usual }])).toBe(verdict);
  });

  it('no word stands for both, and a number has none', () => {
    for (const text of ['阴性阳性', '非阴性', 'not negative', '5', '']) expect(wordOf(text)).toBeUndefined();
  });

  it('what has no value has no verdict', () => {
    expect(verdictOf({ kind: 'absent', reason: '标本溶血' }, [{ high: '5' }])).toBeUndefined();
    expect(verdictOf({ kind: 'ratio', numerator: '1', denominator: '80' }, [{ text: '<1:40' }])).toBeUndefined();
  });
});

describe('what a laboratory says of a value', () => {
  it.each([
    [['危急值'], { flag: 'AA' }],
    [['hh'], { flag: 'HH' }],
    [['↑'], { flag: 'H' }],
    [['HU'], { flag: 'H' }],
    [['H', 'HH'], { flag: 'HH' }],
    [['POS', 'A'], { flag: 'A' }],
    [['POS'], {}],
    [['H', 'L'], { flagText: 'H L' }],
    [['N', 'A'], { flagText: 'N A' }],
    [['N', '需复查'], { flagText: 'N 需复查' }],
    [['需复查'], { flagText: '需复查' }],
    [[], {}],
  ] as const)('%j comes to %j', (words, said) => {
    expect(verdictIn(words)).toEqual(said);
  });
});
