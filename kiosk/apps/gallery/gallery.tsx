import { Fragment, options, render } from 'preact';
import { type Display, showAs, USUAL_DISPLAY } from '../../components/display/display.ts';
import { loadCharacters } from '../../components/name-pad/load-characters.ts';
import type { Language } from '../../i18n/text.ts';
import { learnWords, preferWords, sayIn } from '../../i18n/text.ts';
import { componentFixtures } from './component-fixtures.ts';
import './gallery.css';
import { hallWords } from '../../shell/hall-words.ts';
import { makeScenes, type Scenes } from '../../shell/scenes.ts';
import { manifests } from '../kiosk/manifests.ts';
import { manifests as phoneManifests } from '../phone/manifests.ts';
import { sceneWords } from '../phone/scene-words.ts';
import { phoneWords, shellWords } from '../phone/words.ts';
import { type PhoneFixture, phoneFixturesOf } from './phone-fixtures.ts';
import { PhoneStage } from './phone-stage.tsx';
import { fixturesIn, type ScreenFixture, screenFixturesOf } from './screen-fixtures.ts';
import { Stage } from './stage.tsx';

const standard = { text: 'standard' } as const;
const contrast = { contrast: 'high' } as const;
const low = { reach: 'low' } as const;

/** Every way in which a screen is shown: the three switches, by themselves and together. */
export const modes = {
  default: USUAL_DISPLAY,
  standard: { ...USUAL_DISPLAY, ...standard },
  'high-contrast': { ...USUAL_DISPLAY, ...contrast },
  'low-reach': { ...USUAL_DISPLAY, ...low },
  'standard-high-contrast': { ...USUAL_DISPLAY, ...standard, ...contrast },
  'standard-low-reach': { ...USUAL_DISPLAY, ...standard, ...low },
  'high-contrast-low-reach': { ...USUAL_DISPLAY, ...contrast, ...low },
  'standard-high-contrast-low-reach': { ...standard, ...contrast, ...low },
} as const satisfies Record<string, Display>;

export type Mode = keyof typeof modes;
const languages = ['zh', 'en'] as const satisfies readonly Language[];

/** A phone is in somebody's hand: nothing of it is out of reach. */
const phoneModes: readonly Mode[] = ['default', 'standard', 'high-contrast', 'standard-high-contrast'];

const kinds = ['screen', 'component', 'phone'] as const;

/** `#screen/home/standard/en`, `#phone/home/standard/en` or `#component/facts.changeable/default/zh`; an empty hash is the index. */
interface Place {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  readonly mode: Mode;
  readonly language: Language;
}

const hashOf = ({ kind, name, mode, language }: Place) => `#${kind}/${name}/${mode}/${language}`;

const modesOf = (kind: Place['kind']) => (kind === 'phone' ? phoneModes : (Object.keys(modes) as Mode[]));

function placeIn(hash: string): Place | undefined {
  const [given, name = '', mode = 'default', language = 'zh'] = decodeURIComponent(hash).slice(1).split('/');
  const kind = kinds.find((one) => one === given);
  if (kind === undefined || !modesOf(kind).includes(mode as Mode)) return undefined;
  return { kind, name, mode: mode as Mode, language: language === 'en' ? 'en' : 'zh' };
}

/** What stands in the gallery: the kiosk's screens, and those of somebody's own phone. */
interface Shelves {
  readonly scenes: Scenes;
  readonly fixtures: readonly ScreenFixture[];
  readonly phoneScenes: Scenes;
  readonly phoneFixtures: readonly PhoneFixture[];
}

async function fillShelves(): Promise<Shelves> {
  const [scenes, phoneScenes] = [makeScenes(manifests), makeScenes(phoneManifests)];
  await Promise.all([scenes, phoneScenes].map((all) => all.load(...all.manifests.map(({ name }) => name))));
  learnWords(hallWords);
  learnWords(shellWords);
  return {
    scenes,
    fixtures: screenFixturesOf(scenes.rows),
    phoneScenes,
    phoneFixtures: phoneFixturesOf(phoneScenes.rows, scenes.rows),
  };
}

/** The page is a phone's while it shows one: its sizes, and its words. Answers how it is no more. */
function becomePhone(page: HTMLElement): () => void {
  page.dataset.app = 'phone';
  const back = [preferWords(phoneWords), preferWords(sceneWords)];
  return () => {
    delete page.dataset.app;
    for (const one of back) one();
  };
}

