import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostileReport, sampleRecords, sourcesAnswered } from '../../kiosk/practice/sample-records.ts';
import { launchChromium } from '../support/chromium.ts';
import { enterHall, type Hall, identify } from './kit/hall.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { countPages, PAPER_MS } from './kit/paper.ts';

const MARKUP = '<img src=/stolen onerror=globalThis.hacked=1><script>globalThis.hacked=1</script>';
/** Turns what stands behind it round, and was never turned back. */
const TURNED = '\u202E';
const [glucose] = sampleRecords.trends;

let browser: Browser;
let site: KioskSite;
let hall: Hall;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = await startKioskSite();
  const items = hostileReport.items.map((value, nth) => ({
    ...value,
    name: `${MARKUP}${value.name}`,
    ...(nth === 0 ? { trend: 'glucose', group: MARKUP } : {}),
  }));
  const report = { ...hostileReport, items, conclusion: `${MARKUP}\n${TURNED}结论`, department: MARKUP, practitioner: MARKUP };
  const [line] = glucose?.lines ?? [];
  const points = (line?.points ?? []).map((point) => ({
    ...point,
    text: `${MARKUP}${point.text}`,
    unit: MARKUP,
    hospitalName: MARKUP,
  }));
  Object.assign(site.gateway.script, {
    records: {
      ...sampleRecords,
      reports: [report, { ...report, id: sampleRecords.reports[1]?.id ?? '', name: `${TURNED}转过来` }],
      sources: sourcesAnswered.map((source, nth) =>
        nth === 2 ? { ...source, hospitalName: MARKUP, state: 'unavailable' } : source,
      ),
      trends:
        glucose === undefined
          ? []
          : [
              {
                ...glucose,
                name: { zh: MARKUP, en: MARKUP },
                lines: line === undefined ? [] : [{ ...line, unit: MARKUP, points }],
              },
            ],
    },
  });
  hall = await enterHall(browser, site);
});
afterEach(async () => {
  await hall.close();
  await site.stop();
});

/** What became an element, ran or was fetched though it was text. */
async function harm(asked: readonly string[]): Promise<readonly unknown[]> {
  const elements = await hall.page.evaluate(() => [
    ...[
      ...document.querySelectorAll(
        ':is(main, .slip) :is(img, script, iframe, object, embed, b, svg[onload], [onerror], [onload])',
      ),
    ].map(({ outerHTML }) => outerHTML),
    ...(document.querySelector('main') === null ? ['no page'] : []),
    ...('hacked' in globalThis ? ['something ran'] : []),
  ]);
  return [...elements, ...hall.foreign, ...hall.complaints, ...asked.filter((path) => /stolen|\/x$/.test(path))];
}

describe('what a hospital writes into a report, at a kiosk', () => {
  it('what a hospital writes into a report is text on glass and paper: nothing of it becomes an element, runs or is fetched', async () => {
    const asked: string[] = [];
    hall.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await identify(hall, site);
    await hall.tap('我的报告');
    await hall.sees('看哪份报告');
    expect(await hall.page.locator('main').textContent()).toContain('<img src=x');
    expect(await harm(asked)).toEqual([]);
    await hall.page.getByRole('button', { name: '<img src=x' }).first().waitFor();
    await hall.tap('<img src=x');
    await hall.sees('您的报告');
    expect(await hall.page.locator('main').textContent()).toContain('<img src=x');
    expect(await harm(asked)).toEqual([]);
    const printed = await countPages(hall.page);
    await hall.tap('打印这份报告');
    await expect.poll(printed).toBe(1);
    const paper = await hall.page.locator('.slip').textContent();
    for (const text of [hostileReport.name, MARKUP, '结论']) expect(paper).toContain(text);
    expect(await harm(asked)).toEqual([]);
    await hall.passes(PAPER_MS);
    expect(await harm(asked)).toEqual([]);
  });

  it('a line of values with hostile words is a picture with text beside it', async () => {
    const asked: string[] = [];
    hall.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await identify(hall, site);
    await hall.tap('我的报告');
    await hall.sees('看哪份报告');
    await hall.tap('<img src=x');
    await hall.sees('您的报告');
    await hall.tap('看变化');
    await expect.poll(() => hall.page.locator('main').textContent()).toContain('<img src=/stolen');
    expect(await harm(asked)).toEqual([]);
  });

  it('words that turn the direction turn nothing of ours round: each stands apart from what is beside it', async () => {
    await identify(hall, site);
    await hall.tap('我的报告');
    await hall.sees('看哪份报告');
    // Of each row of the list: the date behind the name is read from the left, wherever the name was turned to.
    const apart = await hall.page.evaluate(
      (turned) =>
        [...document.querySelectorAll('main *')]
          .filter((one) =>
            [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').includes(turned)),
          )
          .map((one) => {
            const { unicodeBidi, display } = getComputedStyle(one);
            return unicodeBidi.includes('isolate') || unicodeBidi === 'plaintext' || display !== 'inline';
          }),
      TURNED,
    );
    expect(apart.length).toBeGreaterThan(0);
    expect(apart).not.toContain(false);
  });
});
