import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const ASSETS = 'dist/kiosk/assets';
const BROTLI_MAX = 50_000;
const GZIP_MAX = 100_000;
const STYLES_MAX = 12_000;
const FONTS_MAX = 10_000_000;

const built = (extension: string) =>
  readdirSync(ASSETS)
    .filter((name) => name.endsWith(extension))
    .map((name) => readFileSync(join(ASSETS, name)));

it('the first load of the kiosk is small enough for an old machine', () => {
  const scripts = built('.js');
  const sizeOf = (compress: (bytes: Buffer) => Buffer) => scripts.reduce((sum, bytes) => sum + compress(bytes).length, 0);
  expect(sizeOf((bytes) => brotliCompressSync(bytes))).toBeLessThan(BROTLI_MAX);
  expect(sizeOf((bytes) => gzipSync(bytes))).toBeLessThan(GZIP_MAX);
});

it('so are its styles', () => {
  expect(built('.css').reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0)).toBeLessThan(STYLES_MAX);
});

it('the typeface is small enough for the memory of a gateway', () => {
  expect(built('.woff2').reduce((sum, bytes) => sum + bytes.length, 0)).toBeLessThan(FONTS_MAX);
});

it('the page of the kiosk carries no schemas, no test and nothing that keeps data', () => {
  const code = built('.js').map(String).join('\n');
  expect(code).not.toMatch(/ZodError|safeParse|localStorage|sessionStorage|indexedDB|vitest|STAND_IN/);
});

it('the page of the kiosk names no other host', () => {
  const page = [...built('.js'), ...built('.css'), readFileSync('dist/kiosk/index.html')].map(String).join('\n');
  const hosts = new Set([...page.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host));
  // The names of XML vocabularies are no addresses; `gateway` is the base against which a relative address is read.
  for (const known of ['www.w3.org', 'gateway']) hosts.delete(known);
  expect([...hosts]).toEqual([]);
});
