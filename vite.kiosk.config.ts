import { defineConfig, type Plugin } from 'vite';
import { FIRST_SCENES } from './kiosk/apps/kiosk/first-scenes.ts';
import { chunksOf } from './kiosk/apps/scene-chunks.ts';

/** The scenes of the first screens come while the entry is read, and not after it. */
const firstScenes: Plugin = {
  name: 'first-scenes',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === 'chunk' && FIRST_SCENES.includes(file.name))
        .map(({ fileName }) => ({
          tag: 'link',
          injectTo: 'head' as const,
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/kiosk/${fileName}` },
        })),
  },
};

/** The kiosk's page: static files in `dist/kiosk/`, served under /kiosk/ beside the `config.json` of each machine. */
export default defineConfig({
  root: 'kiosk/apps/kiosk',
  base: '/kiosk/',
  plugins: [firstScenes],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/kiosk',
    emptyOutDir: true,
    // All styles together are smaller than one scene's script, and a screen need not wait for its own.
    cssCodeSplit: false,
    target: 'chrome109',
    assetsInlineLimit: 0,
    // The characters of names are 630 kB before they are compressed, and not code.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A screen that another scene shows, too, is in its own scene's file either way.
      checks: { ineffectiveDynamicImport: false },
      output: {
        codeSplitting: chunksOf(),
      },
    },
  },
});
