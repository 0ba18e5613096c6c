import { createCipher } from '../../bff/platform/crypto/cipher.ts';
import { systemRandom } from '../../bff/platform/ids.ts';
import { limits } from '../../bff/platform/limits/limits.ts';
import { hospitalPolicy } from '../../bff/scenes/directory/policy.ts';
import { headPlace } from '../../bff/scenes/records/dependencies.ts';
import { EncodedReports } from '../../bff/scenes/records/fhir/encoded-reports.ts';
import { reportResources } from '../../bff/scenes/records/fhir/report-resources.ts';
import { entriesText, searchsetText } from '../../bff/scenes/records/fhir/searchset-text.ts';
import { knowingOf, measuredAt, normalResults } from '../../bff/scenes/records/keep-reports.ts';
import { openHead } from '../../bff/scenes/records/list-results.ts';
import { headOf } from '../../bff/scenes/records/result-head.ts';
import type { ResultRow } from '../../bff/scenes/records/result-rows.ts';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { startChild } from './child.ts';
import { absolute, type Figure, ratio } from './figures.ts';
import { type BenchGateway, bare, startGateway } from './gateway-client.ts';
import { benchReports, type ReportPlan } from './instant-records.ts';
import { openLoop } from './load.ts';
import { alternate, median, percentile } from './stats.ts';
import type { Bench } from './suite.ts';

/** Numbers of the goals. */
const BUNDLE = 8;
const FIRST_PAGE = 20;
const RATIO_MAX = 0.15;
const P99_MS_MAX = 50;
/** Twenty years of somebody who is measured every four days; HbA1c 400 times. */
const TWENTY_YEARS: ReportPlan = { reports: 2_000, values: 15, years: 20, rareEvery: 5 };
const PAGES = [20, 50] as const;

/** Row 8: a Bundle of reports that did not change. Row 20: the first page of twenty years of one person. */
export async function recordsSuite(bench: Bench): Promise<readonly Figure[]> {
  const bundles: Figure[] = [];
  if (bench.wanted(BUNDLE)) for (const count of PAGES) bundles.push(...(await bundleFigures(bench, count)));
  return [...bundles, ...(bench.wanted(FIRST_PAGE) ? await firstPages(bench) : [])];
}

/** A page of reports that are in memory, as the gateway writes it, and what it is as an object. */
function unchangedPage(count: number) {
  const { id: patientId, patient } = testPatient(0);
  const directory = { policyOf: () => hospitalPolicy.parse({}) } as unknown as Parameters<typeof openHead>[0]['directory'];
  const sealing = createCipher({ current: patientId, keys: { [patientId]: 'A'.repeat(43) } }, systemRandom());
  const encoded = new EncodedReports(limits.encodedReports.figure);
  const rows = benchReports({ ...TWENTY_YEARS, reports: count }, Date.now()).map((report, nth) => {
    const of = { patientId, hospitalId: HOSPITAL, ref: report.ref };
    const results = normalResults(knowingOf({ directory }, { hospitalId: HOSPITAL, patient }, measuredAt(report)), report);
    const row: ResultRow = {
      id: `rpt_${String(nth).padStart(22, '0')}`,
      ...of,
      version: report.version,
      kind: report.kind,
      issuedAt: report.issuedAt,
      sealedHead: sealing.seal(JSON.stringify(headOf(report, results)), headPlace(of)),
      correctedAt: null,
      firstReadAt: null,
    };
    const naming = { id: row.id, patientId, hospitalName: '临江市第一人民医院' };
    encoded.put(nameOf(row), entriesText(reportResources(report, results, naming)));
    return row;
  });
  const next = `/fhir/Patient/${patientId.replaceAll('_', '.')}/$everything?cursor=${'c'.repeat(40)}&_count=${count}`;
  const never = (): never => {
    throw new Error('a report that is in memory was written again');
  };
  const opening = { sealing, kept: () => false, atKiosk: false };
  const write = () =>
    searchsetText(
      rows.flatMap((row) => encoded.find(nameOf(row)) ?? never()),
      next,
    );
  return {
    write,
    open: () =>
      rows.map((row) => {
        const opened = openHead({ directory }, row, opening);
        if (opened?.held !== false) throw new Error('no report is held here');
        return opened;
      }),
    bundle: JSON.parse(new TextDecoder().decode(write())) as { readonly entry: readonly object[] },
  };
}

const nameOf = ({ id, version }: ResultRow) => `${id} ${version}`;

async function bundleFigures({ rounds, quick, say }: Bench, count: number): Promise<readonly Figure[]> {
  const { write, open, bundle } = unchangedPage(count);
  const entries = count * (1 + TWENTY_YEARS.values);
  if (bundle.entry.length !== entries) throw new Error(`${bundle.entry.length} entries instead of ${entries}`);
  say(`records: a Bundle of ${count} reports, ${entries} resources`);
  const turns = quick ? 200 : 1_000;
  const stringify = () => JSON.stringify(bundle);
  for (const warm of [write, stringify, open]) microsOf(warm, turns / 4);
  const texts = await alternate(
    rounds,
    async () => microsOf(write, turns),
    async () => microsOf(stringify, turns),
  );
  const bytes = await alternate(
    rounds,
    async () => microsOf(write, turns),
    async () => microsOf(() => Buffer.from(stringify()), turns),
  );
  const heads = await alternate(
    rounds,
    async () => microsOf(() => [open(), write()], turns),
    async () => microsOf(stringify, turns),
  );
  const figure = { row: BUNDLE, unit: 'µs CPU', against: 'JSON.stringify of the same Bundle, as objects' };
  return [
    ratio({
      ...figure,
      what: `Bundle of ${count} unchanged reports, ${entries} resources`,
      ...texts,
      goal: { atMost: RATIO_MAX },
      note: 'from what is in memory to the body as UTF-8, of which JSON.stringify only makes the text; decimals stand in it digit by digit, which JSON.stringify can not do',
    }),
    ratio({ ...figure, what: 'the same, with the seal of each report’s head opened', ...heads }),
    ratio({
      ...figure,
      what: 'the same without heads, against bytes too',
      against: 'JSON.stringify, and its text as UTF-8',
      ...bytes,
    }),
  ];
}

