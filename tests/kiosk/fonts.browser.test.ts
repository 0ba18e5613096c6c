import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { inSample } from '../support/sampled.ts';
import { type Gallery, LANGUAGES, MODES, openGallery } from './kit/gallery.ts';
import { type KioskSite, startKioskSite } from './kit/kiosk-site.ts';
import { lettersStand } from './kit/letters.ts';

/** As people's names have them: of the common range, of Extension A, and from beyond the first plane. */
const RARE = [...'龘靐齉鿏䶮㛃㙓㑇㛚𠮷𠀤𡈽𬸚𪨶𫘝'];
/** No font has a shape for these: what is drawn for them is drawn for all that is missing. The second is in the range of both fonts. */
const MISSING = ['\u{10FFFD}', '\u{2FFFD}'];
/** The ranges that the first level of GB 18030-2022 is taken from. */
const COMMON = `${from(0x3400, 0x4db5)}${from(0x4e00, 0x9fef)}`;
/** Latin letters with every accent of western Europe, of Vietnam and of pinyin, digits, and the signs between words. */
const LATIN = `${from(0x21, 0x7e)}${from(0xa1, 0xac)}${from(0xae, 0xff)}${from(0x1ea0, 0x1ef9)}āēīōūǖǎěǐǒǔǚ·–—‘’“”…×→←✓、。「」《》（），：；？！￥`;
const BEYOND = readFileSync('kiosk/styles/fonts/rare-han.txt', 'utf8').replaceAll('\n', '');

let site: KioskSite;
beforeAll(async () => {
  site = await startKioskSite();
});
afterAll(() => site?.stop());

function from(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}

/** The start screen, and what was fetched to draw its letters. */
async function openStart(browser: Browser): Promise<{ readonly page: Page; readonly fetched: readonly string[] }> {
  const page = await browser.newPage();
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'font' || request.url().endsWith('.woff2')) fetched.push(request.url());
  });
  await page.goto(site.url);
  await page.locator('.language-choices').waitFor();
  await lettersStand(page);
  return { page, fetched };
}

