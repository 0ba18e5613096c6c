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

    const stream = `/v1/appointments/${booked.body.id}/events`;
    const events = await eventsOf(person.authorization, stream, { name: 'appointment', until: '"confirmation":"confirmed"' });
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

/** A hospital that charges people and is a merchant. */
const CHARGING = HOSPITAL_OF['remote-http'];

/** Somebody whom the hospital has charged; it tells the bills of those alone of whom it keeps a file, as it does since their booking. */
async function charged(number: number, charge: Parameters<WorkerCity['money']['charge']>[1]) {
  const person = await signIn(number);
  const booked = await booking(person, await freeSlot(CHARGING), `worker-visit-${number}`);
  expect(booked.body.confirmation).toBe('confirmed');
  const [known] = city.people.slice(number);
  if (!known) throw new Error('nobody of this number');
  await city.money.charge(known, charge);
  const headers = { ...JSON_BODY, authorization: person.authorization };
  const get = (path: string) => ask(path, { headers });
  let keys = 0;
  const post = (path: string, body?: object) => {
    keys += 1;
    const key = { 'idempotency-key': `worker-pays-${number}-${keys}` };
    return ask(path, { method: 'POST', headers: { ...headers, ...key }, ...(body ? { body: JSON.stringify(body) } : {}) });
  };
  const { body: open } = await get(`/v1/bills?patientId=${person.patientId}`);
  const [bill] = (open.hospitals as { hospital: string; visits: { visitRef: string; billHash: string }[] }[]).flatMap(
    ({ hospital, visits }) => visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
  );
  const quotes = await post('/v1/quotes', { patientId: person.patientId, bills: [bill], insurance: false });
  expect([quotes.status, quotes.body.state]).toEqual([201, 'ready']);
  const pay = (more: object = {}) => post('/v1/payments', { quotesId: quotes.body.id, channel: 'sandbox', ...more });
  return { ...person, visitRef: bill?.visitRef, get, post, pay };
}

/** A bill of one line that no insurance covers; its amount tells the payment sandbox what becomes of it. */
function ownLine(amount: number) {
  return [{ name: '诊查费', quantity: '1', price: amount, amount, class: 'none', ownShare: 10_000 }] as const;
}

type Charged = Awaited<ReturnType<typeof charged>>;
interface Part {
  readonly state: string;
  readonly code?: string;
  readonly refunds: readonly { readonly state: string; readonly amount: { readonly amount: number } }[];
}

/** The one part of a payment, once it is as it is wanted. */
async function partOf({ get }: Charged, id: unknown, wanted: (part: Part) => boolean): Promise<Part> {
  const look = async () => {
    const { status, body } = await get(`/v1/payments/${id}`);
    expect(status).toBe(200);
    const [part] = body.parts as Part[];
    return part && wanted(part) ? part : undefined;
  };
  return (await vi.waitUntil(look, { timeout: 30_000, interval: 100 })) as Part;
}

async function codeOf(person: Charged, id: unknown): Promise<string> {
  return (await partOf(person, id, ({ code }) => code !== undefined)).code ?? '';
}

/** Out of D1: what moved for a payment. */
function movementsOf(id: unknown) {
  return city.rows<{ from: string; to: string; fen: number }>(`SELECT from_account AS "from", to_account AS "to", fen
    FROM ledger_movement WHERE part_id IN (SELECT id FROM payment_part WHERE payment_id = '${id}') ORDER BY id`);
}

