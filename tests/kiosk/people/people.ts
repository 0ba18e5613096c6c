import { MM_PER_PX } from '../kit/display-size.ts';
import { checkScreen } from '../kit/screen-checks.ts';
import { byKeys, takesTime, tap, trembles } from './habits.ts';
import { callVolunteer, pressTogether } from './volunteer.ts';
import type { SimulatedPerson } from './walker.ts';

const JITTER_PX = 6 / MM_PER_PX;

/** Taps twice, beside the middle; and every third time the first tap misses and lands in the gap above. */
const tremor: SimulatedPerson = {
  name: 'tremor',
  document: true,
  habits: (seed) => trembles(seed, { besidePx: JITTER_PX, abovePx: 8 }),
};

/** The letters that everybody gets, and 200 %: what is cut off, small or faint then is not there. */
const lowVision: SimulatedPerson = {
  name: 'low vision',
  document: true,
  habits: () => ({
    zoomed: true,
    press: tap,
    async look(page) {
      const options = { language: 'zh', mmPerPx: MM_PER_PX, zoomed: true, pressed: true } as const;
      const faults = await page.evaluate(checkScreen, options);
      return faults.filter(({ item }) => [2, 3, 21].includes(item)).map(({ what }) => what);
    },
  }),
  // What helps somebody who sees little is found without help.
  async begin(walker) {
    await walker.press('看清 View');
    await walker.press('黑底亮字');
    await walker.press('好了');
  },
};

/** Keys and the accessibility tree. Finds a button by its name alone, and hears the question when it comes. */
const blind: SimulatedPerson = {
  name: 'blind',
  document: true,
  habits: byKeys,
};

/** Long enough that the machine asks whether anybody is there. */
const LONG_PAUSE_MS = 75_000;

/** Thirty seconds before each press, and now and then so long that the machine asks: then they say that they are still there. */
const slow: SimulatedPerson = {
  name: 'slow',
  document: true,
  habits: () => takesTime({ longPauseMs: LONG_PAUSE_MS, stillHere: '我还在' }),
};

/** Has a card and no phone: a code to scan may be there, and something else beside it. */
const noPhone: SimulatedPerson = {
  name: 'no phone',
  document: true,
  habits: () => ({
    press: tap,
    look: (page) =>
      page.evaluate(() => {
        const hurt: string[] = [];
        if (document.querySelector('input[type="tel"], input[autocomplete="one-time-code"]')) hurt.push('wants a phone number');
        const ways = [...document.querySelectorAll('main button, [role="alertdialog"] button')].map(
          (one) => one.textContent ?? '',
        );
        const text = document.querySelector('main')?.textContent ?? '';
        if (/扫码|扫一扫|短信|验证码/.test(text) && ways.every((way) => /扫码|扫一扫|短信|验证码/.test(way)))
          hurt.push('only with a phone');
        const without = ways.some((way) => /窗口/.test(way));
        // What somebody asked for to give it away is for another one's phone.
        const own = [...document.querySelectorAll('.qr')].some((code) => code.closest('.share-paper-code') === null);
        if (own && !document.querySelector('.slip-number, .slip-pay-code') && !without) hurt.push('a code, and no number to say');
        return hurt;
      }),
  }),
};

/** Has nothing to put down: wherever a document is asked for, it must say where one goes without, by floor and name. */
const noDocument: SimulatedPerson = {
  name: 'no document',
  document: false,
  habits: () => ({
    press: tap,
    async look(page, question) {
      if (!question.includes('请放证件')) return [];
      const text = (await page.locator('main').textContent()) ?? '';
      return /没带证件.{0,6}\d楼.{0,6}窗口/.test(text) ? [] : ['nothing says where to go without a document'];
    },
  }),
};

/** Somebody on duty stands beside them: where the step allows it the volunteer chooses, and everything else the person does. */
const withVolunteer: SimulatedPerson = {
  name: 'with a volunteer',
  document: true,
  habits: (_, site) => ({ press: (page, button, words, passes) => pressTogether({ page, site, passes }, button, words) }),
  begin: callVolunteer,
  end: (site) => ((site.gateway.script.help.session?.acts ?? []).length > 0 ? [] : ['the volunteer did nothing']),
};

export const people: readonly SimulatedPerson[] = [tremor, lowVision, blind, slow, noPhone, noDocument, withVolunteer];
