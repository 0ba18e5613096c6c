import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payerForm, payerPage } from '../../bff/main/payer-page.ts';
import { receiptForm, receiptPage } from '../../bff/main/receipt-page.ts';
import { slipForm, slipPage } from '../../bff/main/slip-page.ts';
import type { HomePart } from '../../bff/scenes/payments/pay-from-home.ts';
import { launchChromium } from '../support/chromium.ts';

/** A small telephone, in CSS pixels; WCAG 2.2, 1.4.10 asks for 320. */
const PHONE = { width: 320, height: 568 } as const;
/** As a reader may set any page (WCAG 2.2, 1.4.12), in a typeface that is a tenth wider than this one. */
const WIDE = '* { letter-spacing: .22em !important; word-spacing: .16em !important; line-height: 1.5 !important }';

const pages: readonly (readonly [name: string, html: string])[] = [
  ['that asks for the number', slipForm()],
  ...(['valid', 'provisional', 'cancelled', 'expired', 'altered', 'forged', 'unknown'] as const).map(
    (verdict) => [`of a slip that is ${verdict}`, slipPage(verdict, '欧阳*𠮷')] as const,
  ),
];

const NOW = Date.parse('2026-12-24T23:12:00+08:00');
/** A bill that somebody pays from home, of a hospital with a long name, and as much as a bill can be. */
const bill = (code: HomePart['code'], more: Partial<HomePart> = {}): HomePart => ({
  hospitalId: 'h',
  hospitalName: '临江市第一人民医院（内蒙古自治区呼和浩特分院）',
  dutyDesk: { name: '一楼服务台', phone: '0000-88000001' },
  cash: 12_345_678,
  standing: 'paying',
  knowBy: NOW,
  endedAt: null,
  code,
  refunds: [],
  ...more,
});
const fromHome = (...parts: readonly HomePart[]) =>
  payerPage({ patientName: '欧阳*𠮷', payUntil: NOW, now: NOW, parts: [...parts] }, '4XW8N5TBQ9', parts.length > 1);
const back = [{ amount: 12_345_678, state: 'done', doneAt: NOW } as const];

const moneyPages: readonly (readonly [name: string, html: string])[] = [
  ['that asks for the code to pay', payerForm('unknown')],
  ['of what waits to be paid from home', fromHome(bill('wanted'), bill('wanted', { hospitalId: 'i' }))],
  ['with the code to pay', fromHome(bill({ text: 'weixin://wxpay/bizpayurl?pr=qX7Kp2m', until: NOW }))],
  ['of a code that is coming', fromHome(bill('coming'))],
  ...(['confirming', 'paid', 'giving-back', 'not-paid', 'with-staff'] as const).map(
    (standing) => [`of a bill that is ${standing}`, fromHome(bill('none', { standing, endedAt: NOW, refunds: back }))] as const,
  ),
  ['that asks for the number of a receipt', receiptForm('busy')],
  ['of a receipt that is forged', receiptPage({ verdict: 'forged' })],
  [
    'of a receipt of which some went back',
    receiptPage({
      verdict: 'older',
      patientName: '欧阳*𠮷',
      total: 12_345_678,
      parts: [
        {
          hospitalName: '临江市中心医院',
          total: 12_345_678,
          settledAt: NOW,
          back: [
            { amount: 1, endedAt: NOW },
            { amount: 1, endedAt: null },
          ],
        },
      ],
    }),
  ],
];

describe.each(['latin', 'italic'] as const)('on a telephone with typefaces of its own (%s), the page', (fonts) => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium({ fonts });
    page = await browser.newPage({ viewport: PHONE });
  });
  afterAll(() => browser?.close());

  it.each(pages)('the slip page, %s, keeps its words on the screen and inside of their frames', async (_, html) => {
    await page.setContent(html);
    expect(await strayWords(page)).toEqual([]);
    await page.addStyleTag({ content: WIDE });
    expect(await strayWords(page)).toEqual([]);
  });

  it.each(moneyPages)('the page of money, %s, keeps its words on the screen and inside of their frames', async (_, html) => {
    await page.setContent(html);
    expect(await strayWords(page)).toEqual([]);
    await page.addStyleTag({ content: WIDE });
    expect(await strayWords(page)).toEqual([]);
  });

  it('a slip that is planted with words beside the screen, or out of a button, is found', async () => {
    await page.setContent(slipForm());
    await page.addStyleTag({ content: 'button { width: 60px !important; white-space: nowrap }' });
    expect(await strayWords(page)).toEqual(['核对 · Check']);
    await page.setContent(slipPage('valid', undefined));
    await page.addStyleTag({ content: '.verdict { text-indent: 250px; white-space: nowrap }' });
    expect(await strayWords(page)).toContain('✓ 真实有效');
  });
});

/** Words that stand beside the screen, or out of the button or the frame that they are in. */
async function strayWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const stray: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = (walker.currentNode.textContent ?? '').trim();
      const element = walker.currentNode.parentElement;
      if (words === '' || element === null || element.closest('style')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const frame = (element.closest('button, .verdict') ?? document.documentElement).getBoundingClientRect();
      const inside =
        left >= frame.left && right <= Math.min(frame.right, innerWidth) && top >= frame.top && bottom <= frame.bottom;
      if (!inside) stray.push(words);
    }
    return stray;
  });
}
