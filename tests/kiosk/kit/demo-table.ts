import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { TAP_GUARD_MS } from './demo-program.ts';

/** A screen on a desk. */
const DESK = { width: 1440, height: 900 };
/** A little longer than the kiosk guards a new screen. */
const GUARD_MS = TAP_GUARD_MS + 50;

/** The demo's page, for somebody who has a mouse and nothing else. */
export interface DemoTable {
  readonly page: Page;
  readonly kiosk: FrameLocator;
  /** What went wrong in the page, and requests to anywhere else. */
  readonly complaints: string[];
  /** A part of the table, by its title. */
  part(title: string): Locator;
  /** Presses what has these words, beside the kiosk or on its glass. */
  press(words: string): Promise<void>;
  pressOnGlass(words: string): Promise<void>;
  pressAt(target: Locator): Promise<void>;
  /** From a card that is put down to the question whether to book, in a department that the kiosk's own hospital has. */
  toLastQuestion(name: string): Promise<void>;
  close(): Promise<void>;
}

/** What one presses on the glass, by its words. */
const TO_LAST_QUESTION = ['对，是我', '给自己挂号', '按科室名字', '神经内科', ':00'];

/** A browser on a desk; what it has read once it need not read again. */
export function openDesk(browser: Browser, locale = 'zh-CN'): Promise<BrowserContext> {
  return browser.newContext({ viewport: DESK, locale });
}

export async function openDemoTable(context: BrowserContext, origin: string): Promise<DemoTable> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(origin);
  const kiosk = page.frameLocator('iframe');
  const press = (words: string) => page.getByRole('button', { name: words }).first().click();
  const pressAt = async (target: Locator) => {
    await target.waitFor();
    await page.waitForTimeout(GUARD_MS);
    await target.click();
  };
  const pressOnGlass = (words: string) => pressAt(kiosk.getByRole('button', { name: words }).first());
  return {
    page,
    kiosk,
    complaints,
    press,
    pressOnGlass,
    pressAt,
    part: (title) => page.getByRole('region', { name: title }),
    async toLastQuestion(name) {
      await kiosk.getByRole('heading', { name: '放上身份证' }).waitFor();
      await press(name);
      for (const words of TO_LAST_QUESTION) await pressOnGlass(words);
    },
    close: () => page.close(),
  };
}
