import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Person } from '../../fixtures/people/people.ts';
import { GUARD_MS, PHONE_SIZES } from '../kiosk/kit/display-size.ts';
import { BAD_LINE, makeOld, withOwnType } from '../support/old-phone.ts';

const NO_LINE = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 } as const;
const FREE_LINE = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 } as const;

/** What a phone's page is opened from: a gateway that prints its messages, as that of the demo does. */
export interface PhoneCity {
  readonly origin: string;
  lines(): readonly string[];
}

export interface PhoneOptions {
  /** Where the page stands, when it is not at the gateway itself. */
  readonly origin?: string;
  /** Runs in the page before anything of it: takes away what an app's own browser may lack. */
  readonly lacks?: string;
  /** Time passes when it is told to, besides by itself. */
  readonly clock?: boolean;
  /** The processor of an old phone, and a bad line. */
  readonly slow?: boolean;
}

/** A page in somebody's hand: real Chromium, touched. */
export interface PhonePage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page, what its policy stopped, requests to anywhere else, and moments without a word on the screen. */
  complaints(): Promise<readonly string[]>;
  /** Touches the first thing with these words that can be pressed. */
  press(words: string): Promise<void>;
  sees(question: string): Promise<void>;
  /** Types into the field under these words, as keys do: all of it stands there in the end. */
  fill(label: string, text: string): Promise<void>;
  /** From the first screen to where the code is asked for. @returns the code, as it stands in the message. */
  askForCode(phone: string): Promise<string>;
  /** From the first screen to home: with particulars where nobody knows this phone, and with both agreements where they are not given. */
  signIn(person: Person): Promise<void>;
  /** Home, whether or not somebody has to say first that it is still them. */
  isStillMe(): Promise<void>;
  /** There is no line from now on, or there is one again. */
  line(there: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Touches what stands there, once it has stood for a moment: a tap on a screen that has only just come is ignored. */
export async function tapOn(target: Locator): Promise<void> {
  await target.waitFor();
  await target.page().waitForTimeout(GUARD_MS);
  await target.tap();
}

export const HOME = '今天办什么';
export const NUMBER = '请输入手机号';
export const CODE = '请输入短信里的六位数字';

export async function openPhone(browser: Browser, city: PhoneCity, options: PhoneOptions = {}): Promise<PhonePage> {
  const { origin = city.origin, lacks, clock = false, slow = false } = options;
  const context = await browser.newContext({ viewport: PHONE_SIZES.usual, hasTouch: true, isMobile: true, locale: 'zh-CN' });
  const seen: string[] = [];
  await context.exposeFunction('complain', (what: string) => void seen.push(what));
  await context.addInitScript(watchPage);
  if (lacks !== undefined) await context.addInitScript(lacks);
  const page = await context.newPage();
  context.setDefaultTimeout(slow ? 90_000 : 15_000);
  page.on('pageerror', (error) => seen.push(String(error)));
  context.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin) seen.push(request.url());
  });
  if (clock) await page.clock.install();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (slow) {
    await makeOld(cdp);
    await withOwnType(cdp);
  }
  // All that a page may ever draw is more than a bad line carries while somebody waits: its first screen is what counts.
  await page.goto(`${origin}/phone/`, { waitUntil: slow ? 'commit' : 'load' });
  const instead = (of: string) => async (): Promise<never> => {
    throw new Error(`not “${of}” but: ${await page.locator('body').textContent()}`);
  };
  const sees = async (question: string) => {
    const heading = page.getByRole('heading', { name: question }).first();
    await heading.waitFor().catch(instead(question));
  };
  const press = async (words: string) => {
    // What stands in front of the screen is what can be pressed: one way may be on both.
    const pressed = page.getByRole('button', { name: words }).and(page.locator(':not([inert] *)'));
    await tapOn(pressed.first()).catch(instead(words));
  };
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const askForCode = async (phone: string) => {
    await sees(NUMBER);
    const before = messagesTo(city, phone).length;
    await fill('手机号', phone);
    await press('发短信给我');
    await sees(CODE);
    return nextCode(city, phone, before);
  };
  return {
    page,
    context,
    async complaints() {
      await page.evaluate(() => undefined).catch(() => undefined);
      return seen;
    },
    press,
    sees,
    fill,
    askForCode,
    async signIn(person) {
      await fillCode(page, await askForCode(phoneOf(person)));
      const home = page.getByRole('heading', { name: HOME });
      const unknown = page.getByRole('heading', { name: '第一次来，请登记' });
      const agree = page.getByRole('button', { name: '我看过了，同意' });
      await home.or(unknown).or(agree).first().waitFor();
      if (await unknown.isVisible()) {
        await fill('姓名', person.name);
        await fill('证件号码', person.document.number);
        await press('填好了');
      } else if (await home.isVisible()) return;
      await press('我看过了，同意');
      await press('同意用于看病');
      await sees(HOME);
    },
    async isStillMe() {
      const home = page.getByRole('heading', { name: HOME });
      const asked = page.getByRole('button', { name: '是我，接着办' });
      await home.or(asked).first().waitFor();
      if (await asked.isVisible()) await tapOn(asked);
      await home.first().waitFor();
    },
    async line(there) {
      await cdp.send('Network.emulateNetworkConditions', there ? (slow ? BAD_LINE : FREE_LINE) : NO_LINE);
    },
    close: () => context.close(),
  };
}

