import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slipForm, slipPage } from '../../bff/main/slip-page.ts';
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
