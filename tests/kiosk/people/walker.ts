import type { Browser, Locator, Page } from 'playwright-core';
import { DISPLAY, FRAME_MS, GUARD_MS, ZOOMED } from '../kit/display-size.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import { lettersStand } from '../kit/letters.ts';
import { STAND_IN_NOW } from '../kit/stand-in-city.ts';

/** Somebody who walks through the kiosk in their own way. */
export interface Walker {
  readonly page: Page;
  /** What they could not bear, or what was not there for them. */
  readonly hurt: string[];
  /** Presses what has these words, as this person presses. */
  press(words: string): Promise<void>;
  /** Waits until the question stands there, and looks at it as this person looks. */
  sees(question: string): Promise<void>;
  /** Lets time pass in the page. */
  passes(milliseconds: number): Promise<void>;
  /** Whether there is something with these words to be pressed just now. */
  offers(words: string): Promise<boolean>;
  text(): Promise<string>;
  printed(): Promise<number>;
  close(): Promise<void>;
}

/** What a person adds to walking. */
export interface Habits {
  readonly zoomed?: boolean;
  readonly touch?: boolean;
  /** Presses the button that was found, in this person's way. */
  press(page: Page, button: Locator, words: string, passes: Walker['passes']): Promise<void>;
  /** What of a screen this person can not do with. */
  look?(page: Page, question: string): Promise<readonly string[]>;
}

/** What is waited for at the kiosk comes when it comes; what a planted page lacks never does. */
const WAIT_MS = 30_000;
const PLANTED_WAIT_MS = 3_000;

/** In front of the kiosk, or of a page that was planted instead of it. */
export async function walk(browser: Browser, site: KioskSite, habits: Habits, planted?: string): Promise<Walker> {
  const { zoomed = false, touch = true } = habits;
  const context = await browser.newContext({
    ...(zoomed ? ZOOMED : { viewport: DISPLAY }),
    hasTouch: touch,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(planted === undefined ? WAIT_MS : PLANTED_WAIT_MS);
  await page.clock.install({ time: STAND_IN_NOW });
  await page.addInitScript('window.printedPages = 0; window.print = () => { window.printedPages += 1; };');
  if (planted === undefined) await page.goto(site.url);
  else await page.setContent(planted);
  const hurt: string[] = [];
  const passes = (milliseconds: number) => page.clock.runFor(milliseconds);
  return {
    page,
    hurt,
    passes,
    async press(words) {
      const button = page.getByRole('button', { name: words }).first();
      await button.waitFor();
      await page.getByText(/正在查，请稍等/).waitFor({ state: 'detached' });
      // What the press before changed is drawn first: from then on the guard counts.
      await passes(FRAME_MS);
      await passes(GUARD_MS);
      await habits.press(page, button, words, passes);
    },
    async sees(question) {
      await page.getByRole('heading', { name: question }).first().waitFor();
      await passes(FRAME_MS);
      await page.getByText(/正在查，请稍等/).waitFor({ state: 'detached' });
      await lettersStand(page);
      hurt.push(...((await habits.look?.(page, question)) ?? []).map((what) => `${question}: ${what}`));
    },
    offers: (words) => page.getByRole('button', { name: words }).first().isVisible(),
    text: async () => (await page.locator('body').textContent()) ?? '',
    printed: () => page.evaluate(() => (window as unknown as { printedPages: number }).printedPages),
    close: () => context.close(),
  };
}
