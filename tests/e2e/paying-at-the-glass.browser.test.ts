import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { BILLS, type BillName } from '../../fixtures/hospitals/bills.ts';
import { makePeople } from '../../fixtures/people/people.ts';
import { countPages, printed } from '../kiosk/kit/paper.ts';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept, heapHolding } from '../support/everything-kept.ts';
import { INSURED, type PayingHall, startPayingHall } from './paying-city.ts';
import { agreedIn, LOOK, moneyOf, Person } from './paying-person.ts';
import { readCode } from './read-code.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { helped, type Member, signedInAt } from './staff-page.ts';
import { identifyAgain, putDownCard, WORDS } from './visit.ts';

const NOT_INVOICE = '这不是医疗收费电子票据';
const SHARES = ['医保统筹', '个人账户', '自己付', '一共'] as const;
type Shares = Readonly<Record<(typeof SHARES)[number], number>>;

let browser: Browser;
let city: PayingHall;
let glass: RealKiosk;
const others: Page[] = [];

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startPayingHall()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(async () => {
  await glass?.close();
  for (const page of others.splice(0)) await page.context().close();
  await city.takeAway();
  // A page whose clock was ahead has told the bridge so; the next page has the machine's.
  await city.tellTime();
});

const people = makePeople({ seed: 1, today: new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10) });

/** Whole name and number of somebody: what no paper and nobody else's screen shows. */
function ownOf(id: string): readonly string[] {
  const person = people.find((one) => one.id === id);
  if (person === undefined) throw new Error(`nobody is called ${id}`);
  return [person.name, person.document.number];
}

/** Somebody lays their card down, says who they are, and takes it again. */
async function comes(person: string): Promise<void> {
  await identifyAgain(city, glass, person);
  await city.takeAway();
}

/** From the home screen to who pays what. */
async function toSums(): Promise<void> {
  await glass.press('付费');
  await glass.sees('这次付哪些');
  await glass.press('看看谁付多少');
  await sums();
}

/** What stands there before is called nearly so. */
const sums = () => glass.page.getByRole('heading', { name: '谁付多少', exact: true }).waitFor();

/** Presses the one yes; answers the payment that came of it. */
async function saysYes(words: string): Promise<{ readonly id: string; readonly patientName: string }> {
  const begun = glass.page.waitForResponse(
    (response) => new URL(response.url()).pathname === '/v1/payments' && response.status() === 201,
  );
  await glass.press(words);
  return (await (await begun).json()) as { id: string; patientName: string };
}

/** What a phone that is held before the glass reads, once a code stands there. */
async function scanned(): Promise<string> {
  await glass.sees('请用微信扫这个码');
  await glass.page.getByRole('img', { name: '付款码' }).waitFor();
  const code = await readCode(browser, await glass.page.screenshot());
  expect(code).toMatch(/^weixin:/);
  return code ?? '';
}

/** Fen: `174.10元`. */
const fenOf = (words: string) => Math.round(Number(words.replace('元', '')) * 100);

/** What stands on the glass: who pays how much, in its order. */
async function sharesOnGlass(): Promise<Shares> {
  const who = await glass.page.getByRole('term').allTextContents();
  const sums = await glass.page.getByRole('definition').allTextContents();
  expect(who).toEqual(SHARES);
  return Object.fromEntries(who.map((share, at) => [share, fenOf(sums[at] ?? '')])) as Shares;
}

const linesOf = (bill: BillName) => BILLS[bill].map(({ name }) => name);

/** The titles of everything that stands on the glass from now on, one after the other. */
async function titlesOf({ page }: RealKiosk): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const titles: string[] = [];
    Object.assign(globalThis, { titles });
    const look = () => {
      const title = document.querySelector('h1')?.textContent ?? '';
      if (title !== '' && titles.at(-1) !== title) titles.push(title);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { readonly titles: readonly string[] }).titles);
}

async function onDuty(member: Member, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await signedInAt(browser, city, member, prepare);
  others.push(page);
  return page;
}

/** All hospitals together, fen. */
async function sumsOf(): Promise<{ readonly settled: number; readonly byCode: number; readonly owed: number }> {
  const all = [...(await moneyOf(city)).values()];
  const sum = (of: 'settled' | 'byCode' | 'owed') => all.reduce((total, one) => total + one[of], 0);
  return { settled: sum('settled'), byCode: sum('byCode'), owed: sum('owed') };
}

