import { openOwnDevice } from '../client/device/own-device.ts';
import { keepInDatabase } from '../client/device/own-device-store.ts';
import { followEvents } from '../client/events.ts';
import type { StaffEnvironment } from './environment.ts';
import { passkeysOf } from './passkey.ts';

/** What a real browser gives a page of staff. */
export function staffEnvironmentOf(window: Window, root: HTMLElement): StaffEnvironment {
  const { origin } = window.location;
  const now = () => Date.now();
  const newId = () => crypto.randomUUID();
  const fetched: typeof fetch = (input, init) => fetch(input, init);
  return {
    root,
    origin,
    now,
    random: () => Math.random(),
    openDevice: async () => openOwnDevice({ origin, fetch: fetched, now, newId, store: keepInDatabase(indexedDB) }),
    follow: followEvents,
    passkeys: passkeysOf(window),
  };
}
