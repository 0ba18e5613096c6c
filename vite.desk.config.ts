import { defineConfig } from 'vite';

/** The page of a desk: static files in `dist/desk/`, served under /desk/. */
export default defineConfig({
  root: 'kiosk/apps/desk',
  base: '/desk/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/desk',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
