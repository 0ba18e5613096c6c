import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facetsOf } from '../../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../../adapters/hospitals/remote-http/adapter.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { addInboundRoutes } from '../../../bff/main/inbound-routes.ts';
import { requestParts, signedHeaders } from '../../adapters/remote-signer.ts';
import { PUSH_KEY, REQUEST_KEY } from '../../adapters/simulated-remote-hospital.ts';
import { HOSPITAL, startTestGateway, type TestGateway, testPatient } from '../../support/test-gateway.ts';
import { openTestStore, STORE_ENGINES, type TestStore } from '../../support/test-store.ts';

const PATH = `/inbound/${HOSPITAL}`;
const CAPABILITIES = {
  slots: true,
  book: true,
  listBookings: 'changes',
  cancel: true,
  keyedBooking: true,
  findPatient: false,
  registerPatient: false,
  settleWindowMs: 0,
  readLagMs: 0,
} as const;

/** Verifies pushes as the adapter of the Onedoor hospital API does; the hospital behind it is one in memory. */
const verifier = createRemoteHttpAdapter(
  { baseUrl: 'https://his.example', key: REQUEST_KEY, pushKey: PUSH_KEY, capabilities: CAPABILITIES },
  { fetch, now: Date.now },
);

describe.each(STORE_ENGINES)('%s: a push of a hospital', (engine) => {
  let db: TestStore;
  let gateway: TestGateway;
  /** What the hospital's own people do at their window. */
  let window: HospitalAdapter;

  beforeEach(async () => {
    db = await openTestStore(engine);
    const settings = { watchEveryMs: 3_600_000, pollEveryMs: 5 };
    gateway = await startTestGateway({
      store: db.store,
      settings,
      wrap(adapter) {
        window = adapter;
        return { ...adapter, ...(verifier.inbound ? { inbound: verifier.inbound } : {}) };
      },
    });
    addInboundRoutes(gateway.onedoor);
  });
  afterEach(async () => {
    await gateway.stop();
    await db.drop();
  });

  async function push(id: string, changes: readonly object[], change: (headers: Record<string, string>) => void = () => {}) {
    const body = JSON.stringify({ id, changes });
    const parts = requestParts({ method: 'POST', path: PATH, body });
    const headers = { ...signedHeaders(parts, PUSH_KEY), 'content-type': 'application/json' };
    change(headers);
    return gateway.request(`http://localhost${PATH}`, { method: 'POST', body, headers });
  }

  const free = async (slotId: string) => {
    const [row] = await db.rows<{ free: number }>(`SELECT offered - claimed AS free FROM slot WHERE id = '${slotId}'`);
    return row?.free;
  };

  it('a push of a hospital has the named slot read again, and takes no state from the push itself', async () => {
    const { slotId, ref } = await gateway.openSlot(3);
    const call = { signal: AbortSignal.timeout(5_000) };
    for (const key of ['window-1', 'window-2'])
      await facetsOf(window).booking.book({ key, slotRef: ref, patient: testPatient(2).patient }, call);
    expect(await free(slotId)).toBe(3);
    expect((await push('push-1', [{ kind: 'slot', ref, free: 99 }])).status).toBe(400);
    expect((await push('push-2', [{ kind: 'slot', ref }])).status).toBe(204);
    await expect.poll(() => free(slotId)).toBe(1);
  });

  it('a push of a hospital finds a booking that the hospital cancelled at once, not at the next look', async () => {
    const { slotId } = await gateway.openSlot(1);
    const patientId = testPatient(0).id;
    const token = await gateway.signIn(patientId);
    const booked = await gateway.book({ slotId, patientId, token, key: 'book-and-lose' });
    const [claim] = await db.rows<{ key: string; ref: string }>('SELECT booking_key AS key, hospital_ref AS ref FROM claim');
    await facetsOf(window).cancellation.cancel(
      { key: claim?.key ?? '', ref: claim?.ref ?? '' },
      { signal: AbortSignal.timeout(5_000) },
    );
    expect((await push('push-3', [{ kind: 'booking', ...claim }])).status).toBe(204);
    const state = async () => (await db.rows<{ state: string }>('SELECT state FROM claim'))[0]?.state;
    expect(booked.status).toBe(201);
    await expect.poll(state).toBe('cancelled');
  });

  it('a push of a hospital is kept once: the same again is acknowledged, the same number with other content is not', async () => {
    const { ref } = await gateway.openSlot(1);
    expect((await push('push-4', [{ kind: 'slot', ref }])).status).toBe(204);
    expect((await push('push-4', [{ kind: 'slot', ref }])).status).toBe(204);
    expect((await push('push-4', [{ kind: 'slot', ref: 'another' }])).status).toBe(409);
    expect(await db.rows('SELECT source, id FROM inbound_message')).toEqual([{ source: HOSPITAL, id: 'push-4' }]);
  });

  it('a push of a hospital is refused when it is forged or stale, and at a hospital that has no pushes it is not there', async () => {
    const forged = await push('push-5', [], (headers) => {
      headers['onedoor-signature'] = 'f'.repeat(64);
    });
    const stale = await push('push-6', [], (headers) => {
      headers['onedoor-timestamp'] = String(Math.floor(Date.now() / 1000) - 301);
    });
    const nowhere = await gateway.request('http://localhost/inbound/nowhere', { method: 'POST', body: '{}' });
    expect([forged.status, stale.status, nowhere.status]).toEqual([401, 401, 404]);
    expect(await db.rows('SELECT id FROM inbound_message')).toEqual([]);
  });

  it('a push of a hospital is read while others are, up to eight of one address; the next one is told to come again', async () => {
    const bodies: ReadableStreamDefaultController[] = [];
    const slow = () => new ReadableStream({ start: (controller) => void bodies.push(controller) });
    const send = () =>
      gateway.request(`http://localhost${PATH}`, { method: 'POST', body: slow(), duplex: 'half' } as RequestInit);
    const held = Array.from({ length: 8 }, send);
    const ninth = await send();
    expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([503, '1']);
    for (const body of bodies) body.close();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual(held.map(() => 401));
    const { ref } = await gateway.openSlot(1);
    expect((await push('push-7', [{ kind: 'slot', ref }])).status).toBe(204);
  });
});

