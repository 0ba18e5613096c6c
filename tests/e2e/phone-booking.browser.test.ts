import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { makePeople, type Person } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { FULL } from '../support/sampled.ts';
import { bookAt, HOME, HOUSE, openPhone, type PhonePage, toCheck } from './phone-page.ts';
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
beforeEach(() => city.hospital.mend());
afterEach(() => phone?.close());

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
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

interface Claimed {
  readonly state: string;
  readonly live: number;
}

/** Every booking of the gateway, by its own database; the hospital's are in `city.hospital`. */
function claimed(): readonly Claimed[] {
  const database = new Database(city.databaseFile, { readonly: true });
  try {
    return database
      .prepare('SELECT c.state AS state, a.live AS live FROM claim c JOIN appointment a ON a.id = c.appointment_id')
      .all() as Claimed[];
  } finally {
    database.close();
  }
}
const live = () => claimed().filter((one) => one.live === 1).length;
const both = () => ({ here: live(), there: city.hospital.standingBookings() });
const oneMore = ({ here, there }: ReturnType<typeof both>) => ({ here: here + 1, there: there + 1 });

it('a phone books, shows the slip with its code, offers to tell the doctor, finds the booking among its own, and cancels it at the hospital', async () => {
  phone = await openPhone(browser, city);
  await phone.signIn(nextPerson());
  const before = both();
  await bookAt(phone);
  expect(await phone.page.locator('.slip-card svg.qr').isVisible()).toBe(true);
  await phone.page.getByRole('button', { name: '想先跟医生说说' }).waitFor();
  expect(both()).toEqual(oneMore(before));
  await phone.press('首页');
  await phone.press('我的预约');
  await phone.press(HOUSE);
  await phone.press('取消这个预约');
  await phone.press('是，取消预约');
  await phone.sees('已经取消了');
  await expect.poll(both).toEqual(before);
  expect(await phone.complaints()).toEqual([]);
});

it.each([
  ['before the request has left the phone', false],
  ['after the hospital has the booking, before the answer is back', true],
])(
  'where the line is lost %s, the phone says so, goes on by itself with the same key, and there is one booking',
  async (_, arrives) => {
    phone = await openPhone(browser, city);
    await phone.signIn(nextPerson());
    await toCheck(phone);
    const before = both();
    const keys: string[] = [];
    await phone.page.route('**/v1/appointments', async (route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      keys.push((await request.headerValue('idempotency-key')) ?? '');
      if (keys.length > 1) return route.continue();
      if (arrives) await route.fetch({ headers: await request.allHeaders() });
      await phone.line(false);
      return route.abort('internetdisconnected');
    });
    await phone.press('对，挂这个号');
    await phone.sees('暂时连不上');
    expect(city.hospital.standingBookings()).toBe(before.there + (arrives ? 1 : 0));
    await phone.line(true);
    await phone.sees('挂好了');
    await phone.page.locator('.slip-card').waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(both()).toEqual(oneMore(before));
    expect(await phone.complaints()).toEqual([]);
  },
);

it('where the gateway is killed while it books, the phone tells the truth afterwards, and there is one booking', async () => {
  phone = await openPhone(browser, city);
  await phone.signIn(nextPerson());
  await toCheck(phone);
  const before = both();
  // The hospital has the booking and does not answer: the gateway is killed while it waits.
  await city.hospital.fault({ operation: 'book', fault: 'timeout-after-commit', times: 1 });
  await phone.press('对，挂这个号');
  await expect.poll(() => city.hospital.bookings()).toBe(before.there + 1);
  await city.killGateway();
  await phone.page.getByRole('heading', { name: /医院正在确认|挂好了/ }).waitFor({ timeout: 60_000 });
  await phone.page.getByRole('heading', { name: '挂好了' }).waitFor({ timeout: 60_000 });
  await phone.page.locator('.slip-card').waitFor();
  expect(both()).toEqual(oneMore(before));
  await phone.press('首页');
  await phone.press('我的预约');
  await phone.page.getByRole('button', { name: HOUSE }).waitFor();
  expect(await phone.page.getByRole('button', { name: HOUSE }).count()).toBe(1);
  expect(await phone.complaints()).toEqual([]);
});

it.runIf(FULL)(
  'on an old phone and a bad line, from a number to the slip: every moment has words, and there is one booking',
  {
    timeout: 300_000,
  },
  async () => {
    phone = await openPhone(browser, city, { slow: true });
    await phone.signIn(nextPerson());
    const before = both();
    await bookAt(phone);
    expect(both()).toEqual(oneMore(before));
    await phone.page.reload();
    await phone.sees(HOME);
    expect(await phone.complaints()).toEqual([]);
  },
);