async function pageAt(path: string): Promise<string> {
  const response = await city.fetch(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  return response.text();
}

/** What a notice, a cancellation or a press brings about is done in its own request; the cron trigger runs only where a test says so. */
describe('money at the worker', () => {
  it('the Worker takes a payment: a bill, a quote, a code; the provider’s notice settles it, every book says the same, and what is asked back goes back', async () => {
    const person = await charged(11, 'teeth');
    const made = await person.pay();
    expect([made.status, (made.body.parts as Part[])[0]?.state]).toEqual([201, 'paying']);
    const code = await codeOf(person, made.body.id);
    await city.money.pay(code);
    const stream = `/v1/payments/${made.body.id}/events`;
    await eventsOf(person.authorization, stream, { name: 'payment', until: '"state":"paid"' });

    const total = 38_500;
    expect(city.money.book(code)).toEqual({ paid: total, returned: 0 });
    expect(await city.money.disagreements()).toEqual([]);
    const own = (await city.money.settlements()).filter(({ visitRef }) => visitRef === person.visitRef);
    expect(own).toMatchObject([{ total, cash: total, refunded: 0 }]);
    expect(await movementsOf(made.body.id)).toEqual([
      { from: 'payer', to: 'held', fen: total },
      { from: 'held', to: 'hospital', fen: total },
    ]);
    const receipt = await person.get(`/v1/receipts/${made.body.id}`);
    const [part] = receipt.body.parts as { settled: { total: object } }[];
    expect([receipt.status, part?.settled.total]).toEqual([200, { amount: total, currency: 'CNY' }]);
    const qr = String(receipt.body.qr);
    expect(qr.startsWith(`${city.address}/receipts?qr=`)).toBe(true);
    expect(await pageAt(qr.slice(city.address.length))).toContain('真实的收据');
    expect(await pageAt(qr.slice(city.address.length).replace('.38500.', '.48500.'))).toContain('假的');

    const refunds = `/v1/payments/${made.body.id}/refunds`;
    const [refundable] = (await person.get(refunds)).body.parts as { whole: object }[];
    expect((await person.post(refunds, { part: 0, lines: 'whole', amount: refundable?.whole })).status).toBe(201);
    await partOf(person, made.body.id, (one) => one.refunds[0]?.state === 'done');
    expect(city.money.book(code)).toEqual({ paid: total, returned: total });
    expect((await movementsOf(made.body.id)).slice(2).map(({ to, fen }) => [to, fen])).toContainEqual(['payer', total]);
  });

  it.each([
    ['had paid before', 12, 2_506],
    ['pays at that moment', 13, 2_505],
  ])('who cancels at the Worker and whose phone %s has the money back by itself', async (_, number, amount) => {
    const person = await charged(number, ownLine(amount));
    const made = await person.pay();
    const code = await codeOf(person, made.body.id);
    expect((await person.post(`/v1/payments/${made.body.id}/cancel`)).status).toBe(200);
    const { refunds } = await partOf(
      person,
      made.body.id,
      (part) => part.state === 'not-paid' && part.refunds[0]?.state === 'done',
    );
    expect(refunds).toMatchObject([{ amount: { amount } }]);
    expect(city.money.book(code)).toEqual({ paid: amount, returned: amount });
    expect(await movementsOf(made.body.id)).toEqual([
      { from: 'payer', to: 'held', fen: amount },
      { from: 'held', to: 'payer', fen: amount },
    ]);
    expect(await city.money.disagreements()).toEqual([]);
  });

  it('a payment whose notice never comes is settled by a run of the Worker’s cron trigger', async () => {
    const amount = 2_606;
    const person = await charged(15, ownLine(amount));
    const made = await person.pay();
    const code = await codeOf(person, made.body.id);
    const state = async () => (await partOf(person, made.body.id, () => true)).state;
    // Whoever stands before a code is asked about each five seconds, and a run lasts three.
    for (let runs = 0; runs < 4 && (await state()) !== 'paid'; runs += 1) await city.cron();
    expect(await state()).toBe('paid');
    expect(city.money.book(code)).toEqual({ paid: amount, returned: 0 });
  });

  it('whoever pays from home opens the page of the paper at the Worker, has a code made, and sees there that it is paid', async () => {
    const person = await charged(14, 'diabetes');
    const made = await person.pay({ fromHome: true });
    const { address } = made.body.fromHome as { address: string };
    expect(address.startsWith(`${city.address}/pay?code=`)).toBe(true);
    const path = address.slice(city.address.length);
    expect(await pageAt(path)).toContain('显示付款码');
    const code = new URLSearchParams(path.slice(path.indexOf('?'))).get('code') ?? '';
    const press = { method: 'POST', body: String(new URLSearchParams({ code, part: '0' })) };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await fetch(`${city.address}/pay`, { ...press, headers, redirect: 'manual' })).status).toBe(303);
    await vi.waitUntil(async () => (await pageAt(path)).includes('<svg'), { timeout: 30_000, interval: 100 });
    const [order] = await city.rows<{ code: string }>(`SELECT o.code FROM payment_order o JOIN payment_part p ON p.id = o.part_id
      WHERE p.payment_id = '${made.body.id}'`);
    await city.money.pay(order?.code ?? '');
    await vi.waitUntil(async () => (await pageAt(path)).includes('已付清'), { timeout: 30_000, interval: 100 });
    expect(city.money.book(order?.code ?? '')).toEqual({ paid: 24_096, returned: 0 });
  });
});

/** Data of the events of this name up to the first that holds this text. */
async function eventsOf(
  authorization: string,
  path: string,
  { name, until }: { readonly name: string; readonly until: string },
): Promise<readonly Record<string, unknown>[]> {
  const response = await city.fetch(path, { headers: { authorization } });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && !text.includes(until)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  // A place in a session has events of its own kind.
  return [...text.matchAll(new RegExp(`^event: ${name}\ndata: (.*)$`, 'gm'))].map(
    ([, data]) => JSON.parse(data ?? '{}') as Record<string, unknown>,
  );
}
