import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type FakeCard, wang } from './kit/fake-bridge.ts';
import { enterHall, type Hall } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { type Sounded, writeName } from './kit/name-keys.ts';
import { countPages, PAPER_MS, printed, slipIsThere } from './kit/paper.ts';
import { opaque, standInSlots } from './kit/stand-in-city.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;
let pages: () => Promise<number>;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  hall = await enterHall(browser, site);
  pages = await countPages(hall.page);
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

/** What somebody has in front of them, one after the other. Screens on which nobody is asked anything are not counted. */
interface Way {
  readonly screens: string[];
  taps: number;
}

const nowhere = (): Way => ({ screens: [], taps: 0 });

async function sees(way: Way, question: string): Promise<void> {
  await hall.sees(question);
  way.screens.push(question);
}

async function taps(way: Way, ...words: readonly string[]): Promise<void> {
  for (const one of words) {
    await hall.tap(one);
    way.taps += 1;
  }
}

/** From an empty screen to the question whose card that is, and a yes. */
async function putsDown(way: Way, card: FakeCard): Promise<void> {
  await sees(way, '放上身份证');
  await site.bridge.asked(1);
  site.bridge.put({ kind: 'card', card });
}

async function saysYes(way: Way): Promise<void> {
  await sees(way, '对吗');
  await taps(way, '对，是我');
}

/** To what is told of the information, and to its use for treatment. */
async function agrees(way: Way, forWhom = '同意用于看病'): Promise<void> {
  await sees(way, '我们怎样用');
  await taps(way, '我看过了，同意');
  await sees(way, '看病的信息');
  await taps(way, forWhom);
}

async function toHome(way: Way): Promise<void> {
  await putsDown(way, wang);
  await saysYes(way);
  await sees(way, '今天办什么');
}

/** From where it hurts to the paper in hand. Where a part of the body leads to one department, nobody is asked which. */
async function books(way: Way, part: string, department?: string): Promise<void> {
  await sees(way, '哪里不舒服');
  await taps(way, part);
  if (department !== undefined) {
    await sees(way, '看哪个科');
    await taps(way, department);
  }
  await sees(way, '哪天几点来');
  await taps(way, '9:30–10:00');
  await sees(way, '请核对');
  await taps(way, '对，挂这个号');
  await sees(way, '挂好了');
  await paperComes();
}

/** Nobody has to press for it. */
async function paperComes(): Promise<void> {
  await slipIsThere(hall.page);
  await expect.poll(pages).toBe(1);
  await hall.passes(PAPER_MS);
  await hall.page.getByText('请拿好凭条').waitFor();
}

function comesOn(day: string): void {
  site.gateway.appointments.push({
    ...site.gateway.appointmentOfTomorrow(),
    start: `${day}T09:40:00+08:00`,
    end: `${day}T10:10:00+08:00`,
  });
}

const CHILDS_NAME: readonly Sounded[] = [
  ['王', ''],
  ['小', 'xiao'],
  ['雨', 'yu'],
];
const ofTheChild = {
  patientId: opaque('pat', 9),
  name: '王*雨',
  sex: 'female',
  birthYear: 2020,
  relationship: 'parent',
} as const;
const booked = () => site.gateway.called('bookAppointment').map(({ body }) => (body as { patientId?: string }).patientId);

const child: FakeCard = { type: 'resident-id', maskedName: '王*雨', maskedNumber: '110***********0042', minor: true };

