import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** A file, and the name of a test in it, as the page quotes both. */
const QUOTED = /`(tests\/[\w./-]+\.test\.tsx?)` “([^”]+)”/g;

it('every test that the page on privacy names is there', () => {
  const quoted = [...readFileSync('docs/kiosk-privacy.md', 'utf8').matchAll(QUOTED)].map(([, file = '', name = '']) => [
    file,
    name,
  ]);
  expect(quoted.length).toBeGreaterThan(25);
  expect(quoted.filter(([file = '', name = '']) => !readFileSync(file, 'utf8').includes(name))).toEqual([]);
});
