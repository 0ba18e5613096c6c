import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { helperPolicy } from '../../../bff/main/helper-files.ts';
import { createStandInHall, DIGITS, ENROLMENT_CODE, followedJourney, helpCall, NUMBER, PIN } from './stand-in-hall.ts';

const ROOT = 'dist/helper';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The built page of whoever helps and a hall behind it, under one origin. The name is `localhost`: no passkey is for a number. */
export async function startHelperSite() {
  if (!existsSync(join(ROOT, 'index.html'))) throw new Error('dist/helper is missing: npm run build');
  const gateway = createStandInHall();
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/v1/')) return gateway.handle(request);
    const name = normalize(pathname.replace(/^\/helper\//, '')).replace(/^\.?\/?$/, 'index.html');
    const file = await readFile(join(ROOT, name)).catch(() => undefined);
    if (file === undefined) return new Response(null, { status: 404 });
    const headers = { 'content-type': TYPES[extname(name)] ?? 'text/plain', 'content-security-policy': helperPolicy() };
    return new Response(new Uint8Array(file), { headers });
  };
  const server = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    gateway,
    url: `http://localhost:${port}/helper/`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export type HelperSite = Awaited<ReturnType<typeof startHelperSite>>;

/** Whatever the page shows, in the order in which a helper meets it; `look` is called with each, under its name. */
export async function walkHelper(
  { gateway, url }: HelperSite,
  page: Page,
  { language, look }: { readonly language: 'zh' | 'en'; readonly look: (state: string) => Promise<void> },
): Promise<void> {
  const { change, session } = gateway;
  const fields = page.locator('input');
  const main = page.locator('button.main');
  const shows = async (selector: string, state: string) => {
    await page.locator(selector).first().waitFor();
    await look(state);
  };
  Object.assign(gateway.hall, { enrolled: false, signedIn: false, locked: false, onDuty: false, calls: [], session: undefined });
  await page.goto(url);
  await fields.first().waitFor();
  if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
  await shows('h1', 'enrolment');
  await fields.first().fill('a-code-that-was-used-before');
  await main.click();
  await shows('.notice:not(:empty)', 'enrolment refused');
  await fields.first().fill(ENROLMENT_CODE);
  await main.click();
  await shows('input[type=password]', 'sign-in');
  await fields.nth(0).fill(NUMBER);
  await fields.nth(1).fill('000000');
  await main.click();
  await shows('.notice:not(:empty)', 'sign-in refused');
  await fields.nth(1).fill(PIN);
  await main.click();
  await shows('.top-who', 'off duty');
  await main.click();
  await page.locator('.top .main').waitFor({ state: 'detached' });
  await look('nobody calls');
  change({
    calls: [
      helpCall(1),
      helpCall(2, { urgent: true, step: 'hidden', language: 'en', stage: 'again' }),
      helpCall(3, {
        answeredBy: '欧阳志愿者',
        step: 'child-health-data',
        stage: 'desk',
        kiosk: '门诊二楼东侧电梯口 12 号自助机',
      }),
    ],
  });
  await shows('.call-urgent', 'calls');
  change({ calls: [helpCall(1, { answeredBy: '林志愿', mine: true })] });
  await shows('.call .row', 'a call that is mine');
  await main.click();
  await shows('input', 'at the kiosk');
  await fields.first().fill(DIGITS);
  await main.click();
  await page.locator('input').first().waitFor({ state: 'detached' });
  await look('the patient is asked');
  const long = '中医针灸推拿康复科（东院区二楼，周一到周五上午）';
  const targets = ['骨科', '心内科', long, '看更多'].map((label, index) => ({ id: `t${index}`, label, chosen: index === 1 }));
  const answers = {
    language: 'zh',
    document: true as const,
    home: true as const,
    coverage: 'medical-insurance',
    slot: '2026-11-25T09:30:00+08:00',
  };
  const follows = (more: Parameters<typeof followedJourney>[0]) =>
    change({ session: session({ patient: '张*', journey: followedJourney(more) }) });
  follows({ targets, answers });
  await shows('.target .main', 'a step to fill');
  gateway.hall.problems.actInAssistSession = ['act-refused', { reason: 'moved-on' }];
  await page.locator('.target .main').first().click();
  await shows('.notice:not(:empty)', 'an act refused');
  follows({ step: 'child-health-data', level: 'see', targets: targets.map(({ id }) => ({ id })), answers });
  await page.locator('.target .main').first().waitFor({ state: 'detached' });
  await look('a step to see');
  follows({ step: 'hidden', level: 'hidden', targets: [], display: { text: 'standard', contrast: 'high', reach: 'low' } });
  await shows('.assist-hidden', 'a hidden step');
  change({ session: session({ state: 'ended', outcome: 'another-patient', until: undefined }) });
  await page.locator('.assist').waitFor({ state: 'detached' });
  await look('an end');
  change({ locked: true, calls: [helpCall(1, { urgent: true }), helpCall(2)] });
  await shows('input[type=password]', 'locked');
}
