import type { Page } from 'playwright-core';
import { checkPhoneScreen } from '../kit/phone-checks.ts';
import { byKeys, takesTime, tap, trembles } from './habits.ts';
import type { SimulatedPerson, Walker } from './walker.ts';

/** What nobody may miss of a screen, whoever holds it: targets of 44 px, 60 in 长辈版, apart and in reach, and nothing beside the screen. */
const GEOMETRY = ['target', 'width', 'bar'];

const IN_CHINESE = { language: 'zh', ownWords: '' } as const;

async function broken(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  const elder = await page.evaluate(() => document.documentElement.dataset.text === 'large');
  const faults = await page.evaluate(checkPhoneScreen, { elder, ...IN_CHINESE });
  return faults.filter(({ rule }) => rules.includes(rule)).map(({ rule, what }) => `${rule}: ${what}`);
}

const fits = (page: Page) => broken(page, GEOMETRY);

/** What helps somebody who sees little is found without help: on the first screen, and behind the settings. */
async function turnsOnElder(walker: Walker): Promise<void> {
  await walker.press('长辈版：字大一些');
}

const READ = [...GEOMETRY, 'letters', 'lines', 'contrast'];

/** 长辈版 and light on black: what is small, faint or cut off then is not there. */
const largeType: SimulatedPerson = {
  name: 'large type',
  document: true,
  habits: () => ({ press: tap, look: (page) => broken(page, READ) }),
  async begin(walker) {
    await turnsOnElder(walker);
    await walker.press('设置');
    await walker.press('黑底亮字');
    await walker.press('回到刚才的地方');
  },
};

/** Everything twice as large, by the browser's own means. */
const zoom: SimulatedPerson = {
  name: 'zoom',
  document: true,
  habits: () => ({ zoomed: true, press: tap, look: (page) => broken(page, READ) }),
};

const screenReader: SimulatedPerson = { name: 'screen reader', document: true, habits: byKeys };

/** A finger that means the middle of 44 px still lands on it. */
const BESIDE_PX = 20;
/** Half of the least gap between two targets. */
const ABOVE_PX = 2;

const tremor: SimulatedPerson = {
  name: 'tremor',
  document: true,
  habits: (seed) => ({ ...trembles(seed, { besidePx: BESIDE_PX, abovePx: ABOVE_PX }), look: fits }),
};

/** Long enough that the phone asks whether it is still them. */
const LONG_PAUSE_MS = 320_000;

const slow: SimulatedPerson = {
  name: 'slow',
  document: true,
  habits: () => ({ ...takesTime({ longPauseMs: LONG_PAUSE_MS, stillHere: '是我，接着办' }), look: fits }),
};

/** So many things somebody has read to them, one after the other, until it is the wanted one. */
const HEARD_MAX = 25;

/**
 * Reads no word: knows a thing by its picture, its figures, or as the one main action of its screen, and has everything else read to them
 * by the phone, from the question on.
 */
const readsNothing: SimulatedPerson = {
  name: 'reads nothing',
  document: true,
  habits() {
    const lost: string[] = [];
    return {
      async press(page, button, words) {
        const known = await button.evaluate(
          (target) =>
            target.querySelector('svg, img') !== null ||
            target.matches('.action-main, .choice-main, input') ||
            /\d/.test(target.textContent ?? ''),
        );
        const heard = known ? [] : await page.evaluate(readAloud);
        const at = heard.findIndex((one) => one.includes(words));
        if (!known && at < 0) lost.push(`nothing that is read aloud says ${words}`);
        if (at > HEARD_MAX) lost.push(`${words} comes after ${at} others`);
        await button.tap();
      },
      async look(page) {
        const help = await page.locator('.phone-way:has(svg)', { hasText: '帮忙' }).count();
        const dialog = await page.getByRole('alertdialog').count();
        const wayOut = help + dialog > 0 ? [] : ['no picture leads to somebody who helps'];
        return [...(await fits(page)), ...wayOut, ...lost.splice(0)];
      },
    };
  },
};

/** Runs inside the page: what a phone that reads aloud says of it, from its top, or of the dialog in front. */
function readAloud(): string[] {
  const root = document.querySelector('[role="alertdialog"]') ?? document.querySelector('main') ?? document.body;
  const bar = root.closest('[role="alertdialog"]') === null ? [...document.querySelectorAll('.phone-bar button')] : [];
  return [...root.querySelectorAll('h1, h2, p, button, a, input, select'), ...bar]
    .filter((one) => one.getClientRects().length > 0)
    .map((one) => one.getAttribute('aria-label') ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent ?? '');
}

export const phonePeople: readonly SimulatedPerson[] = [largeType, zoom, screenReader, tremor, slow, readsNothing];
