import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { absolute, type Figure } from './figures.ts';
import { builtProgram } from './simulated-city.ts';

/** Row 21: what the page of a phone loads until its first question stands, in bytes; the typeface is the phone's own. */
export function firstLoadOfPhone(): readonly Figure[] {
  const folder = builtProgram('phone');
  const files = firstQuestionFiles(folder);
  const bytes = (names: readonly string[]) => names.reduce((sum, name) => sum + packed(folder, name), 0);
  const scripts = files.filter((name) => name.endsWith('.js'));
  const page = brotliCompressSync(pageOf(folder)).length;
  const what = 'first load of the phone until its first question';
  return [
    absolute({ row: 21, what: `${what}, JavaScript, brotli`, unit: 'B', ours: bytes(scripts), goal: { atMost: 30_000 } }),
    absolute({ row: 21, what: 'the same with page and styles, brotli', unit: 'B', ours: bytes(files) + page }),
  ];
}

const packed = (folder: string, name: string) => brotliCompressSync(readFileSync(join(folder, 'assets', name))).length;

/** Row 12: what the kiosk's page loads before it runs, as it was built, in brotli's best quality. */
export function firstLoad(): readonly Figure[] {
  const { javascript, css } = firstLoadKilobytes(builtProgram('kiosk'));
  const figure = (what: string, ours: number, atMost: number) => absolute({ row: 12, what, unit: 'kB', ours, goal: { atMost } });
  return [
    figure('first load of the kiosk, JavaScript, brotli', javascript, 35),
    figure('first load of the kiosk, CSS, brotli', css, 12),
  ];
}

/** @param folder a built kiosk */
export function firstLoadKilobytes(folder: string): { readonly javascript: number; readonly css: number } {
  const files = entryFiles(folder);
  const kilobytes = (extension: string) =>
    files.filter((name) => name.endsWith(extension)).reduce((sum, name) => sum + packed(folder, name), 0) / 1000;
  return { javascript: kilobytes('.js'), css: kilobytes('.css') };
}

/** The script and the styles that a built page names, with all that the script imports before it runs. */
export function entryFiles(folder: string): readonly string[] {
  const named = pageOf(folder).matchAll(/(?:src="\/[a-z]+\/assets\/([^"]+\.js)"|href="\/[a-z]+\/assets\/([^"]+\.css)")/g);
  return withImports(
    folder,
    [...named].map(([, script, style]) => script ?? style ?? ''),
  );
}

/** The same, with the parts that the page asks for beside its script, because the first question needs them. */
export function firstQuestionFiles(folder: string): readonly string[] {
  const beside = pageOf(folder).matchAll(/rel="modulepreload"[^>]* href="\/[a-z]+\/assets\/([^"]+\.js)"/g);
  return withImports(folder, [...entryFiles(folder), ...[...beside].map(([, script = '']) => script)]);
}

const pageOf = (folder: string) => readFileSync(join(folder, 'index.html'), 'utf8');

/** These files, and all that the scripts among them import before they run. */
function withImports(folder: string, names: readonly string[]): readonly string[] {
  const files = new Set(names);
  for (const name of files)
    if (name.endsWith('.js'))
      for (const [, imported = ''] of readFileSync(join(folder, 'assets', name), 'utf8').matchAll(STATIC_IMPORT))
        files.add(imported);
  return [...files];
}

const STATIC_IMPORT = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
