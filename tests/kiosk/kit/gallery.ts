import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { DISPLAY, MM_PER_PX, ZOOMED } from './display-size.ts';
import type { KioskSite } from './kiosk-site.ts';
import { lettersStand } from './letters.ts';
import {
  type CheckOptions,
  checkFocusRings,
  checkForcedColours,
  checkScreen,
  type Fault,
  placesOfTheFooter,
} from './screen-checks.ts';

/** The switches by themselves. */
export const SINGLE_MODES = ['default', 'standard', 'high-contrast', 'low-reach'] as const;
/** Two or three of them at once. */
export const COMBINED_MODES = [
  'standard-high-contrast',
  'standard-low-reach',
  'high-contrast-low-reach',
  'standard-high-contrast-low-reach',
] as const;
export const MODES = [...SINGLE_MODES, ...COMBINED_MODES] as const;
export const LANGUAGES = ['zh', 'en'] as const;
export type Mode = (typeof MODES)[number];
export type Language = (typeof LANGUAGES)[number];

/** One screen or component in one mode and language. */
export interface Shown {
  readonly kind: 'screen' | 'component';
  readonly name: string;
  readonly mode: Mode;
  readonly language: Language;
}

export interface Gallery {
  readonly page: Page;
  /** Names of what there is to be shown. */
  readonly names: Readonly<Record<Shown['kind'], readonly string[]>>;
  show(shown: Shown): Promise<void>;
  /** What does not hold of what is shown, and where the ways below the screen lie. */
  check(shown: Shown): Promise<{ readonly faults: readonly Fault[]; readonly places: string }>;
  /** What does not hold of it where the machine forces its own colours; afterwards it does not. */
  checkForced(): Promise<readonly Fault[]>;
  close(): Promise<void>;
}

export interface GalleryOptions {
  /** Everything is twice as large, and half as much fits. */
  readonly zoomed?: boolean;
  /** Whether the typeface that is bundled comes. */
  readonly fonts?: 'come' | 'never';
}

/** Opens the gallery on a screen of 21.5 inches. */
export async function openGallery(
  browser: Browser,
  site: KioskSite,
  { zoomed = false, fonts = 'come' }: GalleryOptions = {},
): Promise<Gallery> {
  const context = await browser.newContext(zoomed ? ZOOMED : { viewport: DISPLAY });
  const page = await context.newPage();
  if (fonts === 'never') await page.route('**/*.woff2', (route) => route.abort());
  await page.goto(`${site.origin}/gallery/`);
  await page.waitForFunction(() => document.documentElement.dataset.shown === 'index');
  const listed = await page.evaluate(() =>
    [...document.querySelectorAll('.gallery-index strong')].map((row) => (row.textContent ?? '').trim().split(' ')),
  );
  const rows = (kind: string) => listed.flatMap(([one, name = '']) => (one === kind ? [name] : []));
  if (rows('screen').length === 0) throw new Error('the gallery is empty');
  return {
    page,
    names: { screen: rows('screen'), component: rows('component') },
    async show({ kind, name, mode, language }) {
      await page.evaluate(async (hash) => {
        location.hash = hash;
        for (let turn = 0; document.documentElement.dataset.shown !== hash; turn += 1) {
          if (turn > 1_000) throw new Error(`the gallery does not show ${hash}`);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      }, `#${kind}/${name}/${mode}/${language}`);
      await lettersStand(page);
    },
    async check({ mode, language: asked }) {
      const language = (await page.evaluate(() => document.querySelector('.frame') !== null)) ? await spoken(page, asked) : asked;
      const options: CheckOptions = { standard: isStandard(mode), low: isLow(mode), language, mmPerPx: MM_PER_PX, zoomed };
      const faults = [...(await page.evaluate(checkScreen, options)), ...(await page.evaluate(checkFocusRings))];
      return { faults, places: await page.evaluate(placesOfTheFooter) };
    },
    async checkForced() {
      const faults: Fault[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ forcedColors: 'active', colorScheme });
        faults.push(...(await page.evaluate(checkForcedColours)), ...(await page.evaluate(checkFocusRings)));
      }
      await page.emulateMedia({ forcedColors: null, colorScheme: null });
      return faults;
    },
    close: () => context.close(),
  };
}

const isStandard = (mode: Mode) => mode.startsWith('standard');

/** What is pressed lies in the lower half. */
export const isLow = (mode: Mode) => mode.endsWith('low-reach');

/** The start speaks both languages, whichever was asked for. */
async function spoken(page: Page, asked: Language): Promise<Language> {
  return (await page.evaluate(() => document.querySelector('.language-choices') !== null)) ? 'zh' : asked;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations as axe names them; its own contrast rule is left to ours, which is stricter. */
export async function axeOn({ page }: Pick<Gallery, 'page'>): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: { run: (...given: unknown[]) => Promise<{ violations: AxeViolation[] }> } };
    interface AxeViolation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { violations } = await axe.run(document, { runOnly: tags, rules: { 'color-contrast-enhanced': { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 80)}`);
  }, TAGS);
}
