import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenes } from '../../kiosk/apps/gallery/screen-fixtures.ts';
import { drawPhoneSheet } from '../docs/phone-sheet.ts';
import { DEMO, drawPaper, drawSheet, PAPER, PHONE, SHEETS } from '../docs/sheets.ts';
import { launchChromium } from '../support/chromium.ts';
import { inSample } from '../support/sampled.ts';
import { screenFixtures } from './kit/all-scenes.ts';
import { type Gallery, openGallery } from './kit/gallery.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { openPhoneGallery } from './kit/phone-gallery.ts';

const PICTURES_MAX = 60;
/** Of 255, between two pictures of one square: what a processor may round otherwise is far below, a changed word far above. */
const DIFFERENCE_MAX = 8;

describe('what the docs say of the screens', () => {
  it('docs/accessibility.md names every state of the gallery, and nothing that does not hold', () => {
    const page = readFileSync('docs/accessibility.md', 'utf8');
    const rows = [...page.matchAll(/^\| ([a-z0-9-]+) \| [✓✗–]/gm)].map(([, name]) => name);
    expect(rows).toEqual(screenFixtures.map(({ name }) => name));
    expect(page).not.toMatch(/\| ✗ /);
  });

  it('docs/screens has one sheet of pictures for each scene, one of paper, one of the demo, one of the phone, and few pictures in all', () => {
    const sheets = readdirSync(SHEETS).filter((name) => name !== 'all');
    expect(sheets.sort()).toEqual([...scenes, PAPER, DEMO, PHONE].map((name) => `${name}.webp`).sort());
    const pictures = (readdirSync('docs', { recursive: true, encoding: 'utf8' }) as string[]).filter(
      (path) => /\.(webp|png|jpe?g|gif|svg)$/.test(path) && !path.startsWith('screens/all/'),
    );
    expect(pictures.length).toBeLessThanOrEqual(PICTURES_MAX);
  });
});

describe.skipIf(process.env.ONEDOOR_CHROMIUM)('the sheets of pictures', () => {
  let browser: Browser;
  let site: KioskSite;
  let gallery: Gallery;
  let eye: Page;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium({ drawsWhole: true }), startKioskSite()]);
    gallery = await openGallery(browser, site);
    eye = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const kept = (name: string) => readFileSync(`${SHEETS}/${name}.webp`);

  // Every third one; `npm run prove -- kiosk` draws all of them.
  it.each(scenes.filter((_, at) => inSample(at, 3)))(
    'the sheet of %s shows what the gallery shows; npm run docs:screens draws them',
    async (scene) => {
      expect(await differenceOf(eye, kept(scene), await drawSheet(browser, gallery, scene))).toBeLessThan(DIFFERENCE_MAX);
    },
  );

  it('the sheet of paper shows the slip as it is printed', async () => {
    expect(await differenceOf(eye, kept(PAPER), await drawPaper(browser, gallery))).toBeLessThan(DIFFERENCE_MAX);
  });

  it('the sheet of the phone shows what the gallery shows of it', async () => {
    const phone = await openPhoneGallery(browser, site, 'usual');
    const drawn = await drawPhoneSheet(browser, phone);
    await phone.close();
    expect(await differenceOf(eye, kept(PHONE), drawn)).toBeLessThan(DIFFERENCE_MAX);
  });

  it('letters are told from others of another size, and from those on which one line of small words has moved', async () => {
    expect(await differenceOf(eye, kept('oversight'), kept(PAPER))).toBe(Number.POSITIVE_INFINITY);
    const moved = await openGallery(browser, site);
    await moved.page.addStyleTag({ content: '.header p, .header span { letter-spacing: 0.1em }' });
    const drawn = await drawSheet(browser, moved, 'oversight');
    await moved.close();
    expect(await differenceOf(eye, kept('oversight'), drawn)).toBeGreaterThan(2 * DIFFERENCE_MAX);
  });
});

/** How far two pictures are apart where they differ most: the mean of a square of 16 pixels, of 255. Infinite if they differ in size. */
async function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [left, right] = await Promise.all(
        pictures.map(async (base64) => {
          const image = new Image();
          image.src = `data:image/webp;base64,${base64}`;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (!left || !right) throw new Error('nothing can be drawn here');
      if (left.width !== right.width || left.height !== right.height) return Number.POSITIVE_INFINITY;
      const across = Math.ceil(left.width / 16);
      const sums = new Float64Array(across * Math.ceil(left.height / 16));
      for (let at = 0; at < left.data.length; at += 1) {
        const pixel = at >> 2;
        const square = Math.floor(Math.floor(pixel / left.width) / 16) * across + Math.floor((pixel % left.width) / 16);
        sums[square] = (sums[square] ?? 0) + Math.abs((left.data[at] ?? 0) - (right.data[at] ?? 0));
      }
      return Math.max(...sums) / (16 * 16 * 3);
    },
    [one.toString('base64'), other.toString('base64')],
  );
}
