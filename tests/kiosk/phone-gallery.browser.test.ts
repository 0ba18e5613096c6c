import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { inSample } from '../support/sampled.ts';
import type { PHONE_SIZES } from './kit/display-size.ts';
import { axeOn, LANGUAGES } from './kit/gallery.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { openPhoneGallery, PHONE_MODES, type PhoneGallery, type PhoneShown, phoneFixtures } from './kit/phone-gallery.ts';
import { plantedPhones } from './kit/planted-phones.ts';

let browser: Browser;
let site: KioskSite;
const galleries = new Map<keyof typeof PHONE_SIZES, PhoneGallery>();

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), startKioskSite()]);
  for (const size of ['usual', 'small', 'zoomed'] as const) galleries.set(size, await openPhoneGallery(browser, site, size));
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const on = (size: keyof typeof PHONE_SIZES): PhoneGallery => galleries.get(size) as PhoneGallery;
const label = ({ name, mode, language }: PhoneShown) => `${name} ${mode} ${language}`;

/** Every sixth screen, in the next mode and the other language another one. `npm run prove -- kiosk` looks at every one in all of them. */
const EVERY = 6;

async function expectToHold(
  size: keyof typeof PHONE_SIZES,
  mode: PhoneShown['mode'],
  language: PhoneShown['language'],
  every: number,
) {
  const gallery = on(size);
  const turn =
    PHONE_MODES.indexOf(mode) + 3 * LANGUAGES.indexOf(language) + Object.keys({ usual: 0, small: 1, zoomed: 2 }).indexOf(size);
  const faults: string[] = [];
  for (const name of gallery.names.filter((_, index) => inSample(index + turn, every))) {
    const shown = { name, mode, language };
    await gallery.show(shown);
    faults.push(...(await gallery.check(shown)).map(({ rule, what }) => `${label(shown)}: ${rule}: ${what}`));
  }
  expect(faults).toEqual([]);
}

describe.each(PHONE_MODES)('every screen of the phone, %s', (mode) => {
  it.each(LANGUAGES)('a screen holds what a machine can judge on a phone of 360 × 740 (%s)', (language) =>
    expectToHold('usual', mode, language, EVERY),
  );

  it.each(LANGUAGES)('a screen holds what a machine can judge on a phone of 320 × 640 (%s)', (language) =>
    expectToHold('small', mode, language, 2 * EVERY),
  );
});

it.each(LANGUAGES)(
  'every screen of the phone that is twice as large is whole, and no wider than the phone (%s)',
  async (language) => {
    for (const mode of ['default', 'standard'] as const) await expectToHold('zoomed', mode, language, 2 * EVERY);
  },
);

/** Every sixth screen, each in one mode and language; `npm run prove -- kiosk` takes all in all of them. */
const AXE_EVERY = EVERY * PHONE_MODES.length * LANGUAGES.length;

it.each(PHONE_MODES.flatMap((mode) => LANGUAGES.map((language) => [mode, language] as const)))(
  'axe finds nothing on any screen of the phone (%s, %s)',
  async (mode, language) => {
    const gallery = on('usual');
    const turn = EVERY * (LANGUAGES.length * PHONE_MODES.indexOf(mode) + LANGUAGES.indexOf(language));
    const faults: string[] = [];
    for (const name of gallery.names.filter((_, index) => inSample(index + turn, AXE_EVERY))) {
      const shown = { name, mode, language };
      await gallery.show(shown);
      faults.push(...(await gallery.whole(() => axeOn(gallery))).map((violation) => `${label(shown)}: ${violation}`));
    }
    expect(faults).toEqual([]);
  },
);

it('the gallery shows every state of the phone by a name of its own, and the arrival, the fronts and the scenes are among them', () => {
  expect(on('usual').names).toEqual(phoneFixtures.map(({ name }) => name));
  expect(new Set(on('usual').names).size).toBe(phoneFixtures.length);
  for (const name of [
    'phone-number',
    'phone-code-wrong',
    'particulars',
    'settings',
    'who-is-this',
    'away',
    'home-soon',
    'pay-code',
  ])
    expect(on('usual').names).toContain(name);
});

it('no state of a phone is about a reader, a printer or whoever stands before a machine', () => {
  const ofMachine = phoneFixtures.filter(({ reading, printer, cardLies, helped, idle, practiceSecondsLeft, answers }) =>
    [reading, printer, cardLies, helped, idle, practiceSecondsLeft, answers.document].some((one) => one !== undefined),
  );
  expect(ofMachine.map(({ name }) => name)).toEqual([]);
});

it('a screen of the kiosk that is shown after one of the phone has its own sizes and words again', async () => {
  const gallery = on('usual');
  const { page } = gallery;
  const show = async (hash: string) => {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.waitForFunction((to) => document.documentElement.dataset.shown === to, hash);
    return page.evaluate(() => [
      document.documentElement.dataset.app,
      getComputedStyle(document.body).fontSize,
      document.body.textContent,
    ]);
  };
  const before = await show('#screen/home-soon/default/zh');
  const phone = await show('#phone/home-soon/default/zh');
  expect(phone.slice(0, 2)).toEqual(['phone', '20px']);
  expect(phone[2]).not.toBe(before[2]);
  expect(await show('#screen/home-soon/default/zh')).toEqual(before);
});

describe('a screen of a phone that is bad on purpose is found', () => {
  it.each(plantedPhones)('$rule: $bad', async ({ rule, screen, mode = 'default', language = 'zh', plant }) => {
    const gallery = on('usual');
    const shown = { name: screen, mode, language };
    await gallery.show({ ...shown, name: 'phone-code' });
    await gallery.show(shown);
    expect(await gallery.check(shown)).toEqual([]);
    await gallery.page.evaluate(plant);
    expect((await gallery.check(shown)).map((fault) => fault.rule)).toContain(rule);
  });
});
