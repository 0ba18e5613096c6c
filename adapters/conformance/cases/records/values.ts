import { expect } from 'vitest';
import type { ReferenceRange, Result, ResultValue } from '../../../port/records.ts';
import { RESULT_FLAGS } from '../../../port/result-flags.ts';
import type { HospitalCase } from '../../case-context.ts';
import { asSaid, COLLECTED_AT, reportWith, resultOf } from './findings.ts';

/** A panel: some hundred values are the longest that laboratories send. */
const PANEL = 100;

const unit = { text: '10^9/L', ucum: '10*9/L' } as const;
const quantity = (number: string, more: Partial<Extract<ResultValue, { readonly kind: 'quantity' }>> = {}): ResultValue => ({
  kind: 'quantity',
  number,
  ...more,
});

/** Decimals that a number of a program would not keep. */
const DECIMALS = [
  '5.50',
  '0',
  '0.10',
  '120',
  '-3.0',
  '1.000',
  '0.000000000000000001',
  '100000000000000000000',
  '9007199254740993.1',
];

const RANGES: readonly ReferenceRange[] = [
  { low: '3.90', high: '6.10', text: '3.90-6.10' },
  { high: '200' },
  { low: '40', unit: { text: 'U/L', ucum: 'U/L' } },
  { text: '阴性' },
  { low: '120', high: '160', sex: 'female', ageFromYears: 18, ageToYears: 60 },
  { low: '110', high: '150', appliesTo: '妊娠期' },
];

interface ValueCase {
  readonly title: string;
  readonly results: readonly Result[];
}

const valued = (values: readonly ResultValue[]) => values.map((value, index) => resultOf(`value-${index + 1}`, { value }));

const CASES: readonly ValueCase[] = [
  {
    title: 'tells numbers digit by digit as they were written, with their units',
    results: valued([
      ...DECIMALS.map((number) => quantity(number)),
      quantity('4.20', { unit }),
      quantity('4.20', { unit: { text: '个/HP' } }),
      quantity('210', { unit: { ucum: '10*3/uL' } }),
    ]),
  },
  {
    title: 'tells of a value that is only known to be below or above that it is, beside its number',
    results: valued((['<', '<=', '>', '>='] as const).map((comparator) => quantity('0.50', { comparator, unit }))),
  },
  {
    title: 'tells a value from one to another, one that is open on a side, and a titre, as what they are',
    results: valued([
      { kind: 'range', low: '3', high: '5', unit: { text: '个/HP' } },
      { kind: 'range', low: '3.0' },
      { kind: 'range', high: '5.00' },
      { kind: 'ratio', numerator: '1', denominator: '80' },
    ]),
  },
  {
    title: 'tells words as the words that they are, also those that look like markup or like a number',
    results: valued([
      { kind: 'text', text: '阴性' },
      { kind: 'text', text: '阳性', code: { system: 'http://snomed.info/sct', code: '10828004', display: 'Positive' } },
      { kind: 'text', text: '<script>alert(1)</script> & "３.５"' },
      { kind: 'text', text: '+++' },
      { kind: 'text', text: '5,5' },
    ]),
  },
  {
    title: 'tells that there is no value, and the reason',
    results: valued([{ kind: 'absent', reason: '标本溶血' }]),
  },
  {
    title: 'tells reference ranges as the laboratory gave them: limits, words, and for whom they are',
    results: [
      ...RANGES.map((range, index) => resultOf(`range-${index + 1}`, { ranges: [range] })),
      resultOf('several', { ranges: RANGES }),
    ],
  },
  {
    title: "tells all codes of a value, the hospital's own first, and invents none",
    results: [
      resultOf('own', { codes: [{ system: 'urn:kit:lis', code: '00 1/2', display: '空腹血糖' }] }),
      resultOf('both'),
      resultOf('none', { codes: [] }),
    ],
  },
  {
    title: "tells the laboratory's own verdict as it was given, and none where none was",
    results: [...RESULT_FLAGS.map((flag) => resultOf(`flag-${flag}`, { flag })), resultOf('none')],
  },
  {
    title: 'tells of each value whether it is preliminary, final, corrected or taken back, when it was measured, and its note',
    results: [
      ...(['preliminary', 'final', 'corrected', 'withdrawn'] as const).map((status) => resultOf(`is-${status}`, { status })),
      resultOf('later', { at: COLLECTED_AT + 3_600_000, note: '复检\n结果一致' }),
    ],
  },
  {
    title: `tells a panel of ${PANEL} values whole and in its order`,
    results: Array.from({ length: PANEL }, (_, index) => resultOf(`value-${index + 1}`, { value: quantity(`${index}.0`) })),
  },
];

/** Values as they are: nothing is altered, rounded, judged or lost. */
export const valueCases: readonly HospitalCase[] = CASES.map(({ title, results }, index) => ({
  id: `VALUE-${index + 1}`,
  title,
  needs: ['records', 'records.reports'],
  async run(context) {
    const { report } = await reportWith(context, results);
    expect(asSaid(report.results)).toEqual(asSaid(results));
    expect(new Set(report.results.map(({ ref }) => ref)).size, 'every value has a reference of its own').toBe(results.length);
    for (const [at, { group }] of report.results.entries()) expect([undefined, results[at]?.group]).toContain(group);
  },
}));
