/** What belongs to one scene: its folder, but for what its manifest needs and what other scenes ask of its answers. */
const SCENE = /\/kiosk\/scenes\/([a-z-]+)\/(?!(?:manifest|answers)\.ts)/;
/** What else is no part of the first screen, and the scene with which it comes. */
const COMES_WITH: ComesWith = [
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
  ['home', /\/kiosk\/scenes\/(?!identity\/|sign-in\/)[a-z-]+\/answers\.ts/],
  // A stream of the gateway, which only a call for help follows.
  ['assist', /\/kiosk\/client\/event/],
  // What leads away or is taken along, which only some screens have.
  ['appointments', /\/kiosk\/(?:components\/action\/action-link|shell\/copy-action)\./],
  // Days, hours and names of houses are first said at home.
  ['home', /\/kiosk\/(?:i18n\/when|shell\/use-names|client\/nearness)\.ts/],
  // A field into which people type with keys of their own.
  ['home', /\/kiosk\/components\/field\//],
  // Rows of facts.
  ['appointments', /\/kiosk\/components\/facts\//],
  // Lists of what was.
  ['oversight', /\/kiosk\/components\/record-list\//],
];
/** What every screen stands on; who stands here is asked by more than one scene. The words of sharing and of helping are for who practises: the gateway tells its own. */
const FLOOR =
  /\/kiosk\/(?!components\/name-pad\/|client\/sealed-store\.)(?:(?:client|components|i18n|journey|shell|speech|styles)\/|scenes\/(?:identity|sign-in)\/answers\.ts)|\/bff\/contract\/(?!records\/share-wording\.|family\/grant-wording\.)|\/node_modules\/preact\//;

type ComesWith = readonly (readonly [scene: string, what: RegExp])[];

/** One file a scene, however many screens it has; `first` says what a page has otherwise. */
export function chunksOf(first: ComesWith = []) {
  const sceneOf = (id: string): string | null =>
    [...first, ...COMES_WITH].find(([, what]) => what.test(id))?.[0] ?? SCENE.exec(id)?.[1] ?? null;
  return {
    includeDependenciesRecursively: false,
    groups: [
      { debugName: 'scenes', name: sceneOf, test: (id: string) => sceneOf(id) !== null, priority: 2 },
      { name: 'floor', test: FLOOR, priority: 1 },
    ],
  };
}
