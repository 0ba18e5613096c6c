import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOTS = ['bff', 'adapters', 'fixtures', 'kiosk', 'tests'];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[];
  };
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

it('imports point one way, in every file that exists', () => {
  const cruiser = join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const parameters = [cruiser, ...ROOTS, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { modules, summary } = JSON.parse(runAnyway(parameters)) as Cruise;
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // A cruiser that understands nothing finds nothing wrong: it must have read each of our files.
  const cruised = new Set(modules.map(({ source }) => source));
  expect(ROOTS.flatMap(sources).filter((path) => !cruised.has(path))).toEqual([]);
});

/** The cruiser's exit code counts violations; its report is what is looked at. */
function runAnyway(parameters: readonly string[]): string {
  try {
    return execFileSync(process.execPath, parameters, {
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString();
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
}
