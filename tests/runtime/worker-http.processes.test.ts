import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HOSPITAL_OF, startWorkerCity, type WorkerCity } from './worker-city.ts';

let city: WorkerCity;

beforeAll(async () => {
  city = await startWorkerCity();
}, 90_000);
afterAll(() => city?.stop());

const JSON_BODY = { 'content-type': 'application/json' };

async function ask(path: string, init?: Parameters<WorkerCity['fetch']>[1]) {
  const response = await city.fetch(path, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

async function signIn(person: number): Promise<{ patientId: string; authorization: string }> {
  const patientId = city.patients[person] ?? '';
  const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
  const { status, body: session } = await ask('/v1/sessions', { method: 'POST', headers: JSON_BODY, body });
  expect(status).toBe(201);
  return { patientId, authorization: `Bearer ${session.token}` };
}

async function freeSlots(hospital: string): Promise<[string, string]> {
  const { status, body } = await ask(`/v1/slots?hospital=${hospital}&limit=2`);
  expect(status).toBe(200);
  const [one, other] = body.items as { id: string }[];
  return [one?.id ?? 'no slot', other?.id ?? 'no slot'];
}

const freeSlot = async (hospital: string) => (await freeSlots(hospital))[0];

function booking(person: Awaited<ReturnType<typeof signIn>>, slotId: string, key: string) {
  const headers = { ...JSON_BODY, authorization: person.authorization, 'idempotency-key': key };
  return ask('/v1/appointments', { method: 'POST', headers, body: JSON.stringify({ slotId, patientId: person.patientId }) });
}

function cancelling(person: Awaited<ReturnType<typeof signIn>>, id: unknown, key: string) {
  const headers = { authorization: person.authorization, 'idempotency-key': key };
  return ask(`/v1/appointments/${id}/cancel`, { method: 'POST', headers });
}

async function verdictOn(qr: unknown): Promise<unknown> {
  const { body } = await ask('/v1/slip-verifications', {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ text: qr }),
  });
  return body.verdict ?? body;
}

