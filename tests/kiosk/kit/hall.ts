import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DISPLAY, FRAME_MS, GUARD_MS, MM_PER_PX } from './display-size.ts';
import { wang } from './fake-bridge.ts';
import type { KioskSite } from './kiosk-site.ts';
import { lettersStand } from './letters.ts';
import { installPlainClock, type PageClock } from './plain-clock.ts';
import { type CheckOptions, checkScreen } from './screen-checks.ts';
import { STAND_IN_NOW } from './stand-in-city.ts';

/** How a context has to be made. */
export const HALL = { viewport: DISPLAY, locale: 'zh-CN', timezoneId: 'Europe/Lisbon' } as const;

export interface Hall {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests that left for somewhere else. */
  readonly foreign: string[];
  readonly complaints: string[];
  /** What is too small, too faint, too close or outside of the screen, on any screen that was seen. */
  readonly faults: string[];
  /** Taps what has these words, as soon as the guard lets a finger through. */
  tap(words: string): Promise<void>;
  /** Waits for the question. */
  sees(question: string): Promise<void>;
  /** Lets time pass in the page: all of its timers, its clock and its frames. */
  passes(milliseconds: number): Promise<void>;
  /** Of a hall that keeps nothing; see `PageClock`. */
  longestWait(): Promise<number>;
  close(): Promise<void>;
}

export interface HallOptions {
  readonly touch?: boolean;
  /** With a clock that keeps nothing of what ran under it, for whoever looks into the heap. */
  readonly keepsNothing?: boolean;
  /** A tab beside another one, of the same profile. */
  readonly beside?: BrowserContext;
}

export async function enterHall(browser: Browser, site: KioskSite, options: HallOptions = {}): Promise<Hall> {
  const { touch = true, keepsNothing = false } = options;
  const context = options.beside ?? (await browser.newContext({ ...HALL, hasTouch: touch }));
  const page = await context.newPage();
  // The gateway's morning, whatever the day is; it passes by itself and jumps when it is told to, so that nobody waits for a finger.
  const { passes, longestWait } = keepsNothing ? await installPlainClock(page, STAND_IN_NOW) : await installClock(page);
  const foreign: string[] = [];
  const complaints: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  // The browser notes every refusal of the gateway; refusals are part of the conversation.
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(site.url);
  const hall: Hall = {
    page,
    context,
    foreign,
    complaints,
    faults,
    async tap(words) {
      const target = page.getByRole('button', { name: words }).first();
      // The guard counts from the moment at which the question stands there, however long that took.
      await target.waitFor();
      await page.getByText(/正在查，请稍等|One moment, please/).waitFor({ state: 'detached' });
      await passes(GUARD_MS);
      await (touch ? target.tap() : target.click());
    },
    async sees(question) {
      await page.getByRole('heading', { name: question }).first().waitFor({ timeout: 25_000 });
      // What a screen does once it stands, it does after the next frame.
      await passes(FRAME_MS);
      await page.getByText(/正在查，请稍等|One moment, please/).waitFor({ state: 'detached' });
      await lettersStand(page);
      const language = (await page.evaluate(() => document.documentElement.lang)) === 'en' ? 'en' : 'zh';
      const options: CheckOptions = { language, mmPerPx: MM_PER_PX, pressed: true };
      faults.push(...(await page.evaluate(checkScreen, options)).map(({ item, what }) => `${question}: ${item} ${what}`));
    },
    passes,
    longestWait,
    close: () => context.close(),
  };
  return hall;
}

async function installClock(page: Page): Promise<PageClock> {
  await page.clock.install({ time: STAND_IN_NOW });
  return {
    passes: (milliseconds) => page.clock.runFor(milliseconds),
    longestWait: () => Promise.reject(new Error('this clock does not say what was waited for')),
  };
}

/** From the start to the home screen with the card of 王建国. */
export async function identify(hall: Hall, site: KioskSite, language: 'zh' | 'en' = 'zh'): Promise<void> {
  const words = {
    zh: { start: '中文', put: '请放证件', who: '对吗', yes: '对，是我' },
    en: {
      start: 'English',
      put: 'Put down your document',
      who: 'Are you',
      yes: 'Yes, that is me',
    },
  }[language];
  await askForDocument(hall, site, words);
  site.bridge.put({ kind: 'card', card: wang });
  await hall.sees(words.who);
  await hall.tap(words.yes);
  site.bridge.put({ kind: 'removed' });
}

/** From the start to the screen that asks for the document, whose own reading waits now: the one of the start has been stopped. */
export async function askForDocument(
  hall: Pick<Hall, 'tap' | 'sees'>,
  { bridge }: Pick<KioskSite, 'bridge'>,
  words = { start: '中文', put: '请放证件' },
): Promise<void> {
  await bridge.waits();
  const asked = bridge.timesAsked();
  await hall.tap(words.start);
  await hall.sees(words.put);
  await bridge.asked(asked + 1);
}
