import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { paths } from '../../bff/contract/paths.ts';
import { makePeople } from '../../fixtures/people/people.ts';
import { type Sounded, writeName } from '../kiosk/kit/name-keys.ts';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept } from '../support/everything-kept.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { identify, identifyAgain, OF_THIS_HOSPITAL, toDepartment, WORDS, type Words } from './visit.ts';

let browser: Browser;
let city: RealCity;
let kiosk: RealKiosk | undefined;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(async () => {
  await kiosk?.close();
  await city.takeAway();
  await city.setPrinter('ready');
});

const people = makePeople({ seed: 1, today: new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10) });
const person = (id: string) => people.find((one) => one.id === id) ?? people[0];
const rows = <Row>(sql: string) => {
  const db = new Database(city.databaseFile, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
};

/** A department that this hospital has not, and the first hospital that has it, by its name. @returns that name. */
async function toAnotherHouse(at: RealKiosk, words: Words): Promise<string> {
  await toDepartment(at, words);
  await at.sees(words.notHere);
  const open = at.page.locator('.choice:not(.choice-closed) .choice-title').first();
  const house = (await open.textContent()) ?? '';
  await at.press(house);
  return house;
}

/** Takes the first half hour that is shown, to the slip. */
async function bookFirst(at: RealKiosk, words: Words): Promise<string> {
  await at.sees(words.times);
  await at.press(':00');
  await at.sees(words.check);
  await at.press(words.yesBook);
  await at.sees(words.booked);
  await at.page.locator('.slip-card').waitFor();
  return (await at.page.locator('main, body').first().textContent()) ?? '';
}

it('the kiosk books in Chinese by touch, from the first screen to a slip that anybody can check', {
  timeout: 60_000,
}, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  await identify(city, kiosk, WORDS.zh, 'person-07');
  await kiosk.press(WORDS.zh.book);
  const house = await toAnotherHouse(kiosk, WORDS.zh);
  const slip = await bookFirst(kiosk, WORDS.zh);
  expect(slip).toContain('李*');
  expect(slip).toContain(house);
  const [row] = rows<{ code: string }>('SELECT code FROM slip');
  const page = await (await fetch(`${city.origin}/slips?code=${row?.code}`)).text();
  expect(page).toContain('真实有效');
  expect(page).toContain('李*');
  expect(page).not.toContain('李伟');
  expect(kiosk.complaints).toEqual([]);
});

it('the kiosk books in English with the keyboard alone, with a foreigner’s card', { timeout: 90_000 }, async () => {
  kiosk = await openKiosk(browser, city, 'keyboard');
  await identify(city, kiosk, WORDS.en, 'person-30');
  await kiosk.press(WORDS.en.book);
  const house = await toAnotherHouse(kiosk, WORDS.en);
  const slip = await bookFirst(kiosk, WORDS.en);
  expect(slip).toContain(house);
  expect(slip).toContain(`${person('person-30')?.name[0]}***`);
  expect(kiosk.complaints).toEqual([]);
});

const CHILDS_NAME: readonly Sounded[] = [
  ['李', ''],
  ['小', 'xiao'],
  ['雨', 'yu'],
];

it('the kiosk books for a child whom its guardian registers', { timeout: 90_000 }, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  await identify(city, kiosk, WORDS.zh, 'person-08');
  await kiosk.press('给孩子挂号');
  await kiosk.press('父亲或母亲');
  await kiosk.press('Z');
  await kiosk.page.keyboard.type('990000077');
  await kiosk.press('输好了');
  await kiosk.sees('孩子哪天出生');
  await kiosk.page.keyboard.type('20250131');
  await kiosk.press('输好了');
  await kiosk.press('女孩');
  const { page } = kiosk;
  await writeName({ page, passes: (milliseconds) => page.waitForTimeout(milliseconds) }, CHILDS_NAME);
  await kiosk.press('输好了');
  await kiosk.press(WORDS.zh.agree);
  await kiosk.press('同意用于孩子看病');
  await toAnotherHouse(kiosk, WORDS.zh);
  expect(await bookFirst(kiosk, WORDS.zh)).toContain('李*雨');
  expect(rows('SELECT relationship FROM proxy')).toEqual([{ relationship: 'parent' }]);
  expect(kiosk.complaints).toEqual([]);
});

