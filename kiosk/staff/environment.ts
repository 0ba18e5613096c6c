import type { OwnDevice } from '../client/device/own-device.ts';
import type { followEvents } from '../client/events.ts';
import type { Passkeys } from './passkey.ts';

/** A device that the operator enrolled: every request of it comes with its proof. */
export type EnrolledDevice = Extract<OwnDevice, { readonly state: 'enrolled' }>;

/** What a page of staff takes from the browser it runs in. Passed in, so that tests bring their own. */
export interface StaffEnvironment {
  readonly root: HTMLElement;
  /** The gateway's origin, which is that of the page. */
  readonly origin: string;
  /** Milliseconds since 1970, on this machine's clock. */
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Rejects where the browser keeps no key. */
  readonly openDevice: () => Promise<OwnDevice>;
  readonly follow: typeof followEvents;
  /** Nothing where the browser has none: then there is the PIN. */
  readonly passkeys: Passkeys | undefined;
}
