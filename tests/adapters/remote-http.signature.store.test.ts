import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalQuery,
  isSigned,
  percentEncode,
  replyText,
  requestText,
  sign,
  utf8,
} from '../../adapters/hospitals/remote-http/signing.ts';
import { SIGNING_EXAMPLES } from '../../adapters/hospitals/remote-http/signing-rules.ts';
import { signReply, signRequest } from '../../fixtures/simulators/remote-http/signatures.ts';
import { type RequestParts, replyHeaders, requestParts, signedHeaders } from './remote-signer.ts';
import { REQUEST_KEY, type StartedRemoteHospital, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

const { key, timestamp, nonce, examples } = SIGNING_EXAMPLES;
const unsigned = { keyId: key.id, timestamp, nonce };

async function textOf({ given }: (typeof examples)[number]): Promise<string> {
  if ('status' in given) return replyText({ status: given.status, body: utf8(given.body) }, unsigned);
  const [path = '', query = ''] = given.target.split('?');
  return requestText({ method: given.method, path, query, body: utf8(given.body) }, unsigned);
}

describe('the worked examples of docs/hospital-api.json', () => {
  for (const example of examples) {
    const { what, given, text, signature } = example;
    it(`${what}: the adapter, the simulator and a third writing agree to the last byte`, async () => {
      expect(await textOf(example)).toBe(text);
      expect(await sign(text, key)).toBe(signature);
      expect(await isSigned(text, signature, key)).toBe(true);
      const now = Number(timestamp) * 1000;
      const simulated =
        'status' in given
          ? signReply(given.status, Buffer.from(given.body), key, now, nonce)
          : signRequest({ ...given, body: Buffer.from(given.body) }, key, now, nonce);
      expect(simulated['onedoor-signature']).toBe(signature);
      const [path = '', query = ''] = 'status' in given ? [] : given.target.split('?');
      const third =
        'status' in given
          ? replyHeaders({ ...given, nonce, timestamp }, key)
          : signedHeaders({ ...given, path, query: query.split('&').sort().join('&'), timestamp, nonce }, key);
      expect(third['onedoor-signature']).toBe(signature);
    });
  }
});

const word = fc.string({ unit: 'binary', maxLength: 12 });
const pairs = fc.array(fc.tuple(word, word), { maxLength: 6 });
const spelled = (list: readonly (readonly [string, string])[]) =>
  list.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');

describe('what is signed', () => {
  it('what the hospital API signs does not depend on the order of the query, and the simulator spells it the same', () => {
    const parts = { method: 'GET', path: '/p', body: '', timestamp: '0', nonce };
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = list.map((pair) => ({ pair, at: order.next().value })).sort((a, b) => a.at - b.at);
        const query = spelled(shuffled.map(({ pair }) => pair));
        expect(canonicalQuery(query)).toBe(canonicalQuery(spelled(list)));
        const target = query === '' ? '/p' : `/p?${query}`;
        const simulated = signRequest({ method: 'GET', target, body: Buffer.alloc(0) }, key, 0, nonce);
        const third = signedHeaders({ ...parts, query: canonicalQuery(query) }, key);
        expect(simulated['onedoor-signature']).toBe(third['onedoor-signature']);
      }),
      { numRuns: 300 },
    );
  });

  it('what the hospital API signs is another text for every other request: values that only moved from one place to the next are seen', async () => {
    const near = fc.record({
      method: fc.constantFrom('GET', 'PUT', 'GETGET'),
      path: fc.constantFrom('/a', '/a/b', '/ab', '/a%0A', '/a%3Fb'),
      query: fc.constantFrom('', 'b=', 'b=c', 'bc=', 'b=c&d=', 'b=c%26d', 'b=c%26d%3D', '%62=c'),
      body: fc.constantFrom('', 'b', 'b=c', '\n'),
      timestamp: fc.constantFrom('1', '11', '111'),
      nonce: fc.constantFrom('1', '11', 'GET', '1GET'),
      keyId: fc.constantFrom('k', 'k1', '1'),
    });
    const textFor = ({ body, ...request }: RequestLike) => requestText({ ...request, body: utf8(body) }, request);
    const same = (one: RequestLike, other: RequestLike) =>
      JSON.stringify({ ...one, query: canonicalQuery(one.query) }) ===
      JSON.stringify({ ...other, query: canonicalQuery(other.query) });
    await fc.assert(
      fc.asyncProperty(near, near, async (one, other) => {
        expect((await textFor(one)) === (await textFor(other))).toBe(same(one, other));
      }),
      { numRuns: 2_000 },
    );
  });
});

interface RequestLike {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly keyId: string;
}