describe('on a machine whose typeface is another', () => {
  let browser: Browser;
  let gallery: Gallery;
  let sheet: Page;

  beforeAll(async () => {
    browser = await launchChromium({ fonts: 'latin' });
    gallery = await openGallery(browser, site);
    sheet = await browser.newPage();
    await sheet.goto(`${site.origin}/gallery/`);
  });
  afterAll(() => browser?.close());

  it('a letter that the machine draws is told from a bundled one, and the machine has no Chinese', async () => {
    const [missing = ''] = MISSING;
    await write(sheet, 'Start over 9:30', { fontFamily: 'sans-serif' });
    expect(strangersIn(await facesOn(sheet))).toEqual(['Open Sans']);
    expect(await picture(sheet, '汉', 'sans-serif')).toBe(await picture(sheet, missing, 'sans-serif'));
  });

  it.each(['screen', 'component'] as const)(
    'every letter of every %s of the gallery is drawn by what is bundled',
    async (kind) => {
      const strangers: string[] = [];
      let words = '';
      // Every fourth one in one language, the one in between in the other; `npm run prove -- kiosk` takes all in both.
      for (const [index, name] of gallery.names[kind].entries())
        for (const language of LANGUAGES.filter((_, at) => inSample(index + 4 * at, 8))) {
          await gallery.show({ kind, name, mode: 'default', language });
          const families = strangersIn(await facesOn(gallery.page));
          strangers.push(...families.map((family) => `${name} ${language}: ${family}`));
          words += await gallery.page.evaluate(() => document.body.textContent);
        }
      expect(strangers).toEqual([]);
      const letters = new Set(words);
      expect(letters.size).toBeGreaterThan(100);
      expect(await missingIn(gallery.page, [...letters].join(''), '400')).toEqual([]);
    },
  );

  it('every element asks for what is bundled before anything that a machine may have', async () => {
    const asked = new Set<string>();
    for (const kind of ['screen', 'component'] as const)
      for (const name of gallery.names[kind].filter((_, index) => inSample(index + 1, 4))) {
        await gallery.show({ kind, name, mode: 'default', language: 'en' });
        const families = await gallery.page.evaluate(() =>
          [...document.querySelectorAll('body, body *')].map((element) => getComputedStyle(element).fontFamily),
        );
        for (const family of families) asked.add(family.split(', ').slice(0, 2).join(', '));
      }
    expect([...asked]).toEqual(['"Bundled Rare Han", "Bundled Noto Sans SC"']);
  });

  it.each([
    ['the common ranges', COMMON],
    ['the list of what is beyond the first plane', BEYOND],
    ['names', RARE.join('')],
    ['what is written between them', LATIN],
  ])('no character of %s is missing', async (_, text) => {
    for (const fontWeight of ['400', '600']) {
      await write(sheet, text, { fontWeight });
      expect(strangersIn(await facesOn(sheet))).toEqual([]);
      expect(await missingIn(sheet, text, fontWeight)).toEqual([]);
    }
  });

  it.each(['400', '600'])(
    'an apostrophe between Latin letters has half the width of a Han character at most, in English (%s)',
    async (fontWeight) => {
      const widths = await sheet.evaluate(async (weight) => {
        const widthOf = (text: string) => {
          const word = Object.assign(document.createElement('span'), { textContent: text, lang: 'en' });
          Object.assign(word.style, { fontSize: '100px', fontWeight: weight, whiteSpace: 'nowrap' });
          document.body.append(word);
          const { width } = word.getBoundingClientRect();
          word.remove();
          return width;
        };
        await document.fonts.load(`${weight} 100px "Bundled Noto Sans SC"`, 'People’s');
        return ['People’s', 'People', 's'].map(widthOf);
      }, fontWeight);
      const [whole = 0, word = 0, end = 0] = widths;
      // Widths are rounded to a 64th of a pixel.
      expect((whole - word - end) / 100).toBeLessThan(0.501);
      expect(whole).toBeGreaterThan(word + end);
    },
  );

  it('two letters that are alike have pixels of their own', async () => {
    const pictures: string[] = [];
    for (const character of RARE) pictures.push(await picture(sheet, character));
    expect(new Set(pictures).size).toBe(RARE.length);
    for (const character of MISSING) expect(pictures).not.toContain(await picture(sheet, character));
  });

  it('on a machine without a Chinese typeface, paper is printed with it', async () => {
    await gallery.show({ kind: 'screen', name: 'booked', mode: 'default', language: 'zh' });
    const name = gallery.page.locator('.slip-rows dd').nth(2);
    await name.waitFor({ state: 'attached' });
    await name.evaluate((onPaper) => {
      onPaper.replaceChildren('𠮷*国');
      // As on the real screen, where the name stands, too: what is for paper alone fetches no typeface.
      document.querySelector('.slip-card p:last-of-type')?.replaceChildren('𠮷*国');
    });
    await lettersStand(gallery.page);
    const paper = (await gallery.page.pdf()).toString('latin1');
    const fonts = new Set([...paper.matchAll(/\/FontName \/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, name]) => name));
    expect([...fonts].sort()).toEqual(['NotoSansCJKsc-Regular', 'NotoSansSC-Bold', 'NotoSansSC-Regular']);
  });

  it('the start fetches two files, from its own origin', async () => {
    const { page, fetched } = await openStart(browser);
    await page.close();
    expect(fetched).toHaveLength(2);
    for (const url of fetched) expect(url.startsWith(`${site.url}assets/noto-sans-sc-all-`)).toBe(true);
  });

  it('no word leaves its button while the files are still on their way', async () => {
    const waiting = await openGallery(browser, site, { fonts: 'never' });
    const faults: string[] = [];
    // Every third screen; `npm run prove -- kiosk` takes all.
    for (const name of waiting.names.screen.filter((_, index) => inSample(index, 3))) {
      const shown = { kind: 'screen', name, mode: 'default', language: 'en' } as const;
      await waiting.show(shown);
      const found = await waiting.check(shown);
      faults.push(...found.faults.map(({ item, what }) => `${name}: ${item} ${what}`));
    }
    expect(strangersIn(await facesOn(waiting.page))).toContain('Open Sans');
    await waiting.close();
    expect(faults).toEqual([]);
  });
});

