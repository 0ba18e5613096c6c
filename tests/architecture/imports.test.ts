import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { expect, it } from 'vitest';

const ROOTS = ['bff', 'adapters', 'fixtures', 'kiosk', 'tests'];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

const { output } = await cruise(ROOTS, await extractOptions('./.dependency-cruiser.cjs'));
const { modules, summary } = output as ICruiseResult;

it('imports point one way, in every file that exists', () => {
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // A cruiser that understands nothing finds nothing wrong: it must have read each of our files.
  const cruised = new Set(modules.map(({ source }) => source));
  expect(ROOTS.flatMap(sources).filter((path) => !cruised.has(path))).toEqual([]);
});

it('scenes stand in an order: none uses, however indirectly, one that uses it', () => {
  const uses = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = sceneOf(source);
    if (from === undefined) continue;
    const to = dependencies
      .filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only'))
      .map(({ resolved }) => resolved);
    const others = to.map(sceneOf).filter((scene) => scene !== undefined && scene !== from) as string[];
    uses.set(from, new Set([...(uses.get(from) ?? []), ...others]));
  }
  expect([...uses.keys()].sort()).toContain('appointments');
  const circles = [...uses.keys()].filter((scene) => reachable(uses, scene).has(scene));
  expect(circles).toEqual([]);
});

function sceneOf(path: string): string | undefined {
  return /^bff\/scenes\/([^/]+)\//.exec(path)?.[1];
}

function reachable(uses: ReadonlyMap<string, ReadonlySet<string>>, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (scene: string) => {
    for (const next of uses.get(scene) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      look(next);
    }
  };
  look(from);
  return found;
}
