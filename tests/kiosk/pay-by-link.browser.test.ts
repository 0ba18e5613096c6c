import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MERCHANT, type StartedWechatPay, startSimulatedWechatPay } from '../adapters/simulated-wechat-pay.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Gallery, LANGUAGES, openGallery, SINGLE_MODES } from './kit/gallery.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';

let browser: Browser;
let site: KioskSite;
let gallery: Gallery;
let started: StartedWechatPay;

beforeAll(async () => {
  [browser, site, started] = await Promise.all([
    launchChromium(),
    startKioskSite(),
    startSimulatedWechatPay({ merchants: [{ ...MERCHANT, h5Domain: '127.0.0.1' }] }),
  ]);
  gallery = await openGallery(browser, site);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.stop(), started?.stop()]);
});

it.each(SINGLE_MODES)('the screens on which a phone pays by a link hold what a machine can judge, %s', async (mode) => {
  for (const language of LANGUAGES)
    for (const name of ['pay-link', 'pay-link-looked', 'pay-link-coming']) {
      const shown = { kind: 'screen', name, mode, language } as const;
      await gallery.show(shown);
      expect((await gallery.check(shown)).faults, `${name} ${language}`).toEqual([]);
    }
});

it('one press leads from a page that tells nobody where one was to the provider’s, which lets one in, takes the money, and leads back in the same tab', async () => {
  const origin = site.origin;
  const returnTo = `${origin}/gallery/#payment`;
  const request = { key: 'by-link-1', amount: 2_500, description: '门诊缴费', expiresAt: Date.now() + 600_000 };
  const link = { payerAddress: '127.0.0.1', returnTo };
  const made = await started.channel.order({ ...request, link }, { signal: AbortSignal.timeout(5_000) });
  if (!made.ok) throw new Error('no order');
  const { page } = gallery;
  // As every page of the gateway says it of itself.
  await page.route(`${origin}/gallery/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'referrer-policy': 'no-referrer' } });
  });
  await page.goto(`${origin}/gallery/`);
  await page.reload();
  await gallery.show({ kind: 'screen', name: 'pay-link', mode: 'default', language: 'zh' });
  await page.locator('a.action').evaluate((anchor, href) => anchor.setAttribute('href', href), made.value.code);
  await page.locator('a.action').click();
  await page.waitForURL((url) => url.origin === started.simulator.pageUrl);
  expect(await page.locator('#told').textContent()).toBe('门诊缴费 ¥25.00');
  await page.locator('#pay').click();
  await page.locator('#told', { hasText: '付款成功' }).waitFor();
  expect(await started.provider.orders('by-link-1')).toMatchObject([{ amount: 2_500, state: 'paid' }]);
  await page.locator('#back').click();
  await page.waitForURL(returnTo);
  expect(gallery.page.context().pages()).toHaveLength(1);
});