describe('the simulated hospital', () => {
  let started: StartedRemoteHospital;
  beforeAll(async () => {
    started = await startSimulatedRemoteHospital();
  });
  afterAll(() => started?.stop());

  async function send({ method, path, query, body }: RequestParts, headers: Record<string, string>) {
    const response = await fetch(`${started.baseUrl}${path}${query === '' ? '' : `?${query}`}`, {
      method,
      headers: { ...headers, ...(body === '' ? {} : { 'content-type': 'application/json' }) },
      ...(body === '' ? {} : { body }),
    });
    return { status: response.status, signed: response.headers.has('onedoor-signature'), text: await response.text() };
  }

  const window = 'from=2027-03-01T00%3A00%3A00%2B08%3A00&limit=5&to=2027-03-02T00%3A00%3A00%2B08%3A00';
  const reading = () => requestParts({ method: 'GET', path: '/onedoor/v1/slots', query: window });
  const person = { name: '林', birthDate: '1990-01-01', sex: 'female', document: { type: 'passport', number: 'E1' } };
  const registering = () => requestParts({ method: 'POST', path: '/onedoor/v1/patients', body: JSON.stringify(person) });

  it('the simulated hospital answers what is signed as the rules say, under its own signature', async () => {
    const parts = reading();
    expect(await send(parts, signedHeaders(parts, REQUEST_KEY))).toMatchObject({ status: 200, signed: true });
  });

  const changes: readonly (readonly [string, (parts: RequestParts) => Partial<RequestParts>])[] = [
    ['the method', () => ({ method: 'PUT' })],
    ['the path', ({ path }) => ({ path: `${path}/search` })],
    ['the query', () => ({ query: 'limit=6' })],
    ['one byte of the body', ({ body }) => ({ body: body.replace('1990', '1991') })],
    ['a blank in the body', ({ body }) => ({ body: ` ${body}` })],
  ];
  for (const [what, change] of changes) {
    it(`the simulated hospital refuses a request in which ${what} was altered, and does nothing`, async () => {
      const parts = registering();
      const altered = { ...parts, ...change(parts) };
      const answer = await send(altered, signedHeaders(parts, REQUEST_KEY));
      expect(answer).toMatchObject({ status: 401, signed: false });
      expect(await started.hospital.patients?.list({ type: 'passport', number: 'E1' })).toEqual([]);
    });
  }

  for (const name of ['onedoor-key', 'onedoor-timestamp', 'onedoor-nonce', 'onedoor-signature']) {
    it(`the simulated hospital refuses a request whose ${name} was altered or is missing`, async () => {
      const parts = reading();
      const headers = signedHeaders(parts, REQUEST_KEY);
      const value = headers[name] ?? '';
      const other = `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`;
      expect(await send(parts, { ...headers, [name]: other })).toMatchObject({ status: 401, signed: false });
      const { [name]: _, ...rest } = headers;
      expect(await send(parts, rest)).toMatchObject({ status: 401, signed: false });
    });
  }

  it('the simulated hospital refuses any one bit that is turned in the signature or in the body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (at, inBody) => {
        const parts = registering();
        const headers = signedHeaders(parts, REQUEST_KEY);
        const source = inBody ? parts.body : (headers['onedoor-signature'] ?? '');
        const bytes = Buffer.from(source);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
        const altered = inBody ? { ...parts, body: bytes.toString('latin1') } : parts;
        if (!inBody) headers['onedoor-signature'] = bytes.toString('latin1');
        expect(await send(altered, headers)).toMatchObject({ status: 401, signed: false });
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [-301, 401],
    [-299, 200],
    [299, 200],
    [301, 401],
  ])('the simulated hospital answers a request whose timestamp is %i s from its clock with %i', async (seconds, status) => {
    const parts = { ...reading(), timestamp: String(Math.floor(Date.now() / 1000) + seconds) };
    expect((await send(parts, signedHeaders(parts, REQUEST_KEY))).status).toBe(status);
  });

  it('the simulated hospital carries a request out once, and tells whoever sends it again that it was here before', async () => {
    const parts = registering();
    const headers = signedHeaders(parts, REQUEST_KEY);
    expect(await send(parts, headers)).toMatchObject({ status: 201, signed: true });
    const again = await send(parts, headers);
    expect(again).toMatchObject({ status: 401, signed: false });
    expect(again.text).toContain('was here before');
  });

  it('the simulated hospital does not let an altered request spend the nonce of the right one', async () => {
    const parts = reading();
    const headers = signedHeaders(parts, REQUEST_KEY);
    expect((await send({ ...parts, query: 'limit=9' }, headers)).status).toBe(401);
    expect((await send(parts, headers)).status).toBe(200);
  });

  it.each([
    ['an unknown member', { ...person, nickname: 'x' }, 'nickname'],
    ['a missing member', { ...person, name: undefined }, 'name'],
    ['a date that is none', { ...person, birthDate: '1990-02-30' }, 'birthDate'],
  ])('the simulated hospital refuses %s, says where, and repeats nothing that stood there', async (_, body, where) => {
    const parts = requestParts({ method: 'POST', path: '/onedoor/v1/patients', body: JSON.stringify(body) });
    const answer = await send(parts, signedHeaders(parts, REQUEST_KEY));
    expect(answer).toMatchObject({ status: 400, signed: true });
    expect(answer.text).toContain(where);
    expect(answer.text).not.toContain('林');
  });
});
