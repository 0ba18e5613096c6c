import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { Address } from '../../bff/contract/address.ts';
import { mergeTables } from '../../bff/contract/merge-tables.ts';
import { operations } from '../../bff/contract/operations.ts';
import { paths } from '../../bff/contract/paths.ts';

const CONTRACT = 'bff/contract';
const scenes = readdirSync(CONTRACT, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Every row of the files of this name, of whichever scene, before they are put together. */
async function rowsIn(file: 'paths' | 'operations'): Promise<string[]> {
  const modules = scenes.map(async ({ name }): Promise<Record<string, object>> => {
    const path = resolve(CONTRACT, name, `${file}.ts`);
    return import(path);
  });
  return (await Promise.all(modules)).flatMap((module) => Object.values(module).flatMap(Object.keys));
}

it.each(['paths', 'operations'] as const)('the table of %s has each row of each scene, and each once', async (file) => {
  const rows = await rowsIn(file);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.sort()).toEqual(Object.keys(file === 'paths' ? paths : operations).sort());
});

it('no two operations have the same method and address, whatever the fields in it are called', () => {
  const addresses = Object.values<Address>(paths).map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
  expect(addresses.filter((address, n) => addresses.indexOf(address) !== n)).toEqual([]);
});

it('a name that two scenes give does not compile', () => {
  type Numbers = Record<string, number>;
  expect(mergeTables({ one: 1 }, { two: 2 }) satisfies Numbers).toEqual({ one: 1, two: 2 });
  // @ts-expect-error 'one is given twice' is no table of numbers.
  expect(mergeTables({ one: 1 }, { two: 2 }, { one: 3 }) satisfies Numbers).toEqual({ one: 3, two: 2 });
});
