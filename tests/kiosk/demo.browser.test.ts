import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { patientIdOf } from '../../fixtures/demo/city-files.ts';
import { launchChromium } from '../support/chromium.ts';
import { FULL } from '../support/sampled.ts';
import { fresh } from '../support/test-people.ts';
import { type DemoProgram, startDemoProgram } from './kit/demo-program.ts';
import { type DemoTable, openDemoTable, openDesk } from './kit/demo-table.ts';

let browser: Browser;
let desk: BrowserContext;
let demo: DemoProgram;
let table: DemoTable | undefined;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchChromium(), startDemoProgram()]);
  desk = await openDesk(browser);
});
afterEach(() => table?.close());
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** What somebody presses in each language, from their card to a list of all departments. */
const SPOKEN = {
  zh: {
    start: '中文',
    me: '对，是我',
    book: '给自己挂号',
    byName: '按科室名字',
    confirm: '对，挂这个号',
    more: '看更多',
    other: '不是您现在站的这家医院',
  },
  en: {
    start: 'English',
    me: 'Yes, that is me',
    book: 'Book a doctor',
    byName: 'By name',
    confirm: 'Yes, book this',
    more: 'Show more',
    other: 'Not where you stand now',
  },
} as const;
type Language = keyof typeof SPOKEN;

interface Listed {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly hospitals: readonly string[];
  readonly forSex?: string;
  readonly ages?: object;
}

/** Departments that the hospital of this hall does not have, for somebody of any age and sex. */
async function notInThisHouse(): Promise<readonly Listed[]> {
  const { items } = (await (await fetch(`${demo.origin}/v1/departments?limit=50`)).json()) as { items: readonly Listed[] };
  return items.filter(({ hospitals }) => !hospitals.includes(HERE));
}

const HERE = 'linjiang-first';
/** Women, because one of the departments is for them. */
const VISITORS = ['阿依古丽', '小雨', 'ANNA'];

/** Books in a department of another house; answers with what is wrong on the way, on the glass and on the paper. */
async function bookElsewhere(
  at: DemoTable,
  department: Listed,
  language: Language,
  [visitor, visits]: readonly [name: string, before: number],
): Promise<readonly string[]> {
  const words = SPOKEN[language];
  const { kiosk } = at;
  const name = language === 'zh' ? department.name : department.englishName;
  const wrong: string[] = [];
  await at.pressOnGlass(words.start);
  await at.press(visitor);
  for (const press of [words.me, words.book, words.byName]) await at.pressOnGlass(press);
  while (!(await kiosk.getByRole('button', { name }).first().isVisible())) await at.pressOnGlass(words.more);
  await at.pressOnGlass(name);
  const choice = kiosk.locator('button.choice').first();
  await choice.waitFor();
  if ((await kiosk.locator('.time').count()) > 0) wrong.push(`${name}: times before a name was pressed`);
  const hospital = (await choice.locator('.choice-title').textContent()) ?? '';
  await at.pressOnGlass(hospital);
  // Nobody is in two places at one time: each visit of a person is on another day.
  await at.pressAt(kiosk.locator('.day-strip-day:not([disabled])').nth(visits));
  await kiosk.locator('.time').first().waitFor();
  await at.pressAt(kiosk.locator('.time').first());
  await kiosk.locator('.fact-decides').first().waitFor();
  const [first] = await kiosk.locator('.fact').allTextContents();
  if (!first?.includes(hospital) || !first.includes(words.other)) wrong.push(`${name}: the check says ${first}`);
  await at.pressOnGlass(words.confirm);
  await kiosk.locator('.slip-card').waitFor();
  const card = (await kiosk.locator('.slip-card').textContent()) ?? '';
  if (!card.startsWith(hospital)) wrong.push(`${name}: the end says ${card.slice(0, 40)}`);
  const paper = (await kiosk.locator('.slip').textContent()) ?? '';
  if (!paper.startsWith(hospital)) wrong.push(`${name}: the paper says ${paper.slice(0, 40)}`);
  return wrong;
}

