import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';
import {
  answered,
  atRest,
  driven,
  expectNothingWritten,
  keyed,
  MORNING,
  type QuietGateway,
  signedIn,
  startQuietGateway,
} from './quiet-gateway.ts';

const SECRET_NAME = 'bloodPressure';
const position = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.each(ENGINES)('%s: what does not fit the contract', (engine) => {
  let site: QuietGateway;
  let person: Awaited<ReturnType<typeof signedIn>>;
  let slotId: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    person = await signedIn(site.gateway);
    ({ slotId } = await site.gateway.openSlot(2));
  });
  afterEach(() => site.stop());

  const order = () => ({ slotId, patientId: person.patientId });

  function book(body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) {
    const headers = { ...keyed(person.headers, 'a-key-of-its-own'), ...more };
    return site.gateway.request('/v1/appointments', { method: 'POST', body, headers });
  }

  /** Sends each, and proves that it is refused so and leaves nothing behind. */
  async function refusesEach(attempts: readonly (() => Promise<Response>)[], status: number, code: string) {
    const texts: string[] = [];
    for (const attempt of attempts) {
      const reply = await expectNothingWritten(site, async () => answered(await attempt()));
      expect(reply, reply.text).toMatchObject({ status, code });
      texts.push(reply.text);
    }
    return texts;
  }

  const get = (path: string) => () => site.gateway.request(path, { headers: person.headers });

  it('the gateway refuses malformed ids wherever an id goes', async () => {
    const wrong = [
      '',
      'slt_short',
      `slt_${'a'.repeat(23)}`,
      `apt_${'a'.repeat(22)}`,
      `slt_${'a'.repeat(21)}!`,
      `slt_${'中'.repeat(22)}`,
      "slt_' OR 1=1 --",
    ];
    await refusesEach(
      wrong.map((id) => () => book(JSON.stringify({ ...order(), slotId: id }))),
      400,
      'invalid-request',
    );
    await refusesEach(
      wrong.map((id) => () => book(JSON.stringify({ ...order(), patientId: id }))),
      400,
      'invalid-request',
    );
    const paths = ['x', 'apt_%00', `apt_${'a'.repeat(23)}`, '%E0%A4%A', 'apt_%0d%0aSet-Cookie:x', "'%20OR%20'1'='1"];
    await refusesEach(
      paths.map((id) => get(`/v1/appointments/${id}`)),
      400,
      'invalid-request',
    );
    await refusesEach(
      paths.map((id) => get(`/v1/appointments/${id}/events`)),
      400,
      'invalid-request',
    );
    const cancel = (id: string) => () =>
      site.gateway.request(`/v1/appointments/${id}/cancel`, { method: 'POST', headers: keyed(person.headers, 'cancel-key') });
    await refusesEach(paths.map(cancel), 400, 'invalid-request');
  });

  it('the gateway answers not-found to a slot that does not exist', async () => {
    await refusesEach([() => book(JSON.stringify({ ...order(), slotId: `slt_${'a'.repeat(22)}` }))], 404, 'not-found');
  });

  it('the gateway answers slot-past to a slot that begins now or has begun', async () => {
    const { slotId: soon } = await site.gateway.openSlot(1, 60_000);
    const refused = () => book(JSON.stringify({ ...order(), slotId: soon }));
    await site.clock.leap(60_000);
    // What is due each minute is done before anybody looks whether something was written.
    await driven(site, atRest(site.db, site.clock));
    await refusesEach([refused], 409, 'slot-past');
    await site.clock.leap(1);
    await refusesEach([refused], 409, 'slot-past');
  });

  it('the gateway refuses a field that is not in the contract and does not repeat its name', async () => {
    const bodies = [
      { ...order(), [SECRET_NAME]: '180/110' },
      { ...order(), status: 'confirmed' },
      { ...order(), price: { amount: 0, currency: 'CNY' } },
    ];
    const inBody = await refusesEach(
      bodies.map((body) => () => book(JSON.stringify(body))),
      400,
      'invalid-request',
    );
    const paths = [
      `/v1/slots?${SECRET_NAME}=180`,
      `/v1/hospitals?${SECRET_NAME}=1`,
      `/v1/appointments?patientId=${testPatient(1).id}`,
      `/v1/departments?q=x&${SECRET_NAME}=1`,
    ];
    const inQuery = await refusesEach(paths.map(get), 400, 'invalid-request');
    const one = `/v1/appointments/apt_${'a'.repeat(22)}?${SECRET_NAME}=1`;
    const unexpected = await refusesEach([get(one)], 400, 'invalid-request');
    for (const text of [...inBody, ...inQuery, ...unexpected]) expect(text).not.toContain(SECRET_NAME);
  });

  it('the gateway refuses values of the wrong type', async () => {
    const wrong: readonly unknown[] = [1, null, true, [slotId], { $ne: '' }, { toString: slotId }];
    await refusesEach(
      wrong.map((value) => () => book(JSON.stringify({ ...order(), slotId: value }))),
      400,
      'invalid-request',
    );
    await refusesEach(
      ['[]', '"text"', '1', 'null', 'true', '{}'].map((body) => () => book(body)),
      400,
      'invalid-request',
    );
    const queries = [
      'limit=0',
      'limit=51',
      'limit=-1',
      'limit=1.5',
      'limit=abc',
      'limit=0x10',
      'limit=1e1',
      'limit=%205',
      'limit=+5',
      'limit=5.0',
      'limit=',
      'from=tomorrow',
      'from=2026-11-24',
      'from=2026-02-30T00:00:00Z',
      'to=1795478400000',
      'department=A4',
      'hospital=Test%20First',
      'practitioner=p1',
    ];
    await refusesEach(
      queries.map((query) => get(`/v1/slots?${query}`)),
      400,
      'invalid-request',
    );
    await refusesEach([get(`/v1/departments?q=${'x'.repeat(61)}`)], 400, 'invalid-request');
  });

  it('the gateway refuses a query field that is there twice, also when both say the same', async () => {
    const queries = ['limit=5&limit=50', `hospital=${HOSPITAL}&hospital=${HOSPITAL}`, 'limit=5&%6cimit=5'];
    await refusesEach(
      queries.map((query) => get(`/v1/slots?${query}`)),
      400,
      'invalid-request',
    );
  });

  it('the gateway refuses a cursor that it did not make, of whatever type its parts are', async () => {
    const decoded = [
      ['x', 'id'],
      [1.5, 'id'],
      [1e300, 'id'],
      [9_007_199_254_740_991, 'id'],
      [0, '\u0000'],
      [0, ''],
      [0, 0],
      ['1', 'id'],
      [0],
      [0, 'id', 0],
      {},
      null,
      '',
      [0, 'x'.repeat(161)],
      [0, '曾'],
    ];
    const cursors = ['AAAA', '-', '____', ...decoded.map(position).filter((cursor) => cursor.length <= 200)];
    await refusesEach(
      cursors.map((cursor) => get(`/v1/slots?cursor=${cursor}`)),
      400,
      'invalid-request',
    );
    await refusesEach(
      cursors.map((cursor) => get(`/v1/appointments?cursor=${cursor}`)),
      400,
      'invalid-request',
    );
    await refusesEach(
      ['!', 'a'.repeat(201), '%00', ''].map((cursor) => get(`/v1/slots?cursor=${cursor}`)),
      400,
      'invalid-request',
    );
    const lists = ['/v1/hospitals', '/v1/departments', '/v1/practitioners'];
    await refusesEach(
      lists.flatMap((path) => ['AAAA', position([1]), position([''])].map((cursor) => get(`${path}?cursor=${cursor}`))),
      400,
      'invalid-request',
    );
  });

  it('the gateway refuses a cursor that is made up, rather than show what is past', async () => {
    const { slotId: soon } = await site.gateway.openSlot(1, 60_000);
    await site.clock.leap(120_000);
    const made = position([MORNING, '!']);
    const page = (await (await get(`/v1/slots?cursor=${made}`)()).json()) as { items: { id: string }[] };
    expect(page.items.map(({ id }) => id)).toEqual([slotId]);
    expect(page.items.map(({ id }) => id)).not.toContain(soon);
  });

  it.each([
    ['missing', undefined, 'idempotency-key-missing'],
    ['empty', '', 'idempotency-key-missing'],
    ['shorter than 8', '1234567', 'invalid-request'],
    ['longer than 255', 'k'.repeat(256), 'invalid-request'],
    ['not ASCII', 'schlüssel-1', 'invalid-request'],
    ['with a space', 'two words of it', 'invalid-request'],
    ['there twice', 'first-key-1, second-key-2', 'invalid-request'],
  ])(
    'the gateway asks for an Idempotency-Key when it is %s, and says whether it is missing or does not fit',
    async (_, key, code) => {
      const { 'idempotency-key': __, ...headers } = keyed(person.headers, '');
      const given = key === undefined ? headers : { ...headers, 'idempotency-key': key };
      const body = JSON.stringify(order());
      const path = `/v1/appointments/apt_${'a'.repeat(22)}/cancel`;
      const texts = await refusesEach(
        [
          () => site.gateway.request('/v1/appointments', { method: 'POST', body, headers: given }),
          () => site.gateway.request(path, { method: 'POST', headers: given }),
        ],
        400,
        code,
      );
      for (const text of texts) expect(text.includes('header.idempotency-key')).toBe(code === 'invalid-request');
    },
  );

  it.each(['from', 'to'])('the gateway says how a + is written when the instant in `%s` came without its own', async (field) => {
    const expected = async (value: string) => {
      const reply = await get(`/v1/slots?${field}=${value}`)();
      return ((await reply.json()) as { errors?: { at: string; expected: string }[] }).errors?.[0];
    };
    for (const value of ['2026-11-24T00:00:00+08:00', '2026-11-24T00:00:00.000+08:00', '2026-11-24T00:00+08:00'])
      expect(await expected(value)).toEqual({ at: `query.${field}`, expected: expect.stringContaining('%2B') });
    for (const value of ['2026-11-24', 'x', '2026-11-24T00:00:00', '2026-11-24T00:00:00-0800'])
      expect(await expected(value)).toEqual({ at: `query.${field}`, expected: 'datetime' });
    expect((await get(`/v1/slots?${field}=2026-11-24T00:00:00%2B08:00`)()).status).toBe(200);
  });

  it('the gateway books for nobody with the same session once the body is right: what was refused above was refused for its own reason', async () => {
    expect((await book(JSON.stringify(order()))).status).toBe(201);
  });
});
