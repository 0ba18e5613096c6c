import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

const PAGE = 'docs/security.md';
const TEST_FILE = /^(.+?)(?:\.(?:store|browser|processes))?\.test\.tsx?$/;

/** The cells of the rows of every table whose last column says by which test something is shown. */
function shownRows(page: string): readonly (readonly string[])[] {
  const tables = page.split(/\n\n+/).filter((block) => /^\|.*\| shown by \|$/m.test(block.split('\n')[0] ?? ''));
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(2)
      .map((line) => line.replace(/^\| | \|$/g, '').split(' | ')),
  );
}

it('the threat model names for every threat tests that exist', () => {
  const names = (readdirSync('tests', { recursive: true }) as string[]).flatMap(
    (path) => TEST_FILE.exec(basename(path))?.[1] ?? [],
  );
  const rows = shownRows(readFileSync(PAGE, 'utf8'));
  expect(rows.length).toBeGreaterThan(40);
  const named = rows.map(
    (cells) => [cells[0], [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)] as const,
  );
  expect(named.filter(([, tests]) => tests.length === 0)).toEqual([]);
  const absent = named.flatMap(([what, tests]) =>
    tests.filter((test) => !names.includes(test ?? '')).map((test) => `${what}: ${test}`),
  );
  expect(absent).toEqual([]);
});
