import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FIRST_SCENES } from '../../kiosk/apps/phone/first-scenes.ts';
import { manifests } from '../../kiosk/apps/phone/manifests.ts';
import { entryFiles, firstQuestionFiles } from '../bench/first-load.ts';

const ROOT = 'dist/phone';
const ASSETS = join(ROOT, 'assets');
/** Brotli, of JavaScript: all that a phone loads until its first question stands; and a scene. */
const FIRST_MAX = 30_000;
const SCENE_MAX = 12_000;
const STYLES_MAX = 12_000;

const assets = readdirSync(ASSETS);
const scripts = assets.filter((name) => name.endsWith('.js'));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const brotli = (names: readonly string[]) =>
  names.reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(ASSETS, name))).length, 0);
const page = read('index.html');
const worker = read('sw.js');

/** What a script takes from others before it runs; what it asks for later is in `import()`. */
const importedBy = (name: string) =>
  [...read(`assets/${name}`).matchAll(/\b(?:from|import)["'`]\.\/([^"'`]+)["'`]/g)].map(([, other = '']) => other);
const entry = entryFiles(ROOT).filter((name) => name.endsWith('.js'));
const scriptOf = (scene: string) => scripts.filter((name) => name.startsWith(`${scene}-`));

/** All that these need before they run, with themselves. */
function withWhatTheyNeed(names: readonly string[]): Set<string> {
  const found = new Set(names);
  for (const name of found) for (const other of importedBy(name)) found.add(other);
  return found;
}

/** The worker's side, the sealed slip, the page that shows it without a line, where one stands after paying, what looks whose page it is, and the settings: each comes when it is wanted. */
const LATER = ['updates-here', 'kept-slip', 'offline-page', 'returned-payment', 'whose-page', 'settings-dialog'];

describe('the scripts of the phone', () => {
  it('the first load of the phone, with the scene of its first question and all that this needs, is at most 30,000 bytes', () => {
    const first = FIRST_SCENES.flatMap(scriptOf);
    expect(first).toHaveLength(FIRST_SCENES.length);
    const all = [...withWhatTheyNeed([...entry, ...first])];
    expect(all.sort()).toEqual(
      firstQuestionFiles(ROOT)
        .filter((name) => name.endsWith('.js'))
        .sort(),
    );
    expect(all.length).toBeGreaterThan(2);
    expect(brotli(all)).toBeLessThanOrEqual(FIRST_MAX);
    const later = manifests.filter(({ name }) => !FIRST_SCENES.includes(name)).flatMap(({ name }) => scriptOf(name));
    expect(all.filter((name) => later.includes(name))).toEqual([]);
  });

  it('the scene of the first question comes beside the entry of the phone', () => {
    for (const file of FIRST_SCENES.flatMap(scriptOf))
      expect(page).toContain(`<link rel="modulepreload" crossorigin href="/phone/assets/${file}">`);
  });

  it.each(manifests.map(({ name }) => name))('the scene %s of the phone is one small file', (name) => {
    expect(scriptOf(name)).toHaveLength(1);
    expect(brotli(scriptOf(name))).toBeLessThan(SCENE_MAX);
  });

  it('no script of the phone needs one that needs it: in whatever order they come, each finds what it takes from the others', () => {
    for (const one of ['index', 'sign-in', 'appointments']) expect(scriptOf(one).flatMap(importedBy)).not.toEqual([]);
    const circles = scripts.filter((name) => importedBy(name).some((other) => withWhatTheyNeed([other]).has(name)));
    expect(circles).toEqual([]);
  });

  it('nothing is loaded by the phone but its entry, its scenes, what comes with home and what they share', () => {
    const known = [
      ...entry,
      ...manifests.map(({ name }) => name),
      'assist',
      'at-home',
      ...LATER,
      'characters',
      'rolldown-runtime',
    ];
    expect(scripts.filter((file) => !known.some((name) => file === name || file.startsWith(`${name}-`)))).toEqual([]);
  });
});

it('the styles of the phone are small', () => {
  expect(brotli(assets.filter((name) => name.endsWith('.css')))).toBeLessThan(STYLES_MAX);
});

it('the page of the phone carries no schemas and no test, and keeps nothing on the phone but how it is shown, when it was touched, a sign-out that is not told yet, a sign to other tabs, and the sealed slip', () => {
  const code = scripts.map((name) => read(`assets/${name}`)).join('\n');
  expect(code).not.toMatch(/ZodError|safeParse|sessionStorage|vitest|STAND_IN|document\.cookie/);
  // A part of its own that keeps something has its line here, with what it keeps.
  const stores = scripts.filter((name) => /localStorage|indexedDB/.test(read(`assets/${name}`)));
  expect(stores.filter((name) => !name.startsWith('index-') && !name.startsWith('kept-slip-'))).toEqual([]);
  const [uses = [], keys] = [code.match(/localStorage|indexedDB/g) ?? [], code.match(/\bonedoor-phone-[a-z-]+/g) ?? []];
  expect([...uses].sort()).toEqual(['indexedDB', 'localStorage']);
  expect(new Set(keys)).toEqual(
    new Set(['onedoor-phone-settings', 'onedoor-phone-touched', 'onedoor-phone-leaving', 'onedoor-phone-who']),
  );
});

it('the page of the phone names no other host', () => {
  const all = [...assets.filter((name) => /\.(js|css)$/.test(name)).map((name) => read(`assets/${name}`)), page, worker];
  const hosts = new Set([...all.join('\n').matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host));
  // The names of XML vocabularies are no addresses; `gateway` is the base against which a relative address is read.
  for (const known of ['www.w3.org', 'gateway']) hosts.delete(known);
  expect([...hosts]).toEqual([]);
});

describe('the worker of the phone', () => {
  it('the worker of the phone keeps the page and every file of its build but the typefaces, and no other', () => {
    const [, list = ''] = /addAll\((\[[^\]]*\])\)/.exec(worker) ?? [];
    const kept = [...list.matchAll(/["'`]([^"'`]+)["'`]/g)].map(([, path = '']) => path);
    const built = assets.filter((name) => !name.endsWith('.woff2')).map((name) => `/phone/assets/${name}`);
    expect(kept.sort()).toEqual(['/phone/', ...built].sort());
  });

  it('the number of a build of the phone is one: in its page, in the worker, and where a page asks for the newest', () => {
    const { build } = JSON.parse(read('build.json')) as { readonly build: string };
    expect(build).toMatch(/^[0-9a-f]{8}$/);
    expect(/<meta name="build" content="([^"]+)">/.exec(page)?.[1]).toBe(build);
    expect(worker).toContain(build);
    expect([...worker.matchAll(/\b[0-9a-f]{8}\b/g)].every(([one]) => one === build)).toBe(true);
  });
});
