import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import { type CallInput, type CallResult, type Client, createClient, type Problem } from '../../bff/contract/client.ts';
import { paths } from '../../bff/contract/paths.ts';
import type { ProblemCode } from '../../bff/contract/problems.ts';
import type { slot } from '../../bff/contract/slots/schemas.ts';
import type { appointment } from '../../bff/contract/terms.ts';
import { type QuietGateway, startQuietGateway } from '../security/quiet-gateway.ts';
import { testPatient } from '../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../support/test-store.ts';

/** Of the client itself, and of each operation that it can call: its name, method and path. */
const CLIENT_MAX = 1_600;
const OPERATION_MAX = 76;
const BASE = 'http://door.example';

describe('the client in a bundle', () => {
  it('the client in a bundle has no zod in it, is small, and grows by one line an operation', async () => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      build: { write: false, minify: true, lib: { entry: 'bff/contract/client.ts', formats: ['es'], fileName: 'client' } },
    });
    const outputs = Array.isArray(result) ? result.flatMap(({ output }) => output) : 'output' in result ? result.output : [];
    const chunks = outputs.flatMap((output) => (output.type === 'chunk' ? [output] : []));
    expect(chunks).toHaveLength(1);
    const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => id.replace(/^.*\/bff\//, 'bff/'));
    const addresses = modules.filter((id) => /^bff\/contract\/[a-z]+\/paths\.ts$/.test(id));
    expect(addresses.length).toBeGreaterThan(0);
    const others = modules.filter((id) => !addresses.includes(id));
    expect(others.sort()).toEqual(['client', 'merge-tables', 'paths'].map((name) => `bff/contract/${name}.ts`));
    const [{ code } = { code: '' }] = chunks;
    expect(code).not.toMatch(/zod|ZodError|safeParse/i);
    expect(Buffer.byteLength(code)).toBeLessThan(CLIENT_MAX + OPERATION_MAX * Object.keys(paths).length);
  });
});

describe.each(SAMPLED_ENGINES)('%s: the client against the gateway', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine, { settings: { hosts: ['door.example'] } });
  });
  afterEach(() => site.stop());

  const clientOf = (token?: string): Client =>
    createClient({
      baseUrl: BASE,
      fetch: (input, init) => site.gateway.request(input, init),
      ...(token === undefined ? {} : { token }),
    });

  it('the client opens a session, searches, books, reads, lists and signs out', async () => {
    const patientId = testPatient(0).id;
    const opened = await clientOf()('openSession', { body: { evidence: { kind: 'demo', patientId }, carrier: 'bearer' } });
    const token = opened.ok ? opened.body.token : undefined;
    const client = clientOf(token);
    await site.gateway.openSlot(1);
    const found = await client('searchSlots', { query: { department: 'A04.03', limit: 5 } });
    const slotId = found.ok ? (found.body.items[0]?.id ?? '') : '';
    const booked = await client('bookAppointment', { body: { slotId, patientId }, idempotencyKey: 'client-books' });
    expect(booked).toMatchObject({ ok: true, status: 201, body: { status: 'booked' } });
    const id = booked.ok ? booked.body.id : '';
    expect(await client('readAppointment', { params: { id } })).toMatchObject({ ok: true, status: 200, body: { id } });
    const listed = await client('listAppointments', { query: {} });
    expect(listed.ok ? listed.body.items.map((one) => one.id) : []).toEqual([id]);
    const stale = await client('cancelAppointment', {
      params: { id },
      body: {},
      idempotencyKey: 'client-cancels',
      ifMatch: '"99"',
    });
    expect(stale).toMatchObject({ ok: false, problem: { code: 'precondition-failed', status: 412 } });
    expect(await client('closeSession', {})).toMatchObject({ ok: true, status: 204, body: undefined });
    expect(await client('listAppointments', { query: {} })).toMatchObject({ ok: false, problem: { code: 'unauthenticated' } });
    expect(await site.db.rows('SELECT id FROM appointment')).toEqual([{ id }]);
  });

  it('the client escapes what goes into an address', async () => {
    const seen: string[] = [];
    const client = createClient({
      baseUrl: BASE,
      fetch: (input, init) => {
        seen.push(input.slice(BASE.length));
        return site.gateway.request(input, init);
      },
    });
    await client('findDepartments', { query: { q: '骨 科&limit=1#?' } });
    await client('readAppointment', { params: { id: '../hospitals?x=/' } });
    expect(seen).toEqual([
      '/v1/departments?q=%E9%AA%A8+%E7%A7%91%26limit%3D1%23%3F',
      '/v1/appointments/..%2Fhospitals%3Fx%3D%2F',
    ]);
  });
});

describe("the client and answers that are not the gateway's", () => {
  const answering = (response: () => Response | Promise<Response>) =>
    createClient({ baseUrl: BASE, fetch: async () => response() });

  it.each([
    ['a page of a proxy', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['JSON of a proxy', () => Response.json({ message: 'no healthy upstream' }, { status: 503 })],
    ['a login page with status 200', () => new Response('<html>', { status: 200 })],
    ['nothing', () => new Response('', { status: 500 })],
  ])('answers that are not the gateway’s are a problem that may be tried again under the same key: %s', async (_, response) => {
    const result = await answering(response)('listHospitals', { query: {} });
    expect(result).toMatchObject({ ok: false, problem: { code: 'internal', retryable: true, status: response().status } });
  });

  it('the client rejects only when no answer came', async () => {
    const client = answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(client('listHospitals', { query: {} })).rejects.toThrow('fetch failed');
  });
});

describe('the types of the client', () => {
  it('the types of the client are those of the contract', () => {
    type Booked = Extract<CallResult<'bookAppointment'>, { ok: true }>;
    expectTypeOf<Booked['status']>().toEqualTypeOf<201 | 202>();
    expectTypeOf<Booked['body']>().toEqualTypeOf<z.output<typeof appointment>>();
    expectTypeOf<Extract<CallResult<'searchSlots'>, { ok: true }>['body']['items'][number]>().toEqualTypeOf<
      z.output<typeof slot>
    >();
    expectTypeOf<Extract<CallResult<'closeSession'>, { ok: true }>['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<Problem['code']>().toEqualTypeOf<ProblemCode>();
    expectTypeOf<CallInput<'bookAppointment'>['body']>().toEqualTypeOf<{
      slotId: string;
      patientId: string;
      coverage?: 'self-pay' | 'medical-insurance' | undefined;
    }>();
    expectTypeOf<CallInput<'searchSlots'>['query']['limit']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<CallInput<'readAppointment'>>().not.toHaveProperty('body');
    expectTypeOf<CallInput<'closeSession'>>().not.toHaveProperty('params');
  });

  it('the types of the client refuse what the contract refuses', () => {
    const client: Client = createClient({ baseUrl: BASE, fetch: async () => Response.json({}) });
    // Never called: the compiler is the judge, and an expected error that does not come is one.
    const calls = [
      () => client('readAppointment', { params: { id: 'apt' } }),
      // @ts-expect-error: the operation does not exist
      () => client('bookEverything', {}),
      // @ts-expect-error: a stream is followed with EventSource, not called
      () => client('followAppointment', { params: { id: 'apt' } }),
      // @ts-expect-error: the id is missing
      () => client('readAppointment', {}),
      // @ts-expect-error: a number is not an id
      () => client('bookAppointment', { body: { slotId: 1, patientId: 'pat' } }),
      // @ts-expect-error: a limit is a number
      () => client('searchSlots', { query: { limit: 'many' } }),
    ];
    expect(calls).toHaveLength(6);
  });
});