it('at the glass somebody with insurance pays two hospitals with one yes and two codes that a phone reads off it, on seven screens at most, and everybody’s books say what stood there', async () => {
  const mine = 'person-02';
  const person = await Person.come(city, mine);
  await city.charge(mine, 'cough');
  await person.book();
  glass = await openKiosk(browser, city, 'touch', 'own');
  const pages = await countPages(glass.page);
  const titles = await titlesOf(glass);
  const before = await sumsOf();
  await comes(mine);
  await toSums();
  // The house in which one stands comes first, as among the bills.
  expect(await glass.page.getByRole('listitem').allTextContents()).toMatchObject([
    expect.stringContaining('临江市第一人民医院'),
    expect.stringContaining('临江市江北医院'),
  ]);
  const shares = await sharesOnGlass();
  expect(shares.医保统筹 + shares.个人账户 + shares.自己付).toBe(shares.一共);
  const { id } = await saysYes('对，用手机微信付');
  const first = await scanned();
  await glass.page.getByText('第1个码，共2个').waitFor();
  await city.pay(first);
  await glass.page.getByText('第2个码，共2个').waitFor();
  const second = await scanned();
  expect(second).not.toBe(first);
  await city.pay(second);
  await glass.sees('付好了');
  await expect.poll(pages, LOOK).toBe(1);
  const after = await sumsOf();
  expect({
    一共: after.settled - before.settled,
    自己付: after.byCode - before.byCode,
    医保统筹: after.owed - before.owed,
  }).toEqual({
    一共: shares.一共,
    自己付: shares.自己付,
    医保统筹: shares.医保统筹,
  });
  expect(shares.医保统筹).toBeGreaterThan(0);
  await agreedIn(city);
  const paper = await printed(glass.page);
  for (const words of [...linesOf('cough'), ...SHARES, NOT_INVOICE]) expect(paper).toContain(words);
  for (const own of ownOf(mine)) expect(paper).not.toContain(own);
  await glass.page.emulateMedia({ media: 'print' });
  const { qr } = await person.get(`/v1/receipts/${id}`);
  expect(await readCode(browser, await glass.page.locator('.slip').screenshot())).toBe(qr);
  const screens = (await titles()).filter((title) => !title.endsWith('…'));
  const fromTheCard = screens.slice(screens.findIndex((title) => title.endsWith('对吗？')));
  // Where one only waits, nothing is asked; and that the money is there is told as long as it takes to tell the hospital.
  expect(fromTheCard.length).toBeLessThanOrEqual(7);
  expect(fromTheCard.slice(1).filter((title) => title !== '钱收到了')).toEqual([
    '今天办什么？',
    '这次付哪些？',
    '谁付多少',
    '请用微信扫这个码',
    '付好了',
  ]);
  expect(glass.complaints).toEqual([]);
});

it('at the glass somebody says cash at the window, a cashier takes it at the desk by the code on the paper, and the glass says paid and prints the receipt', async () => {
  const mine = 'person-18';
  await city.charge(mine, 'stomach');
  const before = (await moneyOf(city)).get(INSURED);
  const desk = await onDuty({ number: 'K201', name: '孙收费', role: 'cashier' });
  glass = await openKiosk(browser, city, 'touch', 'own');
  const pages = await countPages(glass.page);
  await comes(mine);
  await toSums();
  const { 自己付: cash } = await sharesOnGlass();
  await saysYes('到窗口付现金');
  await glass.sees('请到窗口付现金');
  await expect.poll(pages, LOOK).toBe(1);
  const paper = await printed(glass.page);
  expect(paper).toContain('还没有付钱');
  for (const own of ownOf(mine)) expect(paper).not.toContain(own);
  const [code = ''] = /[0-9A-Z]{5} [0-9A-Z]{5}/.exec(paper) ?? [];
  await desk.keyboard.type(code);
  await desk.keyboard.press('Enter');
  await desk.getByText('要收现金').waitFor();
  const sum = `${(cash / 100).toFixed(2)} 元`;
  await desk.getByText(sum, { exact: true }).first().waitFor();
  await desk.keyboard.press('F2');
  await desk.getByText('数过了吗').waitFor();
  await desk.keyboard.press('Alt+y');
  await desk.getByText(`收了 ${sum}，记下了。`).waitFor();
  await glass.sees('付好了');
  await expect.poll(pages, LOOK).toBe(2);
  expect(await printed(glass.page)).toContain(NOT_INVOICE);
  const after = (await agreedIn(city)).get(INSURED);
  expect((after?.inCash ?? 0) - (before?.inCash ?? 0)).toBe(cash);
  expect(glass.complaints).toEqual([]);
});

it('at the glass a line that was paid is taken back, and the receipt says how much went back', async () => {
  const mine = 'person-17';
  await city.charge(mine, 'cough');
  glass = await openKiosk(browser, city, 'touch', 'own');
  const pages = await countPages(glass.page);
  await comes(mine);
  await toSums();
  const { id } = await saysYes('对，用手机微信付');
  await city.pay(await scanned());
  await glass.sees('付好了');
  await expect.poll(pages, LOOK).toBe(1);
  expect(await printed(glass.page)).not.toContain('退您');
  const person = await Person.come(city, mine);
  const amount = await person.takesBack(id);
  const { parts } = await person.get(`/v1/receipts/${id}`);
  expect(parts).toMatchObject([{ refunds: [{ amount: { amount }, state: 'done' }] }]);
  await agreedIn(city);
  expect(glass.complaints).toEqual([]);
});

