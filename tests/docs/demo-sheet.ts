import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startDemoProgram } from '../kiosk/kit/demo-program.ts';
import { openDemoTable, openDesk } from '../kiosk/kit/demo-table.ts';
import { lettersStand } from '../kiosk/kit/letters.ts';
import { launchChromium } from '../support/chromium.ts';
import { DEMO, drawPage, image, SHEETS, shoot } from './sheets.ts';

const SCALE = 0.75;

/** One picture of the table in each language: somebody has booked, and somebody waits for a hospital that is switched off. */
export async function writeDemoSheet(say: (line: string) => void): Promise<void> {
  const [browser, demo] = await Promise.all([launchChromium({ drawsWhole: true }), startDemoProgram()]);
  try {
    const pictures = [await booked(browser, demo.origin), await awaited(browser, demo.origin)];
    mkdirSync(SHEETS, { recursive: true });
    const rows = pictures.map((picture) => `<tr><td>${image(picture)}</td></tr>`).join('');
    writeFileSync(`${SHEETS}/${DEMO}.webp`, await drawPage(browser, `<table>${rows}</table>`));
    say(`the table of the demo in ${SHEETS}`);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function booked(browser: Browser, origin: string): Promise<Buffer> {
  const table = await openDemoTable(await openDesk(browser), origin);
  await table.toLastQuestion('李伟');
  await table.pressOnGlass('对，挂这个号');
  await table.part('出纸口').locator('.slip').waitFor();
  await table.kiosk.getByText('请拿好凭条').waitFor();
  await table.part('账本').getByText('李*').waitFor();
  const picture = await pictureOf(table.page);
  await table.press('拿走');
  await table.close();
  return picture;
}

async function awaited(browser: Browser, origin: string): Promise<Buffer> {
  const table = await openDemoTable(await openDesk(browser, 'en-GB'), origin);
  await table.toLastQuestion('田思齐');
  await table.press('switched off');
  await table.part('books').getByRole('tab', { name: 'away' }).waitFor();
  await table.pressOnGlass('对，挂这个号');
  await table.kiosk.getByRole('heading', { name: '医院正在确认' }).waitFor();
  await table.part('What just happened').getByText('Asks for the place').first().waitFor();
  const picture = await pictureOf(table.page);
  await table.close();
  return picture;
}

async function pictureOf(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await lettersStand(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  return shoot(page, { x: 0, y: 0, width, height }, SCALE, 'png');
}
