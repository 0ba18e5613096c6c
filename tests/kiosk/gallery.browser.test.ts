import { readdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { inSample } from '../support/sampled.ts';
import { MM_PER_PX } from './kit/display-size.ts';
import {
  axeOn,
  COMBINED_MODES,
  type Gallery,
  LANGUAGES,
  type Language,
  MODES,
  type Mode,
  openGallery,
  type Shown,
  SINGLE_MODES,
} from './kit/gallery.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { plantedScreens } from './kit/planted-screens.ts';

let browser: Browser;
let site: KioskSite;
let gallery: Gallery;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), startKioskSite()]);
  gallery = await openGallery(browser, site);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** Every twelfth screen, in the next mode and the other language another one. `npm run prove -- kiosk` looks at every one in all of them. */
const sampled = (names: readonly string[], mode: number, language: number) =>
  names.filter((_, index) => inSample(index + mode + 6 * language, 12));

/** Where switches are on together, every twenty-fourth screen, each time other ones. */
const COMBINED_EVERY = 24;
const sampledCombined = (names: readonly string[], turn: number) =>
  names.filter((_, index) => inSample(index + turn, COMBINED_EVERY));

const label = ({ name, mode, language }: Shown) => `${name} ${mode} ${language}`;

async function expectToHold(names: readonly string[], mode: Mode, language: Language): Promise<void> {
  const faults: string[] = [];
  const places = new Set<string>();
  for (const name of names) {
    const shown = { kind: 'screen', name, mode, language } as const;
    await gallery.show(shown);
    const found = await gallery.check(shown);
    faults.push(...found.faults.map(({ item, what }) => `${label(shown)}: ${item} ${what}`));
    places.add(found.places);
  }
  expect(faults).toEqual([]);
  expect([...places]).toHaveLength(1);
}

describe.each(SINGLE_MODES)('every screen, %s', (mode) => {
  it.each(LANGUAGES)('every screen holds what a machine can judge, and keeps its ways in one place (%s)', (language) =>
    expectToHold(sampled(gallery.names.screen, SINGLE_MODES.indexOf(mode), LANGUAGES.indexOf(language)), mode, language),
  );
});

describe.each(COMBINED_MODES)('with several switches on at once, %s', (mode) => {
  it.each(LANGUAGES)('a screen holds what it holds with one of them (%s)', (language) => {
    const turn = COMBINED_MODES.indexOf(mode) * LANGUAGES.length + LANGUAGES.indexOf(language);
    return expectToHold(sampledCombined(gallery.names.screen, turn), mode, language);
  });
});

/** What is to come, as long as it will be in words. */
const TO_COME = {
  zh: { care: ['签到'], mine: ['要填的表'] },
  en: { care: ['Check in'], mine: ['Forms to fill in'] },
} as const;

it.each(
  LANGUAGES.flatMap((language) => (['default', 'standard', 'high-contrast'] as const).map((mode) => [mode, language] as const)),
)('the home screen has room for eleven services beside the next visit, without scrolling (%s, %s)', async (mode, language) => {
  const shown = { kind: 'screen', name: 'home-soon', mode, language } as const;
  await gallery.show({ ...shown, name: 'start' });
  await gallery.show(shown);
  await gallery.page.evaluate((words) => {
    for (const [at, group] of [...document.querySelectorAll('.home-offers')].entries()) {
      const [tile] = group.children;
      for (const word of at === 0 ? words.care : words.mine) {
        const added = tile?.cloneNode(true) as Element;
        const said = added.querySelector('.tile-words');
        if (said !== null) said.textContent = word;
        group.append(added);
      }
      group.classList.remove('home-few');
    }
  }, TO_COME[language]);
  expect(await gallery.page.evaluate(() => document.querySelectorAll('.home-offers .tile').length)).toBe(11);
  expect((await gallery.check(shown)).faults).toEqual([]);
});

/** A phone is held half a metre away: a code is read from ten times as far as it is wide. */
const CODE_MM_LEAST = 85;

it('the code that a phone pays by is large, whichever switches are on', async () => {
  for (const mode of MODES)
    for (const language of LANGUAGES) {
      const shown = { kind: 'screen', name: 'pay-code', mode, language } as const;
      await gallery.show(shown);
      const { width = 0, height = 0 } = (await gallery.page.locator('.pay-code > .qr').boundingBox()) ?? {};
      expect(Math.min(width, height) * MM_PER_PX, label(shown)).toBeGreaterThan(CODE_MM_LEAST);
    }
});

it('the gallery shows every combination of the switches, each by a name of its own', async () => {
  const shown = new Set<string>();
  for (const mode of MODES) {
    await gallery.show({ kind: 'screen', name: 'who', mode, language: 'zh' });
    shown.add(await gallery.page.evaluate(() => JSON.stringify({ ...document.documentElement.dataset, shown: '' })));
  }
  expect(shown.size).toBe(2 ** 3);
});

it.each(LANGUAGES)('every screen is whole at 200 %% (%s)', async (language) => {
  const zoomed = await openGallery(browser, site, { zoomed: true });
  const faults: string[] = [];
  for (const name of sampled(zoomed.names.screen, 0, LANGUAGES.indexOf(language))) {
    const shown = { kind: 'screen', name, mode: 'default', language } as const;
    await zoomed.show(shown);
    const found = await zoomed.check(shown);
    faults.push(...found.faults.map(({ item, what }) => `${label(shown)}: ${item} ${what}`));
  }
  await zoomed.close();
  expect(faults).toEqual([]);
});

