import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { FULL, inSample } from '../../support/sampled.ts';
import { type KioskSite, startKioskSite } from '../kit/kiosk-site.ts';
import { tap } from './habits.ts';
import { type Journey, walkThrough } from './journey.ts';
import { journeys } from './journeys.ts';
import { people } from './people.ts';
import { plantedPages } from './planted-pages.ts';
import { KIOSK, type SimulatedPerson, walk } from './walker.ts';

let browser: Browser;
let site: KioskSite;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
});
afterEach(() => site.stop());

/** Everything that went wrong, and nothing else. */
async function walkAs(who: SimulatedPerson, journey: Journey, seed: number): Promise<readonly string[]> {
  const walker = await walk(browser, { glass: KIOSK, url: site.url }, who.habits(seed, site));
  try {
    return await walkThrough(who, journey, walker, site);
  } catch (error) {
    // What stands there says more than what was waited for.
    return [...walker.hurt, `stopped: ${error}`, await walker.text()];
  } finally {
    await walker.close();
  }
}

/** Every journey in `npm run prove -- kiosk`; in `npm test` two of those that show the most of each person, the next person two others. */
const walkedBy = (who: SimulatedPerson) =>
  FULL ? journeys : journeys.filter(({ always }) => always).filter((_, at) => inSample(at + people.indexOf(who), 2));

describe.each(people)('$name', (who) => {
  it.each(walkedBy(who))('each of the seven people finishes, or is led to a person: $name', async (journey) => {
    expect(await walkAs(who, journey, 1)).toEqual([]);
  });
});

describe('a page that is bad for somebody', () => {
  it.each(plantedPages)('a page that is bad for somebody hurts $badFor: $bad', async ({ badFor, html, walk: walkThere }) => {
    const who = people.find(({ name }) => name === badFor);
    if (who === undefined) throw new Error(`nobody is called ${badFor}`);
    const failed: string[] = [];
    // A hand that trembles may be lucky once.
    for (let seed = 1; seed <= 5 && failed.length === 0; seed += 1) {
      const walker = await walk(browser, { glass: KIOSK, planted: html }, who.habits(seed, site));
      await walkThere(walker).catch((error: unknown) => failed.push(String(error)));
      failed.push(...walker.hurt);
      await walker.close();
    }
    expect(failed).not.toEqual([]);
  });

  it.each(plantedPages)(
    'a page that is bad for somebody is harmless to somebody steady: $bad',
    async ({ html, walk: walkThere }) => {
      const walker = await walk(browser, { glass: KIOSK, planted: html }, { press: tap });
      await walkThere(walker);
      await walker.close();
    },
  );
});
