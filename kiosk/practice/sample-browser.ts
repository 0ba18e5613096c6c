import type { OwnBrowser } from '../client/own-browser.ts';

/** A browser that can do everything, and of which nothing goes anywhere. The phone is at the river, in the middle of 临江. */
export const ownBrowser: OwnBrowser = {
  inWeChat: false,
  share: async () => true,
  copy: async () => true,
  locate: async () => ({ latitude: 30.25, longitude: 120.17 }),
};
