import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { DeviceKind, StaffRole } from '../../bff/contract/access.ts';
import { allowEnrolment } from '../../bff/scenes/identity/devices.ts';
import { addStaff } from '../../bff/scenes/identity/staff.ts';
import { HOSPITAL, type TestGateway } from './test-gateway.ts';

/** Where requests of a test are addressed to. */
export const ORIGIN = 'http://localhost';

/** A card as a reader reads it. */
export interface Card {
  readonly type: string;
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: 'male' | 'female' | 'unknown';
}

/** A kiosk: the bridge's key, the page's key, and what each signs. Written apart from the bridge and from what checks it. */
export interface TestDevice {
  readonly id: string;
  /** Headers that prove the device for one request. */
  proof(method: string, path: string, more?: ProofChanges): Promise<Record<string, string>>;
  /** A request with its proof. */
  request(path: string, init?: RequestInit & { headers?: Record<string, string> }): Promise<Response>;
  /** What the bridge says of a card that was put down. */
  read(card: Card, more?: Record<string, unknown>): Promise<string>;
  /** The same device after the bridge was started again, so many seconds after this start. */
  restarted(later: number): TestDevice;
}

export interface ProofChanges {
  readonly assertion?: Record<string, unknown>;
  readonly proof?: Record<string, unknown>;
  /** Signs the assertion, or the proof, with a key of a stranger. */
  readonly forge?: 'assertion' | 'proof';
}

interface Keys {
  readonly device: CryptoKey;
  readonly page: CryptoKey;
  readonly pageJwk: JWK;
  readonly stranger: CryptoKey;
}

let serial = 0;

/** Enrols a device as the command and the bridge do. */
export async function enrolTestDevice(
  gateway: TestGateway,
  hospitalId = HOSPITAL,
  kind: DeviceKind = 'kiosk',
): Promise<TestDevice> {
  const { dependencies: identity } = gateway.onedoor;
  const pair = await generateKeyPair('ES256', { extractable: true });
  const page = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256');
  const place = {
    kind,
    hospitalId,
    campusRef: 'main',
    floor: '1F',
    name: '大厅一号机',
    helpWindow: '3号窗口',
    micrometresPerPx: 248,
  };
  const { code } = await allowEnrolment(identity, place, 'req_test');
  const { kty, crv, x, y } = await exportJWK(pair.publicKey);
  const body = JSON.stringify({ code, publicKey: { kty, crv, x, y } });
  const headers = { 'content-type': 'application/json' };
  const response = await gateway.request(`${ORIGIN}/v1/devices`, { method: 'POST', body, headers });
  if (response.status !== 201) throw new Error(`not enrolled: ${response.status} ${await response.text()}`);
  const { deviceId } = (await response.json()) as { deviceId: string };
  const keys = {
    device: pair.privateKey,
    page: page.privateKey,
    pageJwk: await exportJWK(page.publicKey),
    stranger: stranger.privateKey,
  };
  return deviceOf(gateway, deviceId, keys, {
    boot: `boot-of-test-${deviceId}`,
    bootAt: gateway.onedoor.dependencies.clock.now(),
  });
}

function deviceOf(gateway: TestGateway, id: string, keys: Keys, start: { boot: string; bootAt: number }): TestDevice {
  const jkt = calculateJwkThumbprint(keys.pageJwk);
  const proof: TestDevice['proof'] = async (method, path, more = {}) => {
    const iat = seconds(gateway);
    serial += 1;
    // What is awaited in between may count on.
    const own = serial;
    const assertion = await new SignJWT({
      iss: id,
      jkt: await jkt,
      ...start,
      seq: own,
      iat,
      exp: iat + 300,
      ...more.assertion,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'onedoor-device+jwt', kid: id })
      .sign(more.forge === 'assertion' ? keys.stranger : keys.device);
    const htu = `${ORIGIN}${path.split('?')[0]}`;
    const dpop = await new SignJWT({ jti: `proof-${own}-${id}`, htm: method, htu, iat, ...more.proof })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicOf(keys.pageJwk) })
      .sign(more.forge === 'proof' ? keys.stranger : keys.page);
    return { 'onedoor-device': assertion, dpop, host: 'localhost' };
  };
  return {
    id,
    proof,
    async request(path, init = {}) {
      const shown = await proof(init.method ?? 'GET', path);
      return gateway.request(`${ORIGIN}${path}`, { ...init, headers: { ...shown, ...init.headers } });
    },
    async read(card, more = {}) {
      const iat = seconds(gateway);
      serial += 1;
      const jti = `reading-${serial}-${id}`;
      const claims = { iss: id, jkt: await jkt, jti, iat, exp: iat + 120, document: card, ...more };
      return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'onedoor-document+jwt', kid: id }).sign(keys.device);
    },
    restarted: (later) => deviceOf(gateway, id, keys, { boot: `boot-${later}-of-${id}`, bootAt: start.bootAt + later * 1000 }),
  };
}

function publicOf({ kty, crv, x, y }: JWK): JWK {
  return { kty, crv, x, y } as JWK;
}

function seconds(gateway: TestGateway): number {
  return Math.floor(gateway.onedoor.dependencies.clock.now() / 1000);
}

/** A member of staff who has signed in, at a kiosk unless told otherwise, and the header that says so. */
export async function signedInStaff(
  gateway: TestGateway,
  hospitalId = HOSPITAL,
  role: StaffRole = 'clerk',
  kind: DeviceKind = 'kiosk',
): Promise<{ device: TestDevice; staff: Record<string, string>; staffId: string; number: string }> {
  const device = await enrolTestDevice(gateway, hospitalId, kind);
  serial += 1;
  const number = `V${serial}`;
  await addStaff(gateway.onedoor.dependencies, {
    hospitalId,
    number,
    name: '小李',
    role,
    pin: '135790',
    requestId: 'req_test',
  });
  const body = JSON.stringify({ number, pin: '135790', carrier: 'bearer' });
  const headers = { 'content-type': 'application/json' };
  const response = await device.request('/v1/staff-sessions', { method: 'POST', body, headers });
  const { token, staffId } = (await response.json()) as { token: string; staffId: string };
  return { device, staff: { 'onedoor-staff': token }, staffId, number };
}
