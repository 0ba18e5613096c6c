import { defineConfig } from 'vite';

/** The page of whoever helps at kiosks: static files in `dist/helper/`, served under /helper/. */
export default defineConfig({
  root: 'kiosk/apps/helper',
  base: '/helper/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/helper',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
