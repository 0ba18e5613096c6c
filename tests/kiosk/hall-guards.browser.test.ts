import { inflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { wang } from './kit/fake-bridge.ts';
import { askForDocument, enterHall, HALL, type Hall, identify } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { countPages, PAPER_MS, slipIsThere } from './kit/paper.ts';

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

async function toCheck(): Promise<void> {
  await identify(hall, site);
  for (const words of ['给自己挂号', '腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
  await hall.sees('请核对');
}

describe('a kiosk of which a part does not come', () => {
  it.each(['identity', 'oversight'])(
    'a kiosk without the scene %s is out of service, and serves by itself when it is there',
    async (scene) => {
      const context = await browser.newContext({ ...HALL, hasTouch: true });
      await context.route(`**/assets/${scene}-*.js`, (route) => route.abort());
      hall = await enterHall(browser, site, { beside: context });
      await hall.passes(1_000);
      await hall.page.getByRole('heading', { name: '这台机器暂停使用' }).waitFor();
      await context.unroute(`**/assets/${scene}-*.js`);
      await hall.passes(6_000);
      await hall.sees('放上身份证');
      await identify(hall, site);
      await hall.tap('我的信息');
      await hall.sees('您登记的信息');
    },
  );
});

describe('with keys alone', () => {
  it('the kiosk with keys alone books with Tab, Enter, Esc and the arrows, and always shows where one is', async () => {
    hall = await enterHall(browser, site, { touch: false });
    const { keyboard } = hall.page;
    const focused = () => hall.page.evaluate(() => document.activeElement?.textContent ?? '');
    const press = async (words: string, key: 'Tab' | 'ArrowDown') => {
      await hall.passes(450);
      for (let steps = 0; !(await focused()).includes(words); steps += 1) {
        expect(steps, `${words} is not reached`).toBeLessThan(20);
        await keyboard.press(key);
      }
      const ring = await hall.page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineWidth);
      expect(Number.parseFloat(ring)).toBeGreaterThanOrEqual(4);
      await keyboard.press('Enter');
    };
    await hall.sees('放上身份证');
    await askForDocument({ tap: (words) => press(words, 'Tab'), sees: hall.sees }, site);
    site.bridge.put({ kind: 'card', card: wang });
    await hall.sees('对吗');
    expect(await focused()).toContain('对吗');
    await press('对，是我', 'ArrowDown');
    await hall.sees('今天办什么');
    await press('给自己挂号', 'Tab');
    await hall.sees('哪里不舒服');
    await press('腰、腿、关节', 'ArrowDown');
    await hall.sees('看哪个科');
    await keyboard.press('Escape');
    await hall.sees('哪里不舒服');
    await press('腰、腿、关节', 'Tab');
    await hall.sees('看哪个科');
    await press('骨科', 'Tab');
    await hall.sees('哪天几点来');
    await press('9:30', 'ArrowDown');
    await hall.sees('请核对');
    await press('对，挂这个号', 'Tab');
    await hall.sees('挂好了');
    await press('结束', 'Tab');
    await hall.sees('放上身份证');
    expect(hall.faults).toEqual([]);
  });

  it('the kiosk with keys alone stays inside a dialog, and leaves it with Esc', async () => {
    hall = await enterHall(browser, site, { touch: false });
    await identify(hall, site);
    await hall.sees('今天办什么');
    await hall.tap('找人帮忙');
    const dialog = hall.page.getByRole('alertdialog');
    await dialog.waitFor();
    await hall.passes(150);
    for (let tab = 0; tab < 5; tab += 1) {
      await hall.page.keyboard.press('Tab');
      expect(await hall.page.evaluate(() => document.activeElement?.closest('[role="alertdialog"]') !== null)).toBe(true);
    }
    await hall.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('without the gateway', () => {
  it('the kiosk without the gateway says that the gateway is away, and goes on by itself when it is back', async () => {
    hall = await enterHall(browser, site);
    await toCheck();
    // The names on the check have come; what is asked next is the booking.
    await hall.passes(500);
    site.setAway(true);
    await hall.tap('对，挂这个号');
    await hall.sees('暂时连不上');
    site.setAway(false);
    await hall.sees('挂好了');
    expect(site.gateway.called('bookAppointment')).toHaveLength(1);
    expect(hall.faults).toEqual([]);
  });
});

/** Of a printed page in Chromium. */
const PX_PER_MM = 96 / 25.4;

/** Pages of a PDF and the first page's width and height in millimetres. */
function pagesOf(pdf: Buffer): { pages: number; width: number; height: number } {
  const plain = pdf.toString('latin1');
  const streams = [...plain.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const text = [plain, ...streams].join('\n');
  const [, right = '0', top = '0'] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(text) ?? [];
  const millimetres = (points: string) => Math.round((Number(points) * 25.4) / 72);
  return { pages: (text.match(/\/Type\s*\/Page\b/g) ?? []).length, width: millimetres(right), height: millimetres(top) };
}

describe('a second page on the same machine', () => {
  /** Playwright tells every page that it has the focus; here only the one in front has it, as in a hall. */
  async function bringToFront({ page }: Hall, behind?: Hall): Promise<void> {
    await page.evaluate(() => Object.assign(document, { hasFocus: () => true }));
    await behind?.page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
  }

  it('a second page on the same machine has the reader while it is in front, and leaves it to the first when it is closed', async () => {
    hall = await enterHall(browser, site);
    await hall.sees('放上身份证');
    await site.bridge.asked(1);
    const second = await enterHall(browser, site, { beside: hall.context });
    await bringToFront(second, hall);
    await second.sees('放上身份证');
    await site.bridge.asked(2);
    await hall.passes(60_000);
    expect(site.bridge.timesAsked()).toBe(2);
    await second.page.close();
    await bringToFront(hall);
    await hall.passes(5_000);
    await site.bridge.asked(3);
    site.bridge.put({ kind: 'card', card: wang });
    await hall.sees('对吗');
  });
});

describe('what holds the countdown holds it only so long', () => {
  const asks = () => hall.page.getByRole('alertdialog').getByText('您还在吗');

  it('asks after all once a card was forgotten in the reader for five minutes', async () => {
    hall = await enterHall(browser, site);
    await hall.sees('放上身份证');
    await site.bridge.asked(1);
    site.bridge.put({ kind: 'card', card: wang });
    await hall.tap('对，是我');
    await hall.sees('今天办什么');
    await hall.passes(290_000);
    expect(await asks().count()).toBe(0);
    await hall.passes(75_000);
    await asks().waitFor();
  });

  it('asks at the end as usual, although a card still lies in the reader', async () => {
    hall = await enterHall(browser, site);
    await hall.sees('放上身份证');
    await site.bridge.asked(1);
    site.bridge.put({ kind: 'card', card: wang });
    await hall.tap('对，是我');
    for (const words of ['给自己挂号', '腰、腿、关节', '骨科', '9:30–10:00']) await hall.tap(words);
    const pages = await countPages(hall.page);
    await hall.tap('对，挂这个号');
    await slipIsThere(hall.page);
    await hall.page.getByText('请收好证件').waitFor();
    await expect.poll(pages).toBe(1);
    await hall.passes(PAPER_MS);
    await hall.page.getByText('请拿好凭条').waitFor();
    await hall.passes(61_000);
    await asks().waitFor();
    await hall.passes(30_000);
    await hall.sees('放上身份证');
    // What this test noted of the paper is no part of the page.
    await hall.page.evaluate(() => document.documentElement.removeAttribute('data-printed'));
    expect(await hall.page.content()).not.toContain('王*');
  });

  it('asks after all once a hospital has been confirming for three minutes', async () => {
    site.gateway.script.booking = 'confirming';
    hall = await enterHall(browser, site);
    await toCheck();
    const pages = await countPages(hall.page);
    await hall.tap('对，挂这个号');
    await hall.sees('医院正在确认');
    // After a quarter of a minute there is a slip that says so.
    await hall.passes(15_000);
    await slipIsThere(hall.page);
    await expect.poll(pages).toBe(1);
    await hall.passes(PAPER_MS);
    await hall.page.getByText('请拿好凭条').waitFor();
    await hall.passes(150_000);
    expect(await asks().count()).toBe(0);
    await hall.passes(75_000);
    await asks().waitFor();
  });
});

describe('a hospital of its own', () => {
  it.each([
    ['#7a0019', 'rgb(122, 0, 25)'],
    ['#ff6600', 'rgb(13, 79, 74)'],
  ])('has its name and its colour %s on the screen, unless white words are not read on it', async (accent, shown) => {
    site.setAccent(accent);
    hall = await enterHall(browser, site);
    await hall.sees('放上身份证');
    await hall.page.getByText('临江市第一人民医院').waitFor();
    const first = hall.page.getByRole('button', { name: '中文' });
    expect(await first.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(shown);
    expect(hall.faults).toEqual([]);
  });
});

describe('on paper', () => {
  it.each([
    ['receipt', 80],
    ['a4', 210],
  ] as const)('prints one page and only the slip: %s', async (paper, width) => {
    site.setPaper(paper);
    hall = await enterHall(browser, site);
    await toCheck();
    await hall.tap('对，挂这个号');
    await slipIsThere(hall.page);
    const pdf = await hall.page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toMatchObject({ pages: 1, width });
    await hall.page.emulateMedia({ media: 'print' });
    await hall.page.setViewportSize({ width: Math.round((width - 8) * PX_PER_MM), height: Math.round(200 * PX_PER_MM) });
    const shown = await hall.page.evaluate(() => {
      const texts: string[] = [];
      for (const element of document.querySelectorAll('body *'))
        if (element.children.length === 0 && (element as HTMLElement).checkVisibility({ visibilityProperty: true }))
          texts.push(element.textContent ?? '');
      return texts.join('|');
    });
    for (const words of [
      '11月24日 周二',
      '9:30–10:00',
      '上午九点半',
      '临江市第一人民医院',
      '3楼 312室',
      '骨科',
      '王*国',
      '用医保',
      '身份证',
      '叫号',
      '0000-88000001',
      '7K3M9 QX2RT',
    ])
      expect(shown).toContain(words);
    for (const words of ['找人帮忙', '再打一张', '重新开始', '今天', '好了，结束']) expect(shown).not.toContain(words);
  });
});

describe('rare characters of names', () => {
  it.each(['䶮', '𠮷', '㛃', '㙓'])('%s has a shape of its own', async (character) => {
    hall = await enterHall(browser, site);
    const [rare, missing] = await hall.page.evaluate(async (one) => {
      const inkOf = (text: string) => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        const context = canvas.getContext('2d');
        if (context === null) return '';
        context.font = `48px ${getComputedStyle(document.documentElement).fontFamily}`;
        context.fillText(text, 8, 52);
        return context.getImageData(0, 0, 64, 64).data.join();
      };
      // A canvas waits for no font, and draws nothing meanwhile.
      await document.fonts.load(`48px ${getComputedStyle(document.documentElement).fontFamily}`, one);
      return [inkOf(one), inkOf('\u{10FFFE}')];
    }, character);
    expect(rare).not.toBe(missing);
    expect(new Set((rare ?? '').split(',')).size).toBeGreaterThan(2);
  });
});
