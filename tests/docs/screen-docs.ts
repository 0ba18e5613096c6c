import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { scenes } from '../../kiosk/apps/gallery/screen-fixtures.ts';
import { accessibilityPage, SCREEN_ITEMS, type Verdict, ZOOM_ITEMS } from '../kiosk/kit/accessibility-page.ts';
import { DISPLAY } from '../kiosk/kit/display-size.ts';
import { axeOn, type Gallery, isLow, LANGUAGES, MODES, openGallery, type Shown } from '../kiosk/kit/gallery.ts';
import { type KioskSite, startKioskSite } from '../kiosk/kit/kiosk-site.ts';
import { openPhoneGallery } from '../kiosk/kit/phone-gallery.ts';
import { launchChromium } from '../support/chromium.ts';
import { drawPhoneSheet } from './phone-sheet.ts';
import { drawPaper, drawSheet, PAPER, PHONE, SHEETS, shoot } from './sheets.ts';

/** Every picture by itself; the folder is not kept in git. */
const ALL = `${SHEETS}/all`;
const ALL_SCALE = 0.5;

/** The sheets, `docs/accessibility.md` and its evidence. Throws when something does not hold, after it was written down. */
export async function writeScreenDocs(say: (line: string) => void): Promise<void> {
  await inGallery(async (gallery, browser, site) => {
    mkdirSync(SHEETS, { recursive: true });
    for (const scene of scenes) writeFileSync(`${SHEETS}/${scene}.webp`, await drawSheet(browser, gallery, scene));
    writeFileSync(`${SHEETS}/${PAPER}.webp`, await drawPaper(browser, gallery));
    writeFileSync(`${SHEETS}/${PHONE}.webp`, await drawPhoneSheet(browser, await openPhoneGallery(browser, site, 'usual')));
    say(`${scenes.length + 2} sheets in ${SHEETS}`);
    const verdicts = await judge(gallery, browser, site, say);
    writeFileSync('docs/accessibility.md', accessibilityPage(verdicts));
    writeFileSync('docs/evidence/accessibility.json', `[\n${verdicts.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
    const fails = verdicts.flatMap(({ screen, mode, language, fails }) =>
      fails.map(({ item, what }) => `${screen} ${mode} ${language}: ${item} ${what}`),
    );
    say(`${verdicts.length} screens judged`);
    if (fails.length > 0) throw new Error(`does not hold:\n${fails.join('\n')}`);
  });
}

/** A picture of every state of every screen in each mode and language. */
export async function writeAllScreens(say: (line: string) => void): Promise<void> {
  await inGallery(async (gallery) => {
    rmSync(ALL, { recursive: true, force: true });
    for (const mode of MODES)
      for (const language of LANGUAGES) {
        const folder = `${ALL}/${mode}/${language}`;
        mkdirSync(folder, { recursive: true });
        for (const name of gallery.names.screen) {
          await gallery.show({ kind: 'screen', name, mode, language });
          writeFileSync(`${folder}/${name}.webp`, await shoot(gallery.page, { x: 0, y: 0, ...DISPLAY }, ALL_SCALE));
        }
        say(`${gallery.names.screen.length} pictures in ${folder}`);
      }
  });
}

async function inGallery(work: (gallery: Gallery, browser: Browser, site: KioskSite) => Promise<void>): Promise<void> {
  const [browser, site] = await Promise.all([launchChromium({ drawsWhole: true }), startKioskSite()]);
  try {
    await work(await openGallery(browser, site), browser, site);
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function judge(
  gallery: Gallery,
  browser: Browser,
  site: KioskSite,
  say: (line: string) => void,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const mode of MODES)
    for (const language of LANGUAGES) {
      for (const name of gallery.names.screen)
        verdicts.push(await verdictOn(gallery, { kind: 'screen', name, mode, language }, false));
      say(`${mode} ${language} judged`);
    }
  const zoomed = await openGallery(browser, site, { zoomed: true });
  for (const mode of ['default', 'standard'] as const)
    for (const language of LANGUAGES)
      for (const name of zoomed.names.screen)
        verdicts.push(await verdictOn(zoomed, { kind: 'screen', name, mode, language }, true));
  return verdicts;
}

async function verdictOn(at: Gallery, shown: Shown, zoomed: boolean): Promise<Verdict> {
  const { name: screen, mode, language } = shown;
  await at.show(shown);
  const { faults } = await at.check(shown);
  const fails = [...faults, ...(zoomed ? [] : (await axeOn(at)).map((what) => ({ item: 25, what })))];
  const troubled = await at.page.evaluate(() => document.querySelector('[role="alert"]') !== null);
  const judged = (zoomed ? [...ZOOM_ITEMS] : Object.keys(SCREEN_ITEMS).map(Number)).filter(
    (item) => (item !== 16 || isLow(mode)) && (item !== 17 || troubled),
  );
  const holds = judged.filter((item) => !fails.some((fault) => fault.item === item));
  return { screen, mode, language, zoomed, holds, fails };
}
