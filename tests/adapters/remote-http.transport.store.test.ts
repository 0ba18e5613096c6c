import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import type { RemoteHttpConfigInput } from '../../adapters/hospitals/remote-http/config.ts';
import { type ReplyParts, replyHeaders } from './remote-signer.ts';
import { REQUEST_KEY } from './simulated-remote-hospital.ts';

const CAPABILITIES = {
  slots: true,
  book: true,
  listBookings: 'changes',
  cancel: true,
  keyedBooking: true,
  settleWindowMs: 1_000,
  readLagMs: 0,
  findPatient: true,
  registerPatient: true,
} as const;
const CONFIG = { baseUrl: 'https://his.example/proxy', key: REQUEST_KEY, capabilities: CAPABILITIES } as const;
const DAY = { from: Date.parse('2027-03-01T00:00:00+08:00'), to: Date.parse('2027-03-02T00:00:00+08:00') };
const PATIENT = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
} as const;

const BOOKING = JSON.stringify({ ref: 'b1', key: 'k1', slotRef: 's1', status: 'booked' });
const SLOTS = JSON.stringify({ slots: [] });
const problem = (status: number, reason: string) => JSON.stringify({ title: 'no', status, reason });
const connection = (code: string) => () => {
  throw new TypeError('fetch failed', { cause: { code } });
};

type Respond = (nonce: string, write: boolean) => Response;

/** A reply under the hospital's signature; `spoil` changes what was signed, or the reply after it was signed. */
const signed =
  (status: number, body: string | Uint8Array, spoil: Partial<ReplyParts> & { readonly key?: typeof REQUEST_KEY } = {}): Respond =>
  (nonce) => {
    const headers = replyHeaders({ status, body, nonce, ...spoil }, spoil.key ?? REQUEST_KEY);
    return new Response(body as BodyInit, { status, headers });
  };
/** The right body for either question, under the hospital's signature. */
const right =
  (spoil: Parameters<typeof signed>[2] = {}): Respond =>
  (nonce, write) =>
    signed(write ? 201 : 200, write ? BOOKING : SLOTS, spoil)(nonce, write);

function adapterWith(respond: Respond, more: Partial<RemoteHttpConfigInput> = {}) {
  const seen: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    seen.push({ url, init });
    return respond((init.headers as Record<string, string>)['onedoor-nonce'] ?? '', init.method === 'PUT');
  };
  const adapter = createRemoteHttpAdapter({ ...CONFIG, ...more }, { fetch, now: Date.now });
  const call = () => ({ signal: AbortSignal.timeout(60_000) });
  return {
    seen,
    adapter,
    slots: () => facetsOf(adapter).slots.page(DAY, call()),
    book: () => facetsOf(adapter).booking.book({ key: 'k1', slotRef: 's1', patient: PATIENT }, call()),
  };
}

const now = () => Math.floor(Date.now() / 1000);

