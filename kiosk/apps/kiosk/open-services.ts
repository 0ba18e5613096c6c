import { paths } from '../../../bff/contract/paths.ts';
import { connectBridge } from '../../client/device/bridge.ts';
import { makeDeviceKey } from '../../client/device/key.ts';
import type { NearCodes } from '../../client/device/near-codes.ts';
import { provedFetch } from '../../client/device/proof.ts';
import { connectGateway } from '../../client/gateway.ts';
import { cityOf, type MachineServices } from '../../client/services.ts';
import type { Environment } from './environment.ts';
import { loadSettings, type Settings } from './settings.ts';

export interface OpenServices {
  readonly services: MachineServices;
  readonly settings: Settings;
}

/**
 * Makes a kiosk ready for one person: settings, bridge, a new key that the device vouches for, and who this device is. Rejects when
 * any of it is missing; then the machine is out of service and says so.
 */
export async function openServices(environment: Environment, nearCodes: NearCodes): Promise<OpenServices> {
  const { origin, settingsUrl, now, newId, random, openSocket } = environment;
  const fetch: typeof globalThis.fetch = environment.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const settings = await loadSettings(settingsUrl, fetch);
  const key = await makeDeviceKey();
  const bridge = connectBridge({ url: settings.bridge, newId, ...(openSocket === undefined ? {} : { open: openSocket }) });
  try {
    const assert = (aheadMs?: number) => bridge.assert(key.thumbprint, aheadMs);
    const proved = provedFetch({ key, assert, now, newId, fetch });
    const client = connectGateway({ baseUrl: origin, fetch: proved });
    const device = await client('readDevice', {});
    if (!device.ok) throw new Error(`the gateway refuses this device: ${device.problem.code}`);
    const follow = async <E>(path: string, name: string, onEvent: (event: E) => void) => {
      const { followEvents } = await import('../../client/events.ts');
      return followEvents({ url: origin + path, fetch: proved, random, name, onEvent });
    };
    const services: MachineServices = {
      client,
      city: cityOf(client),
      device: { bridge, thumbprint: key.thumbprint, record: device.body, nearCodes },
      here: device.body,
      origin,
      followHelp: (onEvent) => follow(paths.followHelpCalls.path, 'assist', onEvent),
      followPayment: (id, onChange) => follow(paths.followPayment.path.replace('{id}', id), 'payment', onChange),
      now,
      newKey: newId,
    };
    return { services, settings };
  } catch (error) {
    bridge.close();
    throw error;
  }
}
