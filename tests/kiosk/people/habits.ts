import type { CDPSession, Locator, Page } from 'playwright-core';
import { type SeededRandom, seededRandom } from '../../../fixtures/hospitals/seeded-random.ts';
import { FRAME_MS, GUARD_MS } from '../kit/display-size.ts';
import type { Habits } from './walker.ts';

export const tap = (_: Page, button: Locator) => button.tap();

/** Where the hand lands that meant the middle of a target: up to so far beside it, in any direction. */
function landing(box: Box, besidePx: number, random: SeededRandom) {
  const angle = random.next() * 2 * Math.PI;
  const far = random.next() * besidePx;
  return { x: box.x + box.width / 2 + Math.cos(angle) * far, y: box.y + box.height / 2 + Math.sin(angle) * far };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MISSED = 0.3;
const SECOND_TAP_MS = 120;

/** Taps twice, beside the middle; and every third time the first tap misses and lands in the gap above. */
export function trembles(seed: number, { besidePx, abovePx }: { readonly besidePx: number; readonly abovePx: number }): Habits {
  const random = seededRandom(seed);
  return {
    async press(page, button, words, passes) {
      // What stands below the edge is brought into view first, as everybody does.
      await button.evaluate((target) => target.scrollIntoView({ block: 'center' }));
      const box = await button.boundingBox();
      if (box === null) throw new Error(`${words} is not there to be tapped`);
      if (random.next() < MISSED) {
        await page.touchscreen.tap(box.x + box.width / 2, box.y - abovePx);
        await passes(SECOND_TAP_MS);
      }
      for (let taps = 0; taps < 2; taps += 1) {
        const { x, y } = landing(box, besidePx, random);
        await page.touchscreen.tap(x, y);
        await passes(SECOND_TAP_MS);
      }
    },
  };
}

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

/** What is pressed with Enter. A field needs no press: whoever has come to it types. */
const PRESSED = ['button', 'link'];
const FIELD = 'textbox';

/** Keys and the accessibility tree. Finds a button by its name alone, and hears the question when it comes. */
export function byKeys(): Habits {
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
        const found = name?.value.includes(words) === true;
        if (found && role?.value === FIELD) return undefined;
        if (found && PRESSED.includes(role?.value ?? '')) return page.keyboard.press('Enter');
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
      const nameless = nodes.filter((node) => ['image', ...PRESSED, FIELD].includes(node.role?.value ?? '') && !node.name?.value);
      return [...hurt, ...nameless.map((node) => `a ${node.role?.value} without a name`)];
    },
  };
}

const PAUSE_MS = 30_000;
const LONG_EVERY = 4;
const ASKED_MS = 1_000;

/**
 * Thirty seconds before each press, and now and then so long that the page asks whether they are still there: then they say so.
 * @param stillHere the words that say so
 */
export function takesTime({ longPauseMs, stillHere }: { readonly longPauseMs: number; readonly stillHere: string }): Habits {
  let presses = 0;
  return {
    async press(page, button, _, passes) {
      presses += 1;
      const long = presses % LONG_EVERY === 0;
      await passes(long ? longPauseMs : PAUSE_MS);
      const still = page.getByRole('button', { name: stillHere });
      // The page draws its question when it comes to it; where a card lies or work goes on it asks nothing.
      if (long) await still.waitFor({ timeout: ASKED_MS }).catch(() => undefined);
      if (await still.isVisible()) {
        await passes(GUARD_MS);
        await still.tap();
        await still.waitFor({ state: 'detached' });
      }
      // A clock that is moved on runs ahead of the network: the page may say that it reaches nobody, and be back. Nobody presses what
      // has only just come back.
      await button.waitFor();
      await passes(FRAME_MS);
      await passes(GUARD_MS);
      await button.tap();
    },
  };
}
