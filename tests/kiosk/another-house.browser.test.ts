import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeCity } from '../../fixtures/hospitals/city.ts';
import { sampleDevice } from '../../kiosk/practice/sample-city.ts';
import { launchChromium } from '../support/chromium.ts';
import { GUARD_MS } from './kit/display-size.ts';
import { enterHall, type Hall, identify } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { opaque, standInDepartments, standInHospitals, standInSlots, TODAY } from './kit/stand-in-city.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  Object.assign(site.gateway.script, { departments, slots });
  hall = await enterHall(browser, site);
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

const HERE = sampleDevice.hospital;
const houses = makeCity({ seed: 7, size: 'small', firstDay: TODAY }).hospitals;

/** Each where the city has it, and not everywhere. */
const departments = standInDepartments.map((department) => ({
  ...department,
  hospitals: houses.filter((house) => house.departments.some(({ code }) => code === department.code)).map(({ id }) => id),
}));
const elsewhere = departments.filter(({ hospitals }) => !hospitals.includes(HERE));
const inTheHouse = departments.filter(({ hospitals }) => hospitals.includes(HERE));

/** Half hours of every department, in the houses that have it. */
const slots = departments.flatMap(({ code, name, hospitals }, at) =>
  standInSlots
    .filter(({ place, clinic }) => hospitals.includes(place.hospital) && clinic === undefined)
    .map((slot, half) => ({ ...slot, id: opaque('slt', 10_000 * (at + 1) + half), department: { code, name } })),
);

const WORDS = {
  zh: {
    book: '给自己挂号',
    byName: '按科室名字',
    more: '看更多',
    which: '看哪个科',
    marked: '不在这家医院',
    notHere: '不在这家医院',
    time: '哪天几点来',
    there: '不是您现在站的这家医院',
    back: '返回',
  },
  en: {
    book: 'Book a doctor',
    byName: 'By name',
    more: 'Show more',
    which: 'Which department',
    marked: 'Not in this hospital',
    notHere: ': not in this hospital',
    time: 'Which day and time',
    there: 'Not where you stand now',
    back: 'Back',
  },
} as const;

type Words = (typeof WORDS)[keyof typeof WORDS];
const nameIn = (language: 'zh' | 'en', { name, englishName }: { readonly name: string; readonly englishName: string }) =>
  language === 'zh' ? name : englishName;

/** Turns pages until the department stands there, presses it, and says what stood on it. */
async function press(name: string, { more }: Words): Promise<string> {
  const button = hall.page.locator('.choice', { has: hall.page.getByText(name, { exact: true }) });
  const first = hall.page.locator('.choice-title').first();
  await first.waitFor();
  while (!(await button.isVisible())) {
    const before = await first.textContent();
    await hall.tap(more);
    await expect.poll(() => first.textContent()).not.toBe(before);
  }
  const stood = await button.textContent();
  await hall.passes(GUARD_MS);
  await button.tap();
  return stood ?? '';
}

const timesShown = () => hall.page.locator('.time, .day-strip').count();
/** Which hospitals the page asked for times of, since. */
const askedFor = (since: number) =>
  site.gateway.calls.slice(since).flatMap(({ operation, query }) => (operation === 'searchSlots' ? [query.hospital] : []));

it.each(['zh', 'en'] as const)(
  'nobody is sent to another building without having pressed its name, whichever department it is that the house has not (%s)',
  async (language) => {
    const words = WORDS[language];
    expect(elsewhere.length).toBeGreaterThan(2);
    await identify(hall, site, language);
    await hall.tap(words.book);
    await hall.tap(words.byName);
    for (const department of elsewhere) {
      await hall.sees(words.which);
      const name = nameIn(language, department);
      expect(await press(name, words)).toContain(words.marked);
      await hall.sees(`${name}${words.notHere}`);
      expect(await timesShown(), name).toBe(0);
      const offered = await hall.page.locator('.choice:not(.choice-closed) .choice-title').allTextContents();
      const having = standInHospitals.filter(({ id, reachable }) => reachable && department.hospitals.includes(id));
      expect(offered.sort(), name).toEqual(having.map((one) => nameIn(language, one)).sort());
      const [house] = having;
      if (house === undefined) throw new Error(`no house has ${name}`);
      const since = site.gateway.calls.length;
      await hall.tap(nameIn(language, house));
      await hall.sees(words.time);
      expect(await hall.page.locator('.slot-hospital').textContent(), name).toContain(nameIn(language, house));
      expect(await hall.page.locator('.slot-hospital').textContent(), name).toContain(words.there);
      expect(new Set(askedFor(since)), name).toEqual(new Set([house.id]));
      await hall.tap(words.back);
      await hall.sees(words.notHere);
      await hall.tap(words.back);
    }
    expect(hall.faults).toEqual([]);
  },
);

it.each(['zh', 'en'] as const)(
  'a department that the house has leads to the times of the house, and no other house is asked (%s)',
  async (language) => {
    const words = WORDS[language];
    expect(inTheHouse.length).toBeGreaterThan(2);
    await identify(hall, site, language);
    await hall.tap(words.book);
    await hall.tap(words.byName);
    for (const department of inTheHouse) {
      await hall.sees(words.which);
      const since = site.gateway.calls.length;
      expect(await press(nameIn(language, department), words)).not.toContain(words.marked);
      await hall.sees(words.time);
      expect(await hall.page.locator('.slot-hospital').textContent()).not.toContain(words.there);
      expect(new Set(askedFor(since))).toEqual(new Set([HERE]));
      await hall.tap(words.back);
    }
  },
);

it('a part of the body for which another house has the only department leads to the names of houses, and not to a time', async () => {
  const [only] = elsewhere;
  if (only === undefined) throw new Error('this house has everything');
  const parted = departments.map((one) => ({ ...one, bodyParts: [one.code === only.code ? 'skin' : 'head'] }));
  Object.assign(site.gateway.script, { departments: parted });
  await identify(hall, site);
  await hall.tap('给自己挂号');
  await hall.sees('哪里不舒服');
  await hall.tap('皮肤');
  await hall.sees(`${only.name}不在这家医院`);
  expect(await timesShown()).toBe(0);
  await hall.tap('返回');
  await hall.sees('哪里不舒服');
});
