import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReportToIssue } from '../../../adapters/conformance/hospital-under-test.ts';
import type { Report, Result } from '../../../adapters/port/records.ts';
import { atRest, driven } from '../../security/quiet-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { type Fraction, fraction, isBelow, over, plus, rounded, times, withDigits } from './fractions.ts';
import {
  OWN_CODES,
  type Person,
  PLACES,
  type Place,
  startThreeHospitals,
  type ThreeHospitals,
  valueAt,
} from './three-hospitals.ts';

const SEED = 20_270_301;
const DAY = 86_400_000;
const HOUR = 3_600_000;

const loinc = (code: string, name: string) => ({ system: 'http://loinc.org', code, name });
const own = (code: keyof typeof OWN_CODES) => ({ system: 'urn:hospital:lis', code, name: OWN_CODES[code][0] });
const digitsOf = (number: string) => Math.max(3, number.replace('.', '').replace(/^0+/, '').length);
const asWritten = (number: string) => number;

/** By which factors a value of mass becomes one of amount: those that laboratories use, written apart from the product. */
const GLUCOSE_MG_DL = '18.0156';
const CREATININE_MG_DL = '0.0113122';
const dividedBy = (factor: string) => (number: string) => withDigits(over(fraction(number), fraction(factor)), digitsOf(number));
/** ngsp.org/ifcc.asp: NGSP = 0.09148 × IFCC + 2.152, to one place. */
const ngspOf = (number: string) => rounded(plus(times(fraction('0.09148'), fraction(number)), fraction('2.152')), 1);

interface Written {
  readonly code: { readonly system: string; readonly code: string; readonly name: string };
  readonly unit: { readonly text?: string; readonly ucum?: string };
  /** In the unit of the line. */
  readonly onLine: (number: string) => string;
}

/** What is measured, and how each hospital writes it. */
const MEASURED = {
  glucose: {
    unit: 'mmol/L',
    'coded-fhir': { code: loinc('14749-6', 'Glucose'), unit: { text: 'mmol/L', ucum: 'mmol/L' }, onLine: asWritten },
    'own-fhir': { code: own('GLU'), unit: { text: 'mg/dL' }, onLine: dividedBy(GLUCOSE_MG_DL) },
    remote: { code: loinc('14749-6', '血糖'), unit: { text: 'mmol/l' }, onLine: asWritten },
  },
  creatinine: {
    unit: 'μmol/L',
    'coded-fhir': { code: loinc('14682-9', 'Creatinine'), unit: { text: '\u03BCmol/L', ucum: 'umol/L' }, onLine: asWritten },
    'own-fhir': { code: own('CREA'), unit: { text: 'mg/dL' }, onLine: dividedBy(CREATININE_MG_DL) },
    remote: { code: loinc('14682-9', '肌酐'), unit: { text: '\u00B5mol/L' }, onLine: asWritten },
  },
  platelets: {
    unit: '10⁹/L',
    'coded-fhir': { code: loinc('777-3', 'Platelets'), unit: { text: '10^9/L', ucum: '10*9/L' }, onLine: asWritten },
    'own-fhir': { code: own('PLT'), unit: { text: 'K/uL' }, onLine: asWritten },
    remote: { code: loinc('777-3', '血小板'), unit: { text: '×10⁹/L' }, onLine: asWritten },
  },
  hba1c: {
    unit: '%',
    'coded-fhir': { code: loinc('4548-4', 'HbA1c'), unit: { text: '%', ucum: '%' }, onLine: asWritten },
    'own-fhir': { code: own('GHB'), unit: { text: 'mmol/mol' }, onLine: ngspOf },
    remote: { code: loinc('4548-4', '糖化血红蛋白'), unit: { text: '％' }, onLine: asWritten },
  },
  'loinc:89579-7': {
    unit: 'ng/L',
    'coded-fhir': { code: loinc('89579-7', 'Troponin I'), unit: { text: 'ng/L', ucum: 'ng/L' }, onLine: asWritten },
    'own-fhir': { code: own('TNI'), unit: { text: 'pg/mL' }, onLine: asWritten },
    remote: { code: loinc('89579-7', '肌钙蛋白'), unit: { text: 'ng/L' }, onLine: asWritten },
  },
} as const satisfies Record<string, Record<Place, Written> & { readonly unit: string }>;
type Measured = keyof typeof MEASURED;
const MEASURES = Object.keys(MEASURED) as readonly Measured[];

interface Value {
  readonly measure: Measured;
  readonly number: string;
  readonly comparator?: '<' | '>';
}

