import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { TAP_GUARD_MS } from './demo-program.ts';

/** A screen on a desk. */
const DESK = { width: 1600, height: 900 };
/** A little longer than the kiosk guards a new screen. */
const GUARD_MS = TAP_GUARD_MS + 50;

/** The demo's page, for somebody who has a mouse and nothing else. */
export interface DemoTable {
  readonly page: Page;
  readonly kiosk: FrameLocator;
  readonly phone: FrameLocator;
  /** The one of whoever stands at the kiosk. */
  readonly patientPhone: FrameLocator;
  /** What went wrong in the page, and requests to anywhere else. */
  readonly complaints: string[];
  /** A part of the table, by its title. */
  part(title: string): Locator;
  /** Presses what has these words, beside the kiosk or on its glass. */
  press(words: string): Promise<void>;
  pressOnGlass(words: string): Promise<void>;
  pressAt(target: Locator): Promise<void>;
  pressOnPhone(words: string): Promise<void>;
  /** On the phone: from a browser that no hospital knows to a volunteer on duty. */
  comeOnDuty(): Promise<void>;
  /** Types what the phone asks for. */
  typeOnPhone(): Promise<void>;
  /** From a card that is put down to the question whether to book, in a department that the kiosk's own hospital has. */
  toLastQuestion(name: string): Promise<void>;
  close(): Promise<void>;
}

/** What one presses on the glass, by its words. */
const TO_LAST_QUESTION = ['对，是我', '给自己挂号', '按科室名字', '神经内科', ':00'];

/** A browser on a desk; what it has read once it need not read again. */
export function openDesk(browser: Browser, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: DESK, locale: 'zh-CN', ...more });
}

export async function openDemoTable(context: BrowserContext, origin: string): Promise<DemoTable> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    const said = `${line.text()} ${line.location().url}`;
    // The glass may tell where it stands at the very moment at which its helper ends the session: then there is nobody to tell.
    const isTooLate = /404 .*\/v1\/assist-sessions\/[^/]+\/journey$/.test(said);
    // The patient's phone asks who it is, and hears that it is nobody's yet.
    const isNobodys = /status of 401 .*\/v1\/patients\/me$/.test(said) && !line.location().url.startsWith(origin);
    if (line.type() === 'error' && !isTooLate && !isNobodys) complaints.push(said);
  });
  page.on('request', (request) => {
    const { protocol, hostname, pathname } = new URL(request.url());
    // The patient's phone is under a port of its own.
    const ofPhone = hostname === new URL(origin).hostname && /^\/(phone|v1)\//.test(pathname);
    if (!request.url().startsWith(origin) && protocol !== 'data:' && !ofPhone) complaints.push(request.url());
  });
  await page.goto(origin);
  const kiosk = page.frameLocator('.glass iframe');
  const phone = page.frameLocator('.phone .handset iframe');
  const patientPhone = page.frameLocator('.patient-phone .handset iframe');
  const press = (words: string) => page.getByRole('button', { name: words }).first().click();
  const pressAt = async (target: Locator) => {
    await target.waitFor();
    await page.waitForTimeout(GUARD_MS);
    await target.click();
  };
  const pressOnGlass = (words: string) => pressAt(kiosk.getByRole('button', { name: words }).first());
  const pressOnPhone = (words: string) => phone.getByRole('button', { name: words }).first().click();
  const part = (title: string) => page.getByRole('region', { name: title });
  const beside = (words: string) => part('志愿者的手机').getByRole('button', { name: words }).click();
  const typeOnPhone = () => beside('替她打字');
  return {
    page,
    kiosk,
    phone,
    patientPhone,
    complaints,
    press,
    pressOnGlass,
    pressAt,
    pressOnPhone,
    typeOnPhone,
    part,
    async comeOnDuty() {
      await phone.getByRole('heading', { name: '先登记这台设备' }).waitFor();
      await beside('要登记码');
      await part('志愿者的手机').locator('code').waitFor();
      await typeOnPhone();
      await pressOnPhone('登记');
      await phone.locator('input[type=password]').waitFor();
      await typeOnPhone();
      await pressOnPhone('登录');
      await pressOnPhone('上岗');
      await phone.getByText('已上岗').waitFor();
    },
    async toLastQuestion(name) {
      await kiosk.getByRole('heading', { name: '放上身份证' }).waitFor();
      await press(name);
      for (const words of TO_LAST_QUESTION) await pressOnGlass(words);
    },
    close: () => page.close(),
  };
}
