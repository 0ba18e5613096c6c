import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDeskFiles } from '../../bff/main/desk-files.ts';
import { systemClock } from '../../bff/platform/clock.ts';
import { allowEnrolment } from '../../bff/scenes/identity/devices.ts';
import { addStaff } from '../../bff/scenes/identity/staff.ts';
import { launchChromium } from '../support/chromium.ts';
import { openSqlite, type TestStore } from '../support/databases.ts';
import { HOSPITAL, startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import { axeOn } from './kit/gallery.ts';

const SIZE = { width: 1280, height: 800 } as const;
const LETTERS_MIN = 18;
/** Whoever is on duty stays so: each way has a clerk of its own. */
const NUMBERS = { zh: '2001', en: '2002' } as const;
const PIN = '246813';
/** Of nobody: valid, and with a birth date that a person may have. */
const PAPERS = { zh: '110101195001010025', en: '110101195203070042' } as const;

let browser: Browser;
let db: TestStore;
let gateway: TestGateway;
let server: ReturnType<typeof serve>;
let url: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  db = await openSqlite(systemClock);
  gateway = await startTestGateway({ store: db.store, clock: systemClock });
  expect(addDeskFiles(gateway.onedoor, 'dist/desk')).toBe(true);
  for (const hours of [24, 25, 48]) await gateway.openSlot(3, hours * 3_600_000);
  for (const number of Object.values(NUMBERS)) {
    const member = { hospitalId: HOSPITAL, number, name: '钱窗口', role: 'clerk', pin: PIN, requestId: 'req_test' } as const;
    await addStaff(gateway.onedoor.dependencies, member);
  }
  server = serve({ fetch: (request) => gateway.onedoor.app.fetch(request), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}/desk/`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  if (server && 'closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  await gateway?.stop();
  await db?.drop();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: SIZE });
  page = await context.newPage();
});

async function enrolmentCode(): Promise<string> {
  const place = { hospitalId: HOSPITAL, campusRef: 'main', floor: '1F', helpWindow: '2号窗口', micrometresPerPx: 248 };
  return (await allowEnrolment(gateway.onedoor.dependencies, { kind: 'desk', name: '服务台', ...place }, 'req_test')).code;
}

/** What does not fit, is too small, or has no focus that is seen. Runs inside the page. */
function faultsOf(lettersMin: number): string[] {
  const faults: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`wider than the screen: ${scrollWidth}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = (walker.currentNode.textContent ?? '').trim();
    if (words === '' || !element?.checkVisibility() || element.closest('script, noscript') !== null) continue;
    const { fontSize } = getComputedStyle(element);
    if (Number.parseFloat(fontSize) < lettersMin) faults.push(`small letters: ${words.slice(0, 20)} ${fontSize}`);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) faults.push(`words beside the screen: ${words.slice(0, 20)}`);
  }
  for (const button of document.querySelectorAll('button, input, select')) {
    if (button.checkVisibility() && button.scrollWidth > button.clientWidth + 1) faults.push(`cut off: ${button.textContent}`);
  }
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) faults.push('nothing has the focus');
  else if (getComputedStyle(activeElement).outlineStyle === 'none')
    faults.push(`the focus is not seen: ${activeElement.tagName}`);
  return faults;
}

const WORDS = {
  zh: {
    enrol: '先登记这台设备',
    signIn: '请登录',
    next: '下一位：输证件',
    unknown: '没有找到，登记一下',
    theirs: '这个人的挂号',
    department: '哪个科',
    query: 'guke',
    hospital: '哪家医院',
    day: '哪一天',
    time: '几点',
    check: '请核对，再挂号',
    booked: '挂好了。',
    sent: '已经送去打印',
    ask: '真的取消吗',
    cancelled: '取消了。',
    name: '李秀兰',
    day10: '今天和上岗',
    help: '转到窗口的求助',
    calls: '没有通知到的人',
    link: '两张证件是一个人',
    draft: '接着办：号码',
    locked: '已锁上，请输密码',
    elsewhere: '在另一个网页里打开了',
  },
  en: {
    enrol: 'Enrol this device first',
    signIn: 'Sign in',
    next: 'Next person: type the document',
    unknown: 'Not found: register them',
    theirs: 'Their appointments',
    department: 'which department',
    query: 'Orthopaedics',
    hospital: 'which hospital',
    day: 'Which day',
    time: 'what time',
    check: 'Check, then book',
    booked: 'It is booked.',
    sent: 'Sent to the printer',
    ask: 'Really cancel?',
    cancelled: 'It is cancelled.',
    name: 'Wang Xiaomei',
    day10: 'Today, and who is on duty',
    help: 'Help calls at the desk',
    calls: 'Nobody reached them',
    link: 'Two documents, one person',
    draft: 'Take up what was begun',
    locked: 'Locked: your PIN, please',
    elsewhere: 'was opened in another page',
  },
} as const;