it('what is not genuine counts against the address that pushed it, and genuine pushes do not', async () => {
  const db = await openTestStore('sqlite');
  const gateway = await startTestGateway({
    store: db.store,
    settings: { rateLimitPerMinute: 5 },
    wrap: (adapter) => ({ ...adapter, ...(verifier.inbound ? { inbound: verifier.inbound } : {}) }),
  });
  addInboundRoutes(gateway.onedoor);
  const push = (id: string, key = PUSH_KEY) => {
    const body = JSON.stringify({ id, changes: [{ kind: 'slot', ref: 'any' }] });
    const headers = {
      ...signedHeaders(requestParts({ method: 'POST', path: PATH, body }), key),
      'content-type': 'application/json',
    };
    return gateway.request(`http://localhost${PATH}`, { method: 'POST', body, headers });
  };
  const statuses: number[] = [];
  for (let number = 0; number < 8; number += 1) statuses.push((await push(`genuine-${number}`)).status);
  expect(statuses).toEqual(Array.from({ length: 8 }, () => 204));
  const forged: number[] = [];
  for (let number = 0; number < 8; number += 1) forged.push((await push('forged', REQUEST_KEY)).status);
  expect(forged).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  await gateway.stop();
  await db.drop();
});

it('a forged push counts the more the longer it is, and one that says that it is too long is refused unread', async () => {
  const db = await openTestStore('sqlite');
  const gateway = await startTestGateway({
    store: db.store,
    settings: { rateLimitPerMinute: 40 },
    wrap: (adapter) => ({ ...adapter, ...(verifier.inbound ? { inbound: verifier.inbound } : {}) }),
  });
  addInboundRoutes(gateway.onedoor);
  const forge = async (bytes: number, more: Record<string, string> = {}) => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        if (pulled > bytes / 16_384) controller.close();
        else controller.enqueue(new Uint8Array(16_384));
      },
    });
    const headers = { ...signedHeaders(requestParts({ method: 'POST', path: PATH, body: 'forged' }), PUSH_KEY), ...more };
    const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    return { status: (await gateway.request(`http://localhost${PATH}`, init)).status, pulled };
  };
  expect(await forge(4_194_304, { 'content-length': '4194304' })).toMatchObject({ status: 413 });
  expect((await forge(4_194_304, { 'content-length': '4194304' })).pulled).toBeLessThanOrEqual(1);
  // Nothing is read either where the headers do not hold.
  expect((await forge(262_144, { 'onedoor-key': 'unknown' })).pulled).toBeLessThanOrEqual(1);
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await forge(262_144)).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  await gateway.stop();
  await db.drop();
});
