import { defineConfig } from 'vite';

/** The page that opens links to results: static files in `dist/viewer/`, served under /view/. */
export default defineConfig({
  root: 'bff/main/link-viewer',
  base: '/view/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/viewer',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
