import type { Browser, Page } from 'playwright-core';
import { screenFixtures } from '../kiosk/kit/all-scenes.ts';
import { DISPLAY } from '../kiosk/kit/display-size.ts';
import { type Gallery, SINGLE_MODES } from '../kiosk/kit/gallery.ts';
import { lettersStand } from '../kiosk/kit/letters.ts';

export const SHEETS = 'docs/screens';
/** The slip as a printer makes it, in both languages. */
export const PAPER = 'paper';
/** The table of the demo, as `npm start` opens it. */
export const DEMO = 'demo';
/** The screens of somebody's own phone. */
export const PHONE = 'phone';

/** Small enough for several beside each other, and what is written on a screen can still be read. */
const SCALE = 0.36;
const QUALITY = 60;
const MARGIN = 16;

const PAPER_MM = 80;
const PAPER_MARGIN_MM = 4;
const PX_PER_MM = 96 / 25.4;

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is on the page within the clip, drawn at the scale. */
export async function shoot(page: Page, clip: Clip, scale: number, format: 'webp' | 'png' = 'webp'): Promise<Buffer> {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', {
    format,
    ...(format === 'webp' ? { quality: QUALITY } : {}),
    clip: { ...clip, scale },
    captureBeyondViewport: true,
  });
  await cdp.detach();
  return Buffer.from(data, 'base64');
}

/** One sheet for a scene: its telling states beside each other, a row for each switch by itself. */
export async function drawSheet(browser: Browser, gallery: Gallery, scene: string): Promise<Buffer> {
  const names = screenFixtures.filter((state) => state.scene === scene && state.telling).map(({ name }) => name);
  const rows: string[] = [];
  for (const mode of SINGLE_MODES) {
    const cells: string[] = [];
    for (const name of names) {
      await gallery.show({ kind: 'screen', name, mode, language: 'zh' });
      cells.push(`<td>${image(await shoot(gallery.page, { x: 0, y: 0, ...DISPLAY }, SCALE, 'png'))}</td>`);
    }
    rows.push(`<tr>${names.map((name) => `<th>${name}, ${mode}</th>`).join('')}</tr><tr>${cells.join('')}</tr>`);
  }
  return drawPage(browser, `<table>${rows.join('')}</table>`);
}

/** The slip of a half hour and of a number, on a roll of 80 mm, in Chinese and English. */
export async function drawPaper(browser: Browser, gallery: Gallery): Promise<Buffer> {
  const { page } = gallery;
  const slips: string[] = [];
  for (const language of ['zh', 'en'] as const)
    for (const name of ['booked', 'booked-number']) {
      await gallery.show({ kind: 'screen', name, mode: 'default', language });
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: Math.round((PAPER_MM - 2 * PAPER_MARGIN_MM) * PX_PER_MM), height: DISPLAY.height });
      await lettersStand(page);
      const clip = await page.locator('.slip').boundingBox();
      if (clip === null) throw new Error(`there is no slip on ${name}`);
      slips.push(`<td><div class="paper">${image(await shoot(page, clip, 1, 'png'))}</div></td>`);
      await page.emulateMedia({ media: null });
      await page.setViewportSize(DISPLAY);
    }
  return drawPage(browser, `<table><tr>${slips.join('')}</tr></table>`);
}

/** A picture as it stands on a page of pictures. */
export const image = (png: Buffer) => `<img src="data:image/png;base64,${png.toString('base64')}">`;

const STYLE = `
  body { margin: 0; width: max-content; background: #8a8a86; color: #fff; font: 20px sans-serif; }
  table { border-spacing: ${MARGIN}px; }
  td { padding: 0; vertical-align: top; }
  th { font-weight: 600; text-align: left; }
  img { display: block; }
  .paper { padding: ${PAPER_MARGIN_MM}mm; background: #fff; }
`;

/** A page of pictures, as one picture as large as what is on it. */
export async function drawPage(browser: Browser, html: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><style>${STYLE}</style>${html}`);
  await page.waitForFunction(() => [...document.images].every((one) => one.complete && one.naturalWidth > 0));
  const { width, height } = await page.evaluate(() => document.body.getBoundingClientRect());
  const drawn = await shoot(page, { x: 0, y: 0, width: Math.ceil(width), height: Math.ceil(height) }, 1);
  await page.close();
  return drawn;
}
