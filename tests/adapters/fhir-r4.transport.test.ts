import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createFhirR4Adapter } from '../../adapters/hospitals/fhir-r4/adapter.ts';
import type { FhirR4ConfigInput } from '../../adapters/hospitals/fhir-r4/config.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { GOLDEN_BASE, golden } from './golden-exchanges.ts';

const DAY = { from: Date.parse('2027-03-01T00:00:00+08:00'), to: Date.parse('2027-03-02T00:00:00+08:00') };
const PATIENT: Patient = { name: '林小满', birthDate: '1949-12-31', sex: 'female', document: { type: 'passport', number: 'E1' } };
const FHIR = { 'content-type': 'application/fhir+json; charset=utf-8' };

/** An adapter whose reads of a slot succeed and whose other requests meet `respond`. */
function adapterWith(
  respond: (url: string, init: RequestInit) => Response | Promise<Response>,
  config: Partial<FhirR4ConfigInput> = {},
) {
  const seen: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    seen.push({ url, init });
    if (url.includes('Slot?_id='))
      return new Response(JSON.stringify(golden('plain-08-slot-by-id').response.body), { headers: FHIR });
    return respond(url, init);
  };
  const adapter = createFhirR4Adapter({ baseUrl: GOLDEN_BASE, mode: 'plain', ...config }, { fetch, now: () => 0 });
  const call = { signal: AbortSignal.timeout(60_000) };
  return {
    seen,
    slots: () => facetsOf(adapter).slots.page(DAY, call),
    book: () => facetsOf(adapter).booking.book({ key: 'k1', slotRef: 'p001-20270301-0800', patient: PATIENT }, call),
    find: () => facetsOf(adapter).bookings.find('k1', call),
    adapter,
  };
}

const searchset = (more: object) => JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...more });
const outcome = (code: string) => JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });
const networkError = (code: string) => () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

const everyAddressFailed = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ENETUNREACH' }) }));

