import { defineConfig } from 'vite';

/** The demo's page: static files in `dist/demo/`, served under /demo in demo mode. No part of `npm run build`: nothing that is shipped has it. */
export default defineConfig({
  root: 'kiosk/apps/demo',
  base: '/demo/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/demo',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
