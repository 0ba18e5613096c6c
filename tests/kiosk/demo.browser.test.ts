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

it('with a mouse alone: a card is put down, the kiosk books, its paper lies in the tray, and the hospital’s own book has it', async () => {
  table = await openDemoTable(desk, demo.origin);
  expect(table.page.url()).toBe(`${demo.origin}/demo`);
  await table.toLastQuestion('李伟');
  await table.part('读卡器').getByText('放着：李伟').waitFor();
  await table.pressOnGlass('对，挂这个号');
  await table.pressOnGlass('打印纸条');
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
  await steps.getByText('医院留了号，写下').waitFor();
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
