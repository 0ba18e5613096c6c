import type { Browser, Page } from 'playwright-core';
import { DISPLAY } from '../kiosk/kit/display-size.ts';
import { installPlainClock } from '../kiosk/kit/plain-clock.ts';

/** A finger on a new screen is ignored for this long. */
const GUARD_MS = 350;
const TABS_MAX = 60;

/** A real browser at a real kiosk: 21.5 inches upright. */
export interface RealKiosk {
  readonly page: Page;
  /** What went wrong in the page, and requests to anywhere else. */
  readonly complaints: string[];
  /** Presses what has these words: with a finger, or with Tab and Enter. */
  press(words: string): Promise<void>;
  sees(question: string): Promise<void>;
  /** Nobody touches anything for so long, in ms. */
  nobodyTouches(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** @param clock `own`: the page has the machine's own, and nobody can make time pass. `keeps-nothing`: a heap under it can be clean. */
export async function openKiosk(
  browser: Browser,
  city: { readonly origin: string },
  hands: 'touch' | 'keyboard',
  clock: 'own' | 'passes' | 'keeps-nothing' = 'passes',
): Promise<RealKiosk> {
  const context = await browser.newContext({ viewport: DISPLAY, hasTouch: hands === 'touch', locale: 'zh-CN' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(city.origin) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  // It goes as the machine's own does, until time is told to pass.
  if (clock === 'passes') await page.clock.install();
  const plain = clock === 'keeps-nothing' ? await installPlainClock(page, Date.now()) : undefined;
  await page.goto(`${city.origin}/kiosk/`);
  return {
    page,
    complaints,
    async press(words) {
      const button = page.getByRole('button', { name: words }).first();
      await button.waitFor();
      await page.waitForTimeout(GUARD_MS);
      if (hands === 'touch') await button.tap();
      else await tabTo(page, words);
    },
    async sees(question) {
      await page.getByRole('heading', { name: question }).first().waitFor({ timeout: 15_000 });
    },
    nobodyTouches: (milliseconds) => (plain ? plain.passes(milliseconds) : page.clock.runFor(milliseconds)),
    close: () => context.close(),
  };
}

/** Tab until the button is focused, then Enter: no pointer is used at all. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let count = 0; count < TABS_MAX; count += 1) {
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (focused.includes(words) && (await page.evaluate(() => document.activeElement?.tagName)) === 'BUTTON') {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${words}`);
}
