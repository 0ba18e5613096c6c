import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import { type SignedJsonConfigInput, signedJsonConfigSchema, warnings } from '../../adapters/hospitals/signed-json/config.ts';
import { fenOf } from '../../adapters/hospitals/signed-json/mapping.ts';
import { encodeGb18030 } from '../../fixtures/simulators/wire/gb18030.ts';
import { laxSign, type ReplyParts, strictReplyHeaders } from './signed-signer.ts';
import { configFor, LAX_KEY, STRICT_KEY } from './simulated-signed-hospital.ts';

const BASE = 'https://his.example/proxy';
const DAY = { from: Date.parse('2031-03-03T00:00:00+08:00'), to: Date.parse('2031-03-04T00:00:00+08:00') };
const SLOT_REF = 'd01~s1~2031-03-03~0~50.00';
const PATIENT = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
} as const;

const ORDER = {
  hosRecordId: 'r1',
  clientOrderNo: 'k1',
  hosScheduleId: 's1',
  depcode: 'd01',
  reserveDate: '2031-03-03',
  reserveTime: 0,
  amount: '50.00',
  number: 7,
  orderStatus: 0,
};
const envelope = (code: number, data: unknown = null) => JSON.stringify({ code, message: '消息', data, ok: code === 200 });
const BOOKED = envelope(200, ORDER);
const SLOTS = envelope(200, { rows: [] });
const connection = (code: string) => () => {
  throw new TypeError('fetch failed', { cause: { code } });
};

type Respond = (nonce: string, write: boolean) => Response;

/** A reply under the hospital's signature; `spoil` changes what was signed, or the reply after it was signed. */
const signed =
  (body: string | Uint8Array, spoil: Partial<ReplyParts> & { readonly key?: string } = {}, status = 200): Respond =>
  (nonce) => {
    const headers = strictReplyHeaders({ status, body, nonce, ...spoil }, spoil.key ?? STRICT_KEY);
    return new Response(body as BodyInit, { status, headers });
  };
/** The right body for either question, under the hospital's signature. */
const right =
  (spoil: Parameters<typeof signed>[1] = {}): Respond =>
  (nonce, write) =>
    signed(write ? BOOKED : SLOTS, spoil)(nonce, write);
const plain =
  (body: string | Uint8Array, status = 200) =>
  () =>
    new Response(body as BodyInit, { status });

function adapterWith(mode: 'strict' | 'lax', respond: Respond, more: Partial<SignedJsonConfigInput> = {}) {
  const seen: { readonly url: string; readonly init: RequestInit; readonly fields: URLSearchParams }[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    seen.push({ url, init, fields: new URLSearchParams(new TextDecoder().decode(init.body as Uint8Array)) });
    return respond((init.headers as Record<string, string>)['yygh-nonce'] ?? '', url.includes('/order/'));
  };
  const adapter = createSignedJsonAdapter(configFor({ mode, config: more }, BASE), { fetch, now: Date.now });
  const call = () => ({ signal: AbortSignal.timeout(60_000) });
  return {
    seen,
    adapter,
    call,
    slots: () => facetsOf(adapter).slots.page(DAY, call()),
    book: (slotRef = SLOT_REF) => facetsOf(adapter).booking.book({ key: 'k1', slotRef, patient: PATIENT }, call()),
  };
}

const now = () => Math.floor(Date.now() / 1000);
const answer = (expected: string) => {
  if (expected === 'ok') return { ok: true };
  const kinds = ['unavailable', 'malformed', 'unknown-outcome', 'unauthenticated'];
  return { ok: false, failure: kinds.includes(expected) ? { kind: expected } : { kind: 'rejected', reason: expected } };
};

