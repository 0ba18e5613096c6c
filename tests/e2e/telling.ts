import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody who tells the doctor beforehand, at a kiosk or on a phone. */
interface Teller {
  readonly page: Page;
  press(words: string): Promise<void>;
}

/** What stands over all that was told, before it is handed in. */
const SUMMARY = '还没交。请看看对不对';
/** What is not for waiting, aloud and for the person alone. */
const TELLS = ['先别答题', '请看下面几句话'];
const QUESTIONS_MAX = 40;
/** A finger that comes sooner is ignored. */
const GUARD_MS = 400;

export const titleNow = async ({ page }: Teller) => (await page.locator('h1').textContent()) ?? '';
const standing = (title: string, before: string) => title !== before && !title.startsWith('正在');

/** One question by touch: the first of what can be chosen, "none" of what can be ticked, a number on the pad; every third is not known. */
export async function answer(at: Teller, nth: number): Promise<void> {
  const { page, press } = at;
  const before = await titleNow(at);
  const shows = (selector: string) => page.locator(selector).first().isVisible();
  if (TELLS.some((words) => before.includes(words)))
    await press(before.includes('先别答题') ? '有人看过我了，接着答' : '知道了，接着说');
  else if (nth % 3 === 2) await press('不清楚');
  else if (await shows('.pad')) {
    await press('6');
    await press('输好了');
  } else if (await shows('.sign')) {
    // "None" is one press; where it is not offered, something is ticked.
    const done = page.locator('.screen-actions .action').first();
    if (await done.isDisabled()) await press((await page.locator('.sign').first().textContent()) ?? '');
    await page.waitForTimeout(GUARD_MS);
    await done.tap();
  } else await press((await page.locator('.choice .choice-title').first().textContent()) ?? '');
  // Until the next one stands there, and not what is said meanwhile.
  await expect.poll(async () => standing(await titleNow(at), before), { interval: 50 }).toBe(true);
}

/** Every question from this one on; answers what stands there to be agreed to, as the doctor will read it. */
export async function answerAll(at: Teller, from = 0): Promise<readonly string[]> {
  const { page, press } = at;
  const summary = page.getByRole('heading', { name: SUMMARY }).first();
  for (let nth = from; !(await summary.isVisible()); nth += 1) {
    expect(nth).toBeLessThan(QUESTIONS_MAX);
    await answer(at, nth);
  }
  const lines: string[] = [];
  for (;;) {
    lines.push(...(await page.locator('.summary-text').allTextContents()));
    if (!(await page.getByRole('button', { name: '看更多' }).isVisible())) return lines;
    await press('看更多');
  }
}
