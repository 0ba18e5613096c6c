import type { CDPSession, Locator, Page } from 'playwright-core';
import { type SeededRandom, seededRandom } from '../../../fixtures/hospitals/seeded-random.ts';
import { FRAME_MS, GUARD_MS, MM_PER_PX } from '../kit/display-size.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import { checkScreen } from '../kit/screen-checks.ts';
import { callVolunteer, pressTogether } from './volunteer.ts';
import type { Habits, Walker } from './walker.ts';

/** A person who is simulated: what they have with them, and how they press and look. */
export interface SimulatedPerson {
  readonly name: 'tremor' | 'low vision' | 'blind' | 'slow' | 'no phone' | 'no document' | 'with a volunteer';
  readonly document: boolean;
  habits(seed: number, site: KioskSite): Habits;
  /** What this person does first, once they stand there. */
  begin?(walker: Walker, site: KioskSite): Promise<void>;
  /** What is wrong with a journey that needs a document, once it is over. */
  end?(site: KioskSite): readonly string[];
}

const JITTER_PX = 6 / MM_PER_PX;

const tap = (_: Page, button: Locator) => button.tap();

/** Where the hand lands that meant the middle of a target: up to 6 mm beside it, in any direction. */
function landing(box: { x: number; y: number; width: number; height: number }, random: SeededRandom) {
  const angle = random.next() * 2 * Math.PI;
  const far = random.next() * JITTER_PX;
  return { x: box.x + box.width / 2 + Math.cos(angle) * far, y: box.y + box.height / 2 + Math.sin(angle) * far };
}

const MISSED = 0.3;
const SECOND_TAP_MS = 120;

/** Taps twice, beside the middle; and every third time the first tap misses and lands in the gap above. */
const tremor: SimulatedPerson = {
  name: 'tremor',
  document: true,
  habits(seed) {
    const random = seededRandom(seed);
    return {
      async press(page, button, words, passes) {
        const box = await button.boundingBox();
        if (box === null) throw new Error(`${words} is not there to be tapped`);
        if (random.next() < MISSED) {
          await page.touchscreen.tap(box.x + box.width / 2, box.y - 8);
          await passes(SECOND_TAP_MS);
        }
        for (let taps = 0; taps < 2; taps += 1) {
          const { x, y } = landing(box, random);
          await page.touchscreen.tap(x, y);
          await passes(SECOND_TAP_MS);
        }
      },
    };
  },
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

const TABS_MAX = 60;

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
}

/** What a screen reader is told: the accessibility tree, and nothing else. */
async function tree(cdp: CDPSession): Promise<readonly AxNode[]> {
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: readonly AxNode[] };
  return nodes.filter(({ ignored }) => !ignored);
}

function focusedIn(nodes: readonly AxNode[]): AxNode | undefined {
  const focused = nodes.filter(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'focused' && value.value === true),
  );
  return focused.find(({ role }) => role?.value !== 'RootWebArea') ?? focused[0];
}

/** Keys and the accessibility tree. Finds a button by its name alone, and hears the question when it comes. */
const blind: SimulatedPerson = {
  name: 'blind',
  document: true,
  habits() {
    const sessions = new WeakMap<Page, Promise<CDPSession>>();
    const cdpOf = (page: Page) => {
      const session = sessions.get(page) ?? page.context().newCDPSession(page);
      sessions.set(page, session);
      return session;
    };
    return {
      touch: false,
      async press(page, _, words) {
        const cdp = await cdpOf(page);
        for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
          const { role, name } = focusedIn(await tree(cdp)) ?? {};
          if (role?.value === 'button' && name?.value.includes(words)) return page.keyboard.press('Enter');
          await page.keyboard.press('Tab');
        }
        throw new Error(`no key leads to ${words}`);
      },
      async look(page, question) {
        const nodes = await tree(await cdpOf(page));
        const { role, name } = focusedIn(nodes) ?? {};
        // After a dialog the focus is back on the button that was pressed; on a new screen it is on the question.
        const heard = role?.value === 'heading' ? name?.value.includes(question) : role?.value === 'button';
        const hurt = heard === true ? [] : [`hears ${role?.value} ${name?.value}`];
        const nameless = nodes.filter(
          (node) => ['image', 'button', 'textbox'].includes(node.role?.value ?? '') && !node.name?.value,
        );
        return [...hurt, ...nameless.map((node) => `a ${node.role?.value} without a name`)];
      },
    };
  },
};

const PAUSE_MS = 30_000;
/** Long enough that the machine asks whether anybody is there. */
const LONG_PAUSE_MS = 75_000;
const LONG_EVERY = 4;
const ASKED_MS = 1_000;

/** Thirty seconds before each press, and now and then so long that the machine asks: then they say that they are still there. */
const slow: SimulatedPerson = {
  name: 'slow',
  document: true,
  habits() {
    let presses = 0;
    return {
      async press(page, button, _, passes) {
        presses += 1;
        const long = presses % LONG_EVERY === 0;
        await passes(long ? LONG_PAUSE_MS : PAUSE_MS);
        const still = page.getByRole('button', { name: '我还在' });
        // The machine draws its question when it comes to it; where a card lies or work goes on it asks nothing.
        if (long) await still.waitFor({ timeout: ASKED_MS }).catch(() => undefined);
        if (await still.isVisible()) {
          await passes(GUARD_MS);
          await still.tap();
          await still.waitFor({ state: 'detached' });
        }
        // A clock that is moved on runs ahead of the network: the machine may say that it reaches nobody, and be back. Nobody presses what
        // has only just come back.
        await button.waitFor();
        await passes(FRAME_MS);
        await passes(GUARD_MS);
        await button.tap();
      },
    };
  },
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