const STRICT_REPLIES: readonly (readonly [name: string, respond: Respond, read: string, write: string])[] = [
  ['a reply as it should be', right(), 'ok', 'ok'],
  ['a refused connection', connection('ECONNREFUSED'), 'unavailable', 'unavailable'],
  ['a reset', connection('ECONNRESET'), 'unavailable', 'unknown-outcome'],
  ['a signed 500', signed(envelope(500), {}, 500), 'unavailable', 'unknown-outcome'],
  ['a signed 401', signed(envelope(300), {}, 401), 'unauthenticated', 'unknown-outcome'],
  ['a 300 that is signed all the same', signed(envelope(300)), 'malformed', 'unknown-outcome'],
  ['201', signed(envelope(201)), 'other', 'other'],
  ['202', signed(envelope(202)), 'request-refused', 'request-refused'],
  ['210', signed(envelope(210)), 'slot-unknown', 'slot-unknown'],
  ['240', signed(envelope(240)), 'slot-taken', 'slot-taken'],
  ['250', signed(envelope(250)), 'slot-closed', 'slot-closed'],
  ['230', signed(envelope(230)), 'key-reused', 'key-reused'],
  ['260', signed(envelope(260)), 'patient-ambiguous', 'patient-ambiguous'],
  ['a code that nobody knows', signed(envelope(207)), 'malformed', 'unknown-outcome'],
  ['a code that is a text', signed('{"code":"200","data":{"rows":[]}}'), 'malformed', 'unknown-outcome'],
  ['no signature', plain(SLOTS), 'malformed', 'unknown-outcome'],
  ['240 without a signature', plain(envelope(240)), 'malformed', 'unknown-outcome'],
  ['another key', right({ key: Buffer.alloc(32, 'stranger').toString('base64') }), 'malformed', 'unknown-outcome'],
  ['the reply to another request', right({ nonce: 'AAECAwQFBgcICQoLDA0ODw' }), 'malformed', 'unknown-outcome'],
  ['an altered body', right({ body: `${BOOKED} ` }), 'malformed', 'unknown-outcome'],
  ['a reply that is 301 s old', (n, w) => right({ timestamp: String(now() - 301) })(n, w), 'malformed', 'unknown-outcome'],
  ['a signed redirect', signed(SLOTS, {}, 307), 'malformed', 'unknown-outcome'],
  ['a signed nothing', signed(''), 'malformed', 'unknown-outcome'],
  ['signed bytes in GB18030', signed(encodeGb18030(BOOKED)), 'malformed', 'unknown-outcome'],
  ['a signed reply that is too long', signed(' '.repeat(5_000)), 'malformed', 'unknown-outcome'],
  ['an order under another key', signed(BOOKED.replace('k1', 'k2')), 'malformed', 'unknown-outcome'],
  ['an order of another schedule', signed(BOOKED.replace('s1', 's2')), 'malformed', 'unknown-outcome'],
  ['an order for another fee', signed(BOOKED.replace('50.00', '60.00')), 'malformed', 'unknown-outcome'],
  ['data that is null', signed(envelope(200)), 'malformed', 'unknown-outcome'],
];

describe('what a reply means in strict mode', () => {
  it.each(STRICT_REPLIES)('%s', async (_, respond, read, write) => {
    const hospital = adapterWith('strict', respond, { maxBodyBytes: 4_000 });
    expect(await hospital.slots()).toMatchObject(answer(read));
    expect(await hospital.book()).toMatchObject(answer(write));
  });

  it('a reply in strict mode is a booking that was cancelled for 200 with an order that is', async () => {
    const hospital = adapterWith('strict', signed(BOOKED.replace('"orderStatus":0', '"orderStatus":-1')));
    expect(await hospital.book()).toMatchObject(answer('key-reused'));
  });
});

const done = (data: unknown) => plain(envelope(200, data));

const LAX_REPLIES: readonly (readonly [name: string, respond: Respond, write: string])[] = [
  ['a record and a number', done({ hosRecordId: 'r1', number: 7 }), 'ok'],
  ['both of them as the other type', done({ hosRecordId: 12, number: '7' }), 'ok'],
  ['a record without a number', done({ hosRecordId: 'r1', number: null }), 'ok'],
  ['a number without a record', done({ number: 7 }), 'unknown-outcome'],
  ['200 and nothing', done(null), 'unknown-outcome'],
  ['201', plain(envelope(201)), 'other'],
  ['240', plain(envelope(240)), 'slot-taken'],
  ['250', plain(envelope(250)), 'slot-closed'],
  ['300', plain(envelope(300)), 'unauthenticated'],
  ['a code of strict mode', plain(envelope(210)), 'unknown-outcome'],
  ['a login page', plain('<html>登录</html>'), 'unknown-outcome'],
  ['503', plain('', 503), 'unknown-outcome'],
  ['a redirect', plain('', 302), 'unknown-outcome'],
  ['a refused connection', connection('ECONNREFUSED'), 'unavailable'],
];