it('with a mouse alone: a card is put down, the kiosk books, its paper lies in the tray, and the hospital’s own book has it', async () => {
  table = await openDemoTable(desk, demo.origin);
  expect(table.page.url()).toBe(`${demo.origin}/demo`);
  await table.toLastQuestion('李伟');
  await table.part('读卡器').getByText('放着：李伟').waitFor();
  await table.pressOnGlass('对，挂这个号');
  const paper = table.part('出纸口').locator('.slip');
  await paper.waitFor();
  const onGlass = await table.kiosk.locator('.slip').textContent();
  expect(await paper.textContent()).toBe(onGlass);
  expect(onGlass).toContain('李*');
  // As wide as a roll of paper and as the printer prints it, not as the glass shows it.
  expect(await paper.evaluate((slip) => getComputedStyle(slip).borderStyle)).toBe('none');
  const book = table.part('账本').getByRole('row');
  await book.getByText('李*').waitFor();
  expect(await book.textContent()).toContain('神经内科');
  expect(await table.part('账本').textContent()).not.toContain('李伟');
  const steps = table.part('刚才发生了什么');
  await steps.getByRole('listitem').filter({ hasText: '医院留了号，写下第一人民医院' }).waitFor();
  const lines = await steps.getByRole('listitem').allTextContents();
  const order = ['医院留了号，写下', '有人请它留一个号', '先写下：有人要这个号'].map((words) =>
    lines.findIndex((line) => line.includes(words)),
  );
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order).not.toContain(-1);
  expect(table.complaints).toEqual([]);
});

it('a hospital that is switched off at the table is awaited on the glass, and books when it is switched on again', async () => {
  table = await openDemoTable(desk, demo.origin);
  await table.press('拿走');
  await table.toLastQuestion('田思齐');
  await table.press('医院的电脑关了');
  await table.part('账本').getByRole('tab', { name: '关着' }).waitFor();
  await table.pressOnGlass('对，挂这个号');
  await table.kiosk.getByRole('heading', { name: '医院正在确认' }).waitFor();
  const row = table.part('账本').getByRole('row', { name: '田*齐' });
  expect(await row.count()).toBe(0);
  await table.press('医院的电脑关了');
  await row.getByText('挂上了').waitFor();
  expect(table.complaints).toEqual([]);
});

it('nobody is led to another house who has not pressed its name: on the glass, at the check and on paper, in both languages', async () => {
  table = await openDemoTable(desk, demo.origin);
  await table.press('拿走');
  const away = (await notInThisHouse()).filter(({ ages }) => ages === undefined);
  expect(away.length).toBeGreaterThan(8);
  const walks = away.flatMap((department) => (['zh', 'en'] as const).map((language) => ({ department, language })));
  const wrong: string[] = [];
  for (const [index, { department, language }] of walks.filter((_, at) => FULL || at === 0 || at === 3).entries()) {
    await table.kiosk.getByRole('button', { name: '中文' }).waitFor();
    const visitor = [VISITORS[index % VISITORS.length] ?? '', Math.floor(index / VISITORS.length)] as const;
    wrong.push(...(await bookElsewhere(table, department, language, visitor)));
    await table.pressAt(table.kiosk.locator('.action-main'));
    await table.press('拿走');
  }
  expect(wrong).toEqual([]);
  expect(table.complaints).toEqual([]);
});