it('axe finds nothing on any screen; every second is looked at in one mode and language here, each in all of them for the docs', async () => {
  const faults: string[] = [];
  for (const [index, name] of gallery.names.screen.filter((_, at) => inSample(at, 2)).entries()) {
    const mode = MODES[index % MODES.length] ?? 'default';
    const language = LANGUAGES[Math.floor(index / MODES.length) % LANGUAGES.length] ?? 'zh';
    const shown = { kind: 'screen', name, mode, language } as const;
    await gallery.show(shown);
    faults.push(...(await axeOn(gallery)).map((violation) => `${label(shown)}: ${violation}`));
  }
  expect(faults).toEqual([]);
});

/** Every twelfth screen; `npm run prove -- kiosk` takes all. */
const FORCED_EVERY = 12;

it.each(LANGUAGES)(
  'where a machine forces its colours, the main action and what was chosen are told from the others (%s)',
  async (language) => {
    const faults: string[] = [];
    const sample = gallery.names.screen.filter((_, index) => inSample(index + LANGUAGES.indexOf(language), FORCED_EVERY));
    for (const name of new Set([...sample, 'start', 'coverage', 'home-soon'])) {
      const shown = { kind: 'screen', name, mode: 'default', language } as const;
      await gallery.show(shown);
      faults.push(...(await gallery.checkForced()).map(({ item, what }) => `${label(shown)}: ${item} ${what}`));
    }
    expect(faults).toEqual([]);
  },
);

it.each([
  [
    'a main action like the others',
    '.action-main { forced-color-adjust: auto !important; border-color: #123 !important; background: #123 !important }',
  ],
  [
    'words in the colour of what is behind them',
    '.action { forced-color-adjust: none; background: CanvasText !important; color: CanvasText !important }',
  ],
  ['a focus without a ring', '*:focus { outline: none !important }'],
])('where a machine forces its colours, %s is found', async (_, content) => {
  await gallery.show({ kind: 'screen', name: 'who', mode: 'default', language: 'zh' });
  expect(await gallery.checkForced()).toEqual([]);
  const style = await gallery.page.addStyleTag({ content });
  expect(await gallery.checkForced()).not.toEqual([]);
  await style.evaluate((element) => (element as Element).remove());
});

it('a page of a list that was turned is told to a screen reader by a region that waits its turn', async () => {
  await gallery.show({ kind: 'component', name: 'pages.in-the-middle', mode: 'default', language: 'zh' });
  const { page } = gallery;
  const before = await toldIn(page);
  await page.getByRole('button', { name: '看更多' }).click();
  await page.waitForFunction(() => document.activeElement?.textContent === '看前面的');
  expect([before, await toldIn(page)]).toEqual([['第2页，共3页'], ['第3页，共3页']]);
});

/** What stands in the polite live regions of Chromium's accessibility tree. */
async function toldIn(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  const told = nodes.filter(
    ({ role, properties = [] }) =>
      role?.value === 'status' && properties.some(({ name, value }) => name === 'live' && value.value === 'polite'),
  );
  const wordsIn = (id: string): string => {
    const node = nodes.find(({ nodeId }) => nodeId === id);
    return node?.role?.value === 'StaticText' ? String(node.name?.value) : (node?.childIds ?? []).map(wordsIn).join('');
  };
  return told.map(({ nodeId }) => wordsIn(nodeId));
}

it('every component stands in the gallery in each of its named states', async () => {
  const names = gallery.names.component;
  const folders = readdirSync('kiosk/components', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    expect(readdirSync(`kiosk/components/${name}`)).toContain(`${name}.fixtures.tsx`);
    expect(
      names.some((one) => one.startsWith(`${name}.`)),
      name,
    ).toBe(true);
  }
  for (const name of names) {
    await gallery.show({ kind: 'component', name, mode: 'default', language: 'zh' });
    const words = await gallery.page.evaluate(() => document.querySelector('.gallery-component')?.innerHTML.length ?? 0);
    expect(words, name).toBeGreaterThan(20);
  }
});

describe('a planted screen is found', () => {
  it.each(plantedScreens)('item $item: $bad', async ({ item, screen, mode, plant }) => {
    const shown: Shown = { kind: 'screen', name: screen, mode: mode ?? 'default', language: 'zh' };
    await gallery.show({ ...shown, name: 'start' });
    await gallery.show(shown);
    expect((await gallery.check(shown)).faults).toEqual([]);
    await gallery.page.evaluate(plant);
    expect((await gallery.check(shown)).faults.map((fault) => fault.item)).toContain(item);
  });

  it('item 8: help in another place on one screen', async () => {
    await gallery.show({ kind: 'screen', name: 'who', mode: 'default', language: 'zh' });
    const before = await gallery.check({ kind: 'screen', name: 'who', mode: 'default', language: 'zh' });
    await gallery.page.evaluate(() => document.querySelector('.footer')?.setAttribute('style', 'margin-bottom: 20px'));
    const after = await gallery.check({ kind: 'screen', name: 'who', mode: 'default', language: 'zh' });
    expect(after.places).not.toBe(before.places);
  });

  it('item 25: a picture that says nothing to axe', async () => {
    await gallery.show({ kind: 'screen', name: 'document', mode: 'default', language: 'zh' });
    await gallery.page.evaluate(() => document.querySelector('[role="img"]')?.removeAttribute('aria-label'));
    expect((await axeOn(gallery)).join()).toContain('svg-img-alt');
  });
});
