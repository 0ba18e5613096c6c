import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../bff/platform/clock.ts';
import { allowEnrolment, listDevices } from '../../bff/scenes/identity/devices.ts';
import { launchChromium } from '../support/chromium.ts';
import { openSqlite, type TestStore } from '../support/databases.ts';
import { type PageSite, startPageSite } from '../support/page-site.ts';
import { HOSPITAL, startTestGateway, type TestGateway } from '../support/test-gateway.ts';
import type { OwnDeviceTab } from './kit/own-device-page.ts';

let browser: Browser;
let db: TestStore;
let gateway: TestGateway;
let site: PageSite;

beforeAll(async () => {
  db = await openSqlite(systemClock);
  gateway = await startTestGateway({ store: db.store, clock: systemClock });
  site = await startPageSite(() => gateway, 'tests/kiosk/kit/own-device-page.ts');
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await gateway?.stop();
  await db?.drop();
});

type Global = { readonly ownDevice: OwnDeviceTab };
const tabIn = async (context: BrowserContext) => {
  const page = await context.newPage();
  await page.goto(site.origin);
  await page.waitForFunction('globalThis.ownDevice !== undefined');
  return page;
};
const open = (page: Page) => page.evaluate(() => (globalThis as unknown as Global).ownDevice.open());
const enrol = (page: Page, code: string) =>
  page.evaluate((given) => (globalThis as unknown as Global).ownDevice.enrol(given), code);
const read = (page: Page) => page.evaluate(() => (globalThis as unknown as Global).ownDevice.read());

async function newCode(): Promise<string> {
  const place = {
    hospitalId: HOSPITAL,
    campusRef: 'main',
    floor: '1F',
    name: '服务台',
    helpWindow: '1号窗口',
    micrometresPerPx: 248,
  };
  return (await allowEnrolment(gateway.onedoor.dependencies, { kind: 'desk', ...place }, 'req_test')).code;
}

describe('a real browser that is a device of its own', () => {
  it('a real browser keeps who it is across tabs and loads, with a key that nobody takes out, and another profile is nobody', async () => {
    const context = await browser.newContext();
    const [first, second] = [await tabIn(context), await tabIn(context)];
    expect([await open(first), await open(second)]).toEqual(['not-enrolled', 'not-enrolled']);
    const code = await newCode();
    expect(await Promise.all([enrol(first, code), enrol(second, code)])).toEqual(['enrolled', 'enrolled']);
    const [device] = await listDevices(gateway.onedoor.dependencies);
    expect(await Promise.all([read(first), read(second)])).toEqual([device?.id, device?.id]);
    await first.reload();
    await first.waitForFunction('globalThis.ownDevice !== undefined');
    expect([await open(first), await read(first), await read(second)]).toEqual(['enrolled', device?.id, device?.id]);
    expect(await first.evaluate(() => (globalThis as unknown as Global).ownDevice.extractable())).toBe(false);
    const other = await browser.newContext();
    expect(await open(await tabIn(other))).toBe('not-enrolled');
    expect((await listDevices(gateway.onedoor.dependencies)).map(({ state }) => state)).toEqual(['active']);
  });
});
