import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLED_ENGINES } from '../support/test-store.ts';
import { answered, expectNothingWritten, keyed, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

describe.each(SAMPLED_ENGINES)('%s: bodies that are no good', (engine) => {
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

  it('the gateway refuses a body that is not JSON', async () => {
    const bodies = ['{', "{'slotId': 1}", '<a/>', 'slotId=1', `${JSON.stringify(order())},`, 'NaN', ' '];
    await refusesEach(
      bodies.map((body) => () => book(body)),
      400,
      'invalid-request',
    );
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-seq',
    '',
  ])('the gateway refuses the content type "%s"', async (type) => {
    await refusesEach([() => book(JSON.stringify(order()), { 'content-type': type })], 415, 'unsupported-media-type');
  });

  it('the gateway refuses bytes that are not UTF-8 instead of guessing them', async () => {
    const gb18030 = Uint8Array.from([...Buffer.from('{"slotId":"'), 0xd4, 0xf8, ...Buffer.from('"}')]);
    const overlong = Uint8Array.from([...Buffer.from('{"slotId":"'), 0xc0, 0xaf, ...Buffer.from('"}')]);
    const surrogate = Uint8Array.from([...Buffer.from('{"slotId":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]);
    const texts = await refusesEach(
      [gb18030, overlong, surrogate].map((body) => () => book(body)),
      400,
      'invalid-request',
    );
    // Refused as a whole: no field was looked at, because nothing had been read out of it.
    for (const text of texts) expect(text).not.toContain('slotId');
  });

  it('the gateway refuses keys that reach for the prototype, and no object is changed by them', async () => {
    const own = JSON.stringify(order()).slice(0, -1);
    const bodies = [
      `${own},"__proto__":{"admin":true}}`,
      `${own},"constructor":{"prototype":{"admin":true}}}`,
      `{"__proto__":${JSON.stringify(order())}}`,
    ];
    await refusesEach(
      bodies.map((body) => () => book(body)),
      400,
      'invalid-request',
    );
    const queries = ['__proto__=1', '__proto__[admin]=1', 'constructor=1', 'toString=1', 'hasOwnProperty=1'];
    await refusesEach(
      queries.map((query) => get(`/v1/slots?${query}`)),
      400,
      'invalid-request',
    );
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('the gateway refuses 100,000 levels of nesting and goes on', async () => {
    const deep = 100_000;
    const bodies = ['['.repeat(deep) + ']'.repeat(deep), `{"slotId":${'['.repeat(deep)}${']'.repeat(deep)},"patientId":"x"}`];
    await refusesEach(
      bodies.map((body) => () => book(body)),
      400,
      'invalid-request',
    );
    expect((await site.gateway.request('/healthz')).status).toBe(200);
  });

  it('the gateway refuses a body where the contract has none, and null where it has an empty one', async () => {
    const json = keyed(person.headers, 'cancel-it-now');
    const close = (body: string) => () => site.gateway.request('/v1/sessions/current', { method: 'DELETE', body, headers: json });
    await refusesEach(['{}', 'null', '{"all":true}'].map(close), 400, 'invalid-request');
    const path = `/v1/appointments/apt_${'a'.repeat(22)}/cancel`;
    const cancel = (body: string) => () => site.gateway.request(path, { method: 'POST', body, headers: json });
    await refusesEach(['null', '[]', '{"reason":"x"}'].map(cancel), 400, 'invalid-request');
  });
});
