import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import type { StaffRole } from '../../../bff/contract/access.ts';
import { addDeskFiles } from '../../../bff/main/desk-files.ts';
import { systemClock } from '../../../bff/platform/clock.ts';
import { allowEnrolment } from '../../../bff/scenes/identity/devices.ts';
import { addStaff } from '../../../bff/scenes/identity/staff.ts';
import { launchChromium } from '../../support/chromium.ts';
import { openSqlite } from '../../support/databases.ts';
import { HOSPITAL, startTestGateway } from '../../support/test-gateway.ts';
import { axeOn } from './gallery.ts';

export const DESK_SIZE = { width: 1280, height: 800 } as const;
export const DESK_PIN = '246813';
const LETTERS_MIN = 18;

/** A gateway with the built page of a desk, and a browser. */
export async function openDeskSite() {
  const db = await openSqlite(systemClock);
  const gateway = await startTestGateway({ store: db.store, clock: systemClock });
  if (!addDeskFiles(gateway.onedoor, 'dist/desk')) throw new Error('the page of a desk is not built');
  const server = serve({ fetch: (request) => gateway.onedoor.app.fetch(request), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const browser: Browser = await launchChromium();
  return {
    gateway,
    browser,
    url: `http://localhost:${(server.address() as AddressInfo).port}/desk/`,
    async addStaff(number: string, role: StaffRole) {
      const member = { hospitalId: HOSPITAL, number, name: '钱窗口', role, pin: DESK_PIN, requestId: 'req_test' } as const;
      await addStaff(gateway.onedoor.dependencies, member);
    },
    async enrolmentCode(): Promise<string> {
      const place = { hospitalId: HOSPITAL, campusRef: 'main', floor: '1F', helpWindow: '2号窗口', micrometresPerPx: 248 };
      const desk = { kind: 'desk', name: '服务台', ...place } as const;
      return (await allowEnrolment(gateway.onedoor.dependencies, desk, 'req_test')).code;
    },
    async stop() {
      await browser.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await gateway.stop();
      await db.drop();
    },
  };
}

export type DeskSite = Awaited<ReturnType<typeof openDeskSite>>;

/** Keys, and what of the page does not do for whoever works with nothing else. */
export async function walkByKeys(page: Page) {
  const faults: string[] = [];
  const complaints: string[] = [];
  const looked: string[] = [];
  page.on('console', (message) => {
    // An answer that is a problem is told by the browser, too.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.addInitScript(() => {
    Object.assign(globalThis, { printed: [], pointed: 0 });
    globalThis.print = () => {
      (globalThis as unknown as { printed: string[] }).printed.push(document.querySelector('.sheet')?.textContent ?? '');
    };
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, () => Object.assign(globalThis, { pointed: 1 }), true);
  });
  const sees = (text: string) => page.getByText(text).and(page.locator(':visible')).first().waitFor();
  const look = async (state: string) => {
    looked.push(state);
    const found = [...(await page.evaluate(faultsOf, LETTERS_MIN)), ...(await axeOn({ page }))];
    faults.push(...found.map((fault) => `${state}: ${fault}`));
  };
  return {
    faults,
    complaints,
    looked,
    sees,
    look,
    async show(text: string, state: string) {
      await sees(text);
      await look(state);
    },
    /** From one thing to the next, as far as to what is so called. */
    async tabTo(selector: string) {
      for (let presses = 0; presses < 40; presses += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab leads to ${selector}`);
    },
    /** What went to the printer, and whether anything was pointed at. */
    told: () =>
      page.evaluate(() => {
        const { printed, pointed } = globalThis as unknown as { readonly printed: string[]; readonly pointed: number };
        return { printed, pointed };
      }),
  };
}

/** What does not fit, is too small, or has no focus that is seen. Runs inside the page. */
function faultsOf(lettersMin: number): string[] {
  const faults: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`wider than the screen: ${scrollWidth}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = (walker.currentNode.textContent ?? '').trim();
    if (words === '' || !element?.checkVisibility() || element.closest('script, noscript') !== null) continue;
    const { fontSize } = getComputedStyle(element);
    if (Number.parseFloat(fontSize) < lettersMin) faults.push(`small letters: ${words.slice(0, 20)} ${fontSize}`);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) faults.push(`words beside the screen: ${words.slice(0, 20)}`);
  }
  for (const button of document.querySelectorAll('button, input, select')) {
    if (button.checkVisibility() && button.scrollWidth > button.clientWidth + 1) faults.push(`cut off: ${button.textContent}`);
  }
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) faults.push('nothing has the focus');
  else if (getComputedStyle(activeElement).outlineStyle === 'none')
    faults.push(`the focus is not seen: ${activeElement.tagName}`);
  return faults;
}