interface Issued {
  readonly place: Place;
  /** When the sample was taken, days ago; each day once. */
  readonly daysAgo: number;
  readonly name: string;
  readonly values: readonly Value[];
}

function reportAt(now: number, { place, daysAgo, name, values }: Issued): ReportToIssue {
  const collectedAt = now - daysAgo * DAY;
  const results = values.map(({ measure, number, comparator }): Result => {
    const { code, unit }: Written = MEASURED[measure][place];
    return valueAt(measure.replace(':', '.'), code, number, unit, comparator);
  });
  return { kind: 'laboratory', name, issuedAt: collectedAt + HOUR, collectedAt, results, documents: [] };
}

const compared = (left: Fraction, right: Fraction) =>
  isBelow(left, right) ? 'falling' : isBelow(right, left) ? 'rising' : 'level';

/** The line of one measure as it should be, the oldest value first, by somebody who has all reports before them. */
function lineOf(reports: readonly Issued[], measure: Measured) {
  const points = [...reports]
    .sort((one, other) => other.daysAgo - one.daysAgo)
    .flatMap(({ place, values }) =>
      values
        .filter((value) => value.measure === measure)
        .map(({ number, comparator }) => {
          const { unit, onLine }: Written = MEASURED[measure][place];
          return {
            hospital: place as string,
            text: `${comparator ?? ''}${number}`,
            unit: unit.text,
            number: onLine(number),
            ...(comparator === undefined ? {} : { comparator }),
          };
        }),
    );
  if (points.length === 0) return [];
  const [before, last] = points.slice(-2);
  const isKnown = before !== undefined && last !== undefined && (before.comparator ?? last.comparator) === undefined;
  const direction = isKnown ? { direction: compared(fraction(last.number), fraction(before.number)) } : {};
  return [{ unit: MEASURED[measure].unit as string, points, ...direction }];
}

/** The lines of a trend, less what each test looks at itself. */
function told(lines: readonly { readonly points: readonly object[] }[]) {
  return lines.map(({ points, ...line }) => ({
    ...line,
    points: points.map((point) => {
      const { resultId: _r, hospitalName: _n, at: _a, verdict: _v, ...rest } = point as Record<string, unknown>;
      return rest;
    }),
  }));
}

const number = fc
  .record({
    whole: fc.integer({ min: 1, max: 999 }),
    places: fc.integer({ min: 0, max: 2 }),
    behind: fc.integer({ min: 0, max: 99 }),
  })
  .map(({ whole, places, behind }) =>
    places === 0 ? String(whole) : `${whole}.${String(behind).padStart(2, '0').slice(0, places)}`,
  );

const someReports = fc
  .uniqueArray(
    fc.record({
      place: fc.constantFrom(...PLACES),
      daysAgo: fc.integer({ min: 1, max: 2_000 }),
      values: fc.uniqueArray(
        fc.record({
          measure: fc.constantFrom(...MEASURES),
          number,
          comparator: fc.option(fc.constantFrom('<' as const, '>' as const), { nil: undefined, freq: 4 }),
        }),
        { selector: ({ measure }) => measure, minLength: 1, maxLength: MEASURES.length },
      ),
    }),
    { selector: ({ daysAgo }) => daysAgo, minLength: 2, maxLength: 7 },
  )
  .map((reports) => reports.map((report, nth): Issued => ({ ...report, name: `检查${nth}` })));

