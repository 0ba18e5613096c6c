import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../bff/contract/operations.ts';
import {
  answered,
  driven,
  expectNothingWritten,
  keyed,
  type QuietGateway,
  signedIn,
  startQuietGateway,
} from '../security/quiet-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

const PUBLIC = ['/v1/hospitals', '/v1/departments', '/v1/practitioners', '/v1/slots'];

describe.each(ENGINES)('%s: reading again', (engine) => {
  let site: QuietGateway;
  let slotId: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    ({ slotId } = await site.gateway.openSlot(2));
  });
  afterEach(() => site.stop());

  const get = (path: string, headers: Record<string, string> = {}) => site.gateway.request(path, { headers });

  it.each(PUBLIC)('%s answers 304 without a body to whoever has the newest, in each form of If-None-Match', async (path) => {
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`, `"other",W/${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': given });
      expect({ given, status: again.status, text: await again.text() }).toEqual({ given, status: 304, text: '' });
      for (const name of ['etag', 'cache-control']) expect(again.headers.get(name)).toBe(first.headers.get(name));
      expect(again.headers.get('content-type')).toBeNull();
    }
    for (const given of ['"other"', etag.slice(1, -1), `${etag.slice(0, -2)}"`, '']) {
      expect((await get(path, { 'if-none-match': given })).status).toBe(200);
    }
  });

  it('reading again gives another tag when the slots are others', async () => {
    const before = (await get('/v1/slots')).headers.get('etag') ?? '';
    await site.gateway.openSlot(1, 48 * 3_600_000);
    const after = await get('/v1/slots', { 'if-none-match': before });
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).not.toBe(before);
  });

  it('an appointment has a tag that is that of its booking, changes when something shown changes, and is never stored on the way', async () => {
    const person = await signedIn(site.gateway);
    const booked = await site.gateway.book({ slotId, ...person, key: 'with-a-version' });
    const path = `/v1/appointments/${booked.body.id}`;
    const first = await get(path, person.headers);
    const etag = String(first.headers.get('etag'));
    expect(etag).toBe(booked.headers.get('etag'));
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect((await get(path, { ...person.headers, 'if-none-match': etag })).status).toBe(304);
    expect((await get(path, { ...person.headers, 'if-none-match': '"1"' })).status).toBe(200);
    expect((await get(path, { 'if-none-match': '*' })).status).toBe(401);
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const later = { sql: 'UPDATE claim SET know_by = know_by + 1', parameters: [] };
    await store.commit({
      id: ids.next('unt'),
      name: 'probe',
      lane: 'interactive',
      deadline: clock.now() + 5_000,
      parts: [later],
    });
    expect((await get(path, { ...person.headers, 'if-none-match': etag })).status).toBe(200);
  });

  it.each([
    ['start', 'starts_at = starts_at + 3600000, ends_at = ends_at + 3600000'],
    ['end', 'ends_at = ends_at + 60000'],
    ['price', 'fee_fen = fee_fen + 1'],
  ])(
    'reading again gives another tag when the hospital moves the %s of what is booked, and the old one cancels nothing',
    async (member, moved) => {
      const person = await signedIn(site.gateway);
      const booked = await site.gateway.book({ slotId, ...person, key: 'moved-at-the-hospital' });
      const etag = String(booked.headers.get('etag'));
      const path = `/v1/appointments/${booked.body.id}`;
      const { store, ids, clock } = site.gateway.onedoor.dependencies;
      const unit = { id: ids.next('unt'), name: 'probe', lane: 'interactive', deadline: clock.now() + 5_000 } as const;
      await store.commit({ ...unit, parts: [{ sql: `UPDATE slot SET ${moved}`, parameters: [] }] });
      const again = await get(path, { ...person.headers, 'if-none-match': etag });
      expect(again.status).toBe(200);
      expect(((await again.json()) as Record<string, unknown>)[member]).not.toEqual(booked.body[member]);
      const headers = { ...keyed(person.headers, 'cancel-what-moved'), 'if-match': etag };
      const cancelled = await answered(await site.gateway.request(`${path}/cancel`, { method: 'POST', headers }));
      expect(cancelled).toMatchObject({ status: 412, code: 'precondition-failed' });
      expect((await site.gateway.hospital.bookings()).filter(({ live }) => live)).toHaveLength(1);
    },
  );

  it('reading again refuses to cancel what changed since it was read, and writes nothing', async () => {
    const person = await signedIn(site.gateway);
    const booked = await site.gateway.book({ slotId, ...person, key: 'cancelled-if-same' });
    const path = `/v1/appointments/${booked.body.id}/cancel`;
    const etag = String(booked.headers.get('etag'));
    const cancel = async (ifMatch: string) =>
      answered(
        await site.gateway.request(path, {
          method: 'POST',
          headers: { ...keyed(person.headers, 'cancel-if-same'), 'if-match': ifMatch },
        }),
      );
    for (const stale of ['"1"', '"99"', 'W/"1"', etag.slice(1, -1)]) {
      expect(await expectNothingWritten(site, () => cancel(stale))).toMatchObject({ status: 412, code: 'precondition-failed' });
    }
    expect((await site.gateway.hospital.bookings()).filter(({ live }) => live)).toHaveLength(1);
  });

  it.each(['the tag', '*'])('reading again cancels under If-Match with %s', async (which) => {
    const person = await signedIn(site.gateway);
    const booked = await site.gateway.book({ slotId, ...person, key: 'cancelled-if-same' });
    const ifMatch = which === '*' ? '*' : String(booked.headers.get('etag'));
    const headers = { ...keyed(person.headers, 'cancel-if-same'), 'if-match': ifMatch };
    const path = `/v1/appointments/${booked.body.id}/cancel`;
    const reply = await driven(site, site.gateway.request(path, { method: 'POST', headers }));
    expect(reply.status).toBe(200);
    expect((await site.gateway.hospital.bookings()).filter(({ live }) => live)).toEqual([]);
  });

  it('reading again shows nothing that the contract does not name', async () => {
    const person = await signedIn(site.gateway);
    const booked = await site.gateway.book({ slotId, ...person, key: 'looked-at-closely' });
    const shown = [
      ['listHospitals', '/v1/hospitals'],
      ['findDepartments', '/v1/departments'],
      ['listPractitioners', '/v1/practitioners'],
      ['searchSlots', '/v1/slots'],
      ['listAppointments', '/v1/appointments'],
      ['readAppointment', `/v1/appointments/${booked.body.id}`],
    ] as const;
    for (const [operation, path] of shown) {
      const body: unknown = await (await get(path, person.headers)).json();
      expect(operations[operation].replies[200].parse(body), operation).toEqual(body);
    }
    expect(operations.bookAppointment.replies[201].parse(booked.body)).toEqual(booked.body);
  });
});
