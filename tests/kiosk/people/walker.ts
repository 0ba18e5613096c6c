import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { DISPLAY, FRAME_MS, GUARD_MS, PHONE_SIZES, ZOOMED } from '../kit/display-size.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import { lettersStand } from '../kit/letters.ts';
import { STAND_IN_NOW } from '../kit/stand-in-city.ts';

/** A person who is simulated: what they have with them, and how they press and look. */
export interface SimulatedPerson {
  readonly name: string;
  readonly document: boolean;
  habits(seed: number, site: KioskSite): Habits;
  /** What this person does first, once they stand there. */
  begin?(walker: Walker, site: KioskSite): Promise<void>;
  /** What is wrong with a journey that needs a document, once it is over. */
  end?(site: KioskSite): readonly string[];
}

/** Somebody who walks through the kiosk, or through the page of their own phone, in their own way. */
export interface Walker {
  readonly page: Page;
  /** What they could not bear, or what was not there for them. */
  readonly hurt: string[];
  /** Presses what has these words, as this person presses. */
  press(words: string): Promise<void>;
  /** Presses the field with this label, as this person presses, and types. */
  types(label: string, text: string): Promise<void>;
  /** Waits until the question stands there, and looks at it as this person looks. */
  sees(question: string): Promise<void>;
  /** Lets time pass in the page. */
  passes(milliseconds: number): Promise<void>;
  /** How much time was let pass altogether, ms. */
  passed(): number;
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

/** What a page is shown on, and the same to somebody who made everything twice as large. */
interface Glass {
  readonly usual: BrowserContextOptions;
  readonly zoomed: BrowserContextOptions;
}

export const KIOSK: Glass = { usual: { viewport: DISPLAY }, zoomed: ZOOMED };
export const PHONE: Glass = {
  usual: { viewport: PHONE_SIZES.usual, deviceScaleFactor: 2 },
  zoomed: { viewport: PHONE_SIZES.zoomed, deviceScaleFactor: 4 },
};

/** Where somebody stands: at a page by its address, or at one that was planted instead. */
export type Ground = { readonly glass: Glass } & ({ readonly url: string } | { readonly planted: string });

export async function walk(browser: Browser, ground: Ground, habits: Habits): Promise<Walker> {
  const { zoomed = false, touch = true } = habits;
  const context = await browser.newContext({
    ...(zoomed ? ground.glass.zoomed : ground.glass.usual),
    hasTouch: touch,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout('url' in ground ? WAIT_MS : PLANTED_WAIT_MS);
  await page.clock.install({ time: STAND_IN_NOW });
  await page.addInitScript('window.printedPages = 0; window.print = () => { window.printedPages += 1; };');
  if ('url' in ground) await page.goto(ground.url);
  else await page.setContent(ground.planted);
  const hurt: string[] = [];
  let passed = 0;
  const passes = async (milliseconds: number) => {
    passed += milliseconds;
    await page.clock.runFor(milliseconds);
  };
  const presses = async (target: Locator, words: string) => {
    await target.waitFor();
    await page.getByText(/正在查，请稍等/).waitFor({ state: 'detached' });
    // What the press before changed is drawn first: from then on the guard counts.
    await passes(FRAME_MS);
    await passes(GUARD_MS);
    await habits.press(page, target, words, passes);
  };
  return {
    page,
    hurt,
    passes,
    passed: () => passed,
    press: (words) => presses(named(page, words), words),
    async types(label, text) {
      const field = page.getByLabel(label, { exact: true });
      await presses(field, label);
      await field.and(page.locator(':focus')).waitFor();
      await page.keyboard.type(text);
    },
    async sees(question) {
      await page.getByRole('heading', { name: question }).first().waitFor();
      await passes(FRAME_MS);
      await page.getByText(/正在查，请稍等/).waitFor({ state: 'detached' });
      await lettersStand(page);
      hurt.push(...((await habits.look?.(page, question)) ?? []).map((what) => `${question}: ${what}`));
    },
    offers: (words) => named(page, words).isVisible(),
    text: async () => (await page.locator('body').textContent()) ?? '',
    printed: () => page.evaluate(() => (window as unknown as { printedPages: number }).printedPages),
    close: () => context.close(),
  };
}

/** The first thing with these words that can be pressed. */
function named(page: Page, words: string): Locator {
  return page
    .getByRole('button', { name: words })
    .or(page.getByRole('link', { name: words }))
    .first();
}
