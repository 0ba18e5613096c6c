import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { makePeople } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { answer, answerAll, titleNow } from './telling.ts';
import { identify, putDownCard, WORDS } from './visit.ts';

let browser: Browser;
let city: RealCity;
let glass: RealKiosk;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity()]);
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
const person =
  makePeople({ seed: 1, today }).find(
    ({ birthDate, document }) => Number(birthDate.slice(0, 4)) < 1960 && document.type === 'resident-id',
  )?.id ?? '';

const rows = <Row>(sql: string): readonly Row[] => {
  const database = new Database(city.databaseFile, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
};

/** Gateways ask hospitals once a minute what their doctors said. */
const WITHIN_MS = 90_000;
/** A finger that comes sooner is ignored. */
const GUARD_MS = 400;

/** Triage of palpitations, to cardiology, to a booking. */
async function toBooked(): Promise<void> {
  await glass.press('不知道看哪科');
  await glass.sees('哪里不舒服');
  await glass.press('从列表里选');
  await glass.sees('是下面哪一种');
  while (!(await glass.page.getByRole('button', { name: '心慌、心跳不齐' }).isVisible())) await glass.press('看更多');
  await glass.press('心慌、心跳不齐');
  await glass.sees('现在有下面哪种情况');
  await glass.press('都没有');
  await glass.sees('从什么时候开始的');
  await glass.press('一个月以上');
  await glass.sees('心慌的时候还有什么');
  await glass.press('别的，说不准');
  await glass.sees('建议先看这个科');
  await glass.press('心血管内科');
  const times = glass.page.getByRole('heading', { name: WORDS.zh.times });
  const elsewhere = glass.page.getByRole('heading', { name: '心血管内科不在这家医院' });
  await times.or(elsewhere).first().waitFor();
  if (await elsewhere.isVisible())
    await glass.press((await glass.page.locator('.choice:not(.choice-closed) .choice-title').first().textContent()) ?? '');
  await glass.sees(WORDS.zh.times);
  await glass.press(':00');
  await glass.sees(WORDS.zh.check);
  await glass.press(WORDS.zh.yesBook);
  await glass.sees(WORDS.zh.booked);
}

async function comeBack(): Promise<void> {
  glass = await openKiosk(browser, city, 'touch', 'own');
  await glass.sees('放上身份证');
  await glass.press(WORDS.zh.start);
  await glass.sees(WORDS.zh.put);
  await putDownCard(city, glass, WORDS.zh, person);
  await glass.press(WORDS.zh.yes);
  await glass.sees(WORDS.zh.home);
  await city.takeAway();
}

async function toVisit(): Promise<void> {
  await glass.press('我的预约');
  await glass.sees('您的预约');
  await glass.page.waitForTimeout(GUARD_MS);
  await glass.page.locator('.choice').first().tap();
  await glass.sees('这个预约要做什么');
}

it('somebody who booked after triage tells the doctor beforehand by touch, goes on at another page with the same card, says yes, and the doctor has it and answers', async () => {
  glass = await openKiosk(browser, city, 'touch', 'own');
  await identify(city, glass, WORDS.zh, person);
  await city.takeAway();
  await toBooked();
  await glass.press('想先跟医生说说');
  await glass.sees('这次主要为哪样');
  await glass.press('胸口不舒服');
  await glass.sees('谁来说病情');
  await glass.press('我自己说');
  await glass.page.getByText('最多还有').first().waitFor();
  // A draft in a demo: it says so, and that it is no diagnosis.
  for (const words of ['这不是诊断。', '试用：医生还没审过']) await glass.page.getByText(words).first().waitFor();
  await answer(glass, 0);
  await answer(glass, 1);
  const open = await titleNow(glass);
  await glass.press('重新开始');
  await glass.press('是，从头再来');
  await glass.sees('放上身份证');
  expect(await glass.page.locator('body').textContent()).not.toContain(open);
  await glass.close();

  await comeBack();
  await toVisit();
  await glass.press('接着说');
  await glass.sees(open);
  const lines = await answerAll(glass, 2);
  expect(lines.join()).toContain('不清楚');
  expect(await city.doctors.summaries()).toEqual([]);
  await glass.press('对，交给医生');
  await glass.sees('医生那边收到了');

  // What stands on the doctor's screen is what was read and agreed to, word for word.
  const [summary, ...more] = await city.doctors.summaries();
  expect(more).toEqual([]);
  if (summary === undefined) throw new Error('no doctor has it');
  const told = [summary.chiefComplaint, ...summary.sections.flatMap((section) => section.lines.map(({ text }) => text))];
  expect(told).toEqual(expect.arrayContaining(lines.filter((line) => !line.startsWith('没有问'))));
  expect(summary.saidBy).toEqual({ who: 'patient' });
  expect(summary.noDiagnosis).toContain('这不是诊断');
  const paper = (await glass.page.locator('article.slip').textContent()) ?? '';
  for (const words of ['本人陈述', '这不是诊断。', summary.chiefComplaint]) expect(paper).toContain(words);
  await glass.press('好了，结束');
  await glass.sees('放上身份证');
  expect(await glass.page.locator('body').textContent()).not.toContain(summary.chiefComplaint);
  expect(glass.complaints).toEqual([]);
  await glass.close();

  await city.doctors.say({ key: summary.key, what: 'read' });
  await expect
    .poll(() => rows('SELECT doctor_answer FROM summary_delivery'), { timeout: WITHIN_MS, interval: 500 })
    .toEqual([{ doctor_answer: 'read' }]);
  await comeBack();
  await toVisit();
  await glass.press('医生看过您说的了');
  await glass.sees('这次主要为哪样');
  await glass.press('胸口不舒服');
  await glass.page.getByText('医生看过了。').waitFor();
  expect(glass.complaints).toEqual([]);
}, 300_000);