const REPLIES: readonly {
  readonly name: string;
  readonly respond: () => Response | Promise<Response>;
  readonly read: string;
  readonly write: string;
}[] = [
  { name: 'a refused connection', respond: networkError('ECONNREFUSED'), read: 'unavailable', write: 'unavailable' },
  { name: 'an unknown name', respond: networkError('ENOTFOUND'), read: 'unavailable', write: 'unavailable' },
  { name: 'no address that can be reached', respond: everyAddressFailed, read: 'unavailable', write: 'unavailable' },
  { name: 'a reset', respond: networkError('ECONNRESET'), read: 'unavailable', write: 'unknown-outcome' },
  { name: 'a closed socket', respond: networkError('UND_ERR_SOCKET'), read: 'unavailable', write: 'unknown-outcome' },
  {
    name: '500',
    respond: () => new Response(outcome('exception'), { status: 500, headers: FHIR }),
    read: 'unavailable',
    write: 'unknown-outcome',
  },
  {
    name: '429',
    respond: () => new Response(outcome('throttled'), { status: 429, headers: FHIR }),
    read: 'unavailable',
    write: 'unknown-outcome',
  },
  { name: '408', respond: () => new Response(null, { status: 408 }), read: 'unavailable', write: 'unknown-outcome' },
  {
    name: 'a redirect',
    respond: () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.invalid/' } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: '401 of a proxy',
    respond: () => new Response('<h1>no</h1>', { status: 401 }),
    read: 'unauthenticated',
    write: 'unauthenticated',
  },
  {
    name: '403',
    respond: () => new Response(outcome('forbidden'), { status: 403, headers: FHIR }),
    read: 'not-authorised',
    write: 'not-authorised',
  },
  {
    name: '400',
    respond: () => new Response(outcome('invalid'), { status: 400, headers: FHIR }),
    read: 'request-refused',
    write: 'request-refused',
  },
  {
    name: '422',
    respond: () => new Response(outcome('required'), { status: 422, headers: FHIR }),
    read: 'request-refused',
    write: 'request-refused',
  },
  {
    name: '404 of the hospital',
    respond: () => new Response(outcome('not-found'), { status: 404, headers: FHIR }),
    read: 'request-refused',
    write: 'slot-unknown',
  },
  {
    name: '404 of a proxy',
    respond: () => new Response('<h1>nothing here</h1>', { status: 404, headers: { 'content-type': 'text/html' } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: '200 with an OperationOutcome',
    respond: () => new Response(outcome('exception'), { headers: FHIR }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  { name: '200 with nothing', respond: () => new Response('', { headers: FHIR }), read: 'malformed', write: 'unknown-outcome' },
  {
    name: '200 that says text',
    respond: () => new Response(searchset({}), { headers: { 'content-type': 'text/plain' } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: '200 in another charset by its label',
    respond: () => new Response(searchset({}), { headers: { 'content-type': 'application/fhir+json; charset=gb18030' } }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: '200 with bytes that are not UTF-8',
    respond: () => new Response(Buffer.from(searchset({ note: '\u00d1\u00f4' }), 'latin1'), { headers: FHIR }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: '200 that is too long',
    respond: () => new Response(' '.repeat(5_000) + searchset({}), { headers: FHIR }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
  {
    name: 'a Bundle of another type',
    respond: () => new Response(JSON.stringify({ resourceType: 'Bundle', type: 'history' }), { headers: FHIR }),
    read: 'malformed',
    write: 'unknown-outcome',
  },
];

describe('what a reply means to fhir-r4', () => {
  for (const { name, respond, read, write } of REPLIES) {
    const answer = (expected: string) => ({
      ok: false,
      failure: expected.match(/^(unavailable|malformed|unknown-outcome|unauthenticated)$/)
        ? { kind: expected }
        : { kind: 'rejected', reason: expected },
    });
    it(`${name}: ${read} to a read, ${write} to a write`, async () => {
      const hospital = adapterWith(respond, { maxBodyBytes: 4_000 });
      expect(await hospital.slots()).toMatchObject(answer(read));
      expect(await hospital.find()).toMatchObject(answer(read));
      expect(await hospital.book()).toMatchObject(answer(write));
    });
  }
});

describe('fhir-r4 keeps to the configured server', () => {
  const elsewhere = [
    'https://attacker.invalid/fhir/Slot?_page=2',
    'http://hospital.example/fhir/Slot?_page=2',
    'https://hospital.example/other/Slot?_page=2',
    'https://hospital.example/fhir/../admin',
    'https://hospital.example.attacker.invalid/fhir/Slot',
    'https://user:secret@hospital.example/fhir/Slot?_page=2',
    'https://hospital.example/fhirmore/Slot',
  ];
  for (const url of elsewhere) {
    it(`fhir-r4 does not follow a next link to ${url}, nor take it as a page`, async () => {
      const { slots, seen, adapter } = adapterWith(
        () => new Response(searchset({ link: [{ relation: 'next', url }] }), { headers: FHIR }),
      );
      expect(await slots()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
      expect(await facetsOf(adapter).slots.page({ ...DAY, page: url }, { signal: AbortSignal.timeout(500) })).toMatchObject({
        ok: false,
        failure: { kind: 'rejected' },
      });
      expect(seen).toHaveLength(1);
    });
  }

  it('fhir-r4 resolves a relative next link against the page', async () => {
    const { slots } = adapterWith(
      () => new Response(searchset({ link: [{ relation: 'next', url: 'Slot?_page=2' }] }), { headers: FHIR }),
    );
    expect(await slots()).toEqual({ ok: true, value: { slots: [], next: `${GOLDEN_BASE}/Slot?_page=2` } });
  });

  it('fhir-r4 sends the token and the trace, and never follows a redirect', async () => {
    const { adapter, seen } = adapterWith(() => new Response(searchset({}), { headers: FHIR }), { bearerToken: 'secret' });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await facetsOf(adapter).bookings.find('k1', { signal: AbortSignal.timeout(500), traceparent });
    expect(seen[0]?.init).toMatchObject({ redirect: 'manual', headers: { authorization: 'Bearer secret', traceparent } });
  });

  it('fhir-r4 refuses a configuration with credentials, a query or another scheme in its address', () => {
    for (const baseUrl of [
      'https://a:b@hospital.example/fhir',
      'https://hospital.example/fhir?x=1',
      'ftp://hospital.example/',
      'hospital',
    ]) {
      expect(() => createFhirR4Adapter({ baseUrl, mode: 'plain' }, { fetch, now: Date.now })).toThrow();
    }
  });
});

describe('fhir-r4 when two bookings live under one key', () => {
  it('fhir-r4, when two bookings live under one key, answers the oldest live one', async () => {
    const appointment = (id: string, status: string, lastUpdated: string) => ({
      resource: {
        resourceType: 'Appointment',
        id,
        status,
        meta: { lastUpdated },
        identifier: [{ system: 'urn:onedoor:booking', value: 'k1' }],
        participant: [],
      },
    });
    const entry = [
      appointment('younger', 'booked', '2027-02-28T10:00:00+08:00'),
      appointment('cancelled', 'cancelled', '2027-02-28T08:00:00+08:00'),
      appointment('older', 'booked', '2027-02-28T09:00:00+08:00'),
    ];
    const { find } = adapterWith(() => new Response(searchset({ entry }), { headers: FHIR }));
    expect(await find()).toMatchObject({ ok: true, value: { ref: 'older', status: 'booked' } });
  });
});
