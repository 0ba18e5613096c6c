import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { PHONE_SIZES } from '../kiosk/kit/display-size.ts';
import { startKioskSite } from '../kiosk/kit/kiosk-site.ts';
import { openPhoneGallery, type PhoneGallery, type PhoneShown, phoneFixtures } from '../kiosk/kit/phone-gallery.ts';
import { launchChromium } from '../support/chromium.ts';
import { drawPage, image, PHONE, SHEETS, shoot } from './sheets.ts';

const SCALE = 0.4;
const IN_A_ROW = 14;

/** Each mode in Chinese, and both sizes of letters in English. */
const ROWS: readonly Omit<PhoneShown, 'name'>[] = [
  { mode: 'default', language: 'zh' },
  { mode: 'standard', language: 'zh' },
  { mode: 'high-contrast', language: 'zh' },
  { mode: 'standard-high-contrast', language: 'zh' },
  { mode: 'default', language: 'en' },
  { mode: 'standard', language: 'en' },
];

const OWN = ['sign-in', 'registration', 'shell'];

/** What tells most: of what is a phone's own all that is telling, and of each scene that it shares with a kiosk the first. */
const names = phoneFixtures
  .filter(({ telling }) => telling === true)
  .filter(({ scene }, index, telling) => OWN.includes(scene) || telling.findIndex((one) => one.scene === scene) === index)
  .map(({ name }) => name);

/** The screens of a phone beside each other, in each mode. */
export async function drawPhoneSheet(browser: Browser, gallery: PhoneGallery): Promise<Buffer> {
  const rows: string[] = [];
  for (const { mode, language } of ROWS) {
    const cells: string[] = [];
    for (const name of names) {
      await gallery.show({ name, mode, language });
      const picture = await shoot(gallery.page, { x: 0, y: 0, ...PHONE_SIZES.usual }, SCALE, 'png');
      cells.push(`<td>${name}${image(picture)}</td>`);
    }
    rows.push(`<tr><th colspan="${IN_A_ROW}">${mode}, ${language}</th></tr>`);
    for (let at = 0; at < cells.length; at += IN_A_ROW) rows.push(`<tr>${cells.slice(at, at + IN_A_ROW).join('')}</tr>`);
  }
  return drawPage(browser, `<style>td { font-size: 12px; }</style><table>${rows.join('')}</table>`);
}

/** The sheet of the phone alone. */
export async function writePhoneSheet(say: (line: string) => void): Promise<void> {
  const [browser, site] = await Promise.all([launchChromium({ drawsWhole: true }), startKioskSite()]);
  try {
    writeFileSync(`${SHEETS}/${PHONE}.webp`, await drawPhoneSheet(browser, await openPhoneGallery(browser, site, 'usual')));
    say(`the screens of a phone in ${SHEETS}`);
  } finally {
    await browser.close();
    await site.stop();
  }
}