describe('what a reply means in lax mode', () => {
  it.each(LAX_REPLIES)('%s', async (_, respond, write) => {
    expect(await adapterWith('lax', respond).book()).toMatchObject(answer(write));
  });

  it('a reply in lax mode is read in GB18030 where the hospital says UTF-8 and lies, and nothing is guessed', async () => {
    const bytes = encodeGb18030(envelope(240));
    expect(await adapterWith('lax', plain(bytes), { charset: 'gb18030' }).book()).toMatchObject(answer('slot-taken'));
    expect(await adapterWith('lax', plain(bytes)).book()).toMatchObject(answer('unknown-outcome'));
  });

  it('a reply in lax mode is a number only where it is one', async () => {
    for (const [number, expected] of [
      [7, 7],
      ['12', 12],
      [0, undefined],
      ['A7', undefined],
    ]) {
      const outcome = await adapterWith('lax', done({ hosRecordId: 'r1', number })).book();
      expect(outcome.ok && outcome.value.queueNumber).toBe(expected);
    }
  });
});

describe('what is sent', () => {
  it('what signed-json sends puts nothing of a person into an address, keeps to the base path, passes the trace on and follows no redirect', async () => {
    const { adapter, seen } = adapterWith('strict', signed(envelope(200, { match: 'none' })));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await facetsOf(adapter).patients.find(PATIENT, { signal: AbortSignal.timeout(2_000), traceparent });
    expect(seen[0]?.url).toBe(`${BASE}/patient/find`);
    expect(seen[0]?.init).toMatchObject({ method: 'POST', redirect: 'manual', headers: { traceparent } });
  });

  it('what signed-json sends is signed in lax mode over what stands in the form, with every field that the contract has', async () => {
    const { book, seen } = adapterWith('lax', plain(envelope(240)));
    await book();
    const form = Object.fromEntries(seen[0]?.fields ?? []);
    expect(form.sign).toBe(laxSign(form, LAX_KEY));
    expect(form).toMatchObject({ reserveDate: '2031-03-03', reserveTime: '0', amount: '50.00', name: PATIENT.name });
    expect(form).toMatchObject({ isMarry: '0', phone: '', contactsName: '' });
    expect(Number(form.timestamp)).toBeGreaterThan(Date.now() - 5_000);
  });

  it('what signed-json sends has date and half of the day swapped for a hospital that reads them so', async () => {
    const { book, seen } = adapterWith('lax', plain(envelope(240)), { swappedReserveFields: true });
    await book();
    expect(Object.fromEntries(seen[0]?.fields ?? [])).toMatchObject({ reserveDate: '0', reserveTime: '2031-03-03' });
  });

  it('what signed-json sends spells the fee as the hospital spelled it', async () => {
    for (const amount of ['12.20', '100', '100.0']) {
      const { book, seen } = adapterWith('lax', plain(envelope(240)));
      await book(`d01~s1~2031-03-03~0~${amount}`);
      expect(seen[0]?.fields.get('amount')).toBe(amount);
    }
  });

  it('what signed-json sends is nothing where a lax hospital has no word for the document or the sex', async () => {
    const { adapter, call, seen } = adapterWith('lax', plain(envelope(200)));
    for (const patient of [
      { ...PATIENT, document: { type: 'passport', number: 'E1' } } as const,
      { ...PATIENT, sex: 'unknown' } as const,
    ])
      expect(await facetsOf(adapter).booking.book({ key: 'k1', slotRef: SLOT_REF, patient }, call())).toMatchObject(
        answer('patient-refused'),
      );
    expect(seen).toEqual([]);
  });

  it('what signed-json sends is nothing where a lax booking is cancelled under a key that is not its own', async () => {
    const { adapter, book, call, seen } = adapterWith('lax', done({ hosRecordId: 'r1', number: 7 }));
    const booked = await book();
    const ref = booked.ok ? booked.value.ref : '';
    expect(await facetsOf(adapter).cancellation.cancel({ key: 'k2', ref }, call())).toMatchObject(answer('booking-unknown'));
    expect(seen).toHaveLength(1);
    expect(await facetsOf(adapter).cancellation.cancel({ key: 'k1', ref }, call())).toMatchObject({
      ok: true,
      value: { status: 'cancelled', ref },
    });
  });

  it('what signed-json sends never has a nonce twice', async () => {
    const { slots, seen } = adapterWith('strict', right());
    for (let round = 0; round < 50; round++) await slots();
    expect(new Set(seen.map(({ init }) => (init.headers as Record<string, string>)['yygh-nonce'])).size).toBe(50);
  });
});

