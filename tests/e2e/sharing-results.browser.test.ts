import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePeople } from '../../fixtures/people/people.ts';
import { countPages, printed } from '../kiosk/kit/paper.ts';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept } from '../support/everything-kept.ts';
import { laboratoryValue, reportOf } from '../support/test-reports.ts';
import { readCode } from './read-code.ts';
import { type RealCity, startRealCity } from './real-city.ts';
import { openKiosk, type RealKiosk } from './real-kiosk.ts';
import { identify, OF_THIS_HOSPITAL, toDepartment, WORDS } from './visit.ts';

/** What hospitals are asked is looked at from time to time. */
const LOOK = { timeout: 15_000 };

let browser: Browser;
let city: RealCity;
let glass: RealKiosk;
let elsewhere: BrowserContext;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium(), startRealCity({ outside: true })]);
  elsewhere = await browser.newContext({ viewport: { width: 360, height: 640 } });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
const [mine, next] = ['person-07', 'person-08'] as const;
const patient = makePeople({ seed: 1, today }).find(({ id }) => id === mine);

/** Digits that nobody may round: a zero at the end, and more of them than a number of a program holds. */
const VALUES = ['5.50', '0.100', '3.141592653589793238'] as const;

async function issue(): Promise<void> {
  if (patient === undefined) throw new Error(`nobody is called ${mine}`);
  const codes = ['2345-7', '2823-3', '2160-0'];
  const results = VALUES.map((number, at) => laboratoryValue(codes[at] ?? '', number, 'mmol/L', { name: `测定${at + 1}` }));
  await city.hospital.records.issue({ patient }, reportOf(Date.now() - 3_600_000, results, { name: '生化检查' }));
}

/** From the home screen to a booking: then the hospital has a file of the person. */
async function books(): Promise<void> {
  await glass.press(WORDS.zh.book);
  await toDepartment(glass, WORDS.zh, OF_THIS_HOSPITAL);
  await glass.sees(WORDS.zh.times);
  await glass.press(':00');
  await glass.sees(WORDS.zh.check);
  await glass.press(WORDS.zh.yesBook);
  await glass.sees(WORDS.zh.booked);
  await glass.press('再办一件事');
  await glass.sees(WORDS.zh.home);
}

/** What a phone reads off the paper that came out. */
async function scanned(): Promise<string> {
  await glass.page.emulateMedia({ media: 'print' });
  const code = await readCode(browser, await glass.page.locator('.slip').screenshot());
  await glass.page.emulateMedia({ media: null });
  return code ?? '';
}

/** The page of whoever scanned it, and every request of a link that it makes. */
async function opened(address: string): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
  const page = await elsewhere.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/shl/')) asked.push(request.method());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  return { page, asked };
}

async function opens(page: Page, passcode: string): Promise<void> {
  await page.getByLabel(/您是谁/).fill('女儿');
  await page.getByLabel(/口令/).fill(passcode);
  await page.getByRole('button', { name: /打开/ }).click();
}

it('a report that is read at a kiosk and shared on paper opens in another browser with its passcode, to the last digit, says there how many tries are left, and is dead as soon as it is stopped at the kiosk', {
  timeout: 60_000,
}, async () => {
  await issue();
  glass = await openKiosk(browser, city, 'touch', 'own');
  const pages = await countPages(glass.page);
  await identify(city, glass, WORDS.zh, mine);
  await city.takeAway();
  await books();
  const before = await pages();
  await glass.press('我的报告');
  await glass.page.getByRole('heading', { name: '看哪份报告' }).waitFor(LOOK);
  await glass.press('生化检查');
  await glass.sees('您的报告');
  await glass.press('打印这份报告');
  await glass.sees('打印报告');
  await expect.poll(pages, LOOK).toBe(before + 1);
  for (const value of VALUES) expect(await printed(glass.page)).toContain(value);
  await glass.press('返回');
  await glass.sees('您的报告');

  const created = glass.page.waitForRequest((request) => request.url().endsWith('/v1/shares') && request.method() === 'POST');
  await glass.press('给医生或家人看');
  for (const words of ['给家人看', '选好了', '三天', '要，机器选']) await glass.press(words);
  await glass.sees('这样分享，可以吗');
  await glass.press('同意，分享');
  await glass.sees('分享好了');
  await expect.poll(pages, LOOK).toBe(before + 2);
  const { passcode = '' } = ((await created).postDataJSON() as { with: { passcode?: string } }).with;
  expect(passcode).toMatch(/^\d{6}$/);
  const shown = `${passcode.slice(0, 3)} ${passcode.slice(3)}`;
  await glass.page.getByText(shown).waitFor();
  const paper = await printed(glass.page);
  for (const hidden of [passcode, shown, patient?.name ?? '', patient?.document.number ?? ''])
    expect(paper).not.toContain(hidden);
  const address = await scanned();
  expect(address).toMatch(new RegExp(`^${city.origin}/view/#shlink:/`));

  const { page, asked } = await opened(address);
  await page.getByText('给家人看的检查结果').waitFor();
  expect(asked).toEqual([]);
  const wrong = passcode.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));
  await opens(page, wrong);
  await page.getByText('口令不对，还可以试 4 次').waitFor();
  await opens(page, passcode);
  for (const value of VALUES) await page.getByText(`${value} mmol/L`).first().waitFor();
  expect(asked).toEqual(['POST', 'POST']);

  await glass.press('再办一件事');
  await glass.press('我的信息');
  await glass.press('我分享过的');
  await glass.press('给家人看的检查结果');
  await glass.sees('这个分享');
  const read = await glass.page.locator('.record-title').allTextContents();
  expect(read.map((line) => line.replaceAll(/[⁨⁩]/g, ''))).toEqual(['自称“女儿” 看了', '自称“女儿” 口令不对，没看到']);
  await glass.press('停止');
  await glass.press('是，停止');
  await glass.sees('停了');

  await page.reload({ waitUntil: 'networkidle' });
  await opens(page, passcode);
  await page.getByText('这个链接不能用了').waitFor();

  // Whoever comes next at the kiosk finds nothing of it; and no process has written down what opened it.
  await glass.press('好了，结束');
  await glass.sees('放上身份证');
  const key = address.split('#')[1] ?? '';
  const kept = await everythingKept(glass.page);
  const logged = city.lines().join('\n');
  for (const secret of [passcode, shown, key]) {
    expect(kept).not.toContain(secret);
    expect(logged).not.toContain(secret);
  }
  await identify(city, glass, WORDS.zh, next);
  await glass.press('我的信息');
  await glass.press('我分享过的');
  await glass.sees('您没有分享过');
  expect(glass.complaints).toEqual([]);
});
