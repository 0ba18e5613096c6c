import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../bff/platform/clock.ts';
import { launchChromium } from '../../support/chromium.ts';
import { openSqlite, type TestStore } from '../../support/databases.ts';
import { type PageSite, startPageSite } from '../../support/page-site.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { startTestGateway, type TestGateway } from '../../support/test-gateway.ts';
import { postAt } from '../../support/test-people.ts';

let browser: Browser;
let db: TestStore;
let gateway: TestGateway;
let site: PageSite;

beforeAll(async () => {
  db = await openSqlite(systemClock);
  site = await startPageSite(() => gateway);
  gateway = await startTestGateway({
    store: db.store,
    clock: systemClock,
    settings: { origins: [site.origin, 'http://localhost'] },
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await gateway?.stop();
  await db?.drop();
});

/** What the browser makes of options, in the form that it gives itself; `null` where it refuses. */
const ask = (page: Page, how: 'create' | 'get', options: unknown) =>
  page.evaluate(
    async ([method, given]) => {
      const parse = method === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
      const api = globalThis.PublicKeyCredential as unknown as Record<string, (options: unknown) => never>;
      const credential = await navigator.credentials[method as 'get']({ publicKey: api[parse]?.(given) as never });
      return (credential as unknown as { toJSON(): object }).toJSON();
    },
    [how, options] as const,
  );

describe('a passkey in a real browser', () => {
  it('a member of staff adds a passkey in a real browser, and signs in with it without their PIN, twice', async () => {
    const page = await browser.newPage();
    await page.goto(site.origin);
    const inspector = await page.context().newCDPSession(page);
    await inspector.send('WebAuthn.enable');
    const { authenticatorId } = await inspector.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const { device, staff, number, staffId } = await signedInStaff(gateway);
    const offered = await postAt(device, '/v1/staff-passkeys/options', {}, staff);
    const made = await ask(page, 'create', offered.body);
    expect(await postAt(device, '/v1/staff-passkeys', made, staff)).toMatchObject({ status: 201 });
    for (let count = 0; count < 2; count += 1) {
      const options = await postAt(device, '/v1/staff-sessions/options', { number });
      const passkey = await ask(page, 'get', options.body);
      const opened = await postAt(device, '/v1/staff-sessions', { number, passkey, carrier: 'bearer' });
      expect(opened).toMatchObject({ status: 201, body: { staffId } });
    }
    // The same browser, when nobody showed who they are: the browser itself refuses, and makes nothing.
    await inspector.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    const options = await postAt(device, '/v1/staff-sessions/options', { number });
    await expect(ask(page, 'get', { ...options.body, timeout: 2_000 })).rejects.toThrow();
  });
});
