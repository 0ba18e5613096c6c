import { type OwnDevice, openOwnDevice } from '../../../kiosk/client/device/own-device.ts';
import { keepInDatabase } from '../../../kiosk/client/device/own-device-store.ts';

/** What a test asks of a tab. */
export interface OwnDeviceTab {
  open(): Promise<string>;
  enrol(code: string): Promise<string>;
  /** What the gateway says of the device; its code where it refuses. */
  read(): Promise<string>;
  /** Whether the key that is kept can be taken out. */
  extractable(): Promise<unknown>;
}

const store = keepInDatabase(indexedDB);
let tab: OwnDevice = { state: 'away' };

const ownDevice: OwnDeviceTab = {
  async open() {
    tab = await openOwnDevice({
      origin: location.origin,
      fetch: (input, init) => fetch(input, init),
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      store,
    });
    return tab.state;
  },
  async enrol(code) {
    if ('enrol' in tab) tab = await tab.enrol(code);
    return tab.state;
  },
  async read() {
    if (tab.state !== 'enrolled') return tab.state;
    const answer = await tab.client('readDevice', {});
    return answer.ok ? answer.body.deviceId : answer.problem.code;
  },
  extractable: async () => (await store.update(() => undefined))?.pair.privateKey.extractable,
};

(globalThis as unknown as { ownDevice: OwnDeviceTab }).ownDevice = ownDevice;
