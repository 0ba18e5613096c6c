import { defineConfig, type Plugin } from 'vite';
import { FIRST_SCENES } from './kiosk/apps/kiosk/first-scenes.ts';

/** What belongs to one scene: its folder, but for what its manifest needs and what other scenes ask of its answers. */
const SCENE = /\/kiosk\/scenes\/([a-z-]+)\/(?!(?:manifest|answers)\.ts)/;
/** What else is no part of the first screen, and the scene with which it comes. */
const COMES_WITH: readonly (readonly [scene: string, what: RegExp])[] = [
  // The paper that only the slips need.
  ['slips', /\/kiosk\/components\/slip\/|\/node_modules\/uqr\//],
  // What only the name of a child needs. The characters are a file of their own, fetched when there is a name to write.
  ['dependants', /\/kiosk\/components\/name-pad\/(?!characters\.)/],
  // The body that is touched where it hurts.
  ['directory', /\/kiosk\/components\/(?:body-figure\/|pictogram\/body-parts\.)/],
  // The days of a week, among which only a time is chosen, and how far another house is.
  ['slots', /\/kiosk\/(?:components\/day-strip\/|client\/nearness\.)/],
  // What people come for, in pictures, lists of what can be chosen, and keys to type with: home is the first to show them.
  ['home', /\/kiosk\/components\/(?:pictogram\/errands\.|choice-list\/|pad\/|pages\/|tiles\/)/],
  // What more than one scene asks of another, none of which comes before home.
  ['home', /\/kiosk\/scenes\/(?!identity\/)[a-z-]+\/answers\.ts/],
  // A stream of the gateway, which only a call for help follows.
  ['assist', /\/kiosk\/client\/event/],
  // Rows of facts.
  ['appointments', /\/kiosk\/components\/facts\//],
  // Lists of what was.
  ['oversight', /\/kiosk\/components\/record-list\//],
];
/** What every screen stands on; who stands here is asked by more than one scene. The words of sharing are for who practises: the gateway tells its own. */
const FLOOR =
  /\/kiosk\/(?!components\/name-pad\/)(?:(?:client|components|i18n|journey|shell|speech|styles)\/|scenes\/identity\/answers\.ts)|\/bff\/contract\/(?!records\/share-wording\.)|\/node_modules\/preact\//;

function sceneOf(id: string): string | null {
  return COMES_WITH.find(([, what]) => what.test(id))?.[0] ?? SCENE.exec(id)?.[1] ?? null;
}

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
        // One file a scene, however many screens it has.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { debugName: 'scenes', name: sceneOf, test: (id) => sceneOf(id) !== null, priority: 2 },
            { name: 'floor', test: FLOOR, priority: 1 },
          ],
        },
      },
    },
  },
});
