import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bookingSuite } from './booking-suite.ts';
import { boundsSuite } from './bounds-suite.ts';
import { pinned, pinToLoadCore } from './child.ts';
import { COMPARED_SUITES } from './compared-work.ts';
import { compareTrees } from './comparison.ts';
import { type ComparisonReport, printComparison } from './comparison-report.ts';
import { openDatabases } from './databases.ts';
import type { Figure } from './figures.ts';
import { gatewaySuite } from './gateway-suite.ts';
import { kioskSuite } from './kiosk-suite.ts';
import { servePaymentFloor } from './payment-floor.ts';
import { paymentsSuite } from './payments-suite.ts';
import { ALONE, EVIDENCE_FILES, readEvidence, renderPage } from './performance-page.ts';
import { phoneSuite } from './phone-suite.ts';
import { preconsultSuite } from './preconsult-suite.ts';
import { PROFILES, printProfile, profilesBefore, type TimeProfile } from './profile-suite.ts';
import { recordsSuite } from './records-suite.ts';
import { type Conditions, loadBefore, makeReport, printReport, writeReport } from './report.ts';
import { searchSuite } from './search-suite.ts';
import { serveBare } from './serve-bare.ts';
import { serveFloor } from './serve-floor.ts';
import { serveFormWalk } from './serve-form-walk.ts';
import { serveGateway } from './serve-gateway.ts';
import { serveLedger } from './serve-ledger.ts';
import { servePayments } from './serve-payments.ts';
import type { Bench, Suite } from './suite.ts';
import { buildTree, ourTree, type Tree } from './trees.ts';

/**
 * `npm run bench -- booking search gateway payments phone preconsult records [--json] [--quick] [--profile]`: every goal is a ratio of two things that were measured in this run, by
 * turns, on this machine. It reports; whether a figure is good enough is for whoever reads it, and no test depends on it.
 * With `--against DIR [--rounds N]` the two things are this tree and another checkout.
 */
const SUITES: Readonly<Record<string, Suite>> = {
  booking: bookingSuite,
  search: searchSuite,
  gateway: gatewaySuite,
  kiosk: kioskSuite,
  bounds: boundsSuite,
  payments: paymentsSuite,
  phone: phoneSuite,
  preconsult: preconsultSuite,
  records: recordsSuite,
};
const ROLES: Readonly<Record<string, (parameters: never) => Promise<void>>> = {
  gateway: serveGateway,
  bare: serveBare,
  floor: serveFloor,
  ledger: serveLedger,
  payments: servePayments,
  'payment-floor': servePaymentFloor,
  'form-walk': serveFormWalk,
};
const { report: EVIDENCE, profiles: PROFILE_EVIDENCE, comparison: AGAINST_EVIDENCE } = EVIDENCE_FILES;
const PAGE = 'docs/performance.md';
/** The only row of a comparison that needs PostgreSQL. */
const POSTGRES_ROW = 10;
const LONGEST_MS = 30 * 60 * 1000;
/** Rounds of a comparison at least; of fewer than six no interval of 95 % can be had. */
const ROUNDS_AGAINST = 7;

const [word, role = '', parameters = '{}'] = process.argv.slice(2);
if (word === 'serve') await ROLES[role]?.(JSON.parse(parameters) as never);
else await main();

interface Choices {
  /** Suites. */
  readonly names: readonly string[];
  readonly rounds: number;
  readonly json: boolean;
  readonly quick: boolean;
  readonly profile: boolean;
  readonly against?: string;
  readonly wanted: (row: number) => boolean;
}

function readChoices(): Choices {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      /** Only these goals: `--row 2 --row 6`. */
      row: { type: 'string', multiple: true },
      /** Where the time goes, instead of the figures. */
      profile: { type: 'boolean', default: false },
      /** Another checkout, with its packages installed: it is built, and compared with this one. */
      against: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const { against, quick } = values;
  const known = against === undefined ? Object.keys(SUITES) : COMPARED_SUITES;
  const names = positionals.length > 0 ? positionals : known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) wrongUse(`no such suite: ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const least = against === undefined ? 1 : ROUNDS_AGAINST;
  const usual = quick ? 3 : 5;
  const rounds = Number(values.rounds ?? Math.max(least, usual));
  if (!Number.isInteger(rounds) || rounds < least) wrongUse(`--rounds is a whole number of at least ${least}`);
  return { ...values, names, rounds, wanted: (row) => values.row === undefined || values.row.includes(String(row)) };
}

async function main(): Promise<void> {
  const { names, rounds, wanted, ...choices } = readChoices();
  setTimeout(() => process.exit(70), LONGEST_MS).unref();
  const before = loadBefore();
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const theirs = choices.against === undefined ? undefined : buildTree(choices.against);
  const databases = await openDatabases(names.includes('booking') && (theirs ? wanted(POSTGRES_ROW) : !choices.profile));
  pinToLoadCore();
  try {
    const bench: Bench = { databases, rounds, quick: choices.quick, say, wanted };
    const conditions = { rounds, pinned, loadBefore: before, postgres: databases.postgresVersion };
    if (theirs) return await against(theirs, { names, bench, conditions, json: choices.json });
    if (choices.profile) return await profile(names, bench, conditions);
    const figures: Figure[] = [];
    for (const name of names) figures.push(...((await SUITES[name]?.(bench)) ?? []));
    const report = makeReport(figures, conditions);
    if (choices.json) {
      writeReport(report, evidenceOf(names));
      writePage();
    }
    process.stdout.write(choices.json ? `${JSON.stringify(report)}\n` : printReport(report));
  } finally {
    await databases.close();
  }
}

/** The figures of a later scene stand by themselves, so that a run of them leaves the others as they are. */
function evidenceOf(names: readonly string[]): string {
  const alone = names.join();
  return isAlone(alone) ? EVIDENCE_FILES[alone] : EVIDENCE;
}

function isAlone(names: string): names is (typeof ALONE)[number] {
  return ALONE.some((name) => name === names);
}

function wrongUse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(64);
}

interface Against {
  readonly names: readonly string[];
  readonly bench: Bench;
  readonly conditions: Conditions;
  readonly json: boolean;
}

async function against(theirs: Tree, { names, bench, conditions, json }: Against): Promise<void> {
  const ours = ourTree();
  const figures = await compareTrees(bench, names, { ours, theirs });
  const { at, machine, rounds } = makeReport([], conditions);
  const report: ComparisonReport = { at, machine, rounds, ours: ours.name, theirs: theirs.name, figures };
  if (json) {
    writeReport(report, AGAINST_EVIDENCE);
    writePage();
  }
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : printComparison(report));
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
  writeFileSync(PAGE, renderPage(readFileSync(PAGE, 'utf8'), readEvidence()));
}
