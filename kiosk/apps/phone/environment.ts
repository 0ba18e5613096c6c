import type { KeptSettings } from './kept-settings.ts';
import type { Updates } from './updates.ts';

/** What the phone's page takes from the browser it runs in. Passed in, so that tests bring their own. */
export interface Environment {
  readonly root: HTMLElement;
  /** The gateway's origin, which is that of the page. */
  readonly origin: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly kept: KeptSettings;
  /** Of the page itself; none where the browser has no service worker. */
  readonly updates: Updates | undefined;
  /** For how long a tap is guarded, in ms, where that is not as usual. */
  readonly tapGuardMs?: number;
  /** Which build this page is. */
  readonly build: string;
  /** What the browser keeps things in, and seals them with; and what it lends the page, if it is given. */
  readonly browser: {
    readonly indexedDB?: IDBFactory;
    readonly crypto: Crypto;
    readonly navigator?: Navigator;
    readonly document?: Document;
  };
  readonly fetch?: typeof globalThis.fetch;
}
