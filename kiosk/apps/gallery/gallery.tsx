import { Fragment, options, render } from 'preact';
import { type Display, showAs, USUAL_DISPLAY } from '../../components/display/display.ts';
import { loadCharacters } from '../../components/name-pad/load-characters.ts';
import type { Language } from '../../i18n/text.ts';
import { sayIn } from '../../i18n/text.ts';
import { componentFixtures } from './component-fixtures.ts';
import './gallery.css';
import { makeScenes, type Scenes } from '../../shell/scenes.ts';
import { manifests } from '../kiosk/manifests.ts';
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

/** `#screen/home/standard/en` or `#component/facts.changeable/default/zh`; an empty hash is the index. */
interface Place {
  readonly kind: 'screen' | 'component';
  readonly name: string;
  readonly mode: Mode;
  readonly language: Language;
}

const hashOf = ({ kind, name, mode, language }: Place) => `#${kind}/${name}/${mode}/${language}`;

function placeIn(hash: string): Place | undefined {
  const [kind, name = '', mode = 'default', language = 'zh'] = decodeURIComponent(hash).slice(1).split('/');
  if ((kind !== 'screen' && kind !== 'component') || !(mode in modes)) return undefined;
  return { kind, name, mode: mode as Mode, language: language === 'en' ? 'en' : 'zh' };
}

/** Shows what the address names, and says in `data-shown` when it stands there. */
export async function startGallery(root: HTMLElement): Promise<void> {
  const scenes = makeScenes(manifests);
  await Promise.all([scenes.load(...manifests.map(({ name }) => name)), loadCharacters()]);
  const fixtures = screenFixturesOf(scenes.rows);
  // What a screen asks for is here already: it stands in the same turn, and a check need not wait for frames.
  options.requestAnimationFrame = (callback) => setTimeout(callback);
  const show = async () => {
    const place = placeIn(location.hash);
    const page = document.documentElement;
    delete page.dataset.shown;
    render(null, root);
    showAs(page, modes[place?.mode ?? 'default']);
    page.lang = place?.language === 'en' ? 'en' : 'zh-CN';
    render(
      place === undefined ? <Index fixtures={fixtures} /> : <Shown key={hashOf(place)} {...{ place, fixtures, scenes }} />,
      root,
    );
    const fixture = place?.kind === 'screen' ? fixtures.find(({ name }) => name === place.name) : undefined;
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
    page.dataset.shown = place === undefined ? 'index' : hashOf(place);
  };
  window.addEventListener('hashchange', () => void show());
  void show();
}

const TURNS = 6;

/** Every answer that is here already has arrived, and what it led to is drawn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

interface ShownProps {
  readonly place: Place;
  readonly fixtures: readonly ScreenFixture[];
  readonly scenes: Scenes;
}

function Shown({ place, fixtures, scenes }: ShownProps) {
  const { kind, name, mode, language } = place;
  if (kind === 'component') {
    const fixture = componentFixtures.find((one) => one.name === name);
    return fixture === undefined ? (
      <Index fixtures={fixtures} />
    ) : (
      <div class="gallery-component">{fixture.render(sayIn(language), language)}</div>
    );
  }
  const fixture = fixturesIn(fixtures, language).find((one) => one.name === name);
  return fixture === undefined ? (
    <Index fixtures={fixtures} />
  ) : (
    <Stage scenes={scenes} fixture={fixture} language={language} display={modes[mode]} />
  );
}

function Index({ fixtures }: Pick<ShownProps, 'fixtures'>) {
  const rows = [
    ...fixtures.map(({ name }) => ({ kind: 'screen', name }) as const),
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
            {(Object.keys(modes) as Mode[]).map((mode) => (
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
