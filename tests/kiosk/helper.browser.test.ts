import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { helperPolicy } from '../../bff/main/helper-files.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeOn } from './kit/gallery.ts';
import { type HelperSite, startHelperSite, walkHelper } from './kit/helper-site.ts';
import { DIGITS, ENROLMENT_CODE, HALL_NOW, helpCall, NUMBER, PIN } from './kit/stand-in-hall.ts';

/** A small phone in a hand, and a tablet on its side, CSS pixels. */
const PHONE = { width: 360, height: 740 } as const;
const TABLET = { width: 1024, height: 768 } as const;
const LETTERS_MIN = 18;
const TARGET_MIN = 48;
/** Brotli, of JavaScript and styles together: a phone in a hall loads it once. */
const PAGE_MAX = 26_000;

let browser: Browser;
let site: HelperSite;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startHelperSite();
  context = await browser.newContext({ viewport: PHONE });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    // An answer that is a problem is told by the browser, too.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
});
afterEach(async () => {
  await context.close();
  await site.stop();
});

/** What is too small, too wide or cut off on what the page shows. Runs inside the page. */
function faultsOf([letters, target]: readonly [number, number]): string[] {
  const faults: string[] = [];
  const wordsOf = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 20);
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`wider than the screen: ${scrollWidth}`);
  for (const element of document.querySelectorAll('button, input, a')) {
    const { width, height, left, right } = element.getBoundingClientRect();
    if (Math.min(width, height) < target) faults.push(`small: ${wordsOf(element)} ${Math.round(width)}×${Math.round(height)}`);
    if (left < 0 || right > innerWidth) faults.push(`beside the screen: ${wordsOf(element)}`);
    if (element.scrollWidth > element.clientWidth + 1) faults.push(`cut off: ${wordsOf(element)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = (walker.currentNode.textContent ?? '').trim();
    if (words === '' || element === null || element.closest('script, noscript, .only-voice') !== null) continue;
    const { fontSize } = getComputedStyle(element);
    if (Number.parseFloat(fontSize) < letters) faults.push(`small letters: ${words.slice(0, 20)} ${fontSize}`);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) faults.push(`words beside the screen: ${words.slice(0, 20)}`);
  }
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  return faults;
}

describe.each([
  ['a phone', PHONE],
  ['a tablet', TABLET],
] as const)('the helper’s page on %s', (_, viewport) => {
  it.each(['zh', 'en'] as const)(
    'every screen of the helper’s page fits, with letters and targets that are large enough, and axe finds nothing (%s)',
    async (language) => {
      await page.setViewportSize(viewport);
      const faults: string[] = [];
      const seen: string[] = [];
      const look = async (state: string) => {
        seen.push(state);
        const found = [...(await page.evaluate(faultsOf, [LETTERS_MIN, TARGET_MIN] as const)), ...(await axeOn({ page }))];
        faults.push(...found.map((fault) => `${state}: ${fault}`));
      };
      await walkHelper(site, page, { language, look });
      expect(seen).toHaveLength(16);
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});

it('on a wide screen the step stands beside what can be pressed, on a phone above it', async () => {
  const placed: boolean[] = [];
  const look = async (state: string) => {
    if (state !== 'a step to fill') return;
    for (const viewport of [TABLET, PHONE]) {
      await page.setViewportSize(viewport);
      const [head, glass] = await page.evaluate(() =>
        ['.assist-head', '.assist-glass'].map((part) => document.querySelector(part)?.getBoundingClientRect().left ?? 0),
      );
      placed.push((head ?? 0) < (glass ?? 0));
    }
  };
  await walkHelper(site, page, { language: 'zh', look });
  expect(placed).toEqual([true, false]);
});

it('faults that are planted on the helper’s page are found', async () => {
  // By its properties: the page's own policy takes no style that is written into the markup.
  const plant = (size: string, width: string) =>
    page.evaluate(([fontSize, wide]) => Object.assign(document.body.style, { fontSize, width: wide }), [size, width] as const);
  await walkHelper(site, page, {
    language: 'zh',
    look: async (state) => {
      if (state !== 'calls') return;
      await plant('12px', '900px');
      const faults = (await page.evaluate(faultsOf, [LETTERS_MIN, TARGET_MIN] as const)).join();
      expect(faults).toMatch(/wider than the screen/);
      expect(faults).toMatch(/small letters/);
      await plant('', '');
    },
  });
});

it('a helper needs no pointer: keys enrol the device, sign in, come on duty and answer a call', async () => {
  const { hall, change } = site.gateway;
  hall.enrolled = false;
  await page.goto(site.url);
  await page.locator('h1').waitFor();
  /** From one thing to the next, as far as to what is so called. */
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    }
    throw new Error(`no Tab leads to ${selector}`);
  };
  await tabTo('input');
  await page.keyboard.type(ENROLMENT_CODE);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor();
  await tabTo('input:not([type=password])');
  await page.keyboard.type(NUMBER);
  await tabTo('input[type=password]');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await page.locator('.top-who').waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tabTo('.top .main');
  await page.keyboard.press('Enter');
  await page.locator('.top .main').waitFor({ state: 'detached' });
  change({ calls: [helpCall(1)] });
  await page.locator('.call .main').waitFor();
  await tabTo('.call .main');
  await page.keyboard.press('Enter');
  await page.locator('.call .row').waitFor();
  expect(hall.calls[0]?.mine).toBe(true);
});

it('the browser keeps of a helper nothing but the key of the device: a page that is loaded anew asks who is there', async () => {
  await walkHelper(site, page, { language: 'zh', look: async () => undefined });
  const kept = await page.evaluate(async () => ({
    stores: [localStorage.length, sessionStorage.length],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));
  expect(kept).toEqual({ stores: [0, 0], databases: ['onedoor-device'], caches: [] });
  site.gateway.change({ locked: false });
  await page.reload();
  await page.locator('input[type=password]').waitFor();
  expect(await page.textContent('body')).not.toContain('林志愿');
});

it('a passkey is made and signs in in a real browser, in the JSON of the contract', async () => {
  const inspector = await context.newCDPSession(page);
  await inspector.send('WebAuthn.enable');
  await inspector.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { gateway } = site;
  gateway.hall.enrolled = false;
  await page.goto(site.url);
  await page.locator('input').fill(ENROLMENT_CODE);
  await page.keyboard.press('Enter');
  await page.locator('input').nth(1).waitFor();
  await page.locator('input').nth(0).fill(NUMBER);
  await page.locator('input').nth(1).fill(PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '下次用指纹或面容登录' }).click();
  await page.getByText('好了，下次可以用').waitFor();
  const [made] = gateway.called('addPasskey');
  gateway.change({ locked: true });
  await page.getByRole('button', { name: '用指纹或面容' }).click();
  await expect.poll(() => gateway.called('openStaffSession').length).toBe(2);
  // What came in fitted the contract, or the hall had not taken it; and it is the same passkey.
  const bodies = gateway.called('openStaffSession').map(({ body }) => body as unknown);
  expect(bodies[1]).toMatchObject({ number: NUMBER, passkey: { id: (made?.body as { id?: unknown } | undefined)?.id } });
});

it('a browser that reads codes shows what to point at, and joins with what its camera sees', async () => {
  const call = helpCall(1, { answeredBy: '林志愿', mine: true });
  await page.addInitScript((code) => {
    class BarcodeDetector {
      detect = async () => [{ rawValue: code }];
    }
    const seen = document.createElement('canvas');
    // A camera gives one picture after the other.
    setInterval(() => seen.getContext('2d')?.fillRect(0, 0, 10, 10), 50);
    Object.assign(globalThis, { BarcodeDetector });
    navigator.mediaDevices.getUserMedia = async () => seen.captureStream();
  }, `${site.url}#join=${call.id}.${DIGITS}`);
  Object.assign(site.gateway.hall, { enrolled: false, onDuty: true, calls: [call] });
  await page.goto(site.url);
  await page.locator('input').fill(ENROLMENT_CODE);
  await page.keyboard.press('Enter');
  await page.locator('input').nth(1).waitFor();
  await page.locator('input').nth(0).fill(NUMBER);
  await page.locator('input').nth(1).fill(PIN);
  await page.keyboard.press('Enter');
  await page.locator('.call .main').click();
  await page.locator('svg.point-here').waitFor();
  const faults = [...(await page.evaluate(faultsOf, [LETTERS_MIN, TARGET_MIN] as const)), ...(await axeOn({ page }))];
  expect(faults).toEqual([]);
  await page.getByRole('button', { name: '打开相机' }).click();
  await page.getByRole('heading', { name: '等病人' }).waitFor();
  expect(site.gateway.called('joinAssistSession')[0]?.body).toEqual({ helpCallId: call.id, code: DIGITS });
});

