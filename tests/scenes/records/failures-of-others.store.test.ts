import { afterEach, describe, expect, it } from 'vitest';
import { hospitalPolicy } from '../../../bff/scenes/directory/policy.ts';
import { laboratoryValue, reportOf } from '../../support/test-reports.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { MANY } from './many-hospitals.ts';
import { type RecordsSite, SECOND, startRecordsSite } from './records-site.ts';
import { startWrittenFhir, type WrittenFhir, writtenReport } from './written-fhir.ts';

const DAY = 86_400_000;
const GLUCOSE = '14749-6';
const THOUSANDS = { [SECOND]: { policy: hospitalPolicy.parse({ records: { countsInThousands: true } }) } };

/**
 * What others have got wrong with results, replayed through the whole gateway: limits that became numbers (fasten-onprem#441,
 * HealthClawGuardrails#62), units of which a lenient reader made sense (ucum-lhc#4, #6, #7, #40), arrows that pointed the other way
 * (MediKeep#510, #820). Health cards that were let pass or refused (SmartHealthCard#7, #9) are replayed in `links-cards.test.ts`.
 */
describe.each(SAMPLED_ENGINES)('%s: what others have got wrong with results', (engine) => {
  let site: RecordsSite;
  let fhir: WrittenFhir;
  afterEach(() => site.stop());

  const at = (days: number) => site.clock.now() - days * DAY;
  const trend = async (code: string) =>
    (await site.get(`/v1/trends?patientId=${site.patientId}&code=${encodeURIComponent(code)}`)).body;
  const results = async () => {
    const { body } = await site.get(`/v1/results?patientId=${site.patientId}&limit=50`);
    return body.items as { readonly id: string; readonly name: string; readonly unusual: number }[];
  };
  /** What is shown of the values of every report, by the report's name. */
  async function shown() {
    const all = await results();
    const read = await Promise.all(
      all.map(async ({ id, name }) => [name, (await site.get(`/v1/results/${id}`)).body.items] as const),
    );
    return Object.fromEntries(read) as Record<string, { text: string; unit?: string; verdict?: string }[]>;
  }
  /** The inputs as three hospitals wrote them, each a report of its own, a day after the other. */
  async function issueMany(names: readonly string[], hospital = site.first): Promise<void> {
    for (const [nth, name] of names.entries()) {
      const result = MANY[name];
      if (result === undefined) throw new Error(`no input ${name}`);
      await site.records(hospital).issue(site.whose, reportOf(at(60 - nth), [result], { name }));
    }
  }

  it('a value that is only known to be below or above is shown with its sign, on the line at its limit, and makes no direction', async () => {
    site = await startRecordsSite(engine);
    await issueMany(['t1', 't2', 't3', 'v2']);
    expect((await shown()).t1).toMatchObject([{ text: '<3', unit: 'ng/L' }]);
    expect((await shown()).v2).toMatchObject([{ text: '>1000' }]);
    const { lines, apart } = await trend('loinc:89579-7');
    expect(lines).toHaveLength(1);
    expect(lines[0].points).toMatchObject([
      { text: '<3', number: '3', comparator: '<' },
      { text: '5', number: '5' },
      { text: '>5000', number: '5000', comparator: '>' },
    ]);
    expect(lines[0].points[1]).not.toHaveProperty('comparator');
    expect(lines[0]).not.toHaveProperty('direction');
    expect(apart).toEqual([]);
    // A text that looks like a number is no number.
    const words = await trend('loinc:5767-9');
    expect([words.lines, words.apart]).toMatchObject([[], [{ text: '>1000', reason: 'no-number' }]]);
  });

  it('a limit is judged only where all that it can mean stands the same', async () => {
    site = await startRecordsSite(engine);
    const limits = { ranges: [{ low: '0', high: '14' }] };
    const value = (number: string, comparator: '<' | '>', more = limits) =>
      laboratoryValue('89579-7', number, 'ng/L', {
        ...more,
        value: { kind: 'quantity', number, comparator, unit: { text: 'ng/L', ucum: 'ng/L' } },
      });
    await site
      .records(site.first)
      .issue(
        site.whose,
        reportOf(at(1), [value('3', '<'), value('20', '<'), value('5000', '>'), value('3', '>')], { name: 'a' }),
      );
    const { a = [] } = await shown();
    const verdicts = Object.fromEntries(a.map(({ text, verdict }) => [text, verdict]));
    expect(verdicts).toEqual({ '<3': 'usual', '<20': undefined, '>5000': 'high', '>3': undefined });
  });

  it('thousands in a microlitre are kelvin at a hospital that does not say so, and are shown as they are, on no line', async () => {
    site = await startRecordsSite(engine, { entries: THOUSANDS });
    await issueMany(['p1', 'p2', 'p3']);
    const own = await trend('platelets');
    expect(own.lines).toMatchObject([{ unit: '10⁹/L', points: [{ number: '215' }, { number: '220' }] }]);
    expect(own.apart).toMatchObject([{ text: '210', unit: 'K/uL', reason: 'unit-not-understood' }]);
    await site.clock.leap(120_000);
    await issueMany(['p1'], site.second);
    const both = await trend('platelets');
    expect(both.lines[0].points).toContainEqual(expect.objectContaining({ hospital: SECOND, text: '210', number: '210' }));
    expect(both.apart).toHaveLength(1);
  });

  it.each([
    ['mcg/L', GLUCOSE],
    ['mg/mL', '2345-7'],
    ['%', GLUCOSE],
    ['IU/L', '1742-6'],
    ["[arb'U]/L", '1742-6'],
    ['L-1', GLUCOSE],
    ['K', '777-3'],
  ])('a value in %s is never converted into what it is not, and stands as it was written', async (unit, code) => {
    site = await startRecordsSite(engine);
    await site.records(site.first).issue(site.whose, reportOf(at(2), [laboratoryValue(code, '0.5', unit)], { name: 'odd' }));
    const usual = { [GLUCOSE]: 'mmol/L', '2345-7': 'mg/dL', '1742-6': 'U/L', '777-3': '10*9/L' }[code] ?? '';
    await site.records(site.first).issue(site.whose, reportOf(at(1), [laboratoryValue(code, '5.0', usual)], { name: 'usual' }));
    expect((await shown()).odd).toMatchObject([{ text: '0.5', unit }]);
    const key = { [GLUCOSE]: 'glucose', '2345-7': 'glucose', '1742-6': 'alt', '777-3': 'platelets' }[code] ?? '';
    const { lines, apart } = await trend(key);
    const joined = lines.find(({ points }: { points: { text: string }[] }) => points.some(({ text }) => text === '5.0'));
    const odd = joined.points.find(({ text }: { text: string }) => text === '0.5');
    // 0.5 mg/mL is 50 mg/dL, which is glucose indeed, and never 50000 %.
    if (unit === 'mg/mL') expect(odd).toMatchObject({ number: '2.78' });
    else expect(odd).toBeUndefined();
    expect([...lines.flatMap(({ points }: { points: object[] }) => points), ...apart]).toHaveLength(2);
  });

  it('what three hospitals wrote in their ways comes to one line a measure, without a digit that nobody measured', async () => {
    site = await startRecordsSite(engine, { entries: THOUSANDS });
    await issueMany(['g1', 'g2', 'g3', 'g4', 'c1', 'c2', 'c3', 'p1', 'p2', 'p3', 'm1', 'm2'], site.second);
    const numbers = async (code: string) => {
      const { lines, apart } = await trend(code);
      const drawn = lines.map(({ points }: { points: { number: string }[] }) => points.map(({ number }) => number));
      return [drawn, apart.map(({ text, reason }: { text: string; reason: string }) => [text, reason])];
    };
    expect(await numbers('glucose')).toEqual([[['5.50', '5.5', '5.6']], [['5.8', 'no-unit']]]);
    expect(await numbers('creatinine')).toEqual([[['88.4', '92', '95']], []]);
    expect(await numbers('platelets')).toEqual([[['210', '215', '220']], []]);
    expect(await numbers('hba1c')).toEqual([[['6.5', '6.5']], []]);
  });

  it('titres, stretches and words are shown as they were written, and limits judge only what they are certain of', async () => {
    site = await startRecordsSite(engine);
    await issueMany(['v1', 'v2', 'v3', 'v4', 'r1', 'r2', 'r3', 'r4', 'r5']);
    const all = await shown();
    expect(['v1', 'v2', 'v3', 'v4'].map((name) => all[name]?.[0]?.text)).toEqual(['1:80', '>1000', '3–5', '阴性']);
    const verdicts = ['r1', 'r2', 'r3', 'r4', 'r5'].map((name) => all[name]?.[0]?.verdict);
    expect(verdicts).toEqual(['usual', 'low', undefined, 'high', 'usual']);
    expect((await trend('hbs-antigen')).lines).toEqual([]);
  });

  it('values that were told newest first stand oldest first, go where they went, and one without a time is listed and not drawn', async () => {
    ({ site, fhir } = await startWrittenFhir(engine));
    const glucose = (number: string) =>
      `{"value":${number},"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}`;
    const code = '{"coding":[{"system":"http://loinc.org","code":"14749-6"}],"text":"葡萄糖"}';
    const one = (id: string, number: string, when?: string) => {
      const more: Record<string, string> = when === undefined ? {} : { issued: `"${when}"`, effectiveDateTime: `"${when}"` };
      const written = writtenReport(id, { values: [{ code, valueQuantity: glucose(number) }], more });
      return when === undefined ? written.replace(',"issued":"2026-11-20T10:00:00+08:00"', '') : written;
    };
    fhir.resources = [
      one('d', '5.9', '2026-11-10T09:30:00+08:00'),
      one('c', '7.0'),
      one('b', '5.4', '2026-11-10T08:00:00+08:00'),
      one('a', '5.1', '2026-10-01T08:00:00+08:00'),
    ];
    const { lines, apart } = await trend('glucose');
    expect(lines).toMatchObject([{ points: [{ number: '5.1' }, { number: '5.4' }, { number: '5.9' }], direction: 'rising' }]);
    expect(apart).toMatchObject([{ text: '7.0', reason: 'no-time' }]);
    expect(apart[0]).not.toHaveProperty('at');
    expect(await results()).toHaveLength(4);
    // The same, read by somebody who takes it along.
    const taken = await site.get(`/fhir/Patient/${site.patientId.replaceAll('_', '.')}/$everything`);
    const undated = (taken.body.entry as { resource: Record<string, unknown> }[])
      .map(({ resource }) => resource)
      .filter(({ valueQuantity }) => (valueQuantity as { value?: number } | undefined)?.value === 7);
    expect(undated).toHaveLength(1);
    expect([undated[0]?.effectiveDateTime, undated[0]?.issued]).toEqual([undefined, undefined]);
  });

  it('two values of one instant keep their order and direction when they are forgotten and read anew', async () => {
    site = await startRecordsSite(engine);
    const seen = new Set<string>();
    for (const [name, number, days] of [
      ['a', '5.0', 9],
      ['b', '6.0', 9],
      ['c', '5.5', 2],
    ] as const)
      await site
        .records(site.first)
        .issue(site.whose, reportOf(site.clock.now() - days * DAY, [laboratoryValue(GLUCOSE, number, 'mmol/L')], { name }));
    for (let reading = 0; reading < 8; reading += 1) {
      const { lines } = await trend('glucose');
      seen.add(JSON.stringify([lines[0].direction, lines[0].points.map((point: { number: string }) => point.number)]));
      for (const table of ['result_point', 'result', 'record_reading'])
        await site.db.store.commit({
          id: `forget ${table} ${reading}`,
          name: 'forget',
          lane: 'background',
          deadline: site.clock.now() + 60_000,
          parts: [{ sql: `DELETE FROM ${table}`, parameters: [] }],
        });
    }
    expect([...seen]).toHaveLength(1);
  });
});
