import type { ComponentType } from 'preact';
import { learnWords } from '../i18n/text.ts';
import type { Step } from '../journey/answers.ts';
import type { PageAddress } from '../journey/page.ts';
import { rowOf } from '../journey/path.ts';
import type { PageRow, Rows, StepRow } from '../journey/row.ts';
import type { Glass } from './glass.ts';
import type { Manifest, SceneParts } from './manifest.ts';

/** The scenes of a page: what each offers from the start, and its steps once it is loaded. Nothing of it is about a person. */
export interface Scenes {
  readonly manifests: readonly Manifest[];
  /** The rows that are loaded so far; an object of its own after each scene. */
  readonly rows: Rows;
  readonly pages: Readonly<Record<string, PageRow>>;
  /** What a person most likely came for, by the scenes that are loaded; each is a hook. */
  readonly firsts: readonly NonNullable<SceneParts['useFirst']>[];
  /** What stands around every screen; nothing where its scene is not loaded. */
  readonly glass: Glass | undefined;
  /** Told once that is loaded; answers how not to be told. Whoever has gone is not held until then. */
  onGlass(listener: () => void): () => void;
  /** The screen of a step or a page; nothing where its scene is not loaded. */
  screenOf(place: Step | PageAddress): ComponentType | undefined;
  /** Loads these scenes, with those that they need. Rejects when one does not come; it may be asked for again. */
  load(...names: readonly string[]): Promise<void>;
  /** Loads the scene that is entered by this step. */
  enter(step: Step): Promise<void>;
}

export function makeScenes(manifests: readonly Manifest[]): Scenes {
  let rows: Rows = {};
  let glass: Glass | undefined;
  const waiting = new Set<() => void>();
  let pages: Readonly<Record<string, PageRow>> = {};
  const screens = new Map<StepRow['screen'], ComponentType>();
  const stepsOf = new Map<string, Rows>();
  const firsts: NonNullable<SceneParts['useFirst']>[] = [];
  const loading = new Map<string, Promise<void>>();
  for (const { words } of manifests) if (words !== undefined) learnWords(words);

  const loadOne = async ({ name, needs = [], load: loadParts }: Manifest): Promise<void> => {
    const [parts] = await Promise.all([loadParts(), load(...needs)]);
    const places: readonly (readonly [string, PageRow])[] = Object.entries(parts.pages ?? {});
    const shown = [...Object.values(parts.steps as Record<string, StepRow>), ...places.map(([, page]) => page)];
    await Promise.all(shown.map(async ({ screen }) => screens.set(screen, await screen())));
    learnWords(parts.words);
    glass ??= parts.glass;
    if (parts.useFirst) firsts.push(parts.useFirst);
    if (glass) for (const tell of waiting) tell();
    pages = { ...pages, ...Object.fromEntries(places.map(([page, row]) => [`${name}/${page}`, row])) };
    stepsOf.set(name, parts.steps);
    // In the order of the manifests, whichever came first.
    rows = Object.assign({}, ...manifests.map((one) => stepsOf.get(one.name) ?? {}));
  };
  const load = async (...names: readonly string[]): Promise<void> => {
    const wanted = manifests.filter(({ name }) => names.includes(name));
    await Promise.all(
      wanted.map((manifest) => {
        const before = loading.get(manifest.name);
        if (before !== undefined) return before;
        const now = loadOne(manifest);
        loading.set(manifest.name, now);
        now.catch(() => loading.delete(manifest.name));
        return now;
      }),
    );
  };
  return {
    manifests,
    get rows() {
      return rows;
    },
    get pages() {
      return pages;
    },
    firsts,
    onGlass(listener) {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
    get glass() {
      return glass;
    },
    screenOf(place) {
      const row = typeof place === 'string' ? rowOf(rows, place) : pages[`${place.scene}/${place.page}`];
      return row && screens.get(row.screen);
    },
    load,
    async enter(step) {
      const entered = manifests.find(({ enteredBy }) => enteredBy.includes(step));
      if (entered === undefined) throw new Error(`no scene is entered by ${step}`);
      await load(entered.name);
    },
  };
}
