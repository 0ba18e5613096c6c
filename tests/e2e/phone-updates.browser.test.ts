import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { makePeople } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { NUMBER, openPhone, type PhoneOptions, type PhonePage, toCheck } from './phone-page.ts';
import { NEW_HOME, type PhoneSite, startPhoneSite } from './phone-site.ts';
import { type RealCity, startRealCity } from './real-city.ts';

let browser: Browser;
let city: RealCity;
let site: PhoneSite;
let phone: PhonePage;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity({ known: true })]);
  site = await startPhoneSite(city.origin);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await city?.stop();
});
beforeEach(() => site.deploy(0));
afterEach(() => phone?.close());

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
const grownUps = makePeople({ seed: 1, today }).filter(
  ({ birthDate, document, phone: number }) =>
    Number(birthDate.slice(0, 4)) < 1990 && document.type === 'resident-id' && number !== undefined,
);

/** What a page does not need for its first screen. */
const LATER_PARTS = /\/phone\/assets\/(?!index|floor|rolldown|sign-in|style)/;

async function open(options: PhoneOptions = {}): Promise<PhonePage> {
  phone = await openPhone(browser, city, { origin: site.origin, ...options });
  return phone;
}

/** The number of the build that the page is of. */
const buildShown = () => phone.page.locator('meta[name="build"]').getAttribute('content');
const workerIs = (state: 'active' | 'waiting') =>
  phone.page.evaluate(async (wanted) => (await navigator.serviceWorker.getRegistration())?.[wanted]?.state, state);
/** A page that its worker serves: not the first visit of this phone. */
async function openServed(options?: PhoneOptions): Promise<void> {
  await open(options);
  await expect.poll(() => workerIs('active')).toBe('activated');
  await phone.page.reload();
  await phone.sees(NUMBER);
}

it('the two builds of these tests differ, and a script that is gone is answered with 404 and never with a page', async () => {
  expect(site.builds[0]).not.toBe(site.builds[1]);
  const answered = await fetch(`${site.origin}/phone/assets/gone-123.js`);
  expect(answered.status).toBe(404);
  expect(answered.headers.get('content-type')).not.toContain('html');
  const gateway = await fetch(`${city.origin}/phone/assets/gone-123.js`);
  expect(gateway.status).toBe(404);
  expect(gateway.headers.get('content-type')).not.toContain('html');
});

it('a page that is open while a newer one is deployed goes on with its own parts, books, and is not loaded anew before it rests', async () => {
  await openServed();
  await phone.signIn(grownUps[0] ?? never());
  await toCheck(phone);
  let loads = 0;
  phone.page.on('load', () => {
    loads += 1;
  });
  site.deploy(1);
  await phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(() => workerIs('waiting')).toBe('installed');
  // A part of the first build, which is on no server any more.
  const [part = ''] = await phone.page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => (/\/payments-/.test(name) ? [name] : [])),
  );
  expect((await fetch(part)).status).toBe(404);
  // Read to its end: a worker that is at work is not replaced.
  const read = await phone.page.evaluate(async (url) => {
    const answered = await fetch(url);
    return { status: answered.status, length: (await answered.text()).length };
  }, part);
  expect(read).toEqual({ status: 200, length: expect.any(Number) });
  const before = city.hospital.bookings();
  await phone.press('对，挂这个号');
  await phone.sees('挂好了');
  await phone.page.locator('.slip-card').waitFor();
  expect(city.hospital.bookings()).toBe(before + 1);
  expect({ loads, build: await buildShown() }).toEqual({ loads: 0, build: site.builds[0] });
  await phone.press('首页');
  await phone.sees(NEW_HOME);
  await expect.poll(() => loads).toBe(1);
  expect(await buildShown()).toBe(site.builds[1]);
  expect(await phone.complaints()).toEqual([]);
});

it('nothing that somebody types is taken away by a newer page; it comes once nothing stands in the field', async () => {
  await openServed();
  await phone.fill('手机号', '1990000');
  site.deploy(1);
  await phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(() => workerIs('waiting')).toBe('installed');
  await phone.press('帮忙');
  await phone.press('回到刚才的地方');
  expect(await phone.page.getByLabel('手机号').inputValue()).toBe('1990000');
  expect(await buildShown()).toBe(site.builds[0]);
  await phone.fill('手机号', '');
  await expect.poll(buildShown).toBe(site.builds[1]);
  await phone.sees(NUMBER);
});

it('a page that is never closed takes the newer one by itself within the hour, where nothing is under way', async () => {
  await openServed({ clock: true });
  site.deploy(1);
  await phone.page.clock.runFor(61 * 60_000);
  await expect.poll(() => buildShown().catch(() => undefined)).toBe(site.builds[1]);
  await phone.sees(NUMBER);
});

it('an old page without a worker meets a newer gateway: it says that there is a new one, opens it by a button, and loads nothing by itself', async () => {
  await open({ lacks: 'delete Navigator.prototype.serviceWorker' });
  await phone.page.route(LATER_PARTS, (route) => route.fulfill({ status: 404 }));
  await phone.page.reload();
  await phone.sees(NUMBER);
  site.deploy(1);
  let loads = 0;
  phone.page.on('load', () => {
    loads += 1;
  });
  const person = grownUps[1] ?? never();
  const code = await phone.askForCode(person.phone ?? never());
  await phone.fill('六位数字', code);
  await phone.page.getByText('这个页面有新的了').waitFor();
  expect(loads).toBe(0);
  await phone.page.unrouteAll();
  await phone.press('打开新的');
  await phone.page
    .getByRole('heading', { name: /请输入手机号|今天要办什么/ })
    .first()
    .waitFor();
  expect(await buildShown()).toBe(site.builds[1]);
});

it('where the gateway is away when the page is opened, the page says so and goes on by itself when it is back', async () => {
  await openServed();
  await phone.page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
  await phone.page.reload();
  await phone.sees('暂时连不上');
  await phone.page.unrouteAll();
  await phone.sees(NUMBER);
});

it('where there is no line at all, a phone that was here before opens the page that it has, and goes on when there is a line', async () => {
  await openServed();
  await phone.context.setOffline(true);
  await phone.page.reload();
  await phone.sees('暂时连不上');
  await phone.context.setOffline(false);
  await phone.sees(NUMBER);
});

it('where the line is lost while parts of the page are fetched, the page says so and goes on by itself', async () => {
  await open({ lacks: 'delete Navigator.prototype.serviceWorker', clock: true });
  await phone.page.route(LATER_PARTS, (route) => route.abort('internetdisconnected'));
  await phone.page.reload();
  const code = await phone.askForCode(grownUps[2]?.phone ?? never());
  await phone.page.route('**/phone/build.json', (route) => route.abort('internetdisconnected'));
  await phone.fill('六位数字', code);
  await phone.sees('暂时连不上');
  await phone.page.unrouteAll();
  // A browser remembers that a part did not come: the page is loaded anew by itself, once it has stood for a while.
  await phone.page.clock.runFor(40_000);
  await phone.page
    .getByRole('heading', { name: /请输入手机号|今天办什么/ })
    .first()
    .waitFor();
  await phone.page.getByRole('alert').waitFor({ state: 'detached' });
});

function never(): never {
  throw new Error('there is nobody');
}
