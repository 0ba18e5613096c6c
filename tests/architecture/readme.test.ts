import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingNames } from '../../bff/main/config.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const commands = (text: string) => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);

it('both READMEs give the same commands', () => {
  expect(commands(read('README.zh-CN.md'))).toEqual(commands(read('README.md')));
});

it('the README gives the commands that start and test', () => {
  for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(read('README.md')).toContain(command);
});

it('the operations page lists every setting', () => {
  const rows = [...read('docs/operations.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual([...settingNames]);
});

it('every dependency has a line that says why', () => {
  const manifest = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const page = read('docs/dependencies.md');
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).map((name) =>
    name.replace(/^@types\/.*/, '@types/*').replace(/^@medplum\/.*/, '@medplum/core'),
  );
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});

it('every version is exact', () => {
  const manifest = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
