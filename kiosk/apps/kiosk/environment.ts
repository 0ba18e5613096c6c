import type { BridgeOptions } from '../../client/device/bridge.ts';
import type { Voice } from '../../speech/voice.ts';

/** What the kiosk takes from the page it runs in. Passed in, so that tests bring their own. */
export interface Environment {
  readonly root: HTMLElement;
  /** The gateway's origin, which is that of the page. */
  readonly origin: string;
  readonly settingsUrl: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly print: () => void;
  readonly voice: Voice;
  readonly fetch?: typeof globalThis.fetch;
  readonly openSocket?: BridgeOptions['open'];
}
