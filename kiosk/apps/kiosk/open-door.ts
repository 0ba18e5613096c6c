import { makeDeviceKey } from '../../client/device-key.ts';
import { cityOf, type Door } from '../../client/door.ts';
import type { Drafts } from '../../client/drafts.ts';
import { connectGateway } from '../../client/gateway.ts';
import { connectBridge } from '../../devices/bridge.ts';
import type { Environment } from './environment.ts';
import { loadSettings, type Settings } from './settings.ts';

export interface OpenDoor {
  readonly door: Door;
  readonly settings: Settings;
}

/**
 * Makes a kiosk ready for one person: settings, bridge, a new key that the device vouches for, and who this device is. Rejects when
 * any of it is missing; then the machine is out of service and says so.
 */
export async function openDoor(environment: Environment, drafts: Drafts): Promise<OpenDoor> {
  const { origin, settingsUrl, now, newId, openSocket } = environment;
  const fetch: typeof globalThis.fetch = environment.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const settings = await loadSettings(settingsUrl, fetch);
  const key = await makeDeviceKey();
  const bridge = connectBridge({ url: settings.bridge, newId, ...(openSocket === undefined ? {} : { open: openSocket }) });
  try {
    const assert = (aheadMs?: number) => bridge.assert(key.thumbprint, aheadMs);
    const client = connectGateway({ baseUrl: origin, key, assert, now, newId, fetch });
    const device = await client('readDevice', {});
    if (!device.ok) throw new Error(`the gateway refuses this device: ${device.problem.code}`);
    const door: Door = {
      client,
      bridge,
      thumbprint: key.thumbprint,
      device: device.body,
      city: cityOf(client),
      drafts,
      now,
      newKey: newId,
    };
    return { door, settings };
  } catch (error) {
    bridge.close();
    throw error;
  }
}
