import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { FULL } from '../../support/sampled.ts';
import { type KioskSite, startKioskSite } from '../kit/kiosk-site.ts';
import { STAND_IN_NOW } from '../kit/stand-in-city.ts';
import { type Journey, walkThrough } from './journey.ts';
import { phoneJourneys } from './phone-journeys.ts';
import { phonePeople } from './phone-people.ts';
import { PHONE, type SimulatedPerson, walk } from './walker.ts';

let browser: Browser;
let site: KioskSite;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  site.gateway.script.sessions = true;
});
afterEach(() => site.stop());

async function walkAs(who: SimulatedPerson, journey: Journey): Promise<readonly string[]> {
  const walker = await walk(browser, { glass: PHONE, url: site.phoneUrl }, who.habits(1, site));
  // The gateway is as late as whoever takes their time.
  Object.assign(site.gateway.script, { now: () => STAND_IN_NOW + walker.passed() });
  try {
    return await walkThrough(who, journey, walker, site);
  } catch (error) {
    // What stands there says more than what was waited for.
    return [...walker.hurt, `stopped: ${error}`, await walker.text()];
  } finally {
    await walker.close();
  }
}

const PER_PERSON = 2;

/** Every journey in `npm run prove -- kiosk`; in `npm test` two of each person, and each journey once. */
const walkedBy = (who: SimulatedPerson) =>
  FULL ? phoneJourneys : phoneJourneys.filter((_, at) => Math.floor(at / PER_PERSON) === phonePeople.indexOf(who));

describe.each(phonePeople)('$name', (who) => {
  it.each(walkedBy(who))('each of the six people finishes, or is led to a person, on a phone: $name', async (journey) => {
    expect(await walkAs(who, journey)).toEqual([]);
  });
});
