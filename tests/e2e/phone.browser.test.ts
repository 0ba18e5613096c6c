import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makePeople, type Person } from '../../fixtures/people/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept } from '../support/everything-kept.ts';
import {
  bookAt,
  CODE,
  fillCode,
  HOME,
  NUMBER,
  openPhone,
  type PhoneOptions,
  type PhonePage,
  phoneOf,
  tapOn,
} from './phone-page.ts';
import { type RealCity, startRealCity } from './real-city.ts';

let browser: Browser;
let city: RealCity;
let phone: PhonePage;

beforeAll(async () => {
  [browser, city] = await Promise.all([launchChromium({ backForwardCache: true }), startRealCity({ known: true })]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});
afterEach(() => phone?.close());

const today = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
/** Grown-ups with a resident's card and a phone, one for each journey. */
const grownUps = makePeople({ seed: 1, today }).filter(
  ({ birthDate, document, phone: number }) =>
    Number(birthDate.slice(0, 4)) < 1990 && document.type === 'resident-id' && number !== undefined,
);
let taken = 0;
function nextPerson(): Person {
  const person = grownUps[taken];
  taken += 1;
  if (person === undefined) throw new Error('there are no more people');
  return person;
}

/** Whom no hospital and no gateway has heard of, each with a phone of their own. */
const strangers = makePeople({ seed: 77, today })
  .filter(({ birthDate, document }) => Number(birthDate.slice(0, 4)) < 1990 && document.type === 'resident-id')
  .map((one, index) => ({ ...one, phone: `1990000${5001 + index}` }));
let met = 0;
function nextStranger(): Person {
  const person = strangers[met];
  met += 1;
  if (person === undefined) throw new Error('there are no more strangers');
  return person;
}

async function open(options?: PhoneOptions): Promise<PhonePage> {
  phone = await openPhone(browser, city, options);
  return phone;
}

const rows = <Row>(sql: string, ...values: readonly unknown[]): readonly Row[] => {
  const database = new Database(city.databaseFile, { readonly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
};
const sessions = () => rows('SELECT token_hash FROM session').length;
const openSessions = () => rows('SELECT token_hash FROM session WHERE ended_at IS NULL').length;

async function signOut(words = '退出登录'): Promise<void> {
  await phone.press('设置');
  await phone.press(words);
  await phone.sees(NUMBER);
}

describe('signing in on a phone', () => {
  it('a phone is asked for number, code, particulars and two agreements the first time, then for number and code, and for nothing when the page is loaded anew', async () => {
    const person = nextStranger();
    await open();
    await phone.signIn(person);
    await phone.page.reload();
    await phone.sees(HOME);
    await signOut();
    await phone.signIn(person);
    await phone.page.reload();
    await phone.sees(HOME);
    expect(await phone.complaints()).toEqual([]);
  });

  it('the code is one field that takes all six digits at once, and full-width ones with a blank in between', async () => {
    const person = nextStranger();
    await open();
    await phone.signIn(person);
    await signOut();
    const code = await phone.askForCode(phoneOf(person));
    const field = phone.page.locator('input');
    expect(await field.count()).toBe(1);
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    const fullWidth = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
    await field.focus();
    await phone.page.keyboard.insertText(`${fullWidth.slice(0, 3)} ${fullWidth.slice(3)}`);
    await phone.sees(HOME);
    expect(await phone.complaints()).toEqual([]);
  });

  it('a code that begins with zeros is sent as it was typed', async () => {
    await open();
    const sent: unknown[] = [];
    phone.page.on('request', (request) => {
      if (request.url().endsWith('/v1/sessions')) sent.push(request.postDataJSON());
    });
    await phone.askForCode(phoneOf(nextStranger()));
    await fillCode(phone.page, '004213');
    await expect.poll(() => sent).toMatchObject([{ evidence: { kind: 'one-time-code', code: '004213' } }]);
  });

  it('a tap while the phone fills in the same code is one sign-in', async () => {
    const person = nextStranger();
    await open();
    await phone.signIn(person);
    await signOut();
    const code = await phone.askForCode(phoneOf(person));
    const before = sessions();
    await phone.page.evaluate((given) => {
      const field = document.querySelector('input');
      if (field === null) return;
      const type = () => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, given);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      };
      type();
      field.form?.requestSubmit();
      type();
    }, code);
    await phone.sees(HOME);
    expect(sessions()).toBe(before + 1);
    expect(await phone.complaints()).toEqual([]);
  });

  it('a code that is not the one that was sent is said to be wrong, and the right one still opens', async () => {
    const person = nextStranger();
    await open();
    const code = await phone.askForCode(phoneOf(person));
    await fillCode(phone.page, code === '111111' ? '222222' : '111111');
    await phone.page.getByRole('alert').getByText('这个数字不对').waitFor();
    await phone.sees(CODE);
    await fillCode(phone.page, code);
    await phone.sees('第一次来，请登记');
  });

  it('several people of one phone choose who they are, and whoever is not among them registers', async () => {
    const [one, other, third] = [nextStranger(), nextStranger(), nextStranger()];
    await open();
    await phone.signIn(one);
    await signOut();
    // The second one has come before, with the same phone.
    const code = await phone.askForCode(phoneOf(one));
    const notice = (await (await fetch(`${city.origin}/v1/privacy-notice`)).json()) as { readonly version: string };
    const { name, birthDate, sex, document } = other;
    const registered = await fetch(`${city.origin}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        evidence: { kind: 'one-time-code', phone: phoneOf(one), code },
        carrier: 'bearer',
        person: { name, birthDate, sex, document },
        consents: { privacyNotice: notice.version, healthData: notice.version, language: 'zh' },
      }),
    });
    expect(await registered.json()).toMatchObject({ registered: true });
    await phone.page.reload();
    await fillCode(phone.page, await phone.askForCode(phoneOf(one)));
    await phone.sees('您是哪一位');
    const choices = await phone.page.locator('.sign-in-people button').allTextContents();
    expect(choices).toHaveLength(2);
    await tapOn(phone.page.locator('.sign-in-people button').nth(1));
    await phone.sees(HOME);
    await signOut();
    await fillCode(phone.page, await phone.askForCode(phoneOf(one)));
    await phone.press('都不是，我来登记');
    await phone.fill('姓名', third.name);
    await phone.fill('证件号码', third.document.number);
    await phone.press('填好了');
    await phone.press('我看过了，同意');
    await phone.press('同意用于看病');
    await phone.sees(HOME);
    expect(await phone.complaints()).toEqual([]);
  });
});

/** What browsers of apps lack, each taken away before the page begins. */
const LACKING: readonly (readonly [string, string])[] = [
  ['no service worker', 'delete Navigator.prototype.serviceWorker'],
  ['a service worker that is refused', "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('no'))"],
  ['no caches', 'delete globalThis.caches'],
  [
    'a storage that refuses',
    "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
  ],
  ['no randomUUID', 'delete Crypto.prototype.randomUUID'],
  ['no Trusted Types', 'delete globalThis.trustedTypes'],
  ['a history that refuses', "History.prototype.pushState = () => { throw new DOMException('no', 'SecurityError'); }"],
  ['no ResizeObserver', 'delete globalThis.ResizeObserver'],
  ['no IndexedDB', 'delete globalThis.indexedDB'],
  ['no AbortSignal.timeout', 'delete AbortSignal.timeout'],
  ['no window of its own to open', 'globalThis.open = () => null'],
  ['arrays of many years ago', 'for (const name of ["at", "findLast", "findLastIndex"]) delete Array.prototype[name]'],
];

describe('browsers of apps', () => {
  it.each(LACKING)('in a browser with %s the phone signs in, books at the hospital and stays signed in', async (_, lacks) => {
    await open({ lacks });
    await phone.signIn(nextPerson());
    const before = city.hospital.bookings();
    await bookAt(phone);
    expect(city.hospital.bookings()).toBe(before + 1);
    await phone.page.reload();
    await phone.isStillMe();
    // What is taken away here is still asked for by this browser, which then refuses the worker.
    const complaints = (await phone.complaints()).filter((one) => !one.startsWith('policy: require-trusted-types-for'));
    expect(complaints).toEqual([]);
  });

  it('where everything that was stored is gone between two loads, the page comes, asks who it is, and books', async () => {
    await open();
    const person = nextPerson();
    await phone.signIn(person);
    await phone.page.evaluate(async () => {
      localStorage.clear();
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await phone.page.reload();
    await phone.isStillMe();
    await phone.context.clearCookies();
    await phone.page.reload();
    await phone.signIn(person);
    const before = city.hospital.bookings();
    await bookAt(phone);
    expect(city.hospital.bookings()).toBe(before + 1);
    expect(await phone.complaints()).toEqual([]);
  });

  it('where the script of the page does not come, its first words stand and say where to go', async () => {
    // Nothing comes from what the browser still has, and there is no worker that keeps it.
    await open({ lacks: 'delete Navigator.prototype.serviceWorker' });
    await phone.context.route('**/phone/assets/**', (route) => route.abort());
    await phone.page.goto('about:blank');
    const cdp = await phone.context.newCDPSession(phone.page);
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.page.getByText('打不开？请刷新').waitFor();
  });
});

describe('the phone’s own way back', () => {
  it('the gesture leads one screen back each time, and leaves the page from the first screen', async () => {
    await open();
    await phone.page.goto('about:blank');
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.askForCode(phoneOf(nextStranger()));
    const back = () => phone.page.evaluate(() => void setTimeout(() => history.back()));
    await back();
    await phone.sees(NUMBER);
    expect(await phone.page.getByRole('button', { name: '返回' }).count()).toBe(0);
    // The entry that stood before the screens is taken away first: a browser does one thing with its history at a time.
    await phone.page.waitForFunction(() => history.state !== 'onedoor-inside');
    await back();
    await expect.poll(() => phone.page.url()).toBe('about:blank');
    expect(await phone.complaints()).toEqual([]);
  });

  it('the gesture puts away what stands in front of the screen, and leaves the screen where it is', async () => {
    await open();
    await phone.page.goto('about:blank');
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.sees(NUMBER);
    await phone.press('设置');
    await phone.sees('这部手机');
    await phone.page.evaluate(() => void setTimeout(() => history.back()));
    await phone.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await phone.sees(NUMBER);
    expect(new URL(phone.page.url()).pathname).toBe('/phone/');
    expect(await phone.complaints()).toEqual([]);
  });

  it('from the check of a booking the gesture leads through its questions home, each as it was answered', async () => {
    await open();
    await phone.signIn(nextPerson());
    await phone.press('给自己挂号');
    await phone.press('按科室名字');
    await phone.sees('看哪个科');
    const back = () => phone.page.evaluate(() => void setTimeout(() => history.back()));
    await back();
    await phone.sees('哪里不舒服');
    await back();
    await phone.sees(HOME);
    expect(new URL(phone.page.url()).pathname).toBe('/phone/');
    expect(await phone.complaints()).toEqual([]);
  });

  it('neither the way back nor the browser’s memory shows somebody who has signed out', async () => {
    await open();
    const person = nextPerson();
    await phone.signIn(person);
    await phone.press('给自己挂号');
    await phone.sees('哪里不舒服');
    await phone.press('首页');
    await phone.sees(HOME);
    expect(await phone.page.locator('body').textContent()).toContain(person.name.slice(0, 1));
    // The entry that stood before the screens is taken away first: a browser does one thing with its history at a time.
    await phone.page.waitForFunction(() => history.state !== 'onedoor-inside');
    // The page sleeps in the browser's memory while another tab of this phone signs out.
    await phone.page.goto(`${city.origin}/slips`);
    const other = await phone.context.newPage();
    await other.goto(`${city.origin}/phone/`);
    await tapOn(other.getByRole('button', { name: '设置' }));
    await tapOn(other.getByRole('alertdialog').getByRole('button', { name: '退出登录' }));
    await other.getByRole('heading', { name: NUMBER }).waitFor();
    await phone.page.goBack({ waitUntil: 'commit' });
    expect(await phone.page.locator('body').textContent()).not.toContain(HOME);
    await phone.sees(NUMBER);
    for (let step = 0; step < 3; step += 1) {
      await phone.page.goBack({ waitUntil: 'commit', timeout: 2_000 }).catch(() => null);
      expect(await phone.page.locator('body').textContent()).not.toContain(HOME);
    }
  });
});

/** Longer than five minutes, by the page's clock. */
const LONG_MS = 5 * 60_000 + 10_000;

describe('a phone that several people use', () => {
  it('after five minutes nothing of the person stands there; “it is me” goes on where they were', async () => {
    await open({ clock: true });
    const person = nextPerson();
    await phone.signIn(person);
    await phone.press('给自己挂号');
    await phone.press('按科室名字');
    await phone.sees('看哪个科');
    await phone.page.clock.runFor(LONG_MS);
    await phone.page.getByRole('alertdialog', { name: '还是您吗' }).waitFor();
    const words = await phone.page.locator('body').textContent();
    expect(words).not.toContain('看哪个科');
    expect(words).not.toContain(masked(person));
    await phone.press('是我，接着办');
    await phone.sees('看哪个科');
    expect(await phone.complaints()).toEqual([]);
  });

  it('a page that is opened anew after five minutes asks who it is before it shows anything, and asks nobody who has just touched it', async () => {
    await open({ clock: true });
    const person = nextPerson();
    await phone.signIn(person);
    await phone.page.reload();
    await phone.sees(HOME);
    await phone.page.goto('about:blank');
    await phone.page.clock.runFor(LONG_MS);
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.page.getByRole('alertdialog', { name: '还是您吗' }).waitFor();
    expect(await phone.page.locator('body').textContent()).not.toContain(masked(person));
  });

  it('“somebody else” ends the session at the gateway', async () => {
    await open({ clock: true });
    const before = openSessions();
    await phone.signIn(nextPerson());
    expect(openSessions()).toBe(before + 1);
    await phone.page.clock.runFor(LONG_MS);
    await phone.press('换个人，退出');
    await phone.sees(NUMBER);
    expect(openSessions()).toBe(before);
    expect(await phone.page.getByLabel('手机号').inputValue()).toBe('');
  });

  it('who signs out without a line is gone from the screen at once, and signed out at the gateway as soon as there is a line, also when the page was closed', async () => {
    await open();
    const before = openSessions();
    await phone.signIn(nextPerson());
    await phone.page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
    await phone.press('设置');
    await phone.press('退出登录');
    await phone.sees('暂时连不上');
    expect(openSessions()).toBe(before + 1);
    await phone.page.goto('about:blank');
    await phone.page.unrouteAll();
    await phone.page.goto(`${city.origin}/phone/`);
    await phone.sees(NUMBER);
    expect(openSessions()).toBe(before);
  });

  it.each(['退出登录', '退出，这部手机不再记得我'])(
    'after “%s” nothing of the person is on the phone: page, history, stores, caches, cookies',
    async (words) => {
      await open();
      const person = nextPerson();
      await phone.signIn(person);
      await bookAt(phone);
      await phone.press('首页');
      await signOut(words);
      const codes = rows<{ code: string }>('SELECT code FROM slip').map(({ code }) => code);
      const canaries = [person.name, masked(person), person.document.number, phoneOf(person), 'pat_', 'apt_', ...codes];
      const held = async () => {
        const kept = await everythingKept(phone.page);
        return canaries.filter((canary) => kept.includes(canary));
      };
      expect(await held()).toEqual([]);
      await phone.page.reload();
      await phone.sees(NUMBER);
      expect(await held()).toEqual([]);
      await phone.page.goBack({ waitUntil: 'commit', timeout: 2_000 }).catch(() => null);
      await phone.page.goto(`${city.origin}/phone/`);
      await phone.sees(NUMBER);
      expect(await held()).toEqual([]);
      expect((await phone.context.cookies()).filter(({ name }) => name.startsWith('__Host-'))).toEqual([]);
      expect(await phone.complaints()).toEqual([]);
    },
  );

  it('“forget” leaves nothing at all in the stores and caches of the phone', async () => {
    await open();
    await phone.signIn(nextPerson());
    await phone.press('设置');
    await phone.press('退出，这部手机不再记得我');
    await phone.sees(NUMBER);
    const left = await phone.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).length,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(left).toEqual({ local: [], session: [], databases: 0, caches: [], workers: 0 });
  });
});

/** As screens and papers show a name. */
function masked({ name }: Person): string {
  const [first = '', ...others] = [...name];
  return others.length <= 1 ? `${first}*` : `${first}*${others[others.length - 1]}`;
}
