import type { Page } from 'playwright-core';

/** What is on the page was laid out, and the fonts that it asked for have come: nothing moves any more. */
export async function lettersStand(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
  });
}