describe('counted in the browser, from the card to the slip in hand', () => {
  it.each([
    ['today', '2026-11-24'],
    ['tomorrow', '2026-11-25'],
  ])('a person who has an appointment %s: four screens and two taps, of which one is at home', async (_, day) => {
    comesOn(day);
    const way = nowhere();
    await toHome(way);
    const before = way.taps;
    await taps(way, '骨科');
    expect(way.taps - before).toBe(1);
    await sees(way, '就诊凭条');
    await paperComes();
    expect(way).toEqual({ screens: ['放上身份证', '对吗', '今天办什么', '就诊凭条'], taps: 2 });
    expect(hall.faults).toEqual([]);
  });

  it('a new booking of a person who is known: eight screens and six taps', async () => {
    const way = nowhere();
    await toHome(way);
    await taps(way, '给自己挂号');
    await books(way, '腰、腿、关节', '骨科');
    expect(way.screens).toHaveLength(8);
    expect(way.taps).toBe(6);
    expect(hall.faults).toEqual([]);
  });

  it('a first visit, with both agreements: ten screens', async () => {
    site.gateway.script.unregistered = true;
    const way = nowhere();
    await putsDown(way, wang);
    await saysYes(way);
    await agrees(way);
    await sees(way, '今天办什么');
    await taps(way, '给自己挂号');
    await books(way, '腰、腿、关节', '骨科');
    expect(way.screens).toHaveLength(10);
    expect(way.taps).toBe(8);
    expect(hall.faults).toEqual([]);
  });

  it('a child by its card, with a guardian who is known: eight screens', async () => {
    site.gateway.script.dependants.push({ ...ofTheChild, level: 'document-read' });
    const way = nowhere();
    await putsDown(way, child);
    await sees(way, '谁陪孩子来');
    await site.bridge.asked(2);
    site.bridge.put({ kind: 'card', card: wang });
    await saysYes(way);
    await books(way, '腰、腿、关节', '骨科');
    expect(way.screens).toHaveLength(8);
    expect(way.taps).toBe(5);
    expect(booked()).toEqual([ofTheChild.patientId]);
    expect(hall.faults).toEqual([]);
  });

  it('a child by its birth certificate: fourteen screens, and every letter is tapped on the glass', async () => {
    const slots = standInSlots.map((slot) => ({ ...slot, department: { code: 'A07', name: '儿科' } }));
    Object.assign(site.gateway.script, { slots });
    const way = nowhere();
    await hall.page.evaluate(() => document.addEventListener('keydown', ({ key }) => Object.assign(window, { name: key })));
    await toHome(way);
    await taps(way, '给孩子挂号');
    await sees(way, '您是孩子的什么人');
    await taps(way, '爷爷奶奶');
    await sees(way, '出生医学证明');
    await taps(way, ...'Z990123456', '输好了');
    await sees(way, '孩子哪天出生');
    await taps(way, ...'20200131', '输好了');
    await sees(way, '男孩还是女孩');
    await taps(way, '女孩');
    await sees(way, '孩子叫什么名字');
    way.taps += await writeName(hall, CHILDS_NAME);
    await taps(way, '输好了');
    await agrees(way, '同意用于孩子看病');
    await books(way, '孩子不舒服');
    expect(way.screens).toHaveLength(14);
    const [registered] = site.gateway.called('registerDependant');
    expect(registered?.body).toMatchObject({ person: { name: '王小雨', document: { number: 'Z990123456' } } });
    expect(await hall.page.evaluate(() => window.name)).toBe('');
    expect(hall.faults).toEqual([]);
  });

  it('a person who pays by phone: seven screens from the card to the receipt in hand, and four taps', async () => {
    site.gateway.changePayment({ paidAfterMs: undefined });
    const way = nowhere();
    await toHome(way);
    await taps(way, '付费');
    await sees(way, '这次付哪些');
    await taps(way, '看看谁付多少');
    await hall.passes(1_500);
    await sees(way, '谁付多少');
    await taps(way, '对，用手机微信付');
    await sees(way, '请用微信扫这个码');
    site.gateway.changePayment({ paidAfterMs: 0 });
    await sees(way, '付好了');
    await expect.poll(pages).toBe(1);
    expect(way.screens).toHaveLength(7);
    expect(way.taps).toBe(4);
    expect(hall.faults).toEqual([]);
  });

  it('a person who prints a report: six screens from the card to the paper in hand, and four taps', async () => {
    const way = nowhere();
    await toHome(way);
    await taps(way, '我的报告');
    // One hospital answers when it is asked for the third time: nobody has to press for that.
    await hall.passes(1_500);
    await hall.passes(1_500);
    await sees(way, '看哪份报告');
    await taps(way, '生化检查');
    await sees(way, '您的报告');
    await taps(way, '打印这份报告');
    await sees(way, '打印报告');
    await expect.poll(pages).toBe(1);
    expect(await printed(hall.page)).toContain('6.84 mmol/L');
    expect(way.screens).toEqual(['放上身份证', '对吗', '今天办什么', '看哪份报告', '您的报告', '打印报告']);
    expect(way.taps).toBe(4);
    expect(hall.faults).toEqual([]);
  });

  it('a person at the check changes how one pays, or the half hour, in two taps, and is back at the check', async () => {
    const way = nowhere();
    await toHome(way);
    for (const words of ['给自己挂号', '腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    await sees(way, '请核对');
    for (const [row, words] of [
      ['改 挂号费', '自己付钱'],
      ['改 时间', '10:00–10:30'],
    ] as const) {
      way.taps = 0;
      await taps(way, row);
      await taps(way, words);
      await sees(way, '请核对');
      expect(way.taps).toBe(2);
    }
    const text = (await hall.page.locator('main').textContent()) ?? '';
    expect(text).toContain('自己付钱');
    expect(text).toContain('10:00–10:30');
  });
});
