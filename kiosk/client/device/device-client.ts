import type { Device } from '../wire.ts';
import type { Bridge } from './bridge.ts';
import type { NearCodes } from './near-codes.ts';

/** What an enrolled machine has beside the gateway: a reader, a printer, a place in a hospital, and what was left on it. */
export interface DeviceClient {
  readonly bridge: Bridge;
  /** Of this page's key; a document that is read is bound to it. */
  readonly thumbprint: string;
  /** What the gateway knows of it: where it stands, and how large its millimetre is. */
  readonly record: Device;
  readonly nearCodes: NearCodes;
}
