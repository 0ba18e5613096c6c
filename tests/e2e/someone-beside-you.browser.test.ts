import Database from 'better-sqlite3';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { helped, type Member, signedInAt } from './staff-page.ts';
import { identify, OF_THIS_HOSPITAL, putDownCard, toDepartment, WORDS } from './visit.ts';

const words = WORDS.zh;

let browser: Browser;
let city: RealCity;
let kiosk: RealKiosk | undefined;
const others: BrowserContext[] = [];

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(async () => {
  await kiosk?.close();
  for (const context of others.splice(0)) await context.close();
  await city.takeAway();
});

const signedIn = async (member: Member): Promise<Page> => {
  const page = await signedInAt(browser, city, member);
  others.push(page.context());
  return page;
};

const rows = <Row>(sql: string) => {
  const db = new Database(city.databaseFile, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
};

/** The helper chooses what the patient said; it stands there, read back, until the patient says that it is so. */
async function chooses(at: RealKiosk, helper: Page, name: string, what: RegExp): Promise<void> {
  await helper.getByRole('button', { name: what }).click();
  await at.page.getByText(`${name}帮您选了`).first().waitFor();
  await at.press('对');
}

it('somebody who is stuck calls, a volunteer comes, points and chooses, the gateway is killed in between, and only the card takes the last step', {
  timeout: 150_000,
}, async () => {
  const [name, mine] = ['李小萌', 'person-14'];
  const helper = await signedIn({ number: 'V101', name, role: 'volunteer' });
  const desk = await signedIn({ number: 'C201', name: '钱窗口', role: 'clerk' });
  await helper.getByText('现在没有人叫').waitFor();
  kiosk = await openKiosk(browser, city, 'touch');
  const { page } = kiosk;
  await identify(city, kiosk, words, mine);
  await helped(kiosk, helper, name);
  await helper.getByRole('button', { name: /指给他看：.*给自己挂号/ }).click();
  await expect.poll(() => page.locator('[data-pointed]').textContent()).toContain('给自己挂号');
  await chooses(kiosk, helper, name, /替他选：.*给自己挂号/);
  await kiosk.sees('哪里不舒服');
  await city.killGateway();
  // Nothing is lost: neither where the patient stands, nor that somebody helps, nor what was agreed.
  await chooses(kiosk, helper, name, /替他选：.*按科室名字/);
  await kiosk.sees(words.which);
  await toDepartment(kiosk, words, OF_THIS_HOSPITAL, 'open');
  await kiosk.sees(words.times);
  await kiosk.press(':00');
  await kiosk.sees(words.check);
  await helper.getByText('这一步只能指').first().waitFor();
  for (const staff of [helper, desk])
    expect(await staff.locator('body').textContent()).not.toMatch(
      new RegExp(`\\d{17}|${OF_THIS_HOSPITAL}|${city.documentNumberOf(mine)}`),
    );
  await kiosk.press(words.yesBook);
  // Somebody had a hand in it: the card once more, the same question, and it is booked.
  await page.getByText('最后一步要您本人再放一次证件').first().waitFor();
  expect(rows('SELECT id FROM appointment')).toEqual([]);
  await city.takeAway();
  await kiosk.press('再放一次证件');
  await putDownCard(city, kiosk, words, mine);
  await kiosk.press(words.yes);
  await kiosk.sees(words.check);
  await kiosk.press(words.yesBook);
  await kiosk.sees(words.booked);
  expect(rows('SELECT id FROM appointment')).toHaveLength(1);
  const acts = rows<{ action: string }>("SELECT action FROM audit WHERE actor_kind = 'staff' AND subject_kind = 'patient'");
  expect(acts.map(({ action }) => action)).toEqual(expect.arrayContaining(['assist.point', 'assist.fill']));
  await kiosk.press('我自己来');
  await helper.getByText('病人要自己接着办').waitFor();
  await helper.getByRole('button', { name: '知道了' }).click();
  await helper.getByRole('button', { name: '离岗' }).click();
  await helper.getByText('没有上岗').first().waitFor();
  expect(kiosk.complaints).toEqual([]);
});

it('a volunteer who walks away takes nothing with them: the desk hears the next call, and takes up there what was left at the kiosk', {
  timeout: 150_000,
}, async () => {
  const [name, mine] = ['赵小河', 'person-15'];
  const helper = await signedIn({ number: 'V102', name, role: 'volunteer' });
  const desk = await signedIn({ number: 'C202', name: '孙窗口', role: 'clerk' });
  kiosk = await openKiosk(browser, city, 'touch');
  const { page } = kiosk;
  await identify(city, kiosk, words, mine);
  await helped(kiosk, helper, name);
  await chooses(kiosk, helper, name, /替他选：.*给自己挂号/);
  await kiosk.sees('哪里不舒服');
  await helper.getByRole('button', { name: '离岗' }).click();
  await page.getByText(`${name}下班了`).first().waitFor();
  await kiosk.sees('哪里不舒服');
  await toDepartment(kiosk, words, OF_THIS_HOSPITAL);
  await kiosk.sees(words.times);
  // Nobody else is on duty in the hall: the desk is called at once.
  await kiosk.press('找人帮忙');
  await kiosk.press('不用叫人了');
  await kiosk.press('找人帮忙');
  await desk.keyboard.press('F8');
  await desk.getByRole('button', { name: '我这就去' }).click();
  await page.getByText('孙窗口正在过来').first().waitFor();
  await kiosk.press('回到刚才的地方');
  await desk.getByRole('button', { name: '已经帮好了' }).click();
  await desk.getByText('没有转到窗口的').waitFor();
  // While a card lies there, nobody is asked to hurry.
  await city.takeAway();
  const asked = page.getByRole('alertdialog');
  for (let seconds = 0; seconds < 120 && !(await asked.isVisible()); seconds += 10) await kiosk.nobodyTouches(10_000);
  await page.getByText('您选的会留十分钟').waitFor();
  const left = (await asked.textContent()) ?? '';
  const [code = ''] = /(?:[0-9A-Z] ){7}[0-9A-Z]/.exec(left) ?? [];
  await kiosk.nobodyTouches(31_000);
  await kiosk.sees('放上身份证');
  await desk.keyboard.press('F7');
  await desk.getByRole('textbox', { name: '号码' }).fill(city.documentNumberOf(mine));
  await desk.getByRole('textbox', { name: '核对依据' }).fill('看过身份证原件');
  await desk.keyboard.press('Enter');
  await desk.getByText('这个人的挂号').waitFor();
  await desk.keyboard.press('Alt+t');
  await desk.getByLabel(/号码/).fill(code);
  await desk.keyboard.press('Enter');
  await desk.getByText(OF_THIS_HOSPITAL).first().waitFor();
  expect(kiosk.complaints).toEqual([]);
});
