import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { wang } from './kit/fake-bridge.ts';
import { enterHall, type Hall } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  hall = await enterHall(browser, site);
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

async function sees(way: Way, question: string): Promise<void> {
  await hall.sees(question);
  way.screens.push(question);
}

async function taps(way: Way, words: string): Promise<void> {
  await hall.tap(words);
  way.taps += 1;
}

/** From an empty screen to the home screen: the card, and a yes. */
async function toHome(way: Way): Promise<void> {
  await sees(way, '放上身份证');
  await site.bridge.asked(1);
  site.bridge.put({ kind: 'card', card: wang });
  await sees(way, '对吗');
  await taps(way, '对，是我');
  await sees(way, '今天办什么');
}

async function prints(way: Way): Promise<void> {
  await hall.page.getByText('7K3M9').waitFor();
  await taps(way, '打印纸条');
  await hall.page
    .getByText(/正在打|再打/)
    .first()
    .waitFor();
}

describe('counted in the browser, from the card to the slip in hand', () => {
  it('a person who has an appointment today: four screens and three taps (at most five and six; the short cut at most three)', async () => {
    site.gateway.appointments.push({
      ...site.gateway.appointmentOfTomorrow(),
      start: '2026-11-24T09:40:00+08:00',
      end: '2026-11-24T10:10:00+08:00',
    });
    const way: Way = { screens: [], taps: 0 };
    await toHome(way);
    await taps(way, '您约了骨科');
    await sees(way, '就诊凭条');
    await prints(way);
    expect(way).toEqual({ screens: ['放上身份证', '对吗', '今天办什么', '就诊凭条'], taps: 3 });
    expect(hall.faults).toEqual([]);
  });

  it('a new booking: eight screens (at most eight)', async () => {
    const way: Way = { screens: [], taps: 0 };
    await toHome(way);
    await taps(way, '给自己挂号');
    await sees(way, '哪里不舒服');
    await taps(way, '腰、腿、关节');
    await sees(way, '看哪个科');
    await taps(way, '骨科');
    await sees(way, '几点来');
    await taps(way, '9:30–10:00');
    await sees(way, '请核对');
    await taps(way, '对，挂这个号');
    await sees(way, '挂好了');
    await prints(way);
    expect(way.screens).toHaveLength(8);
    expect(way.taps).toBe(7);
    expect(hall.faults).toEqual([]);
  });

  it('a person at the check changes how one pays, or the half hour, in two taps, and is back at the check', async () => {
    const way: Way = { screens: [], taps: 0 };
    await toHome(way);
    for (const words of ['给自己挂号', '腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    await sees(way, '请核对');
    for (const [row, words] of [
      ['改 怎么付', '自己付钱'],
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