/** Shows what the address names, and says in `data-shown` when it stands there. */
export async function startGallery(root: HTMLElement): Promise<void> {
  const [shelves] = await Promise.all([fillShelves(), loadCharacters()]);
  // What a screen asks for is here already: it stands in the same turn, and a check need not wait for frames.
  options.requestAnimationFrame = (callback) => setTimeout(callback);
  let noPhone: () => void = () => undefined;
  const show = async () => {
    const place = placeIn(location.hash);
    const page = document.documentElement;
    delete page.dataset.shown;
    render(null, root);
    noPhone();
    noPhone = place?.kind === 'phone' ? becomePhone(page) : () => undefined;
    showAs(page, modes[place?.mode ?? 'default']);
    page.lang = place?.language === 'en' ? 'en' : 'zh-CN';
    window.scrollTo(0, 0);
    render(place === undefined ? <Index {...shelves} /> : <Shown key={hashOf(place)} place={place} {...shelves} />, root);
    await touch(root, fixtureAt(place, shelves));
    page.dataset.shown = place === undefined ? 'index' : hashOf(place);
  };
  window.addEventListener('hashchange', () => void show());
  void show();
}

function fixtureAt(place: Place | undefined, { fixtures, phoneFixtures }: Shelves): PhoneFixture | undefined {
  if (place === undefined || place.kind === 'component') return undefined;
  const all: readonly PhoneFixture[] = place.kind === 'phone' ? phoneFixtures : fixtures;
  return fixturesIn(all, place.language).find(({ name }) => name === place.name);
}

/** Does what the state says that somebody did, once the screen stands. */
async function touch(root: HTMLElement, fixture: PhoneFixture | undefined): Promise<void> {
  if (fixture?.written !== undefined) {
    await turns();
    const field = root.querySelector<HTMLInputElement>('.screen input');
    if (field !== null) field.value = fixture.written;
    field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  if (fixture?.pressed !== undefined) {
    await turns();
    root.querySelector<HTMLElement>(fixture.pressed)?.click();
  }
  for (const key of fixture?.typed ?? '') {
    await turns();
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
  await turns();
  if (fixture?.printer !== undefined) {
    root.querySelector<HTMLElement>('.slip-ways .action-main')?.click();
    await turns();
    root.querySelector<HTMLElement>('h1')?.focus();
  }
}

const TURNS = 6;

/** Every answer that is here already has arrived, and what it led to is drawn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

function Shown({ place, ...shelves }: Shelves & { readonly place: Place }) {
  const { kind, name, mode, language } = place;
  const display = modes[mode];
  if (kind === 'component') {
    const fixture = componentFixtures.find((one) => one.name === name);
    return fixture === undefined ? (
      <Index {...shelves} />
    ) : (
      <div class="gallery-component">{fixture.render(sayIn(language), language)}</div>
    );
  }
  const fixture = fixtureAt(place, shelves);
  if (fixture === undefined) return <Index {...shelves} />;
  return kind === 'phone' ? (
    <PhoneStage scenes={shelves.phoneScenes} {...{ fixture, language, display }} />
  ) : (
    <Stage scenes={shelves.scenes} {...{ fixture, language, display }} />
  );
}

function Index({ fixtures, phoneFixtures }: Shelves) {
  const rows = [
    ...fixtures.map(({ name }) => ({ kind: 'screen', name }) as const),
    ...phoneFixtures.map(({ name }) => ({ kind: 'phone', name }) as const),
    ...componentFixtures.map(({ name }) => ({ kind: 'component', name }) as const),
  ];
  return (
    <main class="gallery-index">
      <h1>Gallery</h1>
      <p>Every state of every screen and component, in each mode and language.</p>
      <ul>
        {rows.map(({ kind, name }) => (
          <li key={`${kind}/${name}`}>
            <strong>
              {kind} {name}
            </strong>
            {modesOf(kind).map((mode) => (
              <Fragment key={mode}>
                {languages.map((language) => (
                  <a key={language} href={hashOf({ kind, name, mode, language })}>
                    {mode} {language}
                  </a>
                ))}
              </Fragment>
            ))}
          </li>
        ))}
      </ul>
    </main>
  );
}
