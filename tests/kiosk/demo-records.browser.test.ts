import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
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

/** Puts down the card that says this (of several such the `nth`), and walks to the list of that person's reports. */
async function toReports(card: string, nth = 0): Promise<DemoTable> {
  const opened = await openDemoTable(desk, demo.origin);
  table = opened;
  await opened.kiosk.getByRole('heading', { name: '放上身份证' }).waitFor();
  await opened.page.getByRole('button', { name: card }).nth(nth).click();
  for (const words of ['对，是我', '我的报告']) await opened.pressOnGlass(words);
  return opened;
}

it('who follows the tour of the demo sees the reports of the oldest person from three hospitals, and one that a hospital issues meanwhile', async () => {
  const at = await toReports('年纪最大');
  const { kiosk } = at;
  await kiosk.getByRole('heading', { name: '看哪份报告？' }).waitFor();
  // The newest are at the hospital of the hall: one that is not for a hall, and one that is not final.
  await kiosk.getByText('请今天就去听医生说').first().waitFor();
  await kiosk.getByText('初步结果').first().waitFor();
  for (const hospital of ['人民医院', '中心医院', '大学附属医院'])
    await at.part('医院刚出报告').getByText(hospital).first().waitFor();
  await at.part('医院刚出报告').getByRole('button', { name: '第一人民医院' }).click();
  await at
    .part('医院刚出报告')
    .getByText(/出了一份/)
    .waitFor();
  expect(at.complaints).toEqual([]);
  await at.press('拿走');
});

it('who puts down the card of somebody without records at the demo hears that there are none, and not another one’s of the same name', async () => {
  const at = await toReports('李伟', 1);
  await at.kiosk
    .getByText(/没有(找到)?您的报告/)
    .first()
    .waitFor();
  expect(at.complaints).toEqual([]);
});
