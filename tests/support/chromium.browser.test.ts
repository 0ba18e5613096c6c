import { execFileSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumHere, launchChromium } from './chromium.ts';

/** The C library's own parts, and the compiler's: npm's SQLite needs them too. */
const OF_ANY_LINUX = /^(linux-vdso|ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libgcc_s)\.so\.\d+$/;

/** What the loader of the C library finds for the browser: `ldd`, without the program of that name. */
async function linked(): Promise<readonly (readonly [name: string, path: string])[]> {
  const { executablePath, libraries } = await chromiumHere();
  const env = { LD_TRACE_LOADED_OBJECTS: '1', ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }) };
  const lines = execFileSync(executablePath, { env, encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [name = '', path = ''] = line.trim().split(/ => | \(/);
    return [name.split('/').at(-1) ?? '', path];
  });
}

describe.skipIf(process.env.ONEDOOR_CHROMIUM)('the browser from npm', () => {
  it('links nothing of the machine but the C library', async () => {
    const { libraries = '' } = await chromiumHere();
    const found = await linked();
    const own = found.filter(([, path]) => path.startsWith(`${libraries}/`)).map(([name]) => name);
    expect(own).toEqual(expect.arrayContaining(['libnss3.so', 'libnssutil3.so', 'libnspr4.so', 'libplc4.so', 'libexpat.so.1']));
    expect(found.filter(([name]) => !own.includes(name) && !OF_ANY_LINUX.test(name))).toEqual([]);
    expect(found.filter(([, path]) => path.includes('not found'))).toEqual([]);
  });
});

describe('the browser of the tests', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  it.each(['sans-serif', 'serif', 'monospace', 'system-ui', 'DejaVu Sans', 'Noto Sans CJK SC'])(
    'has Open Sans for %s',
    async (family) => {
      await page.setContent(`<p style="font-family: '${family}'; font-family: ${family}">Start over 汉字 →</p>`);
      const inspector = await page.context().newCDPSession(page);
      await inspector.send('DOM.enable');
      await inspector.send('CSS.enable');
      const { root } = await inspector.send('DOM.getDocument');
      const { nodeId } = await inspector.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' });
      const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId });
      expect(fonts.map(({ familyName }) => familyName)).toEqual(['Open Sans']);
    },
  );

  it('has neither the language nor the time zone of the machine', async () => {
    const here = await page.evaluate(() => [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]);
    expect(here).toEqual(['en-US', 'UTC']);
  });
});
