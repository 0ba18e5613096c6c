import type { Client } from '../../bff/contract/client.ts';
import type { Bridge } from '../devices/bridge.ts';
import { allPages, type Loaded } from './all-pages.ts';
import type { Drafts } from './drafts.ts';
import type { Department, Device, Hospital } from './wire.ts';

/** Everything a screen may ask for. Nothing of it outlives the person at the screen. */
export interface Door {
  readonly client: Client;
  readonly bridge: Bridge;
  /** Of this page's key; a document that is read is bound to it. */
  readonly thumbprint: string;
  readonly device: Device;
  readonly city: City;
  readonly drafts: Drafts;
  now(): number;
  newKey(): string;
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
