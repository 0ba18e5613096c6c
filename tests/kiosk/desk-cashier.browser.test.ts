import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LINES, Payer, TOTAL } from '../support/payer.ts';
import { DESK_PIN, DESK_SIZE, type DeskSite, openDeskSite, walkByKeys } from './kit/desk-in-browser.ts';

/** Whoever is on duty stays so: each way has a cashier of its own, and somebody of its own who pays. */
const NUMBERS = { zh: '3001', en: '3002' } as const;
const PAYERS = { zh: 0, en: 1 } as const;
/** A refund has a cashier and a clerk of its own. */
const REFUNDING = { cashier: '3003', clerk: '3004', payer: 2 } as const;

const WORDS = {
  zh: {
    enrol: '先登记这台设备',
    signIn: '请登录',
    code: '收现金：扫付款单',
    offDuty: '您还没有上岗',
    wrong: '这不是付款单的号码',
    nobody: '本院没有这个号码',
    due: '要收现金',
    takeAsk: '数过了吗',
    took: '收了 45.00 元，记下了。',
    paid: '付清了',
    back: '要退给病人',
    giveAsk: '交到病人手里了吗',
    gave: '退了 45.00 元，记下了。',
    locked: '已锁上，请输密码',
    sum: '45.00 元',
    refund: '退费：扫收据',
    offDutyRefund: '不能看，也不能退',
    chosen: '已选',
    proposeAsk: '要另一个同事确认才退',
    proposed: '提出了退 20.00 元',
    mine: '这是您自己提出的',
    desk: '下一位：输证件',
    waiting: '等第二个人确认的退费',
    agree: '您也同意退吗',
    confirmed: '确认了，退 20.00 元',
    drawer: '上岗以来',
    wrongAmount: '请输金额',
    keepAsk: '以后不能改',
    kept: '记下了：少 1.00 元',
    notCounted: '会记成“没有点”',
  },
  en: {
    enrol: 'Enrol this device first',
    signIn: 'Sign in',
    code: 'Cash: scan the paper',
    offDuty: 'You are off duty',
    wrong: 'That is no code of a payment',
    nobody: 'There is no such payment',
    due: 'Cash to take',
    takeAsk: 'and count it?',
    took: '45.00 yuan received, and written down.',
    paid: 'Paid: nothing to take',
    back: 'Cash to give back',
    giveAsk: 'in their hands?',
    gave: '45.00 yuan given back, and written down.',
    locked: 'Locked: your PIN, please',
    sum: '45.00 yuan',
    refund: 'Refund: scan the receipt',
    offDutyRefund: 'You are off duty: press F12 first',
    chosen: 'Chosen',
    proposeAsk: 'Somebody else then has to confirm it',
    proposed: '20.00 yuan is proposed',
    mine: 'You proposed this yourself',
    desk: 'Next person: type the document',
    waiting: 'Refunds that wait for a second person',
    agree: 'Do you agree?',
    confirmed: 'Confirmed, 20.00 yuan goes back',
    drawer: 'Drawer: on duty since',
    wrongAmount: 'An amount, as 545.00',
    keepAsk: 'it is not changed afterwards',
    kept: 'Written down: 1.00 yuan missing',
    notCounted: 'stays “not counted”',
  },
} as const;

let site: DeskSite;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  site = await openDeskSite();
  for (const number of Object.values(NUMBERS)) await site.addStaff(number, 'cashier');
  await site.addStaff(REFUNDING.cashier, 'cashier');
  await site.addStaff(REFUNDING.clerk, 'clerk');
});
afterAll(() => site?.stop());
beforeEach(async () => {
  context = await site.browser.newContext({ viewport: DESK_SIZE });
  page = await context.newPage();
});

/** Everything that a page of this browser keeps, as text; the key of the device is none. */
const keptIn = () =>
  page.evaluate(async () => {
    const kept: unknown[] = [document.cookie, { ...localStorage }, { ...sessionStorage }, await caches.keys()];
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      const db = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store).getAll();
        kept.push(await new Promise((resolve) => Object.assign(all, { onsuccess: () => resolve(all.result) })));
      }
      db.close();
    }
    return JSON.stringify(kept);
  });

