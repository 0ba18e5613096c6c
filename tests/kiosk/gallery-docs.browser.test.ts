import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityPage, SCREEN_ITEMS, type Verdict, ZOOM_ITEMS } from './accessibility-page.ts';
import { axeOn, type Gallery, LANGUAGES, MODES, openGallery, type Shown } from './gallery.ts';
import { type KioskSite, startKioskSite } from './kiosk-site.ts';

const PAGE = 'docs/accessibility.md';
const SHOTS = 'docs/screens';
const SHEET = 'docs/screens/contact-sheet.webp';
const WRITING = process.env.ONEDOOR_WRITE_DOCS === '1';

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

async function verdictOn(at: Gallery, shown: Shown, zoomed: boolean): Promise<Verdict> {
  const { name: screen, mode, language } = shown;
  await at.show(shown);
  const { faults } = await at.check(shown);
  const fails = [...faults, ...(zoomed ? [] : (await axeOn(at)).map((what) => ({ item: 25, what })))];
  const troubled = await at.page.evaluate(() => document.querySelector('[role="alert"]') !== null);
  const judged = (zoomed ? [...ZOOM_ITEMS] : Object.keys(SCREEN_ITEMS).map(Number)).filter(
    (item) => (item !== 16 || mode === 'low-reach') && (item !== 17 || troubled),
  );
  const holds = judged.filter((item) => !fails.some((fault) => fault.item === item));
  return { screen, mode, language, zoomed, holds, fails };
}

/** Less than half as large as the glass: what is written on it can still be read, and the whole folder stays small. */
async function shoot(page: Page, path: string, width = 1080, height = 1920, scale = 0.4): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 55,
    clip: { x: 0, y: 0, width, height, scale },
    captureBeyondViewport: true,
  });
  writeFileSync(path, Buffer.from(data, 'base64'));
  await cdp.detach();
}

/** Every state of the default mode in Chinese beside each other, and below them one screen in each mode and language. */
async function writeContactSheet(names: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1480, height: 1000 } });
  const picture = (path: string) =>
    `<img width="176" src="data:image/webp;base64,${readFileSync(`${SHOTS}/${path}.webp`).toString('base64')}">`;
  const modes = MODES.flatMap((mode) => LANGUAGES.map((language) => picture(`${mode}/${language}/check`)));
  const all = names.map((name) => picture(`default/zh/${name}`));
  await page.setContent(
    `<body style="margin:0;padding:8px;display:flex;flex-wrap:wrap;gap:8px;background:#8a8a86">${[...modes, ...all].join('')}`,
  );
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await shoot(page, SHEET, 1480, height, 1);
  await page.close();
}

describe.runIf(WRITING)('the pages and pictures of the kiosk', () => {
  it('are written from what the checks find', { timeout: 900_000 }, async () => {
    for (const mode of MODES) rmSync(`${SHOTS}/${mode}`, { recursive: true, force: true });
    const verdicts: Verdict[] = [];
    for (const mode of MODES)
      for (const language of LANGUAGES) {
        mkdirSync(`${SHOTS}/${mode}/${language}`, { recursive: true });
        for (const name of gallery.names.screen) {
          verdicts.push(await verdictOn(gallery, { kind: 'screen', name, mode, language }, false));
          await shoot(gallery.page, `${SHOTS}/${mode}/${language}/${name}.webp`);
        }
      }
    const zoomed = await openGallery(browser, site, { zoomed: true });
    for (const mode of ['default', 'large'] as const)
      for (const language of LANGUAGES)
        for (const name of zoomed.names.screen)
          verdicts.push(await verdictOn(zoomed, { kind: 'screen', name, mode, language }, true));
    await writeContactSheet(gallery.names.screen);
    writeFileSync(PAGE, accessibilityPage(verdicts));
    writeFileSync('docs/evidence/accessibility.json', `[\n${verdicts.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
    expect(verdicts.flatMap(({ fails }) => fails)).toEqual([]);
  });
});

describe('what the docs say of the screens', () => {
  it('names every screen of the gallery, and nothing that does not hold', () => {
    const page = readFileSync(PAGE, 'utf8');
    const rows = [...page.matchAll(/^\| ([a-z0-9-]+) \| [✓✗–]/gm)].map(([, name]) => name);
    expect(rows).toEqual(gallery.names.screen);
    expect(page).not.toMatch(/\| ✗ /);
  });

  it('has a picture of each in every mode and language', () => {
    for (const mode of MODES)
      for (const language of LANGUAGES) {
        const pictures = readdirSync(`${SHOTS}/${mode}/${language}`).sort();
        expect(pictures).toEqual(gallery.names.screen.map((name) => `${name}.webp`).sort());
      }
  });
});
