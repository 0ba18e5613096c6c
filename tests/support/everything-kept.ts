import type { BrowserContext, Page } from 'playwright-core';

/** Every text that the browser still holds of this page and profile, as far as the next person could come to it. */
export async function everythingKept(page: Page): Promise<string> {
  const context = page.context();
  return [await inPage(page), JSON.stringify(await context.cookies()), await inHistory(context, page)].join('\n');
}

/** What a script can reach: the page, its address, every store of the origin, what it may still say. */
function inPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // Back may lead out of the site, to a page that has no storage at all.
    const held = async (read: () => unknown) => {
      try {
        return String(await read());
      } catch {
        return '';
      }
    };
    const cached = async () => {
      const names = await caches.keys();
      return Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    };
    const parts = await Promise.all([
      held(() => document.documentElement.outerHTML),
      held(() => [...document.querySelectorAll('input')].map(({ value }) => value)),
      held(() => `${document.title} ${location.href} ${window.name} ${JSON.stringify(history.state)}`),
      held(() => JSON.stringify({ ...localStorage })),
      held(() => JSON.stringify({ ...sessionStorage })),
      held(() => document.cookie),
      held(async () => JSON.stringify(await indexedDB.databases())),
      held(cached),
      held(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)),
      held(() => (speechSynthesis.speaking || speechSynthesis.pending ? 'still speaking' : '')),
    ]);
    return parts.join('\n');
  });
}

/** The list of pages that Back and Forward lead through, with their titles and addresses. */
async function inHistory(context: BrowserContext, page: Page): Promise<string> {
  const cdp = await context.newCDPSession(page);
  const { entries } = await cdp.send('Page.getNavigationHistory');
  await cdp.detach();
  return JSON.stringify(entries);
}

/** Strings of the page's heap that hold one of these words, after everything was collected that nothing holds on to. */
export async function heapHolding(page: Page, words: readonly string[]): Promise<readonly string[]> {
  const cdp = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  // What the first collection finalises is only free for the second.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await cdp.detach();
  const { strings } = JSON.parse(chunks.join('')) as { readonly strings: readonly string[] };
  return words.filter((word) => strings.some((text) => text.includes(word)));
}
