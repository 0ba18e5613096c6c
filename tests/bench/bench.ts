import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bookingSuite } from './booking-suite.ts';
import { pinned, pinToLoadCore } from './child.ts';
import { openDatabases } from './databases.ts';
import type { Figure } from './figures.ts';
import { gatewaySuite } from './gateway-suite.ts';
import { kioskSuite } from './kiosk-suite.ts';
import { renderPage } from './performance-page.ts';
import { PROFILES, printProfile, profilesBefore, type TimeProfile } from './profile-suite.ts';
import { type Conditions, loadBefore, makeReport, printReport, writeReport } from './report.ts';
import { searchSuite } from './search-suite.ts';
import { serveBare } from './serve-bare.ts';
import { serveFloor } from './serve-floor.ts';
import { serveGateway } from './serve-gateway.ts';
import { serveLedger } from './serve-ledger.ts';
import type { Bench, Suite } from './suite.ts';

/**
 * `npm run bench -- booking search gateway [--json] [--quick] [--profile]`: every goal is a ratio of two things that were measured in this run, by
 * turns, on this machine. It reports; whether a figure is good enough is for whoever reads it, and no test depends on it.
 */
const SUITES: Readonly<Record<string, Suite>> = {
  booking: bookingSuite,
  search: searchSuite,
  gateway: gatewaySuite,
  kiosk: kioskSuite,
};
const ROLES: Readonly<Record<string, (parameters: never) => Promise<void>>> = {
  gateway: serveGateway,
  bare: serveBare,
  floor: serveFloor,
  ledger: serveLedger,
};
const EVIDENCE = 'docs/evidence/bench.json';
const PROFILE_EVIDENCE = 'docs/evidence/profile.json';
const PAGE = 'docs/performance.md';
const LONGEST_MS = 30 * 60 * 1000;

const [word, role = '', parameters = '{}'] = process.argv.slice(2);
if (word === 'serve') await ROLES[role]?.(JSON.parse(parameters) as never);
else await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      /** Only these goals: `--row 2 --row 6`. */
      row: { type: 'string', multiple: true },
      /** Where the time goes, instead of the figures. */
      profile: { type: 'boolean', default: false },
    },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(SUITES);
  const unknown = names.filter((name) => !SUITES[name]);
  if (unknown.length > 0) {
    process.stderr.write(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}\n`);
    process.exit(64);
  }
  setTimeout(() => process.exit(70), LONGEST_MS).unref();
  const before = loadBefore();
  const rounds = values.quick ? 3 : 5;
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const wanted = (row: number) => values.row === undefined || values.row.includes(String(row));
  const databases = await openDatabases(names.includes('booking') && !values.profile);
  pinToLoadCore();
  try {
    const bench: Bench = { databases, rounds, quick: values.quick, say, wanted };
    const conditions = { rounds, pinned, loadBefore: before, postgres: databases.postgresVersion };
    if (values.profile) return await profile(names, bench, conditions);
    const figures: Figure[] = [];
    for (const name of names) figures.push(...((await SUITES[name]?.(bench)) ?? []));
    const report = makeReport(figures, conditions);
    if (values.json) {
      writeReport(report, EVIDENCE);
      writePage();
    }
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : printReport(report));
  } finally {
    await databases.close();
  }
}

async function profile(names: readonly string[], bench: Bench, conditions: Conditions): Promise<void> {
  const profiles: Record<string, TimeProfile> = { ...profilesBefore(PROFILE_EVIDENCE) };
  for (const name of names) {
    const measured = await PROFILES[name]?.(bench);
    if (!measured) continue;
    profiles[name] = measured;
    process.stdout.write(`${printProfile(measured)}\n`);
  }
  const { at, machine } = makeReport([], conditions);
  writeReport({ at, machine, profiles }, PROFILE_EVIDENCE);
  writePage();
}

/** The page's tables follow the evidence. */
function writePage(): void {
  const [report, profiles] = [EVIDENCE, PROFILE_EVIDENCE].map((path) => JSON.parse(readFileSync(path, 'utf8')));
  writeFileSync(PAGE, renderPage(readFileSync(PAGE, 'utf8'), report, profiles));
}