describe('the page of a desk for a cashier in a real browser', () => {
  it.each(['zh', 'en'] as const)(
    'a cashier needs no mouse: keys sign in, look a paper up, take its cash and give it back; every screen fits, axe finds nothing, no line of a bill is shown and nothing is kept (%s)',
    async (language) => {
      const words = WORDS[language];
      const { keyboard } = page;
      const { faults, complaints, looked, sees, look, show, tabTo, told } = await walkByKeys(page);
      const payer = await Payer.come(site.gateway, PAYERS[language]);
      await payer.owe();
      const paid = await payer.pay('cash');
      const code = String(paid.body.code);
      const shown: string[] = [];
      const picture = async (text: string, state: string) => {
        await show(text, state);
        shown.push((await page.locator('body').textContent()) ?? '');
      };
      const scan = async (text: string) => {
        await keyboard.type(text);
        await keyboard.press('Enter');
      };
      await page.goto(site.url);
      await sees(WORDS.zh.enrol);
      if (language === 'en') await keyboard.press('F1');
      await sees(words.enrol);
      await tabTo('input');
      await scan(await site.enrolmentCode());
      await sees(words.signIn);
      await tabTo('input[type=text]');
      await keyboard.type(NUMBERS[language]);
      await tabTo('input[type=password]');
      await scan(DESK_PIN);
      await picture(words.offDuty, 'off duty');
      await keyboard.press('F12');
      await page.locator('.top .main').waitFor({ state: 'detached' });
      // The field has the focus without anybody looking for it: a scanner has no Tab.
      await scan('6901234567892');
      await picture(words.wrong, 'a bar code of something else');
      await scan('0000000000');
      await picture(words.nobody, 'no payment of this hospital');
      await scan(code.toLowerCase());
      await picture(words.due, 'due');
      expect(await page.locator('.sum').allTextContents()).toEqual([words.sum]);
      await keyboard.press('F2');
      await picture(words.takeAsk, 'received?');
      await keyboard.press('Escape');
      await page.locator('.question').waitFor({ state: 'detached' });
      await keyboard.press('F2');
      await sees(words.takeAsk);
      await keyboard.press('Alt+y');
      await picture(words.took, 'received');
      await sees(words.paid);
      // The hospital settles it, and then it is asked back.
      await expect.poll(async () => (await payer.refund(paid.body.id)).status).toBe(201);
      const back = async () => {
        await scan(`ONEDOORR1.${code}.${TOTAL}.1.c2lnbmVk`);
        await page.getByText(words.back).or(page.getByText(words.paid)).first().waitFor();
        return page.getByText(words.back).isVisible();
      };
      await expect.poll(back).toBe(true);
      await picture(words.back, 'to be given back');
      await keyboard.press('F3');
      await picture(words.giveAsk, 'given back?');
      await keyboard.press('Alt+y');
      await picture(words.gave, 'given back');
      await keyboard.press('Alt+k');
      await picture(words.locked, 'locked');
      expect(shown.at(-1)).not.toMatch(/\*|45\.00/);
      await tabTo('input[type=password]');
      await scan(DESK_PIN);
      await sees(words.code);
      await look('next');
      expect(looked).toHaveLength(11);
      expect(await told()).toEqual({ printed: [], pointed: 0 });
      expect(shown.filter((text) => LINES.some(({ name }) => text.includes(name)))).toEqual([]);
      const kept = await keptIn();
      const ofThePayment = [code, String(paid.body.id), String(paid.body.patientName), payer.patientId];
      expect(ofThePayment.filter((one) => kept.includes(one))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('a cashier proposes a refund, a clerk confirms it, and the cashier counts the drawer, by keys alone; in both languages every screen fits and axe finds nothing', async () => {
    const words = WORDS.zh;
    const { cashier, clerk, payer: number } = REFUNDING;
    const { keyboard } = page;
    const { faults, complaints, looked, sees, show: showNow, tabTo, told } = await walkByKeys(page);
    const payer = await Payer.come(site.gateway, number);
    await payer.owe();
    const paid = await payer.pay('cash');
    /** In Chinese, and then in English. */
    const show = async (word: keyof typeof words, state: string) => {
      await showNow(WORDS.zh[word], state);
      await keyboard.press('F1');
      await showNow(WORDS.en[word], `${state}, in English`);
      await keyboard.press('F1');
      await sees(WORDS.zh[word]);
    };
    const type = async (text: string) => {
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    const signIn = async (who: string) => {
      await sees(words.signIn);
      await tabTo('input[type=text]');
      await keyboard.type(who);
      await tabTo('input[type=password]');
      await type(DESK_PIN);
    };
    const comeOn = async () => {
      await page.locator('.top .main').waitFor();
      await keyboard.press('F12');
      await page.locator('.top .main').waitFor({ state: 'detached' });
    };
    await page.goto(site.url);
    await sees(WORDS.zh.enrol);
    await tabTo('input');
    await type(await site.enrolmentCode());
    await signIn(cashier);
    await sees(words.offDuty);
    await keyboard.press('F8');
    await show('offDutyRefund', 'refunds, off duty');
    await keyboard.press('F7');
    await comeOn();
    await type(String(paid.body.code));
    await sees(words.due);
    await keyboard.press('F2');
    await keyboard.press('Alt+y');
    await sees(words.took);
    const settled = async () => {
      const { body } = await payer.get(`/v1/payments/${String(paid.body.id)}`);
      return (body.parts as { state: string }[])[0]?.state;
    };
    await expect.poll(settled).toBe('paid');
    await keyboard.press('F8');
    await show('refund', 'refunds, none waits');
    await type(String(paid.body.code));
    await sees(LINES[1]?.name ?? '');
    await keyboard.press('Alt+3');
    await show('chosen', 'a line is chosen');
    await keyboard.press('F2');
    await show('proposeAsk', 'propose?');
    await keyboard.press('Alt+y');
    await show('proposed', 'proposed');
    await keyboard.press('Alt+1');
    await show('mine', 'one of their own');
    await keyboard.press('Escape');
    await keyboard.press('F11');
    await signIn(clerk);
    await sees(words.desk);
    await comeOn();
    await keyboard.press('Alt+g');
    await show('waiting', 'what waits, to a clerk');
    await keyboard.press('Alt+1');
    await show('agree', 'confirm?');
    await keyboard.press('Alt+y');
    await show('confirmed', 'confirmed');
    await keyboard.press('F11');
    await signIn(cashier);
    await sees(words.code);
    await page.locator('[aria-keyshortcuts="F12"]').waitFor();
    await keyboard.press('F12');
    await show('drawer', 'the drawer');
    await keyboard.press('F4');
    await show('notCounted', 'go off without counting?');
    await keyboard.press('Escape');
    await tabTo('.field input');
    await type('544.00');
    await show('wrongAmount', 'half of the count');
    await keyboard.press('Tab');
    await type('500');
    await show('keepAsk', 'keep the count?');
    await keyboard.press('Alt+y');
    await show('kept', 'counted');
    expect(looked).toHaveLength(28);
    expect(await told()).toEqual({ printed: [], pointed: 0 });
    expect(complaints).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
