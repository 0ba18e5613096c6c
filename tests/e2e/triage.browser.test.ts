import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { makePeople } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { bearer, fresh, type Reply, replyOf } from '../support/test-people.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { signedInAt } from './staff-page.ts';
import { identify, WORDS } from './visit.ts';

let browser: Browser;
let city: RealCity;
let glass: RealKiosk;
let helper: Page;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity()]);
  helper = await signedInAt(browser, city, { number: 'V301', name: '李小萌', role: 'volunteer' });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(async () => {
  await glass?.close();
  await city.takeAway();
});

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
/** Grown-ups with a resident's card, one for each journey. */
const grownUps = makePeople({ seed: 1, today })
  .filter(({ birthDate, document }) => Number(birthDate.slice(0, 4)) < 1990 && document.type === 'resident-id')
  .map(({ id }) => id);

const rows = <Row>(sql: string): readonly Row[] => {
  const database = new Database(city.databaseFile, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
};
const booked = () => rows<{ id: string }>('SELECT id FROM appointment').length;
const urgent = () =>
  rows<{ step: string }>("SELECT step FROM help_call WHERE ended_at IS NULL AND urgent = 1 AND cause = 'red-flag'");

/** Whoever is on duty is told where, at once, to bring a nurse; and nothing of why. */
async function told(): Promise<void> {
  await helper.getByText('急！马上去，叫上护士').first().waitFor();
  expect(await helper.locator('body').textContent()).not.toMatch(/胸|心慌|没力气|不想活|急诊|心情|120|12356/);
  expect(urgent()).toEqual([{ step: 'hidden' }]);
}

/** From the start to what somebody comes with, found in the list. */
async function complainsOf(person: string, topic: string): Promise<void> {
  glass = await openKiosk(browser, city, 'touch', 'own');
  await identify(city, glass, WORDS.zh, person);
  await city.takeAway();
  await glass.press('不知道看哪科');
  await glass.sees('哪里不舒服');
  // Nobody has signed it: it is shown because this is a demo, and says so.
  await glass.page.getByText('试用：医生还没审过').waitFor();
  await glass.press('从列表里选');
  await glass.sees('是下面哪一种');
  while (!(await glass.page.getByRole('button', { name: topic }).isVisible())) await glass.press('看更多');
  await glass.press(topic);
}

/** What becomes of a booking for whoever was stopped last, that is asked for from another page of theirs. */
async function bookedElsewhere(): Promise<Reply> {
  const patientId = rows<{ id: string }>('SELECT patient_id AS id FROM red_flag ORDER BY at DESC LIMIT 1')[0]?.id;
  const post = async (path: string, body: object, headers = fresh()) =>
    replyOf(await fetch(`${city.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  const session = await post('/v1/sessions', { evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
  const { items } = (await (await fetch(`${city.origin}/v1/slots?hospital=linjiang-first&limit=1`)).json()) as {
    items: readonly { id: string }[];
  };
  return post('/v1/appointments', { slotId: items[0]?.id, patientId }, fresh(bearer(session)));
}

it('at the glass somebody with palpitations now and then for two months is asked a few questions and books cardiology, with no key pressed', async () => {
  await complainsOf(grownUps[1] ?? '', '心慌、心跳不齐');
  await glass.sees('现在有下面哪种情况');
  await glass.press('都没有');
  await glass.sees('从什么时候开始的');
  await glass.press('一个月以上');
  await glass.sees('心慌的时候还有什么');
  await glass.press('返回');
  await glass.sees('从什么时候开始的');
  expect(await glass.page.locator('.choice-chosen').textContent()).toContain('一个月以上');
  await glass.press('一个月以上');
  await glass.sees('心慌的时候还有什么');
  await glass.press('别的，说不准');
  await glass.sees('建议先看这个科');
  expect(await glass.page.locator('main').textContent()).toContain('这不是诊断');
  await glass.press('心血管内科');
  const times = glass.page.getByRole('heading', { name: WORDS.zh.times });
  const elsewhere = glass.page.getByRole('heading', { name: '心血管内科不在这家医院' });
  await times.or(elsewhere).first().waitFor();
  // The house in whose hall one stands may not have it: then another one is chosen by its name, as in every booking.
  if (await elsewhere.isVisible())
    await glass.press((await glass.page.locator('.choice:not(.choice-closed) .choice-title').first().textContent()) ?? '');
  await glass.sees(WORDS.zh.times);
  await glass.press(':00');
  await glass.sees(WORDS.zh.check);
  await glass.press(WORDS.zh.yesBook);
  await glass.sees(WORDS.zh.booked);
  await glass.page.locator('.slip-card').waitFor();
  expect(await glass.page.locator('main').textContent()).toContain('心血管内科');
  expect(booked()).toBe(1);
  expect(rows('SELECT rule_hash FROM red_flag')).toEqual([]);
  expect(glass.complaints).toEqual([]);
});

it.each([
  ['a tight chest for two days', '胸痛、胸闷', '都没有', '这几天', 2],
  ['sudden weakness of one side', '手脚麻、没力气', '突然半边没力或麻', '选好了', 3],
])(
  'at the glass somebody with %s sees the way to emergency, a nurse is called, and nothing is booked, not by a request either',
  async (_, topic, first, then, which) => {
    const before = booked();
    await complainsOf(grownUps[which] ?? '', topic);
    await glass.sees('现在有下面哪种情况');
    await glass.press(first);
    await glass.press(then);
    await glass.sees('先坐下，要马上看急诊');
    const words = (await glass.page.locator('main').textContent()) ?? '';
    expect(words).toContain('120');
    expect(words).toMatch(/不能挂号.*窗口/);
    expect(await glass.page.locator('main button').allTextContents()).toEqual(['叫人来', '关掉这一页']);
    expect(await glass.page.getByRole('button', { name: '返回' }).count()).toBe(0);
    await told();
    expect(await bookedElsewhere()).toMatchObject({ status: 409, body: { code: 'red-flag' } });
    await glass.press('关掉这一页');
    await glass.sees('放上身份证');
    expect(await glass.page.locator('body').textContent()).not.toContain('急诊');
    expect(booked()).toBe(before);
    expect(glass.complaints).toEqual([]);
  },
);

it('at the glass somebody who does not want to live is shown a quiet screen: small letters, no sound, a neutral title, and nothing is booked', async () => {
  const before = booked();
  await complainsOf(grownUps[4] ?? '', '心情、睡觉、记性');
  await glass.page.evaluate(() => {
    const sounded: string[] = [];
    Object.assign(globalThis, { sounded });
    const note = (what: string) => void sounded.push(what);
    globalThis.speechSynthesis.speak = () => note('voice');
    globalThis.AudioContext = class {
      constructor() {
        note('tone');
      }
    } as never;
  });
  await glass.sees('现在有下面哪种情况');
  await glass.press('都没有');
  await glass.sees('有没有下面的情况');
  expect(await lettersOf()).toBeLessThanOrEqual(28);
  await glass.press('不想活了');
  await glass.press('选好了');
  await glass.sees('请看下面几句话');
  expect(await lettersOf()).toBeLessThanOrEqual(28);
  const words = async () => (await glass.page.locator('main').textContent()) ?? '';
  for (const one of ['安静的房间', '工作人员', '120']) expect(await words()).toContain(one);
  expect(await words()).not.toMatch(/心理|热线|12356/);
  await glass.press('看只给我的话');
  await glass.page.getByText('心理援助热线：12356').waitFor();
  expect(await words()).toContain('有人陪您');
  expect(await lettersOf()).toBeLessThanOrEqual(28);
  expect(await glass.page.locator('.header').textContent()).not.toMatch(/急诊|心理|120/);
  expect(await glass.page.title()).not.toMatch(/急诊|心理|120/);
  expect(await glass.page.evaluate(() => (globalThis as unknown as { sounded: string[] }).sounded)).toEqual([]);
  expect(await glass.page.getByRole('button', { name: '返回' }).count()).toBe(0);
  expect(await bookedElsewhere()).toMatchObject({ status: 409, body: { code: 'red-flag' } });
  expect(booked()).toBe(before);
  await told();
  expect(glass.complaints).toEqual([]);
});

/** The largest letters of the screen itself, px. */
function lettersOf(): Promise<number> {
  return glass.page.evaluate(() => {
    const main = document.querySelector('main');
    const spoken = [...(main?.querySelectorAll('*') ?? [])].filter(({ childNodes }) =>
      [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== ''),
    );
    return Math.max(...spoken.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  });
}