it('at the glass somebody walks away from the code: what is theirs is covered while nobody touches and the code is not, the phone that pays later is taken, and whoever comes next finds nothing of it', async () => {
  const [mine, next] = ['person-13', 'person-20'];
  await city.charge(mine, 'teeth');
  glass = await openKiosk(browser, city, 'touch', 'keeps-nothing');
  const { page } = glass;
  await comes(mine);
  await toSums();
  const shares = await sharesOnGlass();
  const { id, patientName } = await saysYes('对，用手机微信付');
  const code = await scanned();
  const asked = page.getByRole('alertdialog', { name: '您还在吗' });
  const due = `${shares.自己付 / 100}元`;
  const seen = (words: string) => page.getByText(words).filter({ visible: true }).count();
  for (const words of [due, patientName]) expect(await seen(words)).toBe(1);
  await glass.nobodyTouches(61_000);
  await asked.waitFor();
  for (const words of [due, patientName, ...linesOf('teeth')]) expect(await seen(words), words).toBe(0);
  // Whoever is busy with a phone can still pay.
  expect(await readCode(browser, await page.screenshot())).toBe(code);
  await glass.nobodyTouches(31_000);
  await glass.sees('放上身份证');
  await city.pay(code);
  const parts = await (await Person.come(city, mine)).paid(id);
  expect(parts).toHaveLength(1);
  // Whoever comes next at the same page.
  await comes(next);
  await glass.press('付费');
  await glass.sees('现在没有要付的钱');
  const words = [due, patientName, ...ownOf(mine), ...linesOf('teeth'), code, id];
  const kept = await everythingKept(page);
  expect(words.filter((one) => kept.includes(one))).toEqual([]);
  expect(await heapHolding(page, words)).toEqual([]);
  await glass.press('好了，结束');
  await comes(mine);
  await glass.press('付费');
  await glass.sees('现在没有要付的钱');
  await agreedIn(city);
  expect(glass.complaints).toEqual([]);
});

it('at the glass a volunteer beside somebody who pays sees where they stand and no amount, line or code, and can neither pay nor read what is paid', async () => {
  const [name, mine] = ['李小萌', 'person-19'];
  await city.charge(mine, 'diabetes');
  const helper = await onDuty({ number: 'V201', name, role: 'volunteer' }, hearsEverything);
  const volunteer = await city.volunteer();
  glass = await openKiosk(browser, city, 'touch', 'own');
  await comes(mine);
  await helped(glass, helper, name);
  const seen: string[] = [];
  const helperSees = async (step: string) => {
    await helper.getByText(step).first().waitFor();
    seen.push((await helper.locator('body').textContent()) ?? '');
  };
  await glass.press('付费');
  await glass.sees('这次付哪些');
  await helperSees('选这次付哪些');
  const asked = glass.page.waitForResponse(
    (response) => new URL(response.url()).pathname === '/v1/quotes' && response.status() === 201,
  );
  // Somebody had a hand in it: the card once more.
  await glass.press('看看谁付多少');
  await glass.page.getByText('最后一步要您本人再放一次证件').first().waitFor();
  await glass.press('再放一次证件');
  await putDownCard(city, glass, WORDS.zh, mine);
  await glass.press(WORDS.zh.yes);
  await city.takeAway();
  await sums();
  await helperSees('核对谁付多少');
  const shares = await sharesOnGlass();
  const { id: quotesId } = (await (await asked).json()) as { id: string };
  await expect(volunteer('/v1/payments', { quotesId, channel: 'cash' })).rejects.toThrow(/: 401 /);
  const { id } = await saysYes('对，用手机微信付');
  const code = await scanned();
  await helperSees('正在付钱');
  await city.pay(code);
  await glass.sees('付好了');
  await helperSees('看付钱的结果');
  for (const path of [`/v1/payments/${id}`, `/v1/receipts/${id}`]) await expect(volunteer(path)).rejects.toThrow(/: 401 /);
  const told = [...seen, await heard(helper)].join('\n');
  const hidden = [...SHARES.map((share) => `${shares[share] / 100}`), ...linesOf('diabetes'), code, id, quotesId, ...ownOf(mine)];
  expect(hidden.filter((one) => told.includes(one))).toEqual([]);
  // It did hear of each step.
  for (const step of ['bills', 'split', 'pay-code', 'paid']) expect(told).toContain(`"${step}"`);
  await agreedIn(city);
  expect(glass.complaints).toEqual([]);
});

/** Keeps everything that a page is told from now on, streams too. */
async function hearsEverything(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { fetch: ask } = globalThis;
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    globalThis.fetch = async (...given) => {
      const answer = await ask(...given);
      const reading = answer.clone().body?.pipeThrough(new TextDecoderStream()).getReader();
      const hear = async () => {
        for (let part = await reading?.read(); part?.value !== undefined; part = await reading?.read()) heard.push(part.value);
      };
      void hear().catch(() => undefined);
      return answer;
    };
  });
}

const heard = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { readonly heard: readonly string[] }).heard.join(''));
