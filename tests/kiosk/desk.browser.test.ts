import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, codeFor, post } from '../support/test-people.ts';
import { DESK_PIN, DESK_SIZE, type DeskSite, openDeskSite, walkByKeys } from './kit/desk-in-browser.ts';

/** Whoever is on duty stays so: each way has a clerk of its own. */
const NUMBERS = { zh: '2001', en: '2002' } as const;
/** Of nobody: valid, and with a birth date that a person may have. */
const PAPERS = { zh: '110101195001010025', en: '110101195203070042' } as const;

/** Given by them at the desk. */
const PHONES = { zh: '13900000001', en: '13900000002' } as const;

let site: DeskSite;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  site = await openDeskSite();
  for (const hours of [24, 25, 48]) await site.gateway.openSlot(3, hours * 3_600_000);
  for (const number of Object.values(NUMBERS)) await site.addStaff(number, 'clerk');
});
afterAll(() => site?.stop());
beforeEach(async () => {
  context = await site.browser.newContext({ viewport: DESK_SIZE });
  page = await context.newPage();
});

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
    phone: '认手机：八位数字',
    noPhone: '没有找到：号码不对',
    same: '手机上也是这两个数字吗',
    bound: '认好了',
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
    phone: 'A phone of theirs: eight digits',
    noPhone: 'Not found: another code',
    same: 'Does the phone show the same two digits',
    bound: 'is their own phone',
    locked: 'Locked: your PIN, please',
    elsewhere: 'was opened in another page',
  },
} as const;

/** In their own hand: they open a session with a code, and want the phone to be their own. */
async function askBinding(phone: string): Promise<{ readonly code: string; readonly digits: string }> {
  const evidence = { kind: 'one-time-code', phone, code: await codeFor(site.gateway, phone) };
  const session = await post(site.gateway, '/v1/sessions', { evidence, carrier: 'bearer' });
  const asked = await post(site.gateway, '/v1/phone-bindings', {}, bearer(session));
  expect([session.status, asked.status]).toEqual([201, 201]);
  return { code: String(asked.body.code), digits: String(asked.body.digits) };
}

describe('the page of a desk in a real browser', () => {
  it.each(['zh', 'en'] as const)(
    'a clerk needs no mouse: keys enrol, sign in, call, register, book, print, cancel and begin anew; every screen fits and axe finds nothing (%s)',
    async (language) => {
      const words = WORDS[language];
      const { keyboard } = page;
      const { faults, complaints, looked, sees, look, show, tabTo, told } = await walkByKeys(page);
      await page.goto(site.url);
      await sees(WORDS.zh.enrol);
      if (language === 'en') await keyboard.press('F1');
      await show(words.enrol, 'enrol');
      await tabTo('input');
      await keyboard.type(await site.enrolmentCode());
      await keyboard.press('Enter');
      await show(words.signIn, 'sign-in');
      await tabTo('input[type=text]');
      await keyboard.type(NUMBERS[language]);
      await tabTo('input[type=password]');
      await keyboard.type(DESK_PIN);
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
      for (let field = 0; field < 3; field += 1) await keyboard.press('Tab');
      await keyboard.type(PHONES[language]);
      await tabTo('.parts input[type=checkbox]');
      await keyboard.press('Space');
      await keyboard.press('Enter');
      await show(words.theirs, 'registered');
      await keyboard.press('Alt+m');
      await show(words.phone, 'a phone of theirs');
      const onPhone = await askBinding(PHONES[language]);
      await tabTo('.parts input');
      await keyboard.type(onPhone.code === '00000000' ? '00000001' : '00000000');
      await keyboard.press('Enter');
      await show(words.noPhone, 'no such phone');
      await tabTo('.parts input');
      await keyboard.press('Control+a');
      await keyboard.type(onPhone.code);
      await keyboard.press('Enter');
      await show(words.same, 'the same digits?');
      expect(await page.locator('.compared').textContent()).toBe(onPhone.digits);
      await keyboard.press('Alt+y');
      await show(words.bound, 'a phone is bound');
      await keyboard.press('Escape');
      await sees(words.theirs);
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
      await keyboard.type(DESK_PIN);
      await keyboard.press('Enter');
      await show(words.next, 'next person');
      expect(await page.locator('body').textContent()).not.toMatch(/李|骨科|Orthopaedics|W\*/);
      const { printed, pointed } = await told();
      expect(printed).toHaveLength(1);
      expect(printed[0]).toContain('骨科');
      expect(pointed).toBe(0);
      expect(complaints).toEqual([]);
      expect(faults).toEqual([]);
      // Of two pages of one browser the one that was opened last is the desk, and the other one shows nobody.
      const second = await context.newPage();
      await second.goto(site.url);
      await show(words.elsewhere, 'open elsewhere');
      expect(faults).toEqual([]);
      await keyboard.press('Alt+y');
      await sees(WORDS.zh.signIn);
      await second.getByText(WORDS.zh.elsewhere).waitFor();
      expect(looked).toHaveLength(28);
      await context.close();
    },
  );
});
