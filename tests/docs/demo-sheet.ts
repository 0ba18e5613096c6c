import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startDemoProgram } from '../kiosk/kit/demo-program.ts';
import { type DemoTable, openDemoTable, openDesk } from '../kiosk/kit/demo-table.ts';
import { lettersStand } from '../kiosk/kit/letters.ts';
import { launchChromium } from '../support/chromium.ts';
import { DEMO, drawPage, image, SHEETS, shoot } from './sheets.ts';

const SCALE = 0.75;

/** Pictures of the table: somebody has booked, somebody is helped, and, in English, somebody waits for a hospital that is switched off. */
export async function writeDemoSheet(say: (line: string) => void): Promise<void> {
  const [browser, demo] = await Promise.all([launchChromium({ drawsWhole: true }), startDemoProgram()]);
  try {
    const pictures = [
      await booked(browser, demo.origin),
      await helped(browser, demo.origin),
      await awaited(browser, demo.origin),
    ];
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
  const table = await openLentTable(browser, origin);
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

async function helped(browser: Browser, origin: string): Promise<Buffer> {
  const table = await openLentTable(browser, origin);
  await table.comeOnDuty();
  await table.press('彭思齐');
  await table.pressOnGlass('对，是我');
  await table.pressOnGlass('找人帮忙');
  await table.pressOnPhone('我这就去');
  await table.pressOnPhone('我到了，帮着按屏幕');
  await table.phone.locator('input').waitFor();
  await table.typeOnPhone();
  await table.pressOnPhone('帮这个人');
  await table.pressOnGlass('行，请帮我');
  await table.pressOnPhone('替他选：给自己挂号');
  await table.kiosk.getByText('帮您选了：给自己挂号').waitFor();
  await table.part('刚才发生了什么').getByText('等本人确认').waitFor();
  const picture = await pictureOf(table.page);
  await table.press('拿走');
  await table.close();
  return picture;
}

/** The phone has no typeface of its own, and the machine that draws has none for it: the picture lends it those of the table. */
async function openLentTable(browser: Browser, origin: string, locale = 'zh-CN'): Promise<DemoTable> {
  const table = await openDemoTable(await openDesk(browser, { locale, bypassCSP: true }), origin);
  await lendLetters(table.page);
  return table;
}

async function lendLetters(page: Page): Promise<void> {
  await page.frameLocator('.phone .handset iframe').locator('h1').waitFor();
  await page.evaluate(async () => {
    const faces = [...document.styleSheets].flatMap(({ href, cssRules }) =>
      [...cssRules].flatMap((rule) =>
        rule instanceof CSSFontFaceRule
          ? [rule.cssText.replace(/url\("([^"]+)"\)/g, (_, path: string) => `url("${new URL(path, href ?? undefined)}")`)]
          : [],
      ),
    );
    const phone = document.querySelector<HTMLIFrameElement>('.phone .handset iframe')?.contentDocument;
    if (!phone) throw new Error('there is no phone on the table');
    const style = phone.createElement('style');
    style.textContent = `${faces.join('\n')} html { font-family: "Bundled Noto Sans SC"; } button, input { font-family: inherit; }`;
    phone.head.append(style);
    phone.body.getBoundingClientRect();
    await phone.fonts.ready;
  });
}

async function awaited(browser: Browser, origin: string): Promise<Buffer> {
  const table = await openLentTable(browser, origin, 'en-GB');
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
