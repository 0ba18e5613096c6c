import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence, Say } from './evidence.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Everything that is shown of the kiosk, with its full counts: seven people on every journey of a kiosk and six on those of a phone, two
 * ways on in both languages, every screen in every mode, at a kiosk and on a phone, and a phone of many years ago on a bad line. The same tests as in `npm test`, which runs
 * the smaller half.
 */
export async function proveKiosk(_: number, say: Say): Promise<Evidence> {
  say('the tests of the kiosk, with their full counts: some ten minutes');
  const { passed, tests, failures } = await runTests(['tests/kiosk', 'tests/e2e/phone']);
  const walks = tests.filter((name) => name.includes('finishes, or is led to a person'));
  return { counts: { passed, walks: walks.length }, failures };
}

/** Suites that `npm test` runs on one engine, or a tenth as often. */
const SAMPLED = [
  'tests/store/engines',
  'tests/scenes/slots/slot-counts',
  'tests/scenes/appointments/booking-race',
  'tests/scenes/payments',
  'tests/security/authorization-matrix',
  'tests/security/raw-socket',
  'tests/security/http-surface',
  'tests/security/cross-origin',
  'tests/security/bad-body',
  'tests/contract/tracing',
  'tests/contract/client',
];

/** Every engine of the store through what `npm test` shows on one of them or a tenth as often: races, counts, each guard taken away. */
export async function proveStore(_: number, say: Say): Promise<Evidence> {
  say('the tests of the engines, with their full counts: some three minutes');
  const { passed, tests, failures } = await runTests(SAMPLED);
  const guards = tests.filter((name) => name.includes('without guard'));
  return { counts: { passed, guardsTakenAway: guards.length }, failures };
}

/** Runs these files of tests with every row of their matrices. */
async function runTests(files: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-matrix-'));
  const file = join(folder, 'report.json');
  await run(['vitest', 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  const ran = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const namesOf = (wanted: typeof ran) => wanted.map(({ fullName }) => fullName);
  const failures = namesOf(ran.filter(({ status }) => status === 'failed'));
  return { passed: report.numPassedTests, tests: namesOf(ran), failures };
}

/** Whether the tests failed stands in their report. */
function run(parameters: readonly string[]): Promise<void> {
  const child = spawn('npx', parameters, { env: { ...process.env, ONEDOOR_FULL: '1' }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
