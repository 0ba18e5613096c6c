import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result, ResultValue, Trend } from '../../kiosk/client/wire.ts';
import { reports, trends } from '../../kiosk/practice/sample-records.ts';
import { filtered, hasNews } from '../../kiosk/scenes/records/read-reports.ts';
import { piecesOf, rowsOf } from '../../kiosk/scenes/records/report-rows.ts';
import { chartOf } from '../../kiosk/scenes/records/trend-chart.ts';

const [sample] = reports as unknown as readonly [Result];
const value = (name: string, verdict?: ResultValue['verdict'], more: Partial<ResultValue> = {}): ResultValue => ({
  name,
  text: '1',
  verdict,
  ranges: [],
  status: 'final',
  ...more,
});
const reportOf = (items: readonly ResultValue[], more: Partial<Result> = {}): Result => ({
  ...sample,
  items: [...items],
  ...more,
});
const named = (report: Result) => rowsOf(report).map((row) => (row.kind === 'value' ? row.value.name : row.kind));

describe('a report on the glass', () => {
  it('a report has what is critical first, then what is unusual, what was concluded, and what is as usual or was not judged', () => {
    const report = reportOf(
      [
        value('a', 'usual'),
        value('b', 'low'),
        value('c'),
        value('d', 'critical-low'),
        value('e', 'unusual'),
        value('f', 'critical'),
      ],
      { conclusion: 'words', attached: [{ id: '1', title: 'film', mediaType: 'application/pdf' }] },
    );
    expect(named(report)).toEqual(['d', 'f', 'b', 'e', 'text', 'a', 'c', 'document']);
  });

  it('a report leads from each of its values to that value over time, wherever it stands', () => {
    const items = [value('a', 'usual'), value('b', 'high'), value('c', 'critical')];
    for (const row of rowsOf(reportOf(items))) if (row.kind === 'value') expect(items[row.at]?.name).toBe(row.value.name);
  });

  it('a report loses no character of what a hospital wrote, however long a line of it is, and no piece of it is longer than a screen', () => {
    const words = fc.string({ unit: fc.constantFrom(...'肺𠮷龘aW。；！ \n<>&'), maxLength: 400 });
    fc.assert(
      fc.property(words, (text) => {
        const pieces = piecesOf(text);
        const bare = (one: string) => one.replace(/\s/g, '');
        expect(bare(pieces.join(''))).toBe(bare(text));
        for (const piece of pieces) {
          expect([...piece].length).toBeLessThanOrEqual(60);
          expect(piece).not.toMatch(/\p{Cs}/u);
        }
      }),
    );
  });

  it('a report shows a value that is a text below its name, with its unit and its note', () => {
    const long = 'W'.repeat(70);
    const rows = rowsOf(reportOf([value('a', undefined, { text: long, unit: 'U', note: 'note' })]));
    expect(rows.map((row) => (row.kind === 'text' ? [row.of, row.goesOn] : row.kind))).toEqual([
      'value',
      ['value', false],
      ['value', true],
      ['note', false],
    ]);
  });
});

type Line = Trend['lines'][number];
type Point = Line['points'][number];
const DAY_MS = 24 * 3_600_000;
const START = Date.parse('2026-01-01T08:00:00+08:00');
const point = (day: number | undefined, number: string, more: Partial<Point> = {}): Point => ({
  resultId: sample.id,
  hospital: 'h',
  hospitalName: 'H',
  text: number,
  number,
  ...(day === undefined ? {} : { at: new Date(START + day * DAY_MS).toISOString() }),
  ...more,
});
const lineOf = (...points: readonly Point[]): Line => ({ unit: 'U', points: [...points] });

describe('a value over time', () => {
  it('a line goes to the right with time, and up where values do', () => {
    const chart = chartOf(lineOf(point(0, '5.1'), point(10, '5.4'), point(11, '5.9')));
    const [first, second, third] = chart?.points ?? [];
    if (!first || !second || !third) throw new Error('not three points');
    expect(first.x).toBeLessThan(second.x);
    expect(second.x).toBeLessThan(third.x);
    expect(first.y).toBeGreaterThan(second.y);
    expect(second.y).toBeGreaterThan(third.y);
    // Ten days are ten times as wide as one.
    expect((second.x - first.x) / (third.x - second.x)).toBeCloseTo(10);
  });

  it('a line has labels with the decimals of the data, and no others', () => {
    const chart = chartOf(lineOf(point(0, '5.1'), point(1, '5'), point(2, '5.90'), point(3, '0.3')));
    expect([chart?.lowest, chart?.highest]).toEqual(['0.30', '5.90']);
    // What binary fractions would make of it.
    const long = chartOf(lineOf(point(0, '209.99999999999997'), point(1, '100000000000000000001')));
    expect([long?.lowest, long?.highest]).toEqual(['209.99999999999997', '100000000000000000001.00000000000000']);
  });

  it('a value of which only a limit is known is told by its sign, and nothing certain leads to it', () => {
    const chart = chartOf(lineOf(point(0, '3.2'), point(1, '0.5', { comparator: '<' }), point(2, '1.1'), point(3, '1.2')));
    expect(chart?.lowest).toBe('<0.5');
    expect(chart?.joins.map(({ certain }) => certain)).toEqual([false, false, true]);
  });

  it('values that are all the same, or of one moment, are drawn beside each other within the picture', () => {
    const chart = chartOf(lineOf(point(1, '7'), point(1, '7'), point(1, '7')));
    expect(chart?.highest).toBe(chart?.lowest);
    expect(new Set(chart?.points.map(({ x }) => x)).size).toBe(3);
    for (const { x, y } of chart?.points ?? []) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(100);
      expect(y).toBe(50);
    }
  });

  it('what has no time or no number is on no line, and one value alone is none', () => {
    expect(chartOf(lineOf(point(undefined, '6'), point(1, '7')))).toBeUndefined();
    expect(chartOf(lineOf(point(0, '6', { number: undefined }), point(1, '7')))).toBeUndefined();
    expect(chartOf(lineOf())).toBeUndefined();
  });

  it('every point of the made-up trends is a value of a made-up report', () => {
    for (const { code, lines } of trends)
      for (const { points } of lines)
        for (const { resultId, text } of points) {
          const items = reports.find(({ id }) => id === resultId)?.items ?? [];
          expect(items.filter(({ trend }) => trend === code).map((one) => one.text)).toEqual([text]);
        }
  });
});

describe('which reports are shown', () => {
  it('reports are shown by hospital or by kind, and a choice of which nothing is left leaves nothing out', () => {
    const at = (hospital: string) => filtered(reports, { by: 'hospital', hospital });
    expect(new Set(at('linjiang-central').map(({ hospital }) => hospital))).toEqual(new Set(['linjiang-central']));
    expect(filtered(reports, { by: 'kind', kind: 'imaging' }).map(({ kind }) => kind)).toEqual(['imaging']);
    expect(filtered(reports, { by: 'all' })).toEqual(reports);
    expect(at('closed')).toEqual(reports);
  });

  it('it is news that a hospital has answered, and none that it was asked once more', () => {
    const source = { hospital: 'h', hospitalName: 'H', state: 'asking' } as const;
    const before = { reports: [], sources: [source], more: false };
    expect(hasNews(before, { ...before, sources: [{ ...source }] })).toBe(false);
    expect(hasNews(before, { ...before, sources: [{ ...source, state: 'read' }] })).toBe(true);
    expect(hasNews(before, { ...before, reports: [sample] })).toBe(true);
  });
});