it('the kiosk shows a rare character of a name as itself, to the voice and on paper too', { timeout: 60_000 }, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  await identify(city, kiosk, WORDS.zh, 'person-10');
  await kiosk.press(WORDS.zh.book);
  await toAnotherHouse(kiosk, WORDS.zh);
  expect(await bookFirst(kiosk, WORDS.zh)).toContain('𠮷*雨');
  expect(await looksLike(kiosk, '𠮷')).not.toEqual(await looksLike(kiosk, '\u{10FFFD}'));
  // What a screen reader or a voice would say.
  expect(await kiosk.page.locator('body').ariaSnapshot()).toContain('𠮷*雨');
  await kiosk.page.emulateMedia({ media: 'print' });
  expect(await kiosk.page.getByText('𠮷*雨').first().isVisible()).toBe(true);
});

it('the kiosk prints nothing while the printer has no paper, says where to go, books nothing more, and prints when there is paper', {
  timeout: 90_000,
}, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  const { page } = kiosk;
  await page.evaluate(() => {
    document.documentElement.dataset.pages = '0';
    window.print = () => {
      document.documentElement.dataset.pages = String(Number(document.documentElement.dataset.pages) + 1);
    };
  });
  const pages = () => page.locator('html').getAttribute('data-pages');
  await identify(city, kiosk, WORDS.zh, 'person-12');
  await kiosk.press(WORDS.zh.book);
  await toAnotherHouse(kiosk, WORDS.zh);
  await city.setPrinter('out-of-paper');
  await bookFirst(kiosk, WORDS.zh);
  const appointments = () => rows('SELECT id FROM appointment').length;
  const before = appointments();
  await page.getByRole('alert').getByText('没有纸了').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('3 号窗口');
  expect(await page.locator('.slip-card svg.qr').isVisible()).toBe(true);
  expect(await pages()).toBe('0');
  await city.setPrinter('ready');
  await kiosk.press('再打一次');
  await expect.poll(pages).toBe('1');
  // It said that it was ready, and then the page got stuck.
  await city.setPrinter('jam');
  await page.getByRole('alert').getByText('纸卡住了').waitFor();
  expect(await pages()).toBe('1');
  expect(appointments()).toBe(before);
  expect(kiosk.complaints).toEqual([]);
});

