import type { KioskSite } from '../kit/kiosk-site.ts';
import type { SimulatedPerson, Walker } from './walker.ts';

/** A journey as it is told to somebody: what is pressed, what is seen, and what must have come of it. */
export interface Journey {
  readonly name: string;
  /** Nobody gets beyond the first screens without a document. */
  readonly needsDocument: boolean;
  /** Walked in each run of the tests, by every second person; by everybody in the full one. */
  readonly always?: boolean;
  /** How the city is before the person comes. */
  prepare?(site: KioskSite): void;
  /** Answers with what is wrong with how it ended. */
  walk(walker: Walker, site: KioskSite): Promise<readonly string[]>;
}

/** Presses it, on whichever of the pages of choices it stands. */
export async function choose(walker: Walker, words: string): Promise<void> {
  for (let page = 0; page < 6 && !(await walker.offers(words)); page += 1) await walker.press('看更多');
  await walker.press(words);
}

const LOOKS = 300;
const LOOK_MS = 100;

/** Asks again and again until it is so; the page's own clock may stand still meanwhile. */
export async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

/** What is said of a journey where something of it does not hold. */
export const wrong = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what]);

/** Who has no document is led to a person: by name and floor, within two presses, and not into a dead end. */
async function toDirections(walker: Walker): Promise<readonly string[]> {
  await walker.sees('放上身份证');
  await walker.press('中文');
  await walker.sees('请放证件');
  return wrong(await walker.offers('找人帮忙'), 'no help');
}

/** Walks it as this person can: to its end, or to clear directions. Answers with everything that went wrong. */
export async function walkThrough(
  who: SimulatedPerson,
  journey: Journey,
  walker: Walker,
  site: KioskSite,
): Promise<readonly string[]> {
  journey.prepare?.(site);
  await who.begin?.(walker, site);
  const directions = journey.needsDocument && !who.document;
  const ended = await (directions ? toDirections(walker) : journey.walk(walker, site));
  return [...walker.hurt, ...ended, ...((journey.needsDocument ? who.end?.(site) : undefined) ?? [])];
}
