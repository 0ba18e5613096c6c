import type { Browser, Page } from 'playwright-core';
import type { RealKiosk } from './real-kiosk.ts';

const PIN = '246813';
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

export interface Member {
  readonly number: string;
  readonly name: string;
  readonly role: 'volunteer' | 'clerk' | 'cashier' | 'clinician' | 'reviewer';
}

/** What the page of a member of staff needs of a city: where its gateway is, and the operator's command there. */
export interface StaffCity {
  readonly origin: string;
  onedoor(args: readonly string[], input?: string): Promise<string>;
}

/** Their work has no hall: nobody is on duty for it. */
const WITHOUT_DUTY: readonly Member['role'][] = ['clinician', 'reviewer'];

/** A page of a member of staff, on a device of theirs that an operator let in: enrolled with a code, signed in with number and PIN, on duty where they can be. */
export async function signedInAt(
  browser: Browser,
  city: StaffCity,
  { number, name, role }: Member,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const [hospital, campus] = ['linjiang-first', 'c1'];
  const atDesk = role !== 'volunteer';
  await city.onedoor(['staff', 'add', '--hospital', hospital, '--number', number, '--name', name, '--role', role], `${PIN}\n`);
  const place = ['--hospital', hospital, '--campus', campus, '--floor', '1F', '--window', '3 号窗口'];
  const device = ['--kind', atDesk ? 'desk' : 'phone', '--name', atDesk ? '服务台' : '志愿者手机'];
  const [code = ''] = (await city.onedoor(['device', 'enrol', ...device, ...place])).split('\n');
  const context = await browser.newContext({ viewport: atDesk ? DESK : PHONE });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(`${city.origin}/${atDesk ? 'desk' : 'helper'}/`);
  await page.locator('input').first().fill(code.trim());
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor();
  await page.locator('input').nth(0).fill(number);
  await page.locator('input').nth(1).fill(PIN);
  await page.keyboard.press('Enter');
  if (!WITHOUT_DUTY.includes(role)) await page.getByRole('button', { name: '上岗', exact: true }).click();
  return page;
}

/** The six digits that stand on the glass. */
async function digitsOn(at: RealKiosk): Promise<string> {
  const words = (await at.page.getByRole('alertdialog').textContent()) ?? '';
  return /(\d{3}) (\d{3})/.exec(words)?.slice(1).join('') ?? '';
}

/** Somebody at the kiosk presses help, the volunteer comes, types the digits on the glass, and the patient says yes. */
export async function helped(at: RealKiosk, helper: Page, name: string): Promise<void> {
  await at.press('找人帮忙');
  await helper.getByRole('button', { name: '我这就去' }).click();
  await at.page.getByText(`${name}正在过来`).first().waitFor();
  await helper.getByRole('button', { name: '我到了' }).click();
  await helper
    .locator('input')
    .first()
    .fill(await digitsOn(at));
  await helper.getByRole('button', { name: '帮这个人' }).click();
  await at.press('行，请帮我');
  await helper.getByText('正在帮').first().waitFor();
}
