import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { absolute, type Figure } from './figures.ts';
import { builtProgram } from './simulated-city.ts';

/** Row 12: what the kiosk's page loads, as it was built, in brotli's best quality. */
export function firstLoad(): readonly Figure[] {
  const { javascript, css } = firstLoadKilobytes(builtProgram('kiosk/assets'));
  const figure = (what: string, ours: number, atMost: number) => absolute({ row: 12, what, unit: 'kB', ours, goal: { atMost } });
  return [
    figure('first load of the kiosk, JavaScript, brotli', javascript, 50),
    figure('first load of the kiosk, CSS, brotli', css, 12),
  ];
}

/** @param folder the assets of a built kiosk */
export function firstLoadKilobytes(folder: string): { readonly javascript: number; readonly css: number } {
  const kilobytes = (extension: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, name))).length, 0) / 1000;
  return { javascript: kilobytes('.js'), css: kilobytes('.css') };
}
