import type { BridgeOptions } from '../../devices/bridge.ts';

/** What the kiosk takes from the page it runs in. Passed in, so that tests bring their own. */
export interface Environment {
  readonly root: HTMLElement;
  /** The gateway's origin, which is that of the page. */
  readonly origin: string;
  readonly settingsUrl: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly print: () => void;
  readonly fetch?: typeof globalThis.fetch;
  readonly openSocket?: BridgeOptions['open'];
}
