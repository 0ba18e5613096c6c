import type { Client } from '../../bff/contract/client.ts';
import { allPages, type Loaded } from './all-pages.ts';
import type { DeviceClient } from './device/device-client.ts';
import type { Standpoint } from './nearness.ts';
import type { OwnBrowser } from './own-browser.ts';
import type { AssistEvent, Department, Hospital, MessageEvent } from './wire.ts';

/** Everything a screen may ask for. Nothing of it outlives the person at the screen. */
export interface Services {
  readonly client: Client;
  readonly city: City;
  /** What an enrolled machine has beside the gateway; somebody's own phone has nothing of it. */
  readonly device?: DeviceClient;
  /** In which house this screen stands; somebody's own phone may be anywhere. */
  readonly here?: Standpoint;
  /** What somebody's own phone can do for the page; an enrolled machine does nothing of it. */
  readonly browser?: OwnBrowser | undefined;
  /** Of the gateway; what somebody scans begins with it. */
  readonly origin: string;
  /** Tells how this kiosk's call for help and its helper stand, whenever that changes; answers how to stop. */
  followHelp(onEvent: (event: AssistEvent) => void): Promise<() => void>;
  /** Tells that something of this payment is another now; answers how to stop. */
  followPayment(id: string, onChange: () => void): Promise<() => void>;
  /** Tells of new messages while somebody looks; answers how to stop. Absent where nobody stays long enough, as at a kiosk. */
  followMessages?(onEvent: (event: MessageEvent) => void): Promise<() => void>;
  now(): number;
  newKey(): string;
}

/** What a screen at an enrolled machine may ask for. */
export interface MachineServices extends Services {
  readonly device: DeviceClient;
  readonly here: Standpoint;
}

/** The machine, for what is only ever asked at one. */
export function machineOf({ device }: Pick<Services, 'device'>): DeviceClient {
  if (device === undefined) throw new Error('this screen stands at no enrolled machine');
  return device;
}

export interface City {
  /** Asked anew each time: whether a hospital can be reached changes by the minute. */
  hospitals(): Promise<Loaded<readonly Hospital[]>>;
  /** Asked once. */
  departments(): Promise<Loaded<readonly Department[]>>;
}

export function cityOf(client: Client): City {
  let departments: readonly Department[] | undefined;
  return {
    hospitals: () => allPages((cursor) => client('listHospitals', { query: { limit: 50, cursor } })),
    async departments() {
      if (departments !== undefined) return { ok: true, value: departments };
      const loaded = await allPages((cursor) => client('findDepartments', { query: { limit: 50, cursor } }));
      if (loaded.ok) departments = loaded.value;
      return loaded;
    },
  };
}
