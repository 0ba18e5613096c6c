import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makePeople, type Person } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { bookAt, HOME, NUMBER, openPhone, type PhonePage, tapOn } from './phone-page.ts';
import { type RealCity, startRealCity } from './real-city.ts';

let browser: Browser;
let city: RealCity;
let phone: PhonePage;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity({ known: true })]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(() => phone?.close());

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
/** Grown-ups with a resident's card and a phone, one for each journey. */
const grownUps = makePeople({ seed: 1, today }).filter(
  ({ birthDate, document, phone: number }) =>
    Number(birthDate.slice(0, 4)) < 1990 && document.type === 'resident-id' && number !== undefined,
);
let taken = 0;
function nextPerson(): Person {
  const person = grownUps[taken];
  taken += 1;
  if (person === undefined) throw new Error('there are no more people');
  return person;
}

const body = (page: Page) => page.locator('body').textContent();
const heading = (page: Page, name: string) => page.getByRole('heading', { name }).first();
const surname = ({ name }: Person) => `${[...name][0]}*`;
/** Somebody with another surname, which is what is seen of a name. */
function nextButNot(before: Person): Person {
  const person = nextPerson();
  return surname(person) === surname(before) ? nextButNot(before) : person;
}
/** How many slips the phone keeps. */
const slipsOn = (page: Page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'onedoor-slip')) return 0;
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const open = await answer(indexedDB.open('onedoor-slip'));
    try {
      return open.objectStoreNames.contains('sealed')
        ? await answer(open.transaction('sealed').objectStore('sealed').count())
        : 0;
    } finally {
      open.close();
    }
  });
/** Comes home more than a minute later, and waits until the slip of the next visit is kept. */
async function keepsSlip(): Promise<void> {
  await phone.page.clock.runFor(70_000);
  await phone.press('首页');
  await phone.sees(HOME);
  await expect.poll(() => slipsOn(phone.page)).toBe(1);
}

describe('two tabs of one phone', () => {
  it.each([
    ['a channel of the browser', undefined],
    ['the events of its storage', 'delete globalThis.BroadcastChannel'],
  ])(
    'when somebody signs out in one, the other puts them away at once, and is the next person’s when they sign in: by %s',
    async (_, lacks) => {
      phone = await openPhone(browser, city, lacks === undefined ? {} : { lacks });
      const first = nextPerson();
      const second = nextButNot(first);
      await phone.signIn(first);
      const other = await phone.context.newPage();
      await other.goto(`${city.origin}/phone/`);
      await heading(other, HOME).waitFor();
      await tapOn(other.getByRole('button', { name: '给自己挂号' }));
      await heading(other, '哪里不舒服').waitFor();
      await phone.press('退出登录');
      await phone.sees(NUMBER);
      await heading(other, NUMBER).waitFor();
      expect(await body(other)).not.toContain(surname(first));
      await phone.signIn(second);
      await heading(other, HOME).waitFor();
      expect(await body(other)).toContain(surname(second));
      expect(await body(other)).not.toContain(surname(first));
      expect(await phone.page.evaluate(() => Object.keys(localStorage))).not.toContain('onedoor-phone-who');
      expect(await phone.complaints()).toEqual([]);
    },
  );
});

describe('a phone whose session is ended elsewhere', () => {
  it('puts the person away within seconds where it follows their messages, and keeps no slip of theirs', async () => {
    phone = await openPhone(browser, city, { clock: true });
    const person = nextPerson();
    await phone.signIn(person);
    await bookAt(phone);
    await keepsSlip();
    const streams = phone.page.waitForResponse(
      (response) => response.headers()['content-type']?.includes('event-stream') ?? false,
    );
    await phone.press('给我的消息');
    await phone.sees('给您的消息');
    await streams;
    const elsewhere = await openPhone(browser, city);
    try {
      await elsewhere.signIn(person);
      const ended = await elsewhere.page.evaluate(
        async () =>
          (
            await fetch('/v1/sessions/end-others', {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{}',
            })
          ).status,
      );
      expect(ended).toBe(200);
    } finally {
      await elsewhere.close();
    }
    await phone.sees(NUMBER);
    expect(await body(phone.page)).not.toContain(surname(person));
    await expect.poll(() => slipsOn(phone.page)).toBe(0);
  });

  it('keeps no slip of theirs once it has heard, though it was closed meanwhile', async () => {
    phone = await openPhone(browser, city, { clock: true });
    await phone.signIn(nextPerson());
    await bookAt(phone);
    await keepsSlip();
    await phone.page.goto('about:blank');
    await phone.context.clearCookies();
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.sees(NUMBER);
    await expect.poll(() => slipsOn(phone.page)).toBe(0);
  });
});

/** A word's own key, where the word is missing. */
const KEY = /[a-z]+(\.[a-z-]+)+/;

it.each(['zh', 'en'])('the slip that a phone shows without a line says all that it says in words (%s)', async (language) => {
  phone = await openPhone(browser, city, { clock: true });
  // Everything that a slip may say.
  await phone.page.route('**/slip', async (route) => {
    const answered = await route.fetch();
    const slip = await answered.json();
    const there = { zh: '三楼分诊台', en: 'the desk on floor 3' };
    const more = { arriveMinutesEarly: 20, fasting: true, bring: [{ zh: '医保卡', en: 'insurance card' }] };
    await route.fulfill({ response: answered, json: { ...slip, ...more, place: { ...slip.place, reportTo: there } } });
  });
  await phone.signIn(nextPerson());
  await bookAt(phone);
  await keepsSlip();
  await expect
    .poll(() => phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state))
    .toBe('activated');
  await phone.page.evaluate(
    (kept) => localStorage.setItem('onedoor-phone-settings', JSON.stringify({ language: kept })),
    language,
  );
  await phone.context.setOffline(true);
  await phone.page.reload();
  await phone.sees(language === 'zh' ? '现在没有网' : 'No connection now');
  const said = (await phone.page.locator('main').textContent()) ?? '';
  expect(said).toContain(language === 'zh' ? '先到：三楼分诊台' : 'First go to: the desk on floor 3');
  expect(said).toContain('20');
  expect(said).not.toMatch(KEY);
});