describe('the page of a desk in a real browser', () => {
  it.each(['zh', 'en'] as const)(
    'a clerk needs no mouse: keys enrol, sign in, call, register, book, print, cancel and begin anew; every screen fits and axe finds nothing (%s)',
    async (language) => {
      const words = WORDS[language];
      const faults: string[] = [];
      const complaints: string[] = [];
      const looked: string[] = [];
      page.on('console', (message) => {
        // An answer that is a problem is told by the browser, too.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', ({ message }) => complaints.push(message));
      await page.addInitScript(() => {
        Object.assign(globalThis, { printed: [], pointed: 0 });
        globalThis.print = () => {
          (globalThis as unknown as { printed: string[] }).printed.push(document.querySelector('.sheet')?.textContent ?? '');
        };
        for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
          addEventListener(kind, () => Object.assign(globalThis, { pointed: 1 }), true);
      });
      const { keyboard } = page;
      const sees = (text: string) => page.getByText(text).and(page.locator(':visible')).first().waitFor();
      const look = async (state: string) => {
        looked.push(state);
        const found = [...(await page.evaluate(faultsOf, LETTERS_MIN)), ...(await axeOn({ page }))];
        faults.push(...found.map((fault) => `${state}: ${fault}`));
      };
      const show = async (text: string, state: string) => {
        await sees(text);
        await look(state);
      };
      /** From one thing to the next, as far as to what is so called. */
      const tabTo = async (selector: string) => {
        for (let presses = 0; presses < 40; presses += 1) {
          if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
          await keyboard.press('Tab');
        }
        throw new Error(`no Tab leads to ${selector}`);
      };
      await page.goto(url);
      await sees(WORDS.zh.enrol);
      if (language === 'en') await keyboard.press('F1');
      await show(words.enrol, 'enrol');
      await tabTo('input');
      await keyboard.type(await enrolmentCode());
      await keyboard.press('Enter');
      await show(words.signIn, 'sign-in');
      await tabTo('input[type=text]');
      await keyboard.type(NUMBERS[language]);
      await tabTo('input[type=password]');
      await keyboard.type(PIN);
      await keyboard.press('Enter');
      await show(words.next, 'off-duty');
      await keyboard.press('F12');
      await page.locator('.top .main').waitFor({ state: 'detached' });
      await keyboard.press('F5');
      await page.locator('.queue .notice:not(:empty)').waitFor();
      await keyboard.press('F6');
      await page
        .locator('.waiting li', { hasText: language === 'zh' ? '优先' : 'priority' })
        .first()
        .waitFor();
      await keyboard.press('F2');
      await page.locator('.now:not(.now-nobody)').waitFor();
      await look('called');
      await tabTo('.parts input');
      await keyboard.type(`${PAPERS[language].slice(0, 17)}9`);
      await keyboard.press('Enter');
      await page.locator('.trouble:not(:empty)').waitFor();
      await look('a wrong digit');
      await keyboard.press('Backspace');
      await keyboard.type(PAPERS[language].slice(17));
      await keyboard.press('Enter');
      await sees(words.unknown);
      await page.locator('.consent').waitFor();
      await look('register');
      await tabTo('.parts input[type=text]');
      await keyboard.type(words.name);
      await tabTo('.parts input[type=checkbox]');
      await keyboard.press('Space');
      await keyboard.press('Enter');
      await show(words.theirs, 'registered');
      await keyboard.press('Alt+b');
      await show(words.department, 'department');
      await tabTo('.parts input');
      await keyboard.type(words.query);
      await keyboard.press('Enter');
      await page.locator('.choices button').first().waitFor();
      await look('departments');
      await keyboard.press('Alt+1');
      await show(words.hospital, 'hospital');
      await keyboard.press('Alt+1');
      await sees(words.day);
      await page.locator('.choices button').first().waitFor();
      await look('day');
      await keyboard.press('Alt+1');
      await show(words.time, 'time');
      await keyboard.press('Alt+1');
      await show(words.check, 'check');
      await keyboard.press('Alt+y');
      await show(words.booked, 'booked');
      await keyboard.press('Alt+p');
      await show(words.sent, 'printed');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.slip').isVisible()).toBe(true);
      expect(await page.locator('#desk').isVisible()).toBe(false);
      await page.emulateMedia({ media: 'screen' });
      await keyboard.press('Alt+c');
      await show(words.ask, 'cancel?');
      await keyboard.press('Alt+y');
      await show(words.cancelled, 'cancelled');
      await keyboard.press('Escape');
      await sees(words.theirs);
      await keyboard.press('Alt+l');
      await show(words.link, 'link');
      await keyboard.press('Escape');
      await sees(words.theirs);
      await keyboard.press('Alt+t');
      await show(words.draft, 'draft');
      await keyboard.press('F8');
      await show(words.help, 'help calls');
      await keyboard.press('F9');
      await show(words.calls, 'calls to make');
      await keyboard.press('F10');
      await sees(words.day10);
      await page.locator('table').waitFor();
      await look('day');
      await keyboard.press('Alt+x');
      await keyboard.press('F7');
      await keyboard.press('Alt+x');
      await sees(words.next);
      // Whoever walks away locks it; their PIN opens it.
      await keyboard.press('Alt+k');
      await sees(words.locked);
      await tabTo('input[type=password]');
      await keyboard.type(PIN);
      await keyboard.press('Enter');
      await show(words.next, 'next person');
      expect(await page.locator('body').textContent()).not.toMatch(/李|骨科|Orthopaedics|W\*/);
      const { printed, pointed } = await page.evaluate(() => {
        const told = globalThis as unknown as { readonly printed: string[]; readonly pointed: number };
        return { printed: told.printed, pointed: told.pointed };
      });
      expect(printed).toHaveLength(1);
      expect(printed[0]).toContain('骨科');
      expect(pointed).toBe(0);
      expect(complaints).toEqual([]);
      expect(faults).toEqual([]);
      // Of two pages of one browser the one that was opened last is the desk, and the other one shows nobody.
      const second = await context.newPage();
      await second.goto(url);
      await show(words.elsewhere, 'open elsewhere');
      expect(faults).toEqual([]);
      await keyboard.press('Alt+y');
      await sees(WORDS.zh.signIn);
      await second.getByText(WORDS.zh.elsewhere).waitFor();
      expect(looked).toHaveLength(24);
      await context.close();
    },
  );
});
