import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import { FIRST_SCENES } from './kiosk/apps/phone/first-scenes.ts';
import { chunksOf } from './kiosk/apps/scene-chunks.ts';

const BASE = '/phone/';
/** Fetched only where a phone lacks a character; nothing that is needed to open the page. */
const IS_FONT = /\.woff2$/;

/**
 * The number of the build stands in the page, in `build.json` and in the worker, which also learns the files of this build; the scenes of
 * the first screens come while the entry is read.
 */
const oneBuild: Plugin = {
  name: 'one-build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const names = Object.keys(bundle).sort();
      const build = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 8);
      const files = names.filter((name) => name.startsWith('assets/') && !IS_FONT.test(name));
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.fileName === 'sw.js')
          file.code = file.code
            .replaceAll('__BUILD__', JSON.stringify(build))
            .replaceAll('__FILES__', JSON.stringify([BASE, ...files.map((name) => BASE + name)]));
        if (file.type === 'asset' && file.fileName === 'index.html')
          file.source = String(file.source).replace('</head>', `${headOf(bundle, build)}</head>`);
      }
      this.emitFile({ type: 'asset', fileName: 'build.json', source: JSON.stringify({ build }) });
    },
  },
};

function headOf(
  bundle: Parameters<NonNullable<Extract<Plugin['generateBundle'], (...args: never) => unknown>>>[1],
  build: string,
): string {
  const first = Object.values(bundle).filter((file) => file.type === 'chunk' && FIRST_SCENES.includes(file.name));
  const loads = first.map(({ fileName }) => `  <link rel="modulepreload" crossorigin href="${BASE}${fileName}">\n  `);
  return `  <meta name="build" content="${build}">\n  ${loads.join('')}`;
}

/** The page of somebody's own phone: static files in `dist/phone/`, served under /phone/. */
export default defineConfig({
  root: 'kiosk/apps/phone',
  base: BASE,
  plugins: [oneBuild],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/phone',
    emptyOutDir: true,
    cssCodeSplit: false,
    target: 'chrome87',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'kiosk/apps/phone/index.html', sw: 'kiosk/apps/phone/service-worker.ts' },
      checks: { ineffectiveDynamicImport: false },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: chunksOf([
          // Whoever signs in types, before anything else.
          ['sign-in', /\/kiosk\/components\/field\//],
          // Nothing is asked of a person before home is loaded, and with it what keeps a trembling hand from answering twice.
          ['home', /\/kiosk\/shell\/tap-guard\.ts/],
          // Names, days and places are first said at home.
          ['home', /\/kiosk\/i18n\/named\.ts/],
          // The two consents and the opening of a session stand in the kiosk's own arrival, which a phone has not.
          ['registration', /\/kiosk\/scenes\/identity\/(?!(?:manifest|answers)\.ts)/],
        ]),
      },
    },
  },
});
