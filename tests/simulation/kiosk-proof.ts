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
 * Everything that is shown of the kiosk, with its full counts: six people on every journey, two ways on in both languages, every
 * screen in every mode. The same tests as in `npm test`, which runs the smaller half.
 */
export async function proveKiosk(_: number, say: Say): Promise<Evidence> {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-kiosk-'));
  const file = join(folder, 'report.json');
  say('the tests of the kiosk, with their full counts: some five minutes');
  await run(['vitest', 'run', 'tests/kiosk', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const walks = tests.filter(({ fullName }) => fullName.includes('finishes, or is led to a person'));
  const counts = { passed: report.numPassedTests, walks: walks.length };
  return { counts, failures: tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName) };
}

/** Whether the tests failed stands in their report. */
function run(parameters: readonly string[]): Promise<void> {
  const child = spawn('npx', parameters, { env: { ...process.env, ONEDOOR_FULL: '1' }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