it('with a mouse alone: a phone rings, its helper joins by digits, what they choose counts once the patient says so, and the next visit finds them there', async () => {
  table = await openDemoTable(desk, demo.origin);
  const { kiosk, phone } = table;
  await table.comeOnDuty();
  await table.press('田思齐');
  await table.pressOnGlass('对，是我');
  await table.pressOnGlass('找人帮忙');
  await table.pressOnPhone('我这就去');
  await kiosk.getByRole('heading', { name: '周小满正在过来' }).waitFor();
  await table.pressOnPhone('我到了，帮着按屏幕');
  await phone.locator('input').waitFor();
  await table.typeOnPhone();
  const digits = (await kiosk.locator('.assist-join-digits .dialog-number').textContent())?.replace(' ', '');
  expect(digits).toMatch(/^[0-9]{6}$/);
  expect(await phone.locator('input').inputValue()).toBe(digits);
  await table.pressOnPhone('帮这个人');
  await table.pressOnGlass('行，请帮我');
  await table.pressOnPhone('替他选：给自己挂号');
  await kiosk.getByRole('heading', { name: '周小满帮您选了：给自己挂号' }).waitFor();
  expect(await kiosk.getByRole('heading', { name: '哪里不舒服' }).isVisible()).toBe(false);
  await table.pressAt(kiosk.getByRole('button', { name: '对', exact: true }));
  await kiosk.getByRole('heading', { name: '哪里不舒服' }).waitFor();
  await table.pressOnPhone('帮好了');
  await table.part('刚才发生了什么').getByText('帮忙结束').waitFor();
  expect(await table.part('刚才发生了什么').textContent()).not.toMatch(/[a-z-]+\.[a-z-]+/);
  // The end of a visit clears the kiosk's browser, and not the phone that is in the same one here.
  await table.pressOnPhone('知道了');
  await table.pressOnGlass('重新开始');
  await table.pressOnGlass('是，从头再来');
  await table.press('拿走');
  await table.part('刚才发生了什么').getByText('办完了').first().waitFor();
  await table.pressOnGlass('帮忙 Help');
  await table.pressOnPhone('我这就去');
  await phone.getByText('您说了正在过去').waitFor();
  await table.pressOnPhone('已经帮好了');
  await phone.getByText('现在没有人叫').waitFor();
  expect(table.complaints).toEqual([]);
});

it('a patient’s phone rings on the table, opens by its code beside the kiosk’s visit, and shares no cookie with kiosk and staff', async () => {
  table = await openDemoTable(desk, demo.origin);
  const { kiosk, patientPhone, page } = table;
  await table.press('阿依古丽');
  await table.pressOnGlass('对，是我');
  await kiosk.getByRole('button', { name: '给自己挂号' }).waitFor();
  await table.press('看病人的手机');
  const place = table.part('病人的手机');
  const number = /\d{11}/.exec((await place.getByText('的手机号 ').textContent()) ?? '')?.[0] ?? '';
  await patientPhone.getByLabel('手机号', { exact: true }).fill(number);
  await patientPhone.getByRole('button', { name: '发短信给我' }).click();
  await place.getByText(`尾号 ${number.slice(-4)}`).waitFor();
  await patientPhone.getByLabel('六位数字', { exact: true }).fill((await place.locator('code').textContent()) ?? '');
  const home = patientPhone.getByRole('heading', { name: '今天办什么' });
  for (const press of ['我看过了，同意', '同意用于看病']) {
    const agree = patientPhone.getByRole('button', { name: press });
    await home.or(agree).first().waitFor();
    if (await agree.isVisible()) await agree.click();
  }
  await home.waitFor();
  const named = (await desk.cookies(demo.origin)).map(({ name }) => name).toSorted();
  expect(named.filter((name) => name.startsWith('__Host-patient-'))).toEqual(['__Host-patient-onedoor']);
  expect(named).toContain('__Host-onedoor');
  // The kiosk's visit ends, and the phone goes on.
  await table.pressOnGlass('重新开始');
  await table.pressOnGlass('是，从头再来');
  await table.press('拿走');
  await table.part('刚才发生了什么').getByText('办完了').first().waitFor();
  await patientPhone.getByRole('button', { name: '给自己挂号' }).click();
  await patientPhone.getByRole('button', { name: '按科室名字' }).waitFor();
  await page.getByRole('button', { name: '看志愿者的手机' }).click();
  // Whoever works by keys is not left at a button that lies below.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('看病人的手机');
  expect(await page.locator('.patient-phone').isVisible()).toBe(false);
  expect(table.complaints).toEqual([]);
});