const REPLIES: readonly { readonly name: string; readonly respond: Respond; readonly read: string; readonly write: string }[] = [
  { name: 'a reply as it should be', respond: right(), read: 'ok', write: 'ok' },
  { name: 'a refused connection', respond: connection('ECONNREFUSED'), read: 'unavailable', write: 'unavailable' },
  { name: 'a reset', respond: connection('ECONNRESET'), read: 'unavailable', write: 'unknown-outcome' },
  { name: 'a signed 500', respond: signed(500, '{}'), read: 'unavailable', write: 'unknown-outcome' },
  { name: 'a signed 429', respond: signed(429, '{}'), read: 'unavailable', write: 'unknown-outcome' },
  {
    name: 'a 401, even signed',
    respond: signed(401, problem(401, 'not-authorised')),
    read: 'unauthenticated',
    write: 'unknown-outcome',
  },
  {
    name: 'an unsigned 403',
    respond: () => new Response(problem(403, 'not-authorised'), { status: 403 }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  { name: 'a signed 403', respond: signed(403, problem(403, 'not-authorised')), read: 'not-authorised', write: 'not-authorised' },
  { name: 'a signed 409', respond: signed(409, problem(409, 'slot-taken')), read: 'slot-taken', write: 'slot-taken' },
  {
    name: 'a problem that says another status than the reply',
    respond: signed(409, problem(404, 'slot-unknown')),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'a reason that is not in the API',
    respond: signed(409, problem(409, 'no-coffee')),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  { name: 'a signed redirect', respond: signed(307, '{}'), read: 'malformed', write: 'unknown-outcome' },
  { name: 'no signature', respond: () => new Response(SLOTS), read: 'malformed', write: 'unknown-outcome' },
  {
    name: 'the signature of another key',
    respond: right({ key: { ...REQUEST_KEY, secret: Buffer.alloc(32, 'stranger').toString('base64') } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'the name of another key',
    respond: right({ key: { ...REQUEST_KEY, id: 'other' } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'the right reply to another request',
    respond: right({ nonce: 'AAECAwQFBgcICQoLDA0ODw' }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  { name: 'a status that was altered', respond: right({ status: 204 }), read: 'malformed', write: 'unknown-outcome' },
  { name: 'a body that was altered', respond: right({ body: `${BOOKING} ` }), read: 'malformed', write: 'unknown-outcome' },
  {
    name: 'a reply that is 301 s old',
    respond: (nonce, write) => right({ timestamp: String(now() - 301) })(nonce, write),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  { name: 'a signed nothing', respond: signed(200, ''), read: 'malformed', write: 'unknown-outcome' },
  { name: 'signed JSON that is cut', respond: signed(200, '{"slots":['), read: 'malformed', write: 'unknown-outcome' },
  {
    name: 'signed bytes that are not UTF-8',
    respond: signed(200, Uint8Array.from([0x22, 0xd1, 0xf4, 0x22])),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'a signed reply that is too long',
    respond: signed(200, ' '.repeat(5_000)),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'a booking under another key',
    respond: signed(200, BOOKING.replace('k1', 'k2')),
    read: 'malformed',
    write: 'unknown-outcome',
  },
];

describe('what a reply means to remote-http', () => {
  for (const { name, respond, read, write } of REPLIES) {
    const answer = (expected: string) => {
      if (expected === 'ok') return { ok: true };
      const kinds = ['unavailable', 'malformed', 'unknown-outcome', 'unauthenticated'];
      const failure = kinds.includes(expected) ? { kind: expected } : { kind: 'rejected', reason: expected };
      return { ok: false, failure };
    };
    it(`${name}: ${read} to a read, ${write} to a write`, async () => {
      const hospital = adapterWith(respond, { maxBodyBytes: 4_000 });
      expect(await hospital.slots()).toMatchObject(answer(read));
      expect(await hospital.book()).toMatchObject(answer(write));
    });
  }
});

describe('remote-http', () => {
  it('remote-http puts no number of a document and no name into an address', async () => {
    const { adapter, seen } = adapterWith(signed(200, JSON.stringify({ match: 'none' })));
    const call = { signal: AbortSignal.timeout(2_000) };
    await facetsOf(adapter).patients.find(PATIENT, call);
    await facetsOf(adapter).patients.register(PATIENT, call);
    await facetsOf(adapter).booking.book({ key: 'k1', slotRef: 's1', patient: PATIENT }, call);
    expect(seen).toHaveLength(3);
    for (const { url } of seen) {
      expect(decodeURIComponent(url)).not.toContain(PATIENT.document.number);
      expect(decodeURIComponent(url)).not.toContain(PATIENT.name);
    }
  });

  it('remote-http keeps to the base path, passes the trace on and follows no redirect', async () => {
    const { adapter, seen } = adapterWith(right());
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await facetsOf(adapter).slots.page(DAY, { signal: AbortSignal.timeout(2_000), traceparent });
    expect(seen[0]?.url).toMatch(/^https:\/\/his\.example\/proxy\/onedoor\/v1\/slots\?/);
    expect(seen[0]?.init).toMatchObject({ redirect: 'manual', headers: { traceparent } });
  });

  it('remote-http never uses a nonce twice', async () => {
    const { slots, seen } = adapterWith(right());
    for (let round = 0; round < 50; round++) await slots();
    const nonces = seen.map(({ init }) => (init.headers as Record<string, string>)['onedoor-nonce']);
    expect(new Set(nonces).size).toBe(50);
  });

  it('remote-http sends nothing of a patient that the API does not have', async () => {
    const { adapter, seen } = adapterWith(right());
    const patient = { ...PATIENT, id: 'pat_secret' };
    await facetsOf(adapter).booking.book(
      { key: 'k1', slotRef: 's1', patient, patientRef: 'f1' },
      { signal: AbortSignal.timeout(2_000) },
    );
    expect(JSON.parse(new TextDecoder().decode(seen[0]?.init.body as Uint8Array))).toEqual({
      slotRef: 's1',
      patient: PATIENT,
      patientRef: 'f1',
    });
  });

  it('remote-http refuses a configuration with a short secret, credentials in the address, a capability left out or one key for both', () => {
    const environment = { fetch, now: Date.now };
    const { cancel: _, ...fewer } = CAPABILITIES;
    for (const wrong of [
      { key: { id: 'k', secret: Buffer.alloc(31).toString('base64') } },
      { baseUrl: 'https://a:b@his.example' },
      { baseUrl: 'ftp://his.example' },
      { capabilities: fewer },
      { pushKey: REQUEST_KEY },
      { pushKey: { ...REQUEST_KEY, id: 'other' } },
    ])
      expect(() => createRemoteHttpAdapter({ ...CONFIG, ...wrong } as RemoteHttpConfigInput, environment)).toThrow();
  });
});
