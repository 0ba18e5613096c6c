import { readdir, readFile } from 'node:fs/promises';
import { brotliCompressSync, deflateRawSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { axeOn } from '../../kiosk/kit/gallery.ts';
import { launchChromium } from '../../support/chromium.ts';
import { bundleOf, HOSTILE_BUNDLE, SHARED_BUNDLE } from './shared-bundle.ts';
import { type SharedLinkSite, startSharedLinkSite } from './shared-link-site.ts';
import { bundleWith, CIRCLES, HOSTILE_LISTS, SHARED_LISTS } from './shared-lists.ts';

const SIZES = [
  ['a telephone as small as there are', 320, 568],
  ['a small telephone', 360, 640],
  ['a doctor’s computer', 1_280, 800],
] as const;
const LETTERS_MIN = 18;
const PAGE_MAX = 20_000;

let site: SharedLinkSite;
let browser: Browser;
let page: Page;
/** What the browser itself complains of: a policy that was broken, a script that failed. */
let complaints: string[];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSharedLinkSite(), launchChromium()]);
  if (!site.isBuilt) throw new Error('the page that opens links is not built');
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});
beforeEach(async () => {
  site.asked.length = 0;
  page = await browser.newPage({ viewport: { width: 360, height: 640 }, acceptDownloads: true });
  complaints = [];
  page.on('console', (message) => {
    // An answer that is a refusal is told by the browser, too.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const sees = (text: string | RegExp) => page.getByText(text).first().waitFor();
const button = () => page.getByRole('button', { name: /打开/ });
async function press(passcode?: string) {
  await page.getByLabel(/您是谁/).fill('王医生，市一院');
  if (passcode !== undefined) await page.getByLabel(/口令/).fill(passcode);
  await button().click();
}

/** What does not fit, is too small, or is no page for everybody. */
async function faultsOf(): Promise<readonly string[]> {
  const own = await page.evaluate((lettersMin) => {
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider: ${document.documentElement.scrollWidth}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if ((walker.currentNode.textContent ?? '').trim() === '' || !element?.checkVisibility()) continue;
      if (element.closest('script, noscript, thead') !== null) continue;
      if (Number.parseFloat(getComputedStyle(element).fontSize) < lettersMin) faults.push(`small: ${element.textContent}`);
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      if (range.getBoundingClientRect().right > innerWidth + 1) faults.push(`beside the screen: ${element.textContent}`);
    }
    return faults;
  }, LETTERS_MIN);
  return [...own, ...(await axeOn({ page }))];
}

it('a link that is opened, or looked at by a chat program, fetches nothing before somebody presses', async () => {
  const { address } = site.share({ passcode: '135790', files: [{ text: SHARED_BUNDLE }] }, '王阿姨的验血');
  await page.goto(address, { waitUntil: 'networkidle' });
  await sees('王阿姨的验血');
  await button().waitFor();
  await page.reload({ waitUntil: 'networkidle' });
  await button().waitFor();
  expect(site.asked).toEqual([]);
});

it('nothing is fetched while nobody says who they are', async () => {
  await page.goto(site.share({ files: [{ text: SHARED_BUNDLE }] }).address);
  await button().click();
  await page.getByLabel(/您是谁/).fill('   ');
  await button().click();
  expect(await page.getByLabel(/您是谁/).evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(false);
  expect(site.asked).toEqual([]);
});

it.each([
  ['in the manifest', {}],
  ['compressed', { compressed: true }],
  ['at an address of its own', { apart: true }],
])('results %s are unlocked in the page and shown digit by digit, and the key is sent to nobody', async (_, how) => {
  const { address, key } = site.share({ passcode: '135790', files: [{ text: SHARED_BUNDLE, ...how }] });
  await page.goto(address);
  await press('135790');
  await sees('欧阳小美');
  for (const text of [
    '5.50 mmol/L',
    '2.80 mmol/L – 5.20 mmol/L',
    '<0.010 ng/mL',
    '↑ 偏高',
    '阴性',
    '医院收回了，不要用',
    '2026-11-20 09:30',
  ])
    await sees(text);
  expect(await page.getByText('9.99').count()).toBe(0);
  expect(site.asked.map(({ method }) => method)).toEqual('apart' in how ? ['POST', 'GET'] : ['POST']);
  expect(JSON.stringify(site.asked)).not.toContain(key);
  expect(site.asked.map(({ headers }) => headers).join()).not.toMatch(/referer|cookie/i);
  expect(JSON.parse(site.asked[0]?.body ?? '')).toMatchObject({ recipient: '王医生，市一院', passcode: '135790' });
});

it('a direct link is one request, which says who asks', async () => {
  const { address, key } = site.share({ direct: true, files: [{ text: SHARED_BUNDLE }] });
  await page.goto(address);
  await press();
  await sees('5.50 mmol/L');
  expect(site.asked).toMatchObject([
    { method: 'GET', path: expect.stringContaining(`recipient=${encodeURIComponent('王医生，市一院')}`) },
  ]);
  expect(JSON.stringify(site.asked)).not.toContain(key);
});

it('a wrong passcode says how many tries are left; after the last one the page says that the link is over, and asks no more', async () => {
  const { address } = site.share({ passcode: '135790', triesLeft: 2, files: [{ text: SHARED_BUNDLE }] });
  await page.goto(address);
  await press('000000');
  await sees('口令不对，还可以试 1 次');
  await press('111111');
  await sees('口令不对。这个链接不能再用了。');
  expect(await button().count()).toBe(0);
  await page.reload();
  await press('135790');
  await sees('这个链接不能用了');
  expect(site.asked).toHaveLength(3);
});

it('a passcode that is right after a wrong one opens the link', async () => {
  await page.goto(site.share({ passcode: '我的孙女小明', files: [{ text: SHARED_BUNDLE }] }).address);
  await press('我的孙女小红');
  await sees('还可以试 4 次');
  await press('我的孙女小明');
  await sees('5.50 mmol/L');
});

it('a link that was taken back while its page was open is dead in the browser, and says what to do', async () => {
  const link = { files: [{ text: SHARED_BUNDLE }], revoked: false };
  await page.goto(site.share(link).address);
  link.revoked = true;
  await press();
  await sees('这个链接不能用了');
  await sees('请让分享的人再发一个。');
  expect(await page.getByText('5.50').count()).toBe(0);
});

it('a link that is not whole, or of another site, fetches nothing and says what to do', async () => {
  const { address } = site.share({ files: [{ text: SHARED_BUNDLE }] });
  await page.goto(address.slice(0, -10));
  await sees('这个链接不完整');
  await page.goto('about:blank');
  await page.goto(`${site.origin}/view/`);
  await sees('这个链接不完整');
  await page.goto('about:blank');
  const elsewhere = Buffer.from(JSON.stringify({ url: 'https://elsewhere.example/x', key: 'A'.repeat(43) })).toString(
    'base64url',
  );
  await page.goto(`${site.origin}/view/#shlink:/${elsewhere}`);
  await sees('这个链接是别的网站的');
  expect(site.asked).toEqual([]);
});

it('a link with another key shows nothing, and says that it is not whole', async () => {
  const other = site.share({ files: [] });
  const { address } = site.share({ files: [{ text: SHARED_BUNDLE }] });
  const payload = JSON.parse(Buffer.from(address.split('shlink:/')[1] ?? '', 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...payload, key: other.key })).toString('base64url');
  await page.goto(`${site.origin}/view/#shlink:/${changed}`);
  await press();
  await sees(/解不开/);
});

it('markup in names, narratives and documents is text on the page and runs nowhere', async () => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(site.share({ files: [{ text: HOSTILE_BUNDLE }] }, '<img src=/stolen>').address);
  await sees('<img src=/stolen>');
  await press();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await page.locator('h2').first().textContent()).toMatch(/^<img src=\/stolen onerror/);
  expect(await page.locator('#viewer :is(img, script, iframe, a, object, embed)').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(fetched).not.toContain('/stolen');
  expect(await faultsOf()).toEqual([]);
});

it('shared lists stand behind whose they are, under the hospitals of which there may be more, the severe allergies first', async () => {
  await page.goto(site.share({ files: [{ text: SHARED_LISTS }] }).address);
  await press();
  await sees('欧阳小美');
  const texts = [
    '欧阳小美',
    '这些医院可能还有别的',
    '临江市中医院',
    '不给分享的人看',
    '临江市妇幼保健院',
    '过敏',
    '青霉素',
    '!! 严重',
    '皮疹、休克',
    '花粉',
    '没有核实',
    '临江市口腔医院 王芳',
    '用药',
    '阿托伐他汀钙片',
    '在用',
    '口服，每晚一次，每次 20 mg',
    '2026-11-20 09:40',
    '布洛芬缓释胶囊',
    '停了',
    '诊断',
    '高血压病',
    '现在有',
    '胆囊息肉',
    '不知道现在还有没有',
    '就诊',
    '2026-02-03 10:00',
    '住院',
    '呼吸内科',
    '肺炎；发热',
    '临江市中心医院',
  ];
  const shown = (await page.locator('main').textContent()) ?? '';
  let at = -1;
  for (const text of texts) {
    const next = shown.indexOf(text, at + 1);
    expect(next, text).toBeGreaterThan(at);
    at = next;
  }
  expect(shown).not.toMatch(/被撤回|不是医院|这里不显示/);
  expect(await faultsOf()).toEqual([]);
});

it('markup in shared lists and in names of hospitals is text on the page, and a circle of names is no harm', async () => {
  await page.goto(site.share({ files: [{ text: HOSTILE_LISTS }, { text: CIRCLES }] }).address);
  await press();
  await sees('花生');
  expect(await page.locator('.name').first().textContent()).toMatch(/^<img src=\/stolen onerror/);
  expect(await page.locator('.said li').first().textContent()).toMatch(/^<img src=\/stolen onerror/);
  expect(await page.locator('#viewer :is(img, script, iframe, a, object, embed)').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(await faultsOf()).toEqual([]);
});

it('of 20,000 shared allergies the page shows some hundred, and says how many it does not show', async () => {
  const allergy = { resourceType: 'AllergyIntolerance', code: { text: '青霉素' } };
  await page.goto(site.share({ files: [{ text: bundleWith(Array.from({ length: 20_000 }, () => allergy)) }] }).address);
  await press();
  await sees('还有 19500 项这里不显示，请下载全部数据');
  expect(await page.locator('.rows > li').count()).toBe(500);
});

it('a document becomes a file that nothing opens by itself, under a name of our own', async () => {
  await page.addInitScript(() => {
    const { createObjectURL } = URL;
    const types: string[] = [];
    Object.assign(globalThis, { types });
    URL.createObjectURL = (blob) => {
      types.push((blob as Blob).type);
      return createObjectURL(blob);
    };
  });
  await page.goto(site.share({ files: [{ text: SHARED_BUNDLE }, { text: HOSTILE_BUNDLE }] }).address);
  await press();
  const keep = async (name: RegExp, nth = 0) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).nth(nth).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  expect(await keep(/下载 血脂报告/)).toEqual({ name: 'report-1-2-1.pdf', text: '%PDF-1.4\n' });
  expect((await keep(/下载 <img/)).name).toBe('report-2-1-1.bin');
  expect(await keep(/下载全部数据/)).toEqual({ name: 'records-1.json', text: SHARED_BUNDLE });
  const types = await page.evaluate(() => (globalThis as unknown as { readonly types: readonly string[] }).types);
  expect(types).toEqual(['application/pdf', 'application/octet-stream', 'application/fhir+json']);
});

it('a file that would fill the memory is given up, and what else is in the link is shown', async () => {
  const shared = { files: [{ text: SHARED_BUNDLE }] as { text: string; sealed?: string }[] };
  const { address, key } = site.share(shared);
  const block = deflateRawSync(Buffer.alloc(1_024 * 1_024), { finishFlush: 3 });
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })).toString('base64url');
  const cryptoKey = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64url'), 'AES-GCM', false, ['encrypt']);
  const gcm = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: Buffer.from(header) };
  const bytes = Buffer.from(await crypto.subtle.encrypt(gcm, cryptoKey, Buffer.concat(Array.from({ length: 512 }, () => block))));
  const parts = [Buffer.alloc(12), bytes.subarray(0, -16), bytes.subarray(-16)].map((part) => part.toString('base64url'));
  shared.files.push({ text: '', sealed: [header, '', ...parts].join('.') });
  await page.goto(address);
  await press();
  await sees('有的文件没有打开。');
  await sees('5.50 mmol/L');
});

