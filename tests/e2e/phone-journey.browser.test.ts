import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { BILLS } from '../../fixtures/hospitals/bills.ts';
import { makePeople, type Person } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { INSURED, type PayingHall, startPayingHall } from './paying-city.ts';
import { agreedIn } from './paying-person.ts';
import { HOUSE, openPhone, type PhonePage } from './phone-page.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { answerAll } from './telling.ts';
import { identifyAgain, OF_THIS_HOSPITAL, WORDS } from './visit.ts';

let browser: Browser;
let city: PayingHall;
let phone: PhonePage;
let glass: RealKiosk;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startPayingHall({ outside: true, beside: true })]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(async () => {
  await phone?.close();
  await glass?.close();
});

const people = makePeople({ seed: 1, today: new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10) });
function personOf(id: string): Person {
  const found = people.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nobody is called ${id}`);
  return found;
}

/** Very old, insured, and without a phone. */
const PARENT = personOf('person-02');
const OWNER = personOf('person-17');
/** Another hospital that has the department; `HOUSE` is the first of which a phone tells. */
const OTHER_HOUSE = '临江大学附属医院';
const BILL = 'cough';
/** A finger that comes sooner is ignored. */
const BETWEEN_MS = 400;

/** A code as it stands on a screen, in fours. */
const codeOn = async ({ page }: Pick<PhonePage, 'page'>, place: string) =>
  ((await page.locator(place).first().textContent()) ?? '').replace(/[^0-9A-Z]/g, '');

/** Lays the card down, says who it is, and takes it again. */
async function comesToKiosk({ id }: Person): Promise<void> {
  await identifyAgain(city, glass, id);
  await city.takeAway();
}

/** What somebody was given to type, by the keys on the glass; all of it stands there before they go on. */
async function types(code: string): Promise<void> {
  let before = '';
  for (const key of code) {
    // A second press of one key comes later than that of a hand that trembles, and the first not with the screen.
    if (key === before || before === '') await glass.page.waitForTimeout(BETWEEN_MS);
    await glass.page.getByRole('button', { name: key, exact: true }).tap();
    before = key;
  }
  expect(await codeOn(glass, '.pad-value')).toBe(code);
  await glass.press('输好了');
}

async function leavesKiosk(): Promise<void> {
  await glass.press('好了，结束');
  await glass.sees('放上身份证');
}

/** The phone asks for a code while its owner's card lies at the kiosk; both show the same two digits, and the phone is theirs. */
async function bindPhone(): Promise<void> {
  const askForBinding = async () => {
    await phone.press('我的信息');
    await phone.press('手机和登录');
    await phone.press('把这部手机认成我的');
    await phone.press('要一个号码');
    await phone.sees('请在自助机上输这个号码');
  };
  await Promise.all([askForBinding(), comesToKiosk(OWNER)]);
  for (const words of ['我的信息', '我的手机', '认我的手机']) await glass.press(words);
  await types(await codeOn(phone, '.binding-code'));
  await glass.sees('手机上也是这两个数吗');
  expect(await codeOn(glass, '.binding-digits')).toBe(await codeOn(phone, '.binding-digits, .binding-compared strong'));
  await glass.press('一样，是我的手机');
  await glass.sees('认好了，是您的手机');
  await phone.sees('认好了，是您的手机');
  await leavesKiosk();
}

/** The phone shows eight digits; who enters them beside their own card lets its owner book and pay for a year. */
async function letTheOwnerHelp(): Promise<void> {
  const invite = async () => {
    for (const words of ['首页', '家人互相帮忙', '帮家人办', '家人身边有自助机']) await phone.press(words);
    await phone.sees('请告诉家人这八个数字');
  };
  await Promise.all([invite(), comesToKiosk(PARENT)]);
  for (const words of ['我的信息', '家人互相帮忙', '让家人替我办', '家人给了我八个数字']) await glass.press(words);
  await types(await codeOn(phone, '.family-code'));
  for (const words of ['是，就是他', '付钱', '选好了', '一年', '同意，让他办']) await glass.press(words);
  await glass.sees('好了，他可以替您办了');
  await phone.sees('可以替');
  await leavesKiosk();
}

/** By the name of the department to the last question before a booking, at this hospital; all that are named, in their order. */
async function toCheckAt(house: string): Promise<readonly string[]> {
  await phone.press('按科室名字');
  await phone.sees('看哪个科');
  while (!(await phone.page.getByRole('button', { name: OF_THIS_HOSPITAL }).isVisible())) await phone.press('看更多');
  await phone.press(OF_THIS_HOSPITAL);
  await phone.sees('去哪家医院');
  const offered = await phone.page.locator('.choice-title').allTextContents();
  await phone.press(house);
  await phone.sees('哪天几点来');
  await phone.press(':00');
  await phone.sees('请核对');
  return offered;
}

/** What is begun on the phone and not booked is gone on with at the kiosk: by its code, beside the card of whoever left it. */
async function bookAtKioskWhatWasBegun(): Promise<void> {
  const begin = async () => {
    for (const words of ['首页', '给自己挂号']) await phone.press(words);
    await toCheckAt(HOUSE);
    await phone.press('去自助机接着办');
    await phone.sees('在自助机上输这个号码');
  };
  await Promise.all([begin(), comesToKiosk(OWNER)]);
  expect(city.hospital.bookingsOf(OWNER.document.number)).toBe(0);
  for (const words of ['上次没办完的', '我的号码有八位']) await glass.press(words);
  await types(await codeOn(phone, '.to-kiosk-code'));
  await glass.sees(WORDS.zh.check);
  await glass.press(WORDS.zh.yesBook);
  await glass.sees(WORDS.zh.booked);
}

/** The bill of whom one helps, by a link to the provider's page and back. */
async function payForParent(): Promise<void> {
  const { page } = phone;
  for (const words of ['首页', '付费', '替', '看看谁付多少']) await phone.press(words);
  await page.getByRole('heading', { name: '谁付多少', exact: true }).waitFor();
  await phone.press('对，用手机微信付');
  await page.getByRole('link', { name: '打开微信付' }).tap();
  await page.waitForURL(`${city.provider.pageUrl}/**`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: '付款' }).tap();
  await page.getByText('付款成功').waitFor();
  await page.getByRole('link', { name: '返回' }).tap();
  await phone.sees('付好了');
}

it('on an old phone and a bad line somebody signs in, makes the phone their own, is let help, books for their parent at another hospital, is told of it live, shows the slip, tells its doctor, goes on at the kiosk, and pays the parent’s bill; hospitals, doctors and provider have it so', {
  timeout: 420_000,
}, async () => {
  const { beside } = city;
  if (beside === undefined) throw new Error('there is no other hospital');
  await city.charge(PARENT.id, BILL);
  [phone, glass] = await Promise.all([openPhone(browser, city, { slow: true }), openKiosk(browser, city, 'touch', 'own')]);
  await phone.signIn(OWNER);
  await bindPhone();
  await letTheOwnerHelp();

  await phone.press('现在替他挂号');
  await phone.press('替');
  const [firstNamed] = await toCheckAt(OTHER_HOUSE);
  expect(firstNamed).toContain(HOUSE);
  // The hospital has the booking and answers nothing, until somebody has opened their messages.
  await beside.hand.fault({ operation: 'find', fault: 'server-error-before-commit' });
  await beside.hand.fault({ operation: 'book', fault: 'timeout-after-commit', times: 1 });
  await phone.press('对，挂这个号');
  await phone.sees('医院正在确认');
  await phone.press('首页');
  await phone.press('给我的消息');
  await phone.sees('没有给您的消息');
  await beside.hand.mend();
  await phone.press('有新消息，按这里看');
  await phone.press('预约确认了');
  await phone.press('看这个预约');
  await phone.sees('这个预约要做什么');
  expect(beside.hand.bookingsOf(PARENT.document.number)).toBe(1);
  expect([beside.hand.bookings(), city.hospital.bookings()]).toEqual([1, 0]);
  await phone.press('看凭条');
  await phone.page.locator('.slip-card').getByText(OTHER_HOUSE).first().waitFor();

  await phone.press('返回');
  await phone.press('想先跟医生说说');
  await phone.page.getByText('最多还有').first().waitFor();
  for (const words of ['看更多', '没有不舒服']) await phone.press(words);
  const lines = await answerAll(phone, 1);
  expect(await beside.doctors.summaries()).toEqual([]);
  await phone.press('对，交给医生');
  await phone.sees('医生那边收到了');
  const [summary, ...more] = await beside.doctors.summaries();
  expect(more).toEqual([]);
  expect(summary).toMatchObject({ saidBy: { who: 'relative', relationship: '家属' } });
  const told = summary?.sections.flatMap((section) => section.lines.map(({ text }) => text)) ?? [];
  expect([summary?.chiefComplaint, ...told]).toEqual(expect.arrayContaining(lines.filter((line) => !line.startsWith('没有问'))));

  await bookAtKioskWhatWasBegun();
  expect(city.hospital.bookingsOf(OWNER.document.number)).toBe(1);
  expect([beside.hand.bookings(), city.hospital.bookings()]).toEqual([1, 1]);

  expect(city.provider.orders()).toEqual([]);
  await payForParent();
  const money = (await agreedIn(city)).get(INSURED);
  const [order, ...others] = city.provider.orders();
  expect(others).toEqual([]);
  expect(order).toMatchObject({ state: 'SUCCESS', total: money?.byCode });
  expect(money?.settled).toBe(BILLS[BILL].reduce((sum, { amount }) => sum + amount, 0));

  expect(glass.complaints).toEqual([]);
  const complaints = await phone.complaints();
  expect(complaints.filter((one) => !one.startsWith(city.provider.pageUrl))).toEqual([]);
});