describe('a failure', () => {
  it('a failure of signed-json holds neither the key nor anything of the person or the body', async () => {
    const secret = envelope(999, { name: PATIENT.name, signKey: LAX_KEY });
    for (const mode of ['strict', 'lax'] as const)
      for (const respond of [plain(secret), signed(secret), connection(PATIENT.name), plain(PATIENT.name, 500)]) {
        const text = JSON.stringify(await adapterWith(mode, respond).book());
        for (const word of [PATIENT.name, PATIENT.document.number, LAX_KEY, STRICT_KEY]) expect(text).not.toContain(word);
      }
  });
});

describe('money', () => {
  it.each([
    ['12.20', 1220],
    ['100', 10_000],
    ['100.0', 10_000],
    ['0.07', 7],
    ['0', 0],
    ['1.1', 110],
    ['9999999.99', 999_999_999],
  ])('%s yuan is %i fen', (yuan, fen) => {
    expect(fenOf(yuan)).toBe(fen);
  });
});

describe('the configuration', () => {
  const lax = { baseUrl: BASE, hoscode: 'h1', mode: 'lax', acceptRisk: true, signKey: 'k' } as const;
  const strict = { baseUrl: BASE, hoscode: 'h1', mode: 'strict', signKey: STRICT_KEY } as const;

  it('the configuration of signed-json is refused without acceptance of the risk, with a short key, a quirk in strict mode or a doctor twice', () => {
    const { acceptRisk: _, ...silent } = lax;
    const doctor = { ref: 'p1', depcode: 'd1', docname: '曾静' };
    for (const wrong of [
      silent,
      { ...lax, acceptRisk: false },
      { ...strict, signKey: Buffer.alloc(31).toString('base64') },
      { ...strict, charset: 'gb18030' },
      { ...strict, acceptRisk: true },
      { ...strict, baseUrl: 'https://a:b@his.example' },
      { ...strict, doctors: [doctor, { ...doctor, ref: 'p2' }] },
      { ...strict, clinics: { morning: { opens: '12:00', closes: '08:00' }, afternoon: { opens: '13:00', closes: '17:00' } } },
    ])
      expect(signedJsonConfigSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    for (const fine of [lax, strict]) expect(signedJsonConfigSchema.safeParse(fine).success).toBe(true);
  });

  it('the configuration of signed-json is warned of in lax mode, and says more where there is more to say; never with the key', () => {
    const about = (config: SignedJsonConfigInput) => warnings(signedJsonConfigSchema.parse(config));
    expect(about(strict)).toEqual([]);
    expect(about(lax)).toEqual([
      'lax mode: signatures cover values only, replies are not signed, and a lost booking goes to the duty desk',
    ]);
    const worst = about({ ...lax, signKey: LAX_KEY, signature: 'constant', baseUrl: 'http://10.0.0.1' });
    expect(worst).toHaveLength(3);
    expect(worst.join(' ')).not.toContain(LAX_KEY);
  });
});
