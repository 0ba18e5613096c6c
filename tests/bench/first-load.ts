import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { absolute, type Figure } from './figures.ts';
import { builtProgram } from './simulated-city.ts';

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
    files
      .filter((name) => name.endsWith(extension))
      .reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, 'assets', name))).length, 0) / 1000;
  return { javascript: kilobytes('.js'), css: kilobytes('.css') };
}

/** The script and the styles that a built page names, with all that the script imports before it runs. */
export function entryFiles(folder: string): readonly string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Set(
    [...page.matchAll(/(?:src="\/[a-z]+\/assets\/([^"]+\.js)"|href="\/[a-z]+\/assets\/([^"]+\.css)")/g)].map(
      ([, script, style]) => script ?? style ?? '',
    ),
  );
  for (const name of files)
    if (name.endsWith('.js'))
      for (const [, imported = ''] of readFileSync(join(folder, 'assets', name), 'utf8').matchAll(STATIC_IMPORT))
        files.add(imported);
  return [...files];
}

const STATIC_IMPORT = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
