import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOTS = ['bff', 'kiosk', 'adapters', 'fixtures', 'tests', 'docs'];
const TOP = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'Dockerfile',
  'compose.yaml',
  '.dependency-cruiser.cjs',
];
/** What was true at another time, what is measured, and what is drawn is no reference to the tree of today. */
const PAST = /^docs\/(adr|evidence|screens)\//;

/** A file of the tree as prose and comments name it, from the top; never the end of a longer path. */
const NAMED =
  /(?<![\w./-])(?:bff|kiosk|adapters|fixtures|tests|docs)\/[\w./-]*\.(?:tsx?|mjs|md|json|sql|css|webp)(?![\w*<-])|(?<![\w./-])[a-z][a-z-]*\.md\b/g;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

it('no sentence and no comment names a file that is not in the tree', () => {
  const all = ROOTS.flatMap(files);
  const pages = new Set(all.filter((path) => path.endsWith('.md')).map((path) => path.slice(path.lastIndexOf('/') + 1)));
  const read = [...TOP, ...all].filter((path) => /\.(tsx?|mjs|cjs|md|css|yaml|sql)$|Dockerfile$/.test(path) && !PAST.test(path));
  expect(read.length).toBeGreaterThan(500);
  const missing = read.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(NAMED)]
      .map(([name]) => name)
      // Evidence is there once it was measured.
      .filter((name) => !name.startsWith('docs/evidence/'))
      .filter((name) => (name.includes('/') ? !existsSync(name) : !pages.has(name)))
      .map((name) => `${path}: ${name}`),
  );
  expect([...new Set(missing)]).toEqual([]);
});
