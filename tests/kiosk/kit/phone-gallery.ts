import type { Browser, Page } from 'playwright-core';
import { type PhoneFixture, phoneFixturesOf } from '../../../kiosk/apps/gallery/phone-fixtures.ts';
import { manifests } from '../../../kiosk/apps/phone/manifests.ts';
import { sampleWorld } from '../../../kiosk/practice/sample-city.ts';
import { makeScenes } from '../../../kiosk/shell/scenes.ts';
import { rows as kioskRows } from './all-scenes.ts';
import { PHONE_SIZES } from './display-size.ts';
import type { Language } from './gallery.ts';
import type { KioskSite } from './kiosk-site.ts';
import { lettersStand } from './letters.ts';
import { checkPhoneScreen, type PhoneFault } from './phone-checks.ts';
import { checkFocusRings } from './screen-checks.ts';

const scenes = makeScenes(manifests);
await scenes.load(...manifests.map(({ name }) => name));

/** Every state of every screen of the phone. */
export const phoneFixtures: readonly PhoneFixture[] = phoneFixturesOf(scenes.rows, kioskRows);

/** Everybody's, and 长辈版 (`default`, as at a kiosk); each in both contrasts. */
export const PHONE_MODES = ['default', 'standard', 'high-contrast', 'standard-high-contrast'] as const;
export type PhoneMode = (typeof PHONE_MODES)[number];

export interface PhoneShown {
  readonly name: string;
  readonly mode: PhoneMode;
  readonly language: Language;
}

export interface PhoneGallery {
  readonly page: Page;
  /** Names of what there is to be shown. */
  readonly names: readonly string[];
  show(shown: PhoneShown): Promise<void>;
  /** What does not hold of what is shown. */
  check(shown: PhoneShown): Promise<readonly PhoneFault[]>;
  /** Looks at it on a phone so high that nothing has to be scrolled to: what the bar covers there is covered for good. */
  whole<Seen>(look: () => Promise<Seen>): Promise<Seen>;
  close(): Promise<void>;
}

/** Opens the gallery on a phone: a small screen that is touched. */
export async function openPhoneGallery(browser: Browser, site: KioskSite, size: keyof typeof PHONE_SIZES): Promise<PhoneGallery> {
  const deviceScaleFactor = size === 'zoomed' ? 4 : 2;
  const context = await browser.newContext({ viewport: PHONE_SIZES[size], deviceScaleFactor, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${site.origin}/gallery/`);
  await page.waitForFunction(() => document.documentElement.dataset.shown === 'index');
  const listed = await page.evaluate(() =>
    [...document.querySelectorAll('.gallery-index strong')].map((row) => (row.textContent ?? '').trim().split(' ')),
  );
  const names = listed.flatMap(([kind, name = '']) => (kind === 'phone' ? [name] : []));
  if (names.length === 0) throw new Error('the gallery shows no phone');
  return {
    page,
    names,
    async show({ name, mode, language }) {
      await page.evaluate(async (hash) => {
        location.hash = hash;
        for (let turn = 0; document.documentElement.dataset.shown !== hash; turn += 1) {
          if (turn > 1_000) throw new Error(`the gallery does not show ${hash}`);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      }, `#phone/${name}/${mode}/${language}`);
      await lettersStand(page);
    },
    async check({ name, mode, language }) {
      const options = { elder: isElder(mode), language, ownWords: language === 'en' ? ownWordsOf(name) : '' };
      const rings = await page.evaluate(checkFocusRings);
      const found = await page.evaluate(checkPhoneScreen, options);
      return [...found, ...rings.map(({ what }) => ({ rule: 'focus', what }))];
    },
    async whole(look) {
      const { width, height } = PHONE_SIZES[size];
      const needed = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, needed) });
      try {
        return await look();
      } finally {
        await page.setViewportSize({ width, height });
      }
    },
    close: () => context.close(),
  };
}

export const isElder = (mode: PhoneMode) => !mode.startsWith('standard');

/** What stands in the data of a state in Chinese, and has no English beside it: names, and what hospitals wrote. */
function ownWordsOf(name: string): string {
  const fixture = phoneFixtures.find((one) => one.name === name);
  const words: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') words.push(value);
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) if (!(key === 'zh' && 'en' in value)) collect(one);
  };
  collect([sampleWorld, fixture?.world, fixture?.answers]);
  return words.join('\n');
}