describe('the worker, started on an empty database', () => {
  it('the worker, started on an empty database has the hospitals of its secret, and after one run of the cron trigger their slots', async () => {
    const { body } = await ask('/v1/hospitals');
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(HOSPITAL_OF)));
    await city.cron();
    for (const hospital of Object.values(HOSPITAL_OF)) expect(await freeSlot(hospital)).toMatch(/^slt_/);
  });

  it('the worker, started on an empty database says that it is ready, which version it is, and shows the contract', async () => {
    expect(await ask('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await ask('/readyz')).toMatchObject({ status: 200, body: { ready: true, store: 'ok' } });
    expect(await ask('/version')).toMatchObject({ status: 200, body: { version: '0.1.0' } });
    expect(await ask('/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
    expect((await city.fetch('/docs')).headers.get('content-type')).toContain('text/html');
    expect((await city.fetch('/problems/slot-taken')).status).toBe(200);
    expect((await city.fetch('/slips')).status).toBe(200);
  });
});

/** A protocol that is reached over fetch gets its row here. */
describe.each([
  ['fhir-r4', 0],
  ['remote-http', 1],
  ['signed-json', 10],
] as const)('the worker at a hospital that speaks %s', (protocol, ofThePeople) => {
  it('books, answers the same again, signs a slip, shows the history as a stream, and cancels', async () => {
    const person = await signIn(ofThePeople);
    const [slotId, other] = await freeSlots(HOSPITAL_OF[protocol]);
    const booked = await booking(person, slotId, `worker-${protocol}`);
    expect([booked.status, booked.body.confirmation]).toEqual([201, 'confirmed']);
    const again = await booking(person, slotId, `worker-${protocol}`);
    expect([again.status, again.body]).toEqual([201, booked.body]);
    expect(await booking(person, other, `worker-${protocol}`)).toMatchObject({ body: { code: 'idempotency-key-reused' } });

    const slip = await ask(`/v1/appointments/${booked.body.id}/slip`, {
      method: 'POST',
      headers: { authorization: person.authorization },
    });
    expect(await verdictOn(slip.body.qr)).toBe('valid');

    const events = await eventsOf(person.authorization, String(booked.body.id), 'confirmed');
    expect(events.at(-1)).toMatchObject({ confirmation: 'confirmed' });

    const cancelled = await cancelling(person, booked.body.id, `cancel-${protocol}`);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', cancellation: 'done' } });
    expect(await verdictOn(slip.body.qr)).toBe('cancelled');
    const claims = await city.rows<{ state: string }>(`SELECT state FROM claim WHERE hospital_id = '${HOSPITAL_OF[protocol]}'`);
    expect(claims).toEqual([{ state: 'cancelled' }]);
  });
});

describe('the worker', () => {
  it('the Worker answers 202 while the hospital does not, and a scheduled run finds out what became of it', async () => {
    const hospital = HOSPITAL_OF['fhir-r4'];
    await city.fault({ hospital, operation: 'book', fault: 'timeout-after-commit', times: 1, delayMs: 9_000 });
    const person = await signIn(2);
    const slow = await booking(person, await freeSlot(hospital), 'worker-unknown');
    expect(slow.status).toBe(202);
    const look = async () => ask(`/v1/appointments/${slow.body.id}`, { headers: { authorization: person.authorization } });
    // Nobody waits for the answer any more, and no run of the cron trigger has begun: the request's own invocation goes on.
    const state = async () =>
      (await city.rows<{ state: string }>("SELECT state FROM claim WHERE state <> 'cancelled'"))[0]?.state;
    await vi.waitUntil(async () => (await state()) === 'unknown', { timeout: 60_000, interval: 200 });
    for (let runs = 0; runs < 6 && (await look()).body.confirmation !== 'confirmed'; runs += 1) await city.cron();
    expect(await look()).toMatchObject({ status: 200, body: { confirmation: 'confirmed' } });
  });

  it.each([
    ['no session', '/v1/appointments', {}, 401, 'unauthenticated'],
    ['an unknown path', '/v1/nothing', {}, 404, 'not-found'],
    ['a wrong method', '/v1/hospitals', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['an evidence that is none', '/v1/sessions', { method: 'POST', headers: JSON_BODY, body: '{}' }, 400, 'invalid-request'],
    [
      'a page of another origin',
      '/v1/sessions',
      { method: 'POST', headers: { origin: 'https://evil.test' } },
      403,
      'origin-refused',
    ],
    ['a push to a hospital without pushes', '/inbound/nobody', { method: 'POST' }, 404, 'not-found'],
    ['a command of the operator', '/operator/keys-rotate', { method: 'POST' }, 404, 'not-found'],
  ])('the Worker refuses %s with its problem', async (_, path, init, status, code) => {
    const answer = await ask(path, init);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('the Worker answers many at once, each from its own invocation, and books exactly what there is', async () => {
    const slotId = await freeSlot(HOSPITAL_OF['remote-http']);
    const people = await Promise.all([3, 4, 5, 6, 7, 8, 9].map(signIn));
    const [before] = await city.rows<{ free: number }>(`SELECT offered - claimed AS free FROM slot WHERE id = '${slotId}'`);
    const replies = await Promise.all(people.map((person, n) => booking(person, slotId, `worker-race-${n}`)));
    const expected = Math.min(before?.free ?? 0, people.length);
    expect(replies.filter(({ status }) => status === 201 || status === 202)).toHaveLength(expected);
    expect(new Set(replies.filter(({ status }) => status > 202).map(({ body }) => body.code))).toEqual(
      new Set(expected < people.length ? ['slot-taken'] : []),
    );
  });

  it('the Worker is not there without its settings, and names every one that is wrong in the log only', async () => {
    const broken = city.isolate({ KEYS: '{"current":"k1"}', TASKS_FOR_SECONDS: 'long', PUBLIC_URL: 'door' });
    const response = await broken.dispatchFetch('http://onedoor.test/healthz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'store-unavailable' });
  });
});

/** Data of the events up to the first with this confirmation. */
async function eventsOf(authorization: string, id: string, confirmation: string): Promise<readonly Record<string, unknown>[]> {
  const response = await city.fetch(`/v1/appointments/${id}/events`, { headers: { authorization } });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && !text.includes(`"confirmation":"${confirmation}"`)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  // A place in a session has events of its own kind.
  return [...text.matchAll(/^event: appointment\ndata: (.*)$/gm)].map(
    ([, data]) => JSON.parse(data ?? '{}') as Record<string, unknown>,
  );
}