it('a report of 20,000 values shows some hundred, and says how many it does not show', async () => {
  await page.goto(site.share({ files: [{ text: bundleOf(20_000) }] }).address);
  await press();
  await sees('还有 19500 项这里不显示，请下载全部数据');
  expect(await page.locator('tbody tr').count()).toBe(500);
});

it.each(SIZES)('on %s the page that opens links fits, in letters that can be read', async (_, width, height) => {
  await page.setViewportSize({ width, height });
  const files = [{ text: SHARED_BUNDLE }, { text: SHARED_LISTS }];
  await page.goto(site.share({ passcode: '135790', files }, '王阿姨的验血').address);
  await button().waitFor();
  expect(await faultsOf()).toEqual([]);
  await press('000000');
  await sees('还可以试 4 次');
  expect(await faultsOf()).toEqual([]);
  await press('135790');
  await sees('5.50 mmol/L');
  expect(await faultsOf()).toEqual([]);
});

it('the page that opens links is small, and brings no schemas and no store of a browser', async () => {
  const names = await readdir('dist/viewer/assets');
  const files = await Promise.all(names.map((name) => readFile(`dist/viewer/assets/${name}`)));
  expect(files.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0)).toBeLessThan(PAGE_MAX);
  expect(files.map(String).join('\n')).not.toMatch(/ZodError|safeParse|localStorage|sessionStorage|font-face/);
});
