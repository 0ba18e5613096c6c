import type { Dependant, Result } from '../../client/wire.ts';
import { identified } from '../../practice/sample-answers.ts';
import { me } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import {
  criticalReport,
  hostileReport,
  reports,
  sampleRecords,
  sources,
  sourcesAnswered,
  trendsApart,
} from '../../practice/sample-records.ts';
import { asked, type State, settled } from '../../practice/state.ts';
import type { ReadReports } from './read-reports.ts';

const came = sources.flatMap(({ hospital, state }) => (state === 'read' ? [hospital] : []));
/** What two hospitals have told while a third is still asked. */
const soFar: ReadReports = { reports: reports.filter(({ hospital }) => came.includes(hospital)), sources, more: false };
const whole: ReadReports = { reports, sources: sourcesAnswered, more: false };
const partly: ReadReports = {
  ...soFar,
  sources: sources.map((one) => (one.state === 'asking' ? { ...one, state: 'unavailable' } : one)),
};
/** One hospital told something that nobody here can read. */
const leavingOut = sourcesAnswered.map((one, place) => (place === 1 ? { ...one, leftOut: true as const } : one));
const toReports = { ...identified, home: 'reports', 'report-for': 'alone', 'reading-reports': whole } as const;
const withReports = (read: ReadReports) => settled({ ...toReports, 'reading-reports': read });
const reading = (report: Result) => ({ ...toReports, reports: report.id, 'reading-report': report }) as const;
const [chemistry, counts, held, chest, corrected, preliminary] = reports as unknown as readonly [
  Result,
  Result,
  Result,
  Result,
  Result,
  Result,
];
const printed = { ...reading(chemistry), report: 'print' } as const;
const ownChild = me.dependants[0] as Dependant;
const child = { ...identified, home: 'reports', 'report-for': ownChild } as const;
const trendOf = (report: Result, sheet: number): Pick<State, 'answers' | 'page'> => ({
  answers: settled(reading(report)),
  page: { scene: 'records', page: 'trend', sheet },
});

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'report-for', answers: settled({ ...identified, home: 'reports' }) },
  {
    name: 'reading-reports',
    answers: settled({ ...identified, home: 'reports', 'report-for': 'alone' }),
    world: { records: { ...sampleRecords, answersAfter: {} } },
  },
  {
    name: 'reports-unproved',
    answers: settled({ ...identified, home: 'reports', 'report-for': 'alone' }),
    world: { trouble: { listResults: problemOf('document-required') } },
  },
  {
    name: 'reports-unproved-phone',
    ownPhone: true,
    answers: settled({ ...identified, home: 'reports', 'report-for': 'alone' }),
    world: { trouble: { listResults: problemOf('document-required') } },
  },
  {
    name: 'reports-unproved-child',
    answers: settled(child),
    world: { trouble: { listResults: problemOf('document-required') } },
  },
  { name: 'reports', telling: true, answers: withReports(whole) },
  {
    name: 'reports-asking',
    telling: true,
    answers: withReports(soFar),
    world: { records: { ...sampleRecords, answersAfter: {} } },
  },
  { name: 'reports-partly', answers: withReports(partly) },
  { name: 'reports-left-out', answers: withReports({ ...whole, sources: leavingOut }) },
  { name: 'reports-filtered', answers: settled({ ...toReports, 'report-filter': { by: 'kind', kind: 'laboratory' } }) },
  { name: 'reports-none', telling: true, answers: withReports({ reports: [], sources: sourcesAnswered, more: false }) },
  { name: 'reports-none-partly', answers: withReports({ ...partly, reports: [] }) },
  { name: 'reports-none-left-out', answers: withReports({ reports: [], sources: leavingOut, more: false }) },
  {
    name: 'reports-none-here',
    answers: withReports({ reports: [], sources: sources.map((one) => ({ ...one, state: 'no-source' })), more: false }),
  },
  {
    name: 'reports-none-child',
    answers: settled({
      ...child,
      'reading-reports': { reports: [], sources: sources.map((one) => ({ ...one, state: 'withheld' })), more: false },
    }),
  },
  { name: 'reports-hostile', answers: withReports({ ...whole, reports: [hostileReport, ...reports] }) },
  { name: 'report-filter', answers: asked(toReports, 'report-filter') },
  { name: 'report-sources', telling: true, answers: withReports(soFar), page: { scene: 'records', page: 'sources', sheet: 1 } },
  {
    name: 'report-sources-left-out',
    answers: withReports({ ...whole, sources: leavingOut }),
    page: { scene: 'records', page: 'sources', sheet: 1 },
  },
  { name: 'report', telling: true, answers: settled(reading(chemistry)) },
  { name: 'report-many-pages', answers: settled(reading(counts)) },
  { name: 'report-corrected', telling: true, answers: settled(reading(corrected)) },
  { name: 'report-preliminary', answers: settled(reading(preliminary)) },
  { name: 'report-critical', telling: true, answers: settled(reading(criticalReport)) },
  { name: 'report-held', telling: true, answers: settled(reading(held)) },
  { name: 'report-imaging', telling: true, answers: settled(reading(chest)) },
  { name: 'report-hostile', answers: settled(reading(hostileReport)) },
  { name: 'trend', telling: true, ...trendOf(chemistry, 1) },
  { name: 'trend-limit', ...trendOf(chemistry, 8) },
  { name: 'trend-apart', ...trendOf(chemistry, 1), world: { records: { ...sampleRecords, trends: trendsApart } } },
  {
    name: 'trend-apart-seen',
    ...trendOf(chemistry, 1),
    world: { records: { ...sampleRecords, trends: trendsApart.map((one) => ({ ...one, lines: [] })) } },
  },
  { name: 'report-printed', telling: true, answers: settled(printed) },
  { name: 'report-printed-no-paper', telling: true, answers: settled(printed), printer: 'out-of-paper' },
];
