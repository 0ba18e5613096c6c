import type { Page } from 'playwright-core';

/** What the gateway's stand-in writes on every slip. */
export const SLIP_CODE = '7K3M9';

/** Waits until the slip stands in the page. It is for the printer: on the screen its card says the same. */
export async function slipIsThere(page: Page): Promise<void> {
  await page.locator('.slip').getByText(SLIP_CODE).waitFor({ state: 'attached' });
  await page.locator('.slip-card').waitFor();
}

/** Counts from now on what goes to the printer. */
export async function countPages(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    document.documentElement.dataset.pages = '0';
    window.print = () => {
      document.documentElement.dataset.pages = String(Number(document.documentElement.dataset.pages) + 1);
      document.documentElement.dataset.printed = document.querySelector('.slip')?.textContent ?? '';
    };
  });
  return async () => Number(await page.locator('html').getAttribute('data-pages'));
}

/** What stood on the page that went there last. */
export async function printed(page: Page): Promise<string> {
  return (await page.locator('html').getAttribute('data-printed')) ?? '';
}

/** Until the printer is asked whether the paper came. */
export const PAPER_MS = 3_500;
