import type { CDPSession } from 'playwright-core';

/** A phone of many years ago, at the end of a bad line: 3G far from its mast. */
export const SLOWED = 6;
export const BAD_LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 25_000 } as const;

/** Makes a page as slow as it is on such a phone. */
export async function makeOld(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await cdp.send('Network.emulateNetworkConditions', BAD_LINE);
}

/** A phone here has Chinese type of its own, which the browser of the tests has not: it fetches none. */
export async function withOwnType(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.setBlockedURLs', { urls: ['*.woff2'] });
}
