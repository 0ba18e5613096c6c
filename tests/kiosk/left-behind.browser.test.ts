import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../bff/contract/paths.ts';
import { launchChromium } from '../support/chromium.ts';
import { everythingKept, heapHolding } from '../support/everything-kept.ts';
import { inSample } from '../support/sampled.ts';
import {
  anotherCard,
  canariesIn,
  canary,
  canaryCard,
  child,
  expectAnother,
  expectCanary,
  known,
  knownOnceBooked,
} from './kit/canary.ts';
import { GUARD_MS } from './kit/display-size.ts';
import type { FakeCard } from './kit/fake-bridge.ts';
import { enterHall, type Hall } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { writeName } from './kit/name-keys.ts';
import { PAPER_MS, slipIsThere } from './kit/paper.ts';
import { opaque } from './kit/stand-in-city.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  expectCanary(site);
  hall = await enterHall(browser, site, { keepsNothing: true });
  hall.context.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

const START = '放上身份证';

async function stands(question: string): Promise<void> {
  await hall.page.getByRole('heading', { name: question }).first().waitFor();
}

/** A card leads on from the start, too. */
async function identify(): Promise<void> {
  await stands(START);
  await putDown(canaryCard);
}

async function putDown(card: FakeCard): Promise<void> {
  await site.bridge.waits();
  site.bridge.put({ kind: 'card', card });
  await hall.tap('对，是我');
  await stands('今天办什么');
  // The card is taken along: while it lies there, nobody is asked to hurry.
  site.bridge.put({ kind: 'removed' });
}