it('somebody whose card lies on the table owes two hospitals of two protocols, and a press on the phone of the table pays what a code asks for', async () => {
  table = await openDemoTable(desk, demo.origin);
  const patientId = patientIdOf(1, 'person-16');
  const send = async (path: string, body?: object, token = '') => {
    const headers = { ...fresh(), ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await (await fetch(`${demo.origin}${path}`, init)).json()) as Record<string, unknown>;
  };
  const { token } = await send('/v1/sessions', { evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
  const owed = async () => {
    const { hospitals } = await send(`/v1/bills?patientId=${patientId}`, undefined, String(token));
    return (hospitals as { hospital: string; visits: { visitRef: string; billHash: string }[] }[]).flatMap(
      ({ hospital, visits }) => visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
    );
  };
  const bills = await owed();
  expect(bills.map(({ hospital }) => hospital).toSorted()).toEqual([HERE, 'linjiang-north']);
  const wanted = bills.filter(({ hospital }) => hospital === HERE);
  const phone = table.part('付钱的手机');
  await phone.getByText('现在没有要扫的付款码').waitFor();
  const { id } = await send('/v1/quotes', { patientId, bills: wanted, insurance: false }, String(token));
  await send('/v1/payments', { quotesId: id, channel: 'wechat-pay' }, String(token));
  await phone.getByText('第一人民医院', { exact: true }).waitFor();
  expect(await phone.locator('.to-pay').textContent()).toContain('¥385.00');
  await phone.getByRole('button', { name: '付钱', exact: true }).click();
  await phone.getByText('现在没有要扫的付款码').waitFor();
  await expect.poll(async () => (await owed()).map(({ hospital }) => hospital)).toEqual(['linjiang-north']);
  const steps = table.part('刚才发生了什么');
  for (const line of ['先写下：有人要付这些账', '请它给一个付款码', '有人告诉它付了钱'])
    await steps.getByText(line).first().waitFor();
  expect(table.complaints).toEqual([]);
});

it('the desk of the table opens in a window of its own under the machine’s other name, and takes the clerk whose number lies there', async () => {
  table = await openDemoTable(desk, demo.origin);
  const place = table.part('服务台');
  await place.getByRole('button', { name: '要登记码' }).click();
  const code = (await place.locator('code').textContent()) ?? '';
  const opened = desk.waitForEvent('page');
  await place.getByRole('link', { name: '打开服务台' }).click();
  const window = await opened;
  expect(window.url()).toBe(`${demo.origin.replace('127.0.0.1', 'localhost')}/desk/`);
  const [, number = '', pin = ''] = /工号 (\w+)，密码 (\d+)/.exec((await place.textContent()) ?? '') ?? [];
  await window.locator('input').fill(code);
  await window.keyboard.press('Enter');
  await window.locator('input[type=password]').waitFor();
  await window.locator('input').first().fill(number);
  await window.locator('input[type=password]').fill(pin);
  await window.keyboard.press('Enter');
  await window.getByText('陈静').first().waitFor();
  await window.close();
  expect(table.complaints).toEqual([]);
});

it('the table under the machine’s other name reads cards too, and leads to the desk under the first one', async () => {
  table = await openDemoTable(desk, demo.origin.replace('127.0.0.1', 'localhost'));
  await table.kiosk.getByRole('heading', { name: '放上身份证' }).waitFor();
  await table.press('小雨');
  await table.kiosk.getByRole('button', { name: '对，是我' }).waitFor();
  await table.press('拿走');
  expect(await table.part('服务台').getByRole('link').getAttribute('href')).toBe(`${demo.origin}/desk/`);
  expect(table.complaints).toEqual([]);
});
