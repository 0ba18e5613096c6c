import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept } from '../support/everything-kept.ts';
import { type Gallery, MODES, openGallery } from './kit/gallery.ts';
import { enterHall, type Hall, identify } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';

/** Of what is for the person alone: small to whoever passes by. A camera behind them is another matter (`bystander.browser.test.ts`). */
const LETTERS_MAX_PX = 28;

let browser: Browser;
let site: KioskSite;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
});
afterEach(() => site.stop());

/** The largest letters between the header and the ways below, px; and colours that are no grey. */
function looksIn(page: Hall['page']): Promise<{ readonly largest: number; readonly coloured: readonly string[] }> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('main, main *')];
    const hasWords = ({ childNodes }: Element) =>
      [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
    const isColoured = (colour: string) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > 24;
    };
    const colours = all.flatMap((one) => {
      const { color, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(one);
      return [color, backgroundColor, ...(Number.parseFloat(borderTopWidth) > 0 ? [borderTopColor] : [])];
    });
    return {
      largest: Math.max(...all.filter(hasWords).map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
      coloured: [...new Set(colours.filter(isColoured))],
    };
  });
}

describe('what is for the person at the glass alone', () => {
  let gallery: Gallery;
  beforeEach(async () => {
    gallery = await openGallery(browser, site);
  });
  afterEach(() => gallery.close());

  it.each([
    'triage-quiet',
    'triage-quiet-chosen',
    'red-flag-quiet',
    'red-flag-quiet-shown',
    'form-quiet',
    'form-tell-staff-quiet',
    'form-tell-staff-quiet-shown',
  ])(
    'what is for the person at the glass alone stands there in letters of at most 28 px, without a colour, in every mode and language: %s',
    async (name) => {
      for (const mode of MODES)
        for (const language of ['zh', 'en'] as const) {
          await gallery.show({ kind: 'screen', name, mode, language });
          const { largest, coloured } = await looksIn(gallery.page);
          expect([mode, language, largest <= LETTERS_MAX_PX]).toEqual([mode, language, true]);
          expect([mode, language, coloured]).toEqual([mode, language, []]);
          expect(await gallery.page.locator('.header').textContent()).not.toMatch(/急诊|心理|emergency/i);
        }
    },
  );

  it('what everybody may read is not so small', async () => {
    await gallery.show({ kind: 'screen', name: 'red-flag', mode: 'default', language: 'zh' });
    const { largest, coloured } = await looksIn(gallery.page);
    expect(largest).toBeGreaterThan(LETTERS_MAX_PX);
    expect(coloured).not.toEqual([]);
  });
});

it('nothing of what was said to the questions is in the address, in what the page keeps or on the next screen, once the person is done', async () => {
  const hall = await enterHall(browser, site);
  const { page } = hall;
  await identify(hall, site);
  for (const words of ['不知道看哪科', '从列表里选', '心情、睡觉、记性', '不想活了', '选好了']) await hall.tap(words);
  await page.getByRole('heading', { name: '请看下面几句话' }).waitFor();
  expect(page.url()).not.toMatch(/mood|triage|complaint/);
  await hall.tap('好了，结束');
  await page.getByRole('heading', { name: '放上身份证' }).first().waitFor();
  expect(await everythingKept(page)).not.toMatch(/不想活|not-live|quiet-mood|12356|心情/);
  await hall.close();
});
