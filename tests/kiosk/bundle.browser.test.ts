import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FIRST_SCENES } from '../../kiosk/apps/kiosk/first-scenes.ts';
import { manifests } from '../../kiosk/apps/kiosk/manifests.ts';
import { entryFiles } from '../bench/first-load.ts';

const ROOT = 'dist/kiosk';
const ASSETS = join(ROOT, 'assets');
/** Brotli, of JavaScript: what a page loads before anybody has chosen anything, whatever the number of scenes; and a scene. */
const ENTRY_MAX = 35_000;
const SCENE_MAX = 12_000;
const STYLES_MAX = 12_000;
/** Every Han character of the typeface, with its readings and strokes. */
const CHARACTERS_MAX = 180_000;
const FONTS_MAX = 10_000_000;

const files = (extension: string) => readdirSync(ASSETS).filter((name) => name.endsWith(extension));
const bytesOf = (name: string) => readFileSync(join(ASSETS, name));
const built = (extension: string) => files(extension).map(bytesOf);
const brotli = (names: readonly string[]) => names.reduce((sum, name) => sum + brotliCompressSync(bytesOf(name)).length, 0);

/** What a script takes from others before it runs; what it asks for later is in `import()`. */
const importedBy = (name: string) =>
  [...String(bytesOf(name)).matchAll(/\b(?:from|import)"\.\/([^"]+)"/g)].map(([, other = '']) => other);
const entryScripts = () => entryFiles(ROOT).filter((name) => name.endsWith('.js'));

describe('the scripts of the kiosk', () => {
  it('the first load of the kiosk is small, and no scene is in it', () => {
    const entry = entryScripts();
    expect(entry.length).toBeGreaterThan(1);
    expect(brotli(entry)).toBeLessThan(ENTRY_MAX);
    for (const { name } of manifests) expect(entry.filter((file) => file.startsWith(`${name}-`))).toEqual([]);
  });

  it('the scenes of the first screens come beside the entry, and with them the first load is still small', () => {
    const page = readFileSync(join(ROOT, 'index.html'), 'utf8');
    const first = files('.js').filter((file) => FIRST_SCENES.some((name) => file.startsWith(`${name}-`)));
    for (const file of first) expect(page).toContain(`<link rel="modulepreload" crossorigin href="/kiosk/assets/${file}">`);
    expect(brotli([...entryScripts(), ...first])).toBeLessThan(ENTRY_MAX);
  });

  it.each(manifests.map(({ name }) => name))('the scene %s is one small file', (name) => {
    const own = files('.js').filter((file) => file.startsWith(`${name}-`));
    expect(own).toHaveLength(1);
    expect(brotli(own)).toBeLessThan(SCENE_MAX);
  });

  it('what the kiosk knows of the characters of names is one file that no page loads before a name is to be written', () => {
    const own = files('.js').filter((file) => file.startsWith('characters-'));
    expect(own).toHaveLength(1);
    expect(brotli(own)).toBeLessThan(CHARACTERS_MAX);
    expect(entryScripts().filter((file) => own.includes(file))).toEqual([]);
    expect(readFileSync(join(ROOT, 'index.html'), 'utf8')).not.toContain(own[0]);
  });

  it('no script of the kiosk needs one that needs it: in whatever order they come, each finds what it takes from the others', () => {
    const needs = new Map(files('.js').map((file) => [file, importedBy(file)]));
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of needs.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    expect(needs.get(files('.js').find((file) => file.startsWith('appointments-')) ?? '')).not.toEqual([]);
    expect([...needs.keys()].filter((file) => reached(file).has(file))).toEqual([]);
  });

  it('nothing is loaded by the kiosk but its entry, its scenes, the characters of names and what one practises with', () => {
    const scenes = manifests.map(({ name }) => name);
    const known = [...entryScripts(), ...scenes, 'characters', 'practice-services', 'rolldown-runtime'];
    expect(files('.js').filter((file) => !known.some((name) => file === name || file.startsWith(`${name}-`)))).toEqual([]);
  });
});

it('the styles of the kiosk are small', () => {
  expect(brotli(files('.css'))).toBeLessThan(STYLES_MAX);
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
  // What one practises with names a payment page that is nowhere (RFC 2606).
  for (const known of ['www.w3.org', 'gateway', 'pay.invalid']) hosts.delete(known);
  expect([...hosts]).toEqual([]);
});
