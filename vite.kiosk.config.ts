import { defineConfig } from 'vite';

/** The kiosk's page: static files in `dist/kiosk/`, served under /kiosk/ beside the `config.json` of each machine. */
export default defineConfig({
  root: 'kiosk/apps/kiosk',
  base: '/kiosk/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/kiosk',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