/** µs of CPU a turn, all threads: what else the machine does is not in it. What was made is measured, so that it is made. */
function microsOf(work: () => { readonly length: number }, turns: number): number {
  let made = 0;
  const began = process.cpuUsage();
  for (let turn = 0; turn < turns; turn += 1) made += work().length;
  const { user, system } = process.cpuUsage(began);
  if (made < turns) throw new Error('nothing was made');
  return (user + system) / turns;
}

/** What is asked for, by how it is called in the report. */
const REQUESTS = {
  'first page of 20 results': (id: string) => `/v1/results?patientId=${id}`,
  'the same, a page of 50': (id: string) => `/v1/results?patientId=${id}&limit=50`,
  'a trend of 400 values': (id: string) => `/v1/trends?patientId=${id}&code=hba1c`,
  '$everything, first page of 20 reports': (id: string) => `/fhir/Patient/${id.replaceAll('_', '.')}/$everything`,
} as const;

const PERSON = 0;
/** Requests a second, at fixed instants: a stall is charged to each that it delays. */
const RATE = 20;
const SECONDS = 4;
const READ_WITHIN_MS = 240_000;

async function firstPages(bench: Bench): Promise<readonly Figure[]> {
  const gateway = await startGateway(await bench.databases.create('sqlite'), { patients: 1, reports: TWENTY_YEARS });
  const child = await startChild('bare', {});
  try {
    const { id } = testPatient(PERSON);
    await readThrough(gateway, bench.say);
    const figures: Figure[] = [];
    for (const [what, path] of Object.entries(REQUESTS)) {
      bench.say(`records: ${what}`);
      const request = gateway.get(path(id), PERSON);
      await latencies(gateway.port, request, 2);
      const seconds = bench.quick ? 3 : SECONDS;
      const { ours: measured, reference } = await alternate(
        bench.rounds,
        async () => {
          const before = await gateway.cpuSeconds();
          const ms = await latencies(gateway.port, request, seconds);
          return { ms, cpuMs: (((await gateway.cpuSeconds()) - before) * 1_000) / ms.length };
        },
        () => latencies(child.port, bare.hello(), seconds),
      );
      const ours = measured.map(({ ms }) => ms);
      const isGoal = what === 'first page of 20 results';
      const figure = { row: FIRST_PAGE, unit: 'ms', against: 'a bare hello at the same rate' };
      const at = (share: number, sides: readonly (readonly number[])[]) => median(sides.map((side) => percentile(side, share)));
      const of20 = isGoal ? `20 years of one person, ${what}` : what;
      figures.push(
        absolute({
          ...figure,
          what: `${of20}, p99`,
          ours: at(0.99, ours),
          reference: at(0.99, reference),
          ...(isGoal ? { goal: { atMost: P99_MS_MAX } } : {}),
        }),
        absolute({ ...figure, what: `${what}, p50`, ours: at(0.5, ours), reference: at(0.5, reference) }),
        absolute({
          row: FIRST_PAGE,
          unit: 'ms',
          what: `${what}, p99 of the round that others disturbed least`,
          ours: Math.min(...ours.map((side) => percentile(side, 0.99))),
        }),
        absolute({ row: FIRST_PAGE, unit: 'ms', what: `${what}, CPU`, ours: median(measured.map(({ cpuMs }) => cpuMs)) }),
      );
    }
    return figures;
  } finally {
    await Promise.all([gateway.stop(), child.stop()]);
  }
}

/** Until the hospital's whole answer is kept. */
async function readThrough(gateway: BenchGateway, say: Bench['say']): Promise<void> {
  const { id } = testPatient(PERSON);
  const began = performance.now();
  const headers = { authorization: `Bearer ${gateway.tokens[PERSON]}` };
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${gateway.port}/v1/results?patientId=${id}`, { headers });
    const { sources } = (await response.json()) as { readonly sources?: readonly { readonly state: string }[] };
    if (sources?.every(({ state }) => state === 'read')) break;
    if (performance.now() - began > READ_WITHIN_MS) throw new Error(`not read: ${response.status} ${JSON.stringify(sources)}`);
  }
  say(`records: ${TWENTY_YEARS.reports} reports read and kept in ${Math.round((performance.now() - began) / 1_000)} s`);
}

async function latencies(port: number, request: Buffer, seconds: number): Promise<readonly number[]> {
  const load = { port, ratePerSecond: RATE, during: seconds, connectionsMax: 16, requests: () => request, spin: false };
  const { statuses, latenciesMs } = await openLoop(load);
  if (statuses[200] !== latenciesMs.length) throw new Error(`not everything was answered: ${JSON.stringify(statuses)}`);
  return latenciesMs;
}
