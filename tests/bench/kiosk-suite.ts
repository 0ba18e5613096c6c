import type { Browser, CDPSession, Page } from 'playwright-core';
import { DISPLAY } from '../kiosk/kit/display-size.ts';
import { startKioskSite } from '../kiosk/kit/kiosk-site.ts';
import { launchChromium } from '../support/chromium.ts';
import { useAllCores } from './child.ts';
import { absolute, type Figure } from './figures.ts';
import { median } from './stats.ts';
import type { Bench } from './suite.ts';

/** The start screen may take this long with nothing cached. */
const START_SECONDS_MAX = 2;
const FRAMES_MIN = 58;
const SLOWED = 6;
const PRESSES = 20;
const FEEDBACK_MS_MAX = 100;

/**
 * Row 15: the start screen of the built kiosk, cold, on both cores; and what a finger sees on an old machine: frames a second while
 * buttons are pressed, and how long until a pressed one looks pressed, with the processor slowed six times (CDP).
 */
export async function kioskSuite({ rounds, wanted, say }: Bench): Promise<readonly Figure[]> {
  if (!wanted(15)) return [];
  useAllCores();
  const site = await startKioskSite();
  const starts: number[] = [];
  const rates: number[] = [];
  const feedbacks: number[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      say(`kiosk, round ${round} of ${rounds}`);
      const browser = await launchChromium();
      starts.push(await coldStart(browser, site.url));
      const pressed = await press(browser, site.url);
      rates.push(pressed.framesPerSecond);
      feedbacks.push(pressed.feedbackMs);
      await browser.close();
    }
  } finally {
    await site.stop();
  }
  return [
    absolute({
      row: 15,
      what: 'start screen of the kiosk, new profile, nothing cached',
      unit: 's',
      ours: median(starts),
      goal: { atMost: START_SECONDS_MAX },
    }),
    absolute({
      row: 15,
      what: `frames while buttons are pressed, processor slowed ${SLOWED} times`,
      unit: 'frames/s',
      ours: median(rates),
      goal: { atLeast: FRAMES_MIN },
    }),
    absolute({
      row: 15,
      what: `until a pressed button looks pressed, processor slowed ${SLOWED} times`,
      unit: 'ms',
      ours: median(feedbacks),
      goal: { atMost: FEEDBACK_MS_MAX },
    }),
  ];
}

/** Seconds from the navigation to the first question on the screen. */
async function coldStart(browser: Browser, url: string): Promise<number> {
  const page = await (await browser.newContext({ viewport: DISPLAY })).newPage();
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('h1') === null) return;
      watch.disconnect();
      requestAnimationFrame(() => Object.assign(globalThis, { shownAt: performance.now() }));
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await page.waitForFunction(() => 'shownAt' in globalThis);
  const shownAt = await page.evaluate(() => (globalThis as unknown as { shownAt: number }).shownAt);
  await page.context().close();
  return shownAt / 1000;
}

/** Presses the two languages by turns, sliding off each time so that nothing acts, and counts what is drawn meanwhile. */
async function press(browser: Browser, url: string): Promise<{ framesPerSecond: number; feedbackMs: number }> {
  const page = await (await browser.newContext({ viewport: DISPLAY })).newPage();
  await page.goto(url);
  await page.locator('.language-choice').first().waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const boxes = await Promise.all([0, 1].map((at) => page.locator('.language-choice').nth(at).boundingBox()));
  await startCounting(page);
  for (let count = 0; count < PRESSES; count += 1) {
    const box = boxes[count % 2];
    if (box) await pressAndSlideOff(page, cdp, box);
  }
  const counted = await page.evaluate(() => (globalThis as unknown as { counted: () => Counted }).counted());
  await page.context().close();
  return { framesPerSecond: counted.framesPerSecond, feedbackMs: median(counted.feedbacks) };
}

interface Counted {
  readonly framesPerSecond: number;
  readonly feedbacks: readonly number[];
}

async function startCounting(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const feedbacks: number[] = [];
    let pressedAt = 0;
    const frame = (at: number) => {
      frames.push(at);
      const active = document.querySelector('.language-choice:active');
      if (pressedAt > 0 && active !== null) {
        feedbacks.push(performance.now() - pressedAt);
        pressedAt = 0;
      }
      requestAnimationFrame(frame);
    };
    document.addEventListener('pointerdown', ({ timeStamp }) => {
      pressedAt = timeStamp;
    });
    requestAnimationFrame(frame);
    const counted = () => {
      const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000;
      return { framesPerSecond: (frames.length - 1) / seconds, feedbacks };
    };
    Object.assign(globalThis, { counted });
  });
}

async function pressAndSlideOff(
  page: Page,
  cdp: CDPSession,
  box: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number) =>
    cdp.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  await mouse('mousePressed', middle.x, middle.y);
  await page.waitForTimeout(60);
  await mouse('mouseMoved', 4, 4);
  await mouse('mouseReleased', 4, 4);
  await page.waitForTimeout(40);
}
