import { randomUUID } from 'node:crypto';
import { type DeviceKey, makeDeviceKey } from '../../kiosk/client/device/key.ts';
import { BridgePage } from '../fixtures/bridge-program.ts';
import type { Card } from '../support/test-device.ts';
import type { KioskBridge } from './real-bridge.ts';

/** The page of a kiosk without its screens: its key, the bridge that vouches for it, and requests with both proofs. */
export class KioskPage {
  readonly #origin: string;
  readonly #bridge: KioskBridge;
  readonly #socket: BridgePage;
  readonly #key: DeviceKey;
  readonly #assertion: string;

  private constructor(origin: string, bridge: KioskBridge, socket: BridgePage, key: DeviceKey, assertion: string) {
    this.#origin = origin;
    this.#bridge = bridge;
    this.#socket = socket;
    this.#key = key;
    this.#assertion = assertion;
  }

  static async open(origin: string, bridge: KioskBridge): Promise<KioskPage> {
    const socket = await BridgePage.connect(bridge.port, { origin });
    await socket.ask({ type: 'hello', protocol: 1 });
    const key = await makeDeviceKey();
    // It vouches for five minutes: longer than any test.
    const { jws } = await socket.ask({ type: 'assert', id: 'a1', thumbprint: key.thumbprint });
    return new KioskPage(origin, bridge, socket, key, String(jws));
  }

  /** A request as a page sends it: the bridge's assertion, and the proof of the page's own key. */
  async request(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const claims = {
      jti: randomUUID(),
      htm: init.method ?? 'GET',
      htu: `${this.#origin}${path.split('?')[0]}`,
      iat: Math.floor(Date.now() / 1000),
    };
    const dpop = await this.#key.sign({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.#key.publicJwk }, claims);
    const headers = { ...init.headers, 'onedoor-device': this.#assertion, dpop };
    return fetch(`${this.#origin}${path}`, { ...init, headers });
  }

  /** Lays the card on the reader, has the bridge read and sign it, and takes it away again. */
  async read(card: Card): Promise<string> {
    const { thumbprint } = this.#key;
    await this.#socket.ask({ type: 'read-document', id: 'r1', thumbprint });
    const at = `http://127.0.0.1:${this.#bridge.controlPort}/card`;
    const headers = { 'content-type': 'application/json' };
    const laid = await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ document: card }) });
    if (laid.status !== 200) throw new Error(`no card: ${laid.status} ${await laid.text()}`);
    await this.#socket.next();
    const read = await this.#socket.next();
    if (read.type !== 'document-read') throw new Error(`not read: ${JSON.stringify(read)}`);
    await fetch(at, { method: 'DELETE' });
    await this.#socket.next();
    return String(read.jws);
  }

  close(): Promise<number> {
    return this.#socket.close();
  }
}