describe.each(SAMPLED_ENGINES)('%s: what three hospitals of two protocols have measured of one person', (engine) => {
  let site: ThreeHospitals;
  let person: Person;
  beforeAll(async () => {
    site = await startThreeHospitals(engine);
  });
  afterAll(() => site.stopAll());
  afterEach(async () => {
    site.between = () => ({});
    for (const place of PLACES) await site.controls[place].setFault(null);
  });

  const issue = async (report: Issued, whose = person) =>
    site.desks[report.place].issue(whose.of[report.place], reportAt(site.clock.now(), report));
  const names = async () => (await person.list()).map(({ name }) => name);
  const report = (place: Place, daysAgo: number, name: string, ...values: readonly Value[]): Issued => ({
    place,
    daysAgo,
    name,
    values,
  });
  const glucose = (number: string): Value => ({ measure: 'glucose', number });

  async function expectAll(reports: readonly Issued[]): Promise<void> {
    const listed = await person.list();
    const newestFirst = [...reports].sort((one, other) => one.daysAgo - other.daysAgo);
    expect(listed.map(({ name, hospital }) => [name, hospital])).toEqual(newestFirst.map(({ name, place }) => [name, place]));
    for (const measure of MEASURES) {
      const { body } = await person.trend(measure);
      expect(told(body.lines), measure).toEqual(lineOf(reports, measure));
      expect(body.apart, measure).toEqual([]);
    }
  }

  it('what three hospitals have measured is one list and one line a measure, to the last digit, with what is only a limit as a limit', async () => {
    person = await site.newPerson();
    const reports = [
      report(
        'coded-fhir',
        400,
        'a',
        glucose('5.50'),
        { measure: 'creatinine', number: '92' },
        { measure: 'platelets', number: '215' },
        { measure: 'hba1c', number: '6.1' },
        { measure: 'loinc:89579-7', number: '3', comparator: '<' },
      ),
      report(
        'own-fhir',
        300,
        'b',
        glucose('99'),
        { measure: 'creatinine', number: '1.0' },
        { measure: 'platelets', number: '210' },
        { measure: 'hba1c', number: '48' },
        { measure: 'loinc:89579-7', number: '5.0' },
      ),
      report(
        'remote',
        200,
        'c',
        glucose('5.6'),
        { measure: 'creatinine', number: '95' },
        { measure: 'platelets', number: '220' },
        { measure: 'hba1c', number: '6.50' },
        { measure: 'loinc:89579-7', number: '5000', comparator: '>' },
      ),
    ];
    for (const one of reports) await issue(one);
    await expectAll(reports);
    // What the oracle says, once in plain words: it must not be wrong in the same way.
    const numbers = async (measure: Measured) =>
      (await person.trend(measure)).body.lines[0].points.map((point: { number: string }) => point.number);
    expect(await numbers('glucose')).toEqual(['5.50', '5.50', '5.6']);
    expect(await numbers('creatinine')).toEqual(['92', '88.4', '95']);
    expect(await numbers('platelets')).toEqual(['215', '210', '220']);
    expect(await numbers('hba1c')).toEqual(['6.1', '6.5', '6.50']);
    expect(await numbers('loinc:89579-7')).toEqual(['3', '5.0', '5000']);
  });

  it('what three hospitals have measured is the same list and the same lines whatever was measured, and whenever it was looked at meanwhile', async () => {
    const run = fc.asyncProperty(someReports, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), async (reports, looks) => {
      person = await site.newPerson();
      for (const [nth, one] of reports.entries()) {
        await issue(one);
        if (looks[nth]) await person.look();
      }
      await expectAll(reports);
    });
    await fc.assert(run, { seed: SEED, numRuns: 8, endOnFailure: true });
  });

  it('what a hospital corrects is replaced, what it withdraws is gone from list and line, and what the others said stays', async () => {
    person = await site.newPerson();
    const reports = PLACES.map((place, nth) => report(place, 30 - nth, place, glucose(`${100 + nth}`)));
    const refs = [];
    for (const one of reports) refs.push(await issue(one));
    await expectAll(reports);
    const corrected = reports.map((one, nth) => ({ ...one, values: [glucose(`${110 + nth}.0`)] }));
    for (const [nth, one] of corrected.entries())
      await site.desks[one.place].correct(refs[nth] ?? '', reportAt(site.clock.now(), one));
    const { body } = await person.look();
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual(Array(3).fill('corrected'));
    await expectLines(corrected);
    await site.desks['own-fhir'].withdraw(refs[1] ?? '');
    expect(await names()).toEqual(['remote', 'coded-fhir']);
    await expectLines(corrected.filter(({ place }) => place !== 'own-fhir'));
  });
  async function expectLines(reports: readonly Issued[]): Promise<void> {
    expect(told((await person.trend('glucose')).body.lines)).toEqual(lineOf(reports, 'glucose'));
  }

  it('what a hospital tells by push and in its list, again and again, is there once, and kept for as long as the person agrees', async () => {
    person = await site.newPerson();
    await person.look();
    const one = report('remote', 10, 'pushed', glucose('5.5'));
    const ref = await issue(one);
    await site.pushesDone();
    // Nobody has looked yet.
    expect(await kept()).toEqual([{ ref, withdrawn: 0, until: null }]);
    await expectAll([one]);
    await site.desks.remote.attach?.(ref, { title: 'a', mediaType: 'application/pdf', content: Uint8Array.of(1) });
    await site.pushesDone();
    await expectAll([one]);
    expect(await kept()).toEqual([{ ref, withdrawn: 0, until: null }]);
    expect(await points()).toBe(1);
  });

  const kept = () =>
    site.db.rows<{ ref: string; withdrawn: number; until: number | null }>(
      `SELECT report_ref AS ref, withdrawn, kept_until AS until FROM result WHERE patient_id = '${person.id}'`,
    );
  const points = async () =>
    (
      await site.db.rows(
        `SELECT 1 FROM result_point WHERE result_id IN (SELECT id FROM result WHERE patient_id = '${person.id}')`,
      )
    ).length;

  it('what a push tells is asked for until the hospital answers, hours later', async () => {
    person = await site.newPerson();
    await person.look();
    await site.controls.remote.setFault('refused');
    const one = report('remote', 10, 'late', glucose('5.5'));
    await issue(one);
    await site.pushesDone();
    for (let hours = 0; hours < 30; hours += 1) {
      await site.clock.leap(HOUR);
      await driven(site, atRest(site.db, site.clock), 1);
    }
    expect(await kept()).toEqual([]);
    await site.controls.remote.setFault(null);
    for (let tries = 0; tries < 3; tries += 1) {
      await site.clock.leap(HOUR);
      await driven(site, atRest(site.db, site.clock), 1);
    }
    expect(await kept()).toMatchObject([{ withdrawn: 0, until: null }]);
  });

  it('what a push tells is asked for again where the hospital did not know us for a while, as when keys are changed', async () => {
    person = await site.newPerson();
    await person.look();
    let knows = false;
    site.between = (place, records) =>
      place !== 'remote'
        ? {}
        : {
            report: async (query, call) =>
              knows
                ? (records.report as NonNullable<typeof records.report>)(query, call)
                : { ok: false, failure: { kind: 'rejected', reason: 'not-authorised', detail: 'unknown key' } },
          };
    await issue(report('remote', 10, 'unknown key', glucose('5.5')));
    await site.pushesDone();
    expect(await kept()).toEqual([]);
    knows = true;
    for (let tries = 0; tries < 3; tries += 1) {
      await site.clock.leap(HOUR);
      await driven(site, atRest(site.db, site.clock), 1);
    }
    expect(await kept()).toMatchObject([{ withdrawn: 0, until: null }]);
  });

  it('what is withdrawn before anybody could ask for it is never shown, whatever tells of it afterwards', async () => {
    person = await site.newPerson();
    await person.look();
    await site.controls.remote.setFault('refused');
    const ref = await issue(report('remote', 10, 'gone', glucose('5.5')));
    await site.pushesDone();
    await site.desks.remote.withdraw(ref);
    await site.pushesDone();
    await site.controls.remote.setFault(null);
    for (let tries = 0; tries < 3; tries += 1) {
      await site.clock.leap(HOUR);
      await driven(site, atRest(site.db, site.clock), 1);
    }
    await site.pushesDone();
    expect(await kept()).toMatchObject([{ ref, withdrawn: 1 }]);
    await person.comeAgain();
    expect(await names()).toEqual([]);
    expect(await points()).toBe(0);
  });

  it('a push about somebody whom nobody here knows keeps nothing, and is answered as any other', async () => {
    const whose = await site.stranger();
    const before = site.gateway.logged.length;
    const rows = () => site.db.rows("SELECT id FROM result UNION ALL SELECT id FROM task WHERE kind = 'read-pushed-report'");
    const there = (await rows()).length;
    const ref = await site.desks.remote.issue(
      whose,
      reportAt(site.clock.now(), report('remote', 1, 'of a stranger', glucose('5.5'))),
    );
    // It waits until the hospital has its acknowledgement.
    await site.pushesDone();
    expect((await rows()).length).toBe(there);
    const lines = site.gateway.logged.slice(before).join('\n');
    for (const secret of [ref, whose.patientRef ?? '', 'of a stranger', whose.patient.document.number])
      expect(lines).not.toContain(secret);
  });

  it('an older answer that arrives after a newer one changes nothing', async () => {
    person = await site.newPerson();
    await person.look();
    const old = report('remote', 10, 'old', glucose('5.5'));
    const ref = await issue(old);
    await site.pushesDone();
    let release = () => {};
    let isHeld = false;
    site.between = (place, records) =>
      place !== 'remote'
        ? {}
        : {
            async reports(query, call) {
              const answer = await (records.reports as NonNullable<typeof records.reports>)(query, call);
              // The answer of before the correction is on its way while the correction is told, read and kept.
              if (!isHeld) {
                isHeld = true;
                await new Promise<void>((resolve) => {
                  release = resolve;
                });
              }
              return answer;
            },
          };
    await site.clock.leap(61_000);
    await person.get(`/v1/results?patientId=${person.id}`);
    expect(isHeld).toBe(true);
    const corrected = { ...old, name: 'new', values: [glucose('6.6')] };
    await site.desks.remote.correct(ref, reportAt(site.clock.now(), corrected));
    await site.pushesDone();
    release();
    // The older answer is kept, and the hospital is not asked again.
    const { body } = await person.get(`/v1/results?patientId=${person.id}`);
    expect(body.items).toMatchObject([{ name: 'new', status: 'corrected' }]);
    await expectLines([corrected]);
    await expectAll([corrected]);
    expect(await points()).toBe(1);
  });

  it('what was issued a year ago and is told today stands where it belongs, in list and line', async () => {
    person = await site.newPerson();
    const reports = [report('coded-fhir', 400, 'a', glucose('5.1')), report('remote', 10, 'c', glucose('5.9'))];
    for (const one of reports) await issue(one);
    await expectAll(reports);
    const late = report('own-fhir', 365, 'b', glucose('97'));
    await issue(late);
    await expectAll([...reports, late]);
    const later = report('coded-fhir', 364, 'b2', glucose('5.45'));
    await issue(later);
    await expectAll([...reports, late, later]);
  });

  it.each(PLACES)(
    'what a hospital has that was away at the first look comes at the next, and nobody is told that there is nothing: %s',
    async (place) => {
      person = await site.newPerson();
      const reports = PLACES.map((at, nth) => report(at, 30 - nth, at, glucose(`${100 + nth}`)));
      for (const one of reports) await issue(one);
      await site.controls[place].setFault('refused');
      const away = await person.look();
      expect(away.body.items.map(({ hospital }: { hospital: string }) => hospital).sort()).toEqual(
        PLACES.filter((one) => one !== place).sort(),
      );
      expect(away.body.sources).toContainEqual(expect.objectContaining({ hospital: place, state: 'unavailable' }));
      await site.controls[place].setFault(null);
      await expectAll(reports);
    },
  );

  it('versions of reports in whatever order, page and repetition they arrive lead to the same list and the same line', async () => {
    const arrival = fc.record({
      versions: fc.array(fc.record({ of: fc.nat(3), fate: fc.constantFrom('final', 'corrected', 'withdrawn'), number }), {
        minLength: 1,
        maxLength: 10,
      }),
      order: fc.infiniteStream(fc.nat()),
      repeats: fc.array(fc.nat(9), { maxLength: 5 }),
      pages: fc.integer({ min: 1, max: 4 }),
    });
    const run = fc.asyncProperty(arrival, async ({ versions, order, repeats, pages }) => {
      person = await site.newPerson();
      const now = site.clock.now();
      const all = versions.map(({ of, fate, number }, version): Report => {
        const place = PLACES[of % 3] as Place;
        const { documents: _, ...rest } = reportAt(now, { place, daysAgo: 10 + of, name: `r${of}`, values: [glucose(number)] });
        const original = { mediaType: 'application/json', text: '{}' };
        return { ...rest, ref: `r${of}`, version, status: fate as Report['status'], documents: [], original };
      });
      const placeOf = ({ ref }: Report) => PLACES[Number(ref.slice(1)) % 3] as Place;
      const arriving = [...all, ...repeats.flatMap((nth) => all[nth % all.length] ?? [])]
        .map((one) => ({ one, at: order.next().value as number }))
        .sort((left, right) => left.at - right.at)
        .map(({ one }) => one);
      const given = new Map<Place, readonly Report[]>();
      site.between = (place) => ({
        reports: async () => ({ ok: true, value: { reports: given.get(place) ?? [], cursor: 'c', more: false } }),
      });
      const size = Math.ceil(arriving.length / pages);
      for (let from = 0; from < arriving.length; from += size) {
        for (const place of PLACES)
          given.set(
            place,
            arriving.slice(from, from + size).filter((one) => placeOf(one) === place),
          );
        await person.look();
      }
      const last = new Map(all.map((one) => [one.ref, one]));
      const standing = [...last.values()].filter(({ status }) => status !== 'withdrawn');
      const expected = standing.map((one): Issued => {
        const nth = all.indexOf(one);
        return {
          place: placeOf(one),
          daysAgo: 10 + Number(one.ref.slice(1)),
          name: one.name,
          values: [glucose(versions[nth]?.number ?? '')],
        };
      });
      for (const place of PLACES) given.set(place, []);
      await expectAll(expected);
    });
    await fc.assert(run, { seed: SEED, numRuns: 16, endOnFailure: true });
  });
});
