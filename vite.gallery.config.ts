import { defineConfig } from 'vite';

/** The gallery: every state of every screen and component, for those who build and check them. `npm run gallery` opens it. */
export default defineConfig({
  root: 'kiosk/apps/gallery',
  base: '/gallery/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/gallery',
    emptyOutDir: true,
    target: 'chrome109',
    assetsInlineLimit: 0,
    // The characters of names are 630 kB before they are compressed, and not code.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
});