/** The pixels of a character in the page's own typeface. A character that no font has looks like every other such one. */
function looksLike(at: RealKiosk, character: string): Promise<string> {
  return at.page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    canvas.width = 80;
    canvas.height = 80;
    const pen = canvas.getContext('2d');
    if (!pen) return '';
    pen.font = `60px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText(text, 5, 65);
    return canvas.toDataURL();
  }, character);
}

const liveAppointments = () => rows<{ id: string }>('SELECT id FROM appointment WHERE live = 1').length;

it('a kiosk whose answer is lost on the way goes on with the same key: one booking here and at the hospital', {
  timeout: 60_000,
}, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  const keys: string[] = [];
  await kiosk.page.route('**/v1/appointments', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    keys.push((await request.headerValue('idempotency-key')) ?? '');
    if (keys.length > 1) return route.continue();
    const answer = await route.fetch({ headers: await request.allHeaders() });
    expect(answer.status()).toBe(201);
    return route.abort();
  });
  await identify(city, kiosk, WORDS.zh, 'person-13');
  await kiosk.press(WORDS.zh.book);
  await toDepartment(kiosk, WORDS.zh, OF_THIS_HOSPITAL);
  const before = { here: liveAppointments(), there: city.hospital.bookings() };
  await bookFirst(kiosk, WORDS.zh);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect({ here: liveAppointments(), there: city.hospital.bookings() }).toEqual({
    here: before.here + 1,
    there: before.there + 1,
  });
  expect(kiosk.complaints).toEqual([]);
});

it('a kiosk that loses its power while the hospital is silent: whoever comes back finds what is pending, and its half hour is not offered again', {
  timeout: 90_000,
}, async () => {
  const powered = await launchChromium();
  kiosk = await openKiosk(powered, city, 'touch');
  await identify(city, kiosk, WORDS.zh, 'person-14');
  await kiosk.press(WORDS.zh.book);
  await toDepartment(kiosk, WORDS.zh, OF_THIS_HOSPITAL);
  const before = { here: liveAppointments(), there: city.hospital.bookings() };
  await city.hospital.fault({ operation: 'book', fault: 'timeout-after-commit', times: 1 });
  await city.hospital.fault({ operation: 'find', fault: 'server-error-before-commit' });
  await kiosk.press(':00');
  await kiosk.sees(WORDS.zh.check);
  await kiosk.press(WORDS.zh.yesBook);
  await expect.poll(() => city.hospital.bookings()).toBe(before.there + 1);
  await cutPower(powered);
  await city.takeAway();

  // Another browser with another profile: neither the key of the request nor the session is anywhere.
  kiosk = await openKiosk(browser, city, 'touch');
  expect(await kiosk.page.context().cookies()).toEqual([]);
  await identifyAgain(city, kiosk, 'person-14');
  await kiosk.press('我的预约');
  await kiosk.page.getByRole('button', { name: '医院正在确认' }).waitFor();
  expect(await placesLeft()).toBe(0);
  await city.hospital.mend();
  await expect.poll(bookedIn).toBe('confirmed');
  expect({ here: liveAppointments(), there: city.hospital.bookings() }).toEqual({
    here: before.here + 1,
    there: before.there + 1,
  });
});

/** The state of the claim that was made last. */
function bookedIn(): string | undefined {
  return rows<{ state: string }>('SELECT state FROM claim ORDER BY created_at DESC LIMIT 1')[0]?.state;
}

/** What the gateway offers of the slot that was booked last. */
async function placesLeft(): Promise<number> {
  const slot = rows<{ id: string }>('SELECT slot_id AS id FROM claim ORDER BY created_at DESC LIMIT 1')[0]?.id;
  const answer = await fetch(`${city.origin}/v1/slots?hospital=linjiang-first&limit=50`);
  const { items } = (await answer.json()) as { readonly items: readonly { readonly id: string; readonly free: number }[] };
  return items.find(({ id }) => id === slot)?.free ?? 0;
}

/** The browser is gone at once, without a word to anybody. */
async function cutPower(powered: Browser): Promise<void> {
  const gone = new Promise((resolve) => powered.once('disconnected', resolve));
  const cdp = await powered.newBrowserCDPSession();
  cdp.send('Browser.crash').catch(() => undefined);
  await gone;
}

/** What a browser may keep. */
const SAME_FOR_EVERYBODY = /^\/kiosk\/assets\/|^\/v1\/(hospitals|departments|slots|privacy-notice|questionnaires)$/;

it('the kiosk leaves nothing of the person behind: not on the screen, in history, storage or caches, after Back or reload', {
  timeout: 90_000,
}, async () => {
  kiosk = await openKiosk(browser, city, 'touch');
  const kept: string[] = [];
  kiosk.page.on('response', (response) => {
    const { pathname, origin } = new URL(response.url());
    if (origin === city.origin && !SAME_FOR_EVERYBODY.test(pathname) && response.headers()['cache-control'] !== 'no-store')
      kept.push(pathname);
  });
  await identify(city, kiosk, WORDS.zh, 'person-09');
  await kiosk.press(WORDS.zh.book);
  await toAnotherHouse(kiosk, WORDS.zh);
  await bookFirst(kiosk, WORDS.zh);
  const codes = rows<{ code: string }>('SELECT code FROM slip').map(({ code }) => code);
  const [session] = (await kiosk.page.context().cookies(city.origin)).filter(({ name: cookie }) => cookie.startsWith('__Host-'));
  const withTheCookieAlone = async () => {
    const headers = { cookie: `${session?.name}=${session?.value}` };
    return (await fetch(`${city.origin}${paths.readMe.path}`, { headers })).status;
  };
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', expires: -1 });
  // Alone it is worth nothing, not even while the session lives: the device has to prove each request.
  expect(await withTheCookieAlone()).toBe(401);
  await kiosk.press('结束');
  await kiosk.page.getByRole('button', { name: WORDS.zh.start }).waitFor();
  expect(kept).toEqual([]);
  const { name = '', document } = person('person-09') ?? {};
  const canaries = [name, '刘*', document?.number ?? 'none', 'pat_', 'apt_', ...codes, ...codes.map((code) => code.slice(0, 5))];
  const expectClean = async (when: string) => {
    const kept = await everythingKept((kiosk as RealKiosk).page);
    expect(
      canaries.filter((canary) => kept.includes(canary)),
      when,
    ).toEqual([]);
  };
  await expectClean('at the end');
  await kiosk.page.goBack({ waitUntil: 'commit', timeout: 2_000 }).catch(() => null);
  await kiosk.page.waitForTimeout(300);
  await expectClean('after Back');
  await kiosk.page.goto(`${city.origin}/kiosk/`);
  await kiosk.page.reload();
  await expectClean('after reload');
  const cookies = await kiosk.page.context().cookies(city.origin);
  expect(cookies.filter(({ name: cookie }) => cookie.startsWith('__Host-'))).toEqual([]);
  expect(
    rows(
      'SELECT token_hash FROM session WHERE ended_at IS NULL AND expires_at > 0 AND patient_id IN (SELECT patient_id FROM session ORDER BY created_at DESC LIMIT 1)',
    ),
  ).toEqual([]);
});