it('the link of the glass leaves the address bar of a real browser, and its history, before anything else is asked', async () => {
  site.gateway.hall.enrolled = false;
  const length = await page.evaluate(() => history.length);
  await page.goto(`${site.url}#join=${helpCall(1).id}.428113`);
  await page.locator('h1').waitFor();
  expect(page.url()).toBe(site.url);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(length + 1);
  expect(site.gateway.called('joinAssistSession')).toEqual([]);
});

describe('what is loaded of the helper’s page', () => {
  const files = readdirSync('dist/helper/assets').map((name) => readFileSync(join('dist/helper/assets', name)));

  it('the helper’s page is small, and brings no schemas, no test and no typeface', () => {
    expect(files.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0)).toBeLessThan(PAGE_MAX);
    expect(files.map(String).join('\n')).not.toMatch(/ZodError|safeParse|localStorage|sessionStorage|vitest|font-face/);
  });

  it('the helper’s page reaches its gateway alone', () => {
    expect(helperPolicy()).toContain("default-src 'none'");
    expect(helperPolicy()).toContain("connect-src 'self';");
    const hosts = new Set(
      [
        ...files
          .map(String)
          .join('\n')
          .matchAll(/https?:\/\/([\w.-]+)/g),
      ].map(([, host]) => host),
    );
    for (const known of ['www.w3.org', 'gateway']) hosts.delete(known);
    expect([...hosts]).toEqual([]);
  });
});

it('how long somebody waits is told in the gateway’s time, also on a phone whose clock is wrong', async () => {
  await page.clock.install({ time: HALL_NOW + 9 * 60_000 });
  await walkHelper(site, page, {
    language: 'zh',
    look: async (state) => {
      if (state === 'calls') expect(await page.textContent('.calls')).toMatch(/等了 1分(钟|[0-3]?\d秒)/);
    },
  });
});
