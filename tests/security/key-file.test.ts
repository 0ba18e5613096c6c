import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openKeyFile } from '../../bff/main/key-file.ts';
import { systemRandom } from '../../bff/platform/ids.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-keys-'));
  folders.push(folder);
  return join(folder, 'inner', 'keys.json');
}

it('the key file makes the keys once, for their owner only, and leaves nothing beside them', () => {
  const path = newPath();
  const keys = openKeyFile(path, systemRandom());
  expect(openKeyFile(path, systemRandom())).toEqual(keys);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['keys.json']);
});

it('the key file takes the keys of a process that was first', () => {
  const path = newPath();
  const theirs = openKeyFile(newPath(), systemRandom());
  const random = systemRandom();
  let asked = 0;
  // The other process writes its keys while this one makes its own.
  const late = (length: number) => {
    asked += 1;
    if (asked === 1) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, JSON.stringify(theirs));
    }
    return random(length);
  };
  expect(openKeyFile(path, late)).toEqual(theirs);
  expect(readdirSync(join(path, '..'))).toEqual(['keys.json']);
});
