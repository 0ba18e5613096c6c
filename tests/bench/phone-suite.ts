import type { Browser, Page } from 'playwright-core';
import { GUARD_MS, PHONE_SIZES } from '../kiosk/kit/display-size.ts';
import { type KioskSite, startKioskSite } from '../kiosk/kit/kiosk-site.ts';
import { STAND_IN_NOW } from '../kiosk/kit/stand-in-city.ts';
import { launchChromium } from '../support/chromium.ts';
import { makeOld, SLOWED, withOwnType } from '../support/old-phone.ts';
import { useAllCores } from './child.ts';
import { absolute, type Figure } from './figures.ts';
import { firstLoadOfPhone } from './first-load.ts';
import { alternate, median } from './stats.ts';
import type { Bench } from './suite.ts';

/** Number of the goal. */
const ROW = 21;
const NUMBER = '请输入手机号';
const CODE = '请输入短信里的六位数字';
const HOME = '今天办什么';
/** What is pressed, and what stands there then: from home to "booked". */
const TO_BOOKED: readonly (readonly [string | RegExp, string])[] = [
  ['给自己挂号', '哪里不舒服'],
  ['腰、腿、关节', '看哪个科'],
  ['骨科', '去哪家医院'],
  ['临江市第一人民医院', '哪天几点来'],
  [/^\d+:\d\d–/, '请核对'],
  ['对，挂这个号', '挂好了'],
];
const STEP_MS_MAX = 120_000;

interface Walked {
  readonly firstQuestionSeconds: number;
  readonly bookedSeconds: number;
}

/**
 * Row 21: the bytes until the first question of a phone; and how long it takes, in a new browser, from opening the page to "booked", by
 * somebody who presses as soon as a press on a new screen counts: on a fast machine and line, and as on an old phone at the end of a bad one.
 * The gateway is a scripted one that answers at once: the time is the page's and the line's.
 */
export async function phoneSuite({ rounds, wanted, say }: Bench): Promise<readonly Figure[]> {
  if (!wanted(ROW)) return [];
  useAllCores();
  const walk = (old: boolean) => async (round: number) => {
    say(`phone, round ${round + 1} of ${rounds}${old ? ', slowed' : ''}`);
    return toBooked(old);
  };
  const { ours: slowed, reference: free } = await alternate(rounds, walk(true), walk(false));
  const seconds = (what: string, walks: readonly Walked[], of: keyof Walked) =>
    absolute({ row: ROW, what, unit: 's', ours: median(walks.map((walked) => walked[of])) });
  const onOld = `the same, processor slowed ${SLOWED} times, bad 3G`;
  return [
    ...firstLoadOfPhone(),
    seconds('until the first question stands', free, 'firstQuestionSeconds'),
    seconds(onOld, slowed, 'firstQuestionSeconds'),
    seconds('from opening the page to “booked”, sign-in and six screens', free, 'bookedSeconds'),
    seconds(onOld, slowed, 'bookedSeconds'),
  ];
}

/** A browser and a city that nobody has used before. */
async function toBooked(old: boolean): Promise<Walked> {
  const site = await startKioskSite({ packed: true });
  site.gateway.script.sessions = true;
  const browser = await launchChromium();
  try {
    return await timed(browser, site, old);
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function timed(browser: Browser, site: KioskSite, old: boolean): Promise<Walked> {
  const context = await browser.newContext({ viewport: PHONE_SIZES.usual, hasTouch: true, isMobile: true, locale: 'zh-CN' });
  context.setDefaultTimeout(STEP_MS_MAX);
  const page = await context.newPage();
  // The scripted city has its slots on a day of its own; timers go as they go.
  await page.clock.setFixedTime(STAND_IN_NOW);
  const cdp = await context.newCDPSession(page);
  await withOwnType(cdp);
  if (old) await makeOld(cdp);
  const from = performance.now();
  const secondsSince = () => (performance.now() - from) / 1000;
  await page.goto(site.phoneUrl, { waitUntil: 'commit' });
  await sees(page, NUMBER);
  const firstQuestionSeconds = secondsSince();
  await page.getByLabel('手机号', { exact: true }).fill('13800000000');
  await press(page, '发短信给我', CODE);
  await page.getByLabel('六位数字', { exact: true }).fill('481209');
  await sees(page, HOME);
  for (const [words, question] of TO_BOOKED) await press(page, words, question);
  return { firstQuestionSeconds, bookedSeconds: secondsSince() };
}

async function press(page: Page, words: string | RegExp, question: string): Promise<void> {
  const button = page.getByRole('button', { name: words }).first();
  await button.waitFor();
  // A tap on what has only just come is ignored.
  await page.waitForTimeout(GUARD_MS);
  await button.tap();
  await sees(page, question);
}

async function sees(page: Page, question: string): Promise<void> {
  await page.getByRole('heading', { name: question }).first().waitFor();
}