it('a screen has the same pixels whichever typefaces a machine has', async () => {
  const [latin, italic] = await Promise.all((['latin', 'italic'] as const).map(drawSome));
  expect(latin?.size).toBeGreaterThan(20);
  expect(italic).toEqual(latin);
});

/** A digest of the pixels of every sixteenth screen, of every eighth in `npm run prove -- kiosk`, in the modes by turns, and of paper. */
async function drawSome(fonts: 'latin' | 'italic'): Promise<ReadonlyMap<string, string>> {
  const browser = await launchChromium({ fonts, drawsWhole: true });
  const gallery = await openGallery(browser, site);
  const names = [...gallery.names.screen.filter((_, index) => index % 8 === 0 && inSample(index, 16)), 'booked-preparing'];
  const pixels = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const mode = MODES[index % MODES.length] ?? 'default';
    for (const language of LANGUAGES) {
      await gallery.show({ kind: 'screen', name, mode, language });
      pixels.set(`${name} ${mode} ${language}`, digestOf(await gallery.page.screenshot()));
    }
  }
  await gallery.page.emulateMedia({ media: 'print' });
  pixels.set('paper', digestOf(await gallery.page.screenshot()));
  await browser.close();
  return pixels;
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Face {
  readonly familyName: string;
  /** Fetched by the page, not of the system. */
  readonly isCustomFont: boolean;
}

const strangersIn = (faces: readonly Face[]) => faces.flatMap((face) => (face.isCustomFont ? [] : [face.familyName]));

/** The faces that drew the words on the page, as the browser itself tells of each element that has words of its own. */
async function facesOn(page: Page): Promise<readonly Face[]> {
  await lettersStand(page);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.parentElement?.setAttribute('data-words', '');
  });
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('DOM.enable');
  await inspector.send('CSS.enable');
  const { root } = await inspector.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await inspector.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '[data-words]' });
  const drawn = await Promise.all(nodeIds.map((nodeId) => inspector.send('CSS.getPlatformFontsForNode', { nodeId })));
  await inspector.detach();
  return drawn.flatMap(({ fonts }) => fonts);
}

/** Puts one paragraph in place of the page, in the page's own typeface unless the style names another. */
async function write(page: Page, text: string, style: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.evaluate(
    ([written, styled]) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = written;
      Object.assign(paragraph.style, { width: '960px', margin: '0', wordBreak: 'break-all', ...styled });
      document.body.replaceChildren(paragraph);
    },
    [text, style] as const,
  );
}

/** Characters that look like the missing one: the bundled font draws its own box for what it has not, so its name proves nothing. */
async function missingIn(page: Page, text: string, fontWeight: string): Promise<readonly string[]> {
  return page.evaluate(
    async ([characters, weight, missing]) => {
      const context = Object.assign(document.createElement('canvas'), { width: 32, height: 32 }).getContext('2d', {
        willReadFrequently: true,
      });
      if (context === null) throw new Error('nothing can be drawn here');
      context.font = `${weight} 24px ${getComputedStyle(document.documentElement).fontFamily}`;
      // A canvas waits for no font, and draws nothing meanwhile.
      await document.fonts.load(context.font, [characters, ...missing].join(''));
      const inkOf = (character: string) => {
        context.clearRect(0, 0, 32, 32);
        context.fillText(character, 4, 26);
        return context.getImageData(0, 0, 32, 32).data.join();
      };
      const boxes = new Set(missing.map(inkOf));
      return [...characters].filter((character) => boxes.has(inkOf(character)));
    },
    [text, fontWeight, MISSING] as const,
  );
}

/** The pixels of one character. */
async function picture(page: Page, character: string, fontFamily = 'inherit'): Promise<string> {
  await write(page, character, { width: '64px', fontSize: '48px', fontFamily });
  await lettersStand(page);
  return (await page.locator('p').screenshot()).toString('base64');
}