async function toCheck(): Promise<void> {
  for (const words of ['给自己挂号', '腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
  await stands('请核对');
}

async function book(): Promise<void> {
  await toCheck();
  await hall.tap('对，挂这个号');
  await slipIsThere(hall.page);
  await hall.passes(PAPER_MS);
  await hall.page.getByText('请拿好凭条').waitFor();
}

/** How the child's name is read. */
const SOUNDS = ['da', 'xiao', 'bing'];

/** Somebody was there and went; the server has ended their session. */
async function serveSomebody(): Promise<void> {
  await identify();
  await hall.tap('我办完了');
  await stands(START);
}

async function typeTheChild(): Promise<void> {
  for (const words of ['给孩子挂号', '父亲或母亲', 'Z', ...child.number, '输好了']) await hall.tap(words);
  for (const words of [...child.born, '输好了', '女孩']) await hall.tap(words);
  await stands('孩子叫什么名字');
  await writeName(
    hall,
    [...child.name].map((character, at) => [character, SOUNDS[at] ?? '']),
  );
}

const kept = async () => canariesIn(await everythingKept(hall.page));

/** The last text that a regular expression matched is kept by every world of a page: Playwright's own has to look at something else. */
async function expectCleanHeap(words: readonly string[] = canary): Promise<void> {
  await hall.page.getByText(/./).first().waitFor();
  expect(await heapHolding(hall.page, words)).toEqual([]);
}

/** What the session of this moment may still do at the gateway. */
async function statusOfSession(): Promise<number> {
  const cookie = `__Host-onedoor=${site.gateway.tokens.at(-1)}`;
  const { status } = await fetch(`${site.origin}${paths.readMe.path}`, { headers: { cookie } });
  return status;
}

describe('within one second of the end nothing of a person is in the page, the profile, the voice or the heap', () => {
  const ends: readonly (readonly [string, () => Promise<void>])[] = [
    ['when the person says that they are done', () => hall.tap('结束')],
    [
      'when somebody starts over',
      async () => {
        await hall.tap('重新开始');
        await hall.tap('是，从头再来');
      },
    ],
    [
      'when nobody touched anything for a minute and answered for half of one',
      async () => {
        await hall.passes(60_000);
        await hall.page.getByRole('alertdialog').getByText('还有30秒').waitFor();
        await hall.passes(29_000);
        await hall.page.getByRole('alertdialog').getByText('还有1秒').waitFor();
        await hall.passes(1_000);
        await hall.page.getByRole('alertdialog').waitFor({ state: 'detached' });
      },
    ],
  ];

  it.each(ends)('%s', async (_, end) => {
    await identify();
    await book();
    expect(await kept()).toEqual([...known.slice(0, 1), '7K3M9', 'token-of-session']);
    // A probe that finds nothing where there is something would prove nothing afterwards.
    expect(await heapHolding(hall.page, canary)).toEqual([...knownOnceBooked]);
    expect(await statusOfSession()).toBe(200);
    await end();
    await hall.longestWait();
    await expect.poll(kept, { interval: 50 }).toEqual([]);
    expect(await hall.longestWait()).toBeLessThan(1_000);
    await stands(START);
    await expectCleanHeap();
    expect(await kept()).toEqual([]);
    expect(await statusOfSession()).toBe(401);
  });

  it('within one second of the end nothing of a person is in the page, the profile, the voice or the heap of a child whose name, number and day of birth were typed and never sent; there is no field that could offer what was typed before', async () => {
    await identify();
    expect(await hall.page.locator('h1').evaluate((title) => getComputedStyle(title).userSelect)).toBe('none');
    await typeTheChild();
    // Where there is no field and no form, no browser remembers what was written.
    expect(await hall.page.locator('input, textarea, form, [contenteditable]').count()).toBe(0);
    expect(await kept()).toContain(child.name);
    await hall.passes(60_000);
    await hall.page.getByRole('alertdialog').waitFor();
    await hall.passes(30_000);
    await stands(START);
    expect(await kept()).toEqual([]);
    await expectCleanHeap();
  });

  it('within one second of the end nothing of a person is in the page, the profile, the voice or the heap of somebody who left while their payment waits for a phone; nothing of it is seen behind the question, and it goes on', async () => {
    site.gateway.changePayment({ paidAfterMs: undefined });
    await identify();
    for (const words of ['付费', '看看谁付多少']) await hall.tap(words);
    await hall.passes(1_500);
    await hall.tap('对，用手机微信付');
    await stands('请用微信扫这个码');
    // biome-ignore lint/performance/useDomNodeTextContent: what is drawn is what is asked.
    const seen = () => hall.page.locator('main').innerText();
    expect(await seen()).toContain(canaryCard.maskedName);
    expect(await heapHolding(hall.page, MONEY)).toEqual(MONEY);
    await hall.passes(60_000);
    await hall.page.getByRole('alertdialog').waitFor();
    expect(await seen()).not.toMatch(/元|医院/);
    expect(await seen()).not.toContain(canaryCard.maskedName);
    await hall.passes(30_000);
    await stands(START);
    expect(await kept()).toEqual([]);
    await expectCleanHeap([...canary, ...MONEY]);
    await expect.poll(() => site.gateway.payers).toBe(0);
    expect(site.gateway.called('cancelPayment')).toEqual([]);
    await identify();
    await hall.tap('付费');
    await stands('这些钱在办付款');
  });

  it('within one second of the end nothing of a person is in the page, the profile, the voice or the heap of somebody who left in the middle of a form before their visit; nothing of it is seen behind the question, and it goes on after the same card', async () => {
    await identify();
    await book();
    for (const words of ['想先跟医生说说', '老伴替我说', '腰背、手脚', '一个月以上']) await hall.tap(words);
    await stands('最难受时有多厉害');
    await hall.tap('返回');
    await stands('有多久了');
    // biome-ignore lint/performance/useDomNodeTextContent: what is drawn is what is asked.
    const seen = () => hall.page.locator('main').innerText();
    expect(await seen()).toContain(ANSWERED);
    expect(await heapHolding(hall.page, FORM)).toEqual(FORM);
    await hall.passes(60_000);
    await hall.page.getByRole('alertdialog').waitFor();
    expect((await seen()).trim()).toBe('');
    await hall.passes(30_000);
    await stands(START);
    expect(await kept()).toEqual([]);
    await expectCleanHeap([...canary, ...FORM]);
    await identify();
    await hall.tap('我的预约');
    await stands('您的预约');
    await hall.passes(GUARD_MS);
    await hall.page.locator('.choice').first().tap();
    await hall.tap('接着说，最多还有3题');
    await stands('最难受时有多厉害');
  });

  it('within one second of the end nothing of a person is in the page, the profile, the voice or the heap of whoever practised, and of whoever was there before them', async () => {
    await serveSomebody();
    await hall.tap('先练习一下');
    await hall.tap('放上练习用的证件');
    await hall.tap('对，是我');
    await typeTheChild();
    expect(await kept()).toEqual([child.name]);
    await hall.passes(180_000);
    await hall.page.getByText('先练习一下').waitFor();
    expect(await kept()).toEqual([]);
    await expectCleanHeap();
  });
});

/** Back leads out of the site, to the empty page that every tab begins with. */
async function leaveBackwards(): Promise<void> {
  await hall.page.goBack();
  expect(hall.page.url()).toBe('about:blank');
}

describe('whichever way the next person goes back, nothing of the person before is there and their session is over', () => {
  const elsewhere = () => hall.page.goto('about:blank');
  const anotherPage = () => `${site.url}config.json`;
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['Back', leaveBackwards],
    [
      'Forward, after Back',
      async () => {
        await leaveBackwards();
        await hall.page.goForward();
      },
    ],
    [
      'Back twice, from another page',
      async () => {
        await elsewhere();
        await hall.page.goto(anotherPage());
        await hall.page.goBack();
        await hall.page.goBack();
      },
    ],
    ['reload', () => hall.page.reload()],
    ['reload past the cache', () => throughDevtools('Page.reload', { ignoreCache: true })],
    ['the address once more, in the same tab', () => hall.page.goto(site.url)],
    [
      'a second tab of the same profile',
      async () => {
        hall = await enterHall(browser, site, { keepsNothing: true, beside: hall.context });
      },
    ],
    ['each entry of the history', throughHistory],
  ];

  // Every second one; `npm run prove -- kiosk` takes all of them.
  it.each(ways.filter((_, at) => inSample(at, 2)))('%s', async (_, goBack) => {
    await serveSomebody();
    await goBack();
    expect(await kept()).toEqual([]);
    if (!hall.page.url().startsWith(site.origin)) await hall.page.goto(site.url);
    await expectNothing();
  });

  it('the cache of the browser, when there is no network', async () => {
    await identify();
    await book();
    await hall.tap('结束');
    await stands(START);
    await elsewhere();
    await hall.context.setOffline(true);
    await hall.page.goBack().catch(() => null);
    // The page is not kept, so there is none: the browser says so, and shows nothing else.
    await expect.poll(kept).toEqual([]);
    await hall.context.setOffline(false);
    await hall.page.goto(site.url);
    await expectNothing();
  });

  it('the memory of a browser that was not told to do without, with the session still open', async () => {
    const lax = await launchChromium({ backForwardCache: true });
    try {
      await hall.close();
      hall = await enterHall(lax, site, { keepsNothing: true });
      await identify();
      await book();
      await hall.page.goto(anotherPage());
      await hall.page.goBack();
      await stands(START);
      expect(await kept()).toEqual(['token-of-session']);
    } finally {
      await lax.close();
    }
  });

  it('the memory of a browser that kept the page all the same: it empties itself, and is loaded anew', async () => {
    await identify();
    await hall.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    expect(await kept()).toEqual(['token-of-session']);
    const loaded = hall.page.waitForEvent('load');
    await hall.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await loaded;
    await stands(START);
    expect(await kept()).toEqual(['token-of-session']);
  });

  async function expectNothing(): Promise<void> {
    await stands(START);
    expect(await kept()).toEqual([]);
    expect(await statusOfSession()).toBe(401);
  }
});

async function throughDevtools(method: 'Page.reload', options: { readonly ignoreCache: boolean }): Promise<void> {
  const cdp = await hall.context.newCDPSession(hall.page);
  await Promise.all([hall.page.waitForEvent('load'), cdp.send(method, options)]);
}

async function throughHistory(): Promise<void> {
  const cdp = await hall.context.newCDPSession(hall.page);
  const { entries } = await cdp.send('Page.getNavigationHistory');
  for (const { id } of entries) {
    await cdp.send('Page.navigateToHistoryEntry', { entryId: id });
    await expect.poll(kept).toEqual([]);
  }
}

describe('two people at one machine', () => {
  it('who books for a child and then for themselves books each for whom the check names, and chooses anew', async () => {
    site.gateway.script.dependants.push({
      patientId: CHILD,
      name: '王*',
      sex: 'female',
      birthYear: 2020,
      relationship: 'parent',
      level: 'claimed',
    });
    await identify();
    await hall.tap('给孩子挂号');
    await hall.tap('王*');
    for (const words of ['腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    await hall.page.locator('main').getByText('王*', { exact: true }).waitFor();
    await hall.tap('对，挂这个号');
    await slipIsThere(hall.page);
    await hall.tap('再办一件事');
    await hall.tap('给自己挂号');
    await stands('哪里不舒服');
    expect(await hall.page.locator('main').textContent()).not.toContain('王*');
    for (const words of ['腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    await hall.page.locator('main').getByText(canaryCard.maskedName).waitFor();
    await hall.tap('对，挂这个号');
    await slipIsThere(hall.page);
    const patients = site.gateway
      .called('bookAppointment')
      .map(({ body }) => (body as { readonly patientId?: string }).patientId);
    expect(patients).toEqual([CHILD, known[2]]);
  });

  it('whoever puts their document down after a session ended sees nothing of what the person before chose, nor does the heap', async () => {
    await endSessionWhileBooking();
    await putDown(anotherCard);
    expect((await kept()).filter((word) => word !== 'token-of-session')).toEqual([]);
    await hall.tap('给自己挂号');
    await stands('哪里不舒服');
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
    await expectCleanHeap(canary.filter((word) => word !== 'token-of-session'));
  });

  it('two whose cards look the same are told apart by the gateway', async () => {
    await endSessionWhileBooking();
    await putDown(canaryCard);
    expect(await hall.page.locator('main').textContent()).toContain(anotherCard.maskedName);
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
  });
});

/** The gateway does not know the session any more; who puts a card down next is, to the gateway, somebody else. */
async function endSessionWhileBooking(): Promise<void> {
  await identify();
  await toCheck();
  site.gateway.script.problems.bookAppointment = 'unauthenticated';
  await hall.tap('对，挂这个号');
  await hall.tap('再放一次证件');
  expectAnother(site);
}

describe('a stuck touch', () => {
  it('a stuck touch twenty times a second for three seconds books once, and taps nothing of the screen that comes', async () => {
    await identify();
    await touchAgainAndAgain('给自己挂号');
    // Where the finger is, every next screen has a choice.
    await stands('哪里不舒服');
    for (const words of ['腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    await stands('请核对');
    await touchAgainAndAgain('对，挂这个号');
    await stands('挂好了');
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
    expect(site.gateway.called('closeSession')).toHaveLength(0);
  });
});

async function touchAgainAndAgain(words: string): Promise<void> {
  const button = hall.page.getByRole('button', { name: words }).first();
  await button.waitFor();
  await hall.passes(GUARD_MS);
  const box = await button.boundingBox();
  const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 40 };
  const cdp = await hall.context.newCDPSession(hall.page);
  for (let touch = 0; touch < TOUCHES; touch += 1) {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await hall.passes(TOUCH_EVERY_MS);
  }
}

describe('a booking needs no paper', () => {
  it('its slip is shown and printed at any other kiosk, without another booking', async () => {
    await identify();
    await book();
    await hall.close();
    hall = await enterHall(browser, site, { keepsNothing: true });
    await hall.page.evaluate(() =>
      Object.assign(window, { print: () => document.documentElement.setAttribute('data-printed', '') }),
    );
    await identify();
    for (const words of ['我的预约', '骨科', '打印凭条']) await hall.tap(words);
    await slipIsThere(hall.page);
    await hall.page.locator('html[data-printed]').waitFor({ state: 'attached' });
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
  });
});

describe('a page that is all there is', () => {
  it('a page that is all there is stops the menu, dragging, and every shortcut that a browser leaves to a page', async () => {
    await stands(START);
    await hall.page.evaluate(() => {
      const kinds = ['keydown', 'contextmenu', 'dragstart', 'dragover', 'drop', 'wheel'];
      for (const kind of kinds)
        window.addEventListener(kind, (event) => {
          const name = event instanceof KeyboardEvent ? event.key : event.type;
          window.name += `${name}:${event.defaultPrevented ? 'stopped' : 'let'} `;
        });
    });
    const seen = async () => {
      const names = await hall.page.evaluate(() => window.name.trim().split(' '));
      await hall.page.evaluate(() => {
        window.name = '';
      });
      return names;
    };
    await hall.page.mouse.click(300, 300, { button: 'right' });
    for (const key of SHORTCUTS) await hall.page.keyboard.press(key);
    await hall.page.evaluate(() => {
      for (const kind of ['dragstart', 'dragover', 'drop'])
        document.querySelector('button')?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true }));
      document.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true }));
    });
    const modifiers = /^(Control|Alt|Meta|Shift):/;
    expect((await seen()).filter((one) => !modifiers.test(one) && !one.endsWith(':stopped'))).toEqual([]);
    for (const key of ['Enter', 'Escape', 'a', '1']) await hall.page.keyboard.press(key);
    expect(await seen()).toEqual(['Enter:let', 'Escape:let', 'a:let', '1:let']);
  });

  it('a page that is all there is builds no markup and no script out of text, over a whole journey and practising: no policy is violated', async () => {
    await hall.page.evaluate(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        window.name += violatedDirective;
      }),
    );
    await identify();
    await book();
    await hall.tap('结束');
    await hall.tap('先练习一下');
    await hall.tap('放上练习用的证件');
    await stands('对吗');
    expect(await hall.page.evaluate(() => window.name)).toBe('');
    expect(hall.complaints).toEqual([]);
    // The policy is there: what it forbids is refused.
    const refused = await hall.page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>text</p>';
        return 'let';
      } catch {
        return 'refused';
      }
    });
    expect(refused).toBe('refused');
  });
});

/** What somebody had answered, and how the question and the form are worded. */
const ANSWERED = '一个月以上';
const FORM = [ANSWERED, '有多久了', '由医生核对'];
/** A line of a bill, what names it, and what a code says. */
const MONEY = ['膝关节磁共振平扫', 'hash-of-v-101', 'made-up-1-1'];
const TOUCHES = 60;
const TOUCH_EVERY_MS = 50;
const CHILD = opaque('pat', 9);
const SHORTCUTS = [
  ...['p', 's', 'o', 'f', 'g', 'u', 'h', 'j', 'd', 'r', 'l', 'k', 'e', '+', '-', '0'].map((key) => `Control+${key}`),
  ...['i', 'j', 'c', 'r', 'Delete'].map((key) => `Control+Shift+${key}`),
  ...['p', 's', 'l', 'r'].map((key) => `Meta+${key}`),
  ...['ArrowLeft', 'ArrowRight', 'Home', 'd', 'f'].map((key) => `Alt+${key}`),
  ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
];