/** What the phone fills in by itself, or somebody pastes: all of it in one event. */
export async function fillCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('六位数字', { exact: true }).fill(code);
}

/** The hospital whose own books a test can look into. */
export const HOUSE = '临江市第一人民医院';

/** From home to the last question before a booking: neurology, at that hospital, at the first time that is free. */
export async function toCheck({ page, press, sees }: PhonePage): Promise<void> {
  await press('给自己挂号');
  await press('按科室名字');
  await sees('看哪个科');
  while (!(await page.getByRole('button', { name: '神经内科' }).isVisible())) await press('看更多');
  await press('神经内科');
  const times = page.getByRole('heading', { name: '哪天几点来' });
  const houses = page.getByRole('heading', { name: /去哪家医院|不在这家医院/ });
  await times.or(houses).first().waitFor();
  if (await houses.isVisible()) await press(HOUSE);
  await times.first().waitFor();
  await press(':00');
  await sees('请核对');
}

/** From home to the slip. */
export async function bookAt(phone: PhonePage): Promise<void> {
  await toCheck(phone);
  await phone.press('对，挂这个号');
  await phone.sees('挂好了');
  await phone.page.locator('.slip-card').waitFor();
}

/** Everybody of the tests has one. */
export function phoneOf({ id, phone }: Person): string {
  if (phone === undefined) throw new Error(`${id} has no phone`);
  return phone;
}

function messagesTo({ lines }: PhoneCity, phone: string): readonly string[] {
  const printed = lines().map((line) => JSON.parse(line) as { event?: string; to?: string; text?: string });
  return printed.flatMap(({ event, to, text }) =>
    event === 'message.printed' && to === `...${phone.slice(-4)}` && text?.includes('验证码') ? [text] : [],
  );
}

/** Read off the message, as a person reads it. */
async function nextCode(city: PhoneCity, phone: string, before: number): Promise<string> {
  for (let look = 0; look < 200; look += 1) {
    const code = /\d{6}/.exec(messagesTo(city, phone)[before] ?? '')?.[0];
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('no message came');
}

/** Runs in the page: says what its policy stopped, and whenever a picture of it would be drawn without a word. */
function watchPage(): void {
  const { complain } = globalThis as unknown as { complain: (what: string) => Promise<void> };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    void complain(`policy: ${violatedDirective} ${blockedURI}`);
  });
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  let white = false;
  const look = () => {
    const root = document.getElementById('phone');
    const empty = root !== null && (root.textContent ?? '').trim() === '';
    if (empty && !white) void complain('the screen is white');
    white = empty;
    frame(look);
  };
  frame(look);
}
