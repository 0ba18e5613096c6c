import { afterEach, describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import type { Quirks } from '../../fixtures/simulators/signed-json/exchange.ts';
import type { HospitalSchedule } from '../../fixtures/simulators/signed-json/start-signed-hospital.ts';
import { constantSign, formOf, laxSign, type StrictParts, strictHeaders, strictParts } from './signed-signer.ts';
import {
  configFor,
  HOSCODE,
  LAX_KEY,
  STRICT_KEY,
  type StartedSignedHospital,
  startSimulatedSignedHospital,
} from './simulated-signed-hospital.ts';

/**
 * What is wrong with the contract as it is found (source: 尚医通 (yygh) hospital interface document and its public implementations). Each
 * is shown twice: a lax hospital really falls for it, and a strict one refuses it and does nothing.
 */

type Fields = Record<string, string>;

const SCHEDULE: HospitalSchedule = {
  hosScheduleId: 'w1',
  depcode: 'd01',
  docname: '曾静',
  workDate: '2031-03-03',
  workTime: 0,
  reservedNumber: 5,
  amount: '50.00',
};
const ORDER: Fields = {
  hoscode: HOSCODE,
  depcode: 'd01',
  hosScheduleId: 'w1',
  reserveDate: '2031-03-03',
  reserveTime: '0',
  amount: '50.00',
  name: '林小满',
  birthdate: '1949-12-31',
  certificatesType: '10',
  certificatesNo: '11010519491231002X',
  sex: '0',
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(mode: 'strict' | 'lax', quirks: Partial<Quirks> = {}, schedule = SCHEDULE): Promise<StartedSignedHospital> {
  const started = await startSimulatedSignedHospital({ mode, quirks });
  closing.push(() => started.stop());
  started.open(schedule);
  return started;
}

async function post({ baseUrl }: StartedSignedHospital, path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as { code: number; data: { hosRecordId: string } } };
}

/** A form of a lax platform, signed over its values. */
const laxForm = (fields: Fields, at = Date.now()) => {
  const stamped = { ...fields, timestamp: String(at) };
  return { ...stamped, sign: laxSign(stamped, LAX_KEY) };
};

/** Sends a strict request that was altered after it was signed. */
async function alteredStrictly(hospital: StartedSignedHospital, change: (parts: StrictParts) => Partial<StrictParts>) {
  const parts = strictParts({ path: '/order/submitOrder', fields: { ...ORDER, clientOrderNo: 'weak-1' } });
  const headers = strictHeaders(parts, STRICT_KEY);
  const altered = { ...parts, ...change(parts) };
  return post(hospital, altered.path, altered.body, { ...headers, 'yygh-timestamp': altered.timestamp });
}

const nothingDone = ({ truth }: StartedSignedHospital) => {
  expect(truth.orders()).toEqual([]);
  expect(truth.schedule('w1')?.taken).toBe(0);
};
const refusedStrictly = { status: 401, body: { code: 300 } };
const nameOf = ({ patient }: { readonly patient: string }) => (JSON.parse(patient) as Fields).name;

describe('a signature over values only', () => {
  const honest = { ...ORDER, name: '林|小', phone: '满' };
  const moved = { ...ORDER, name: '林', phone: '小|满' };

  it('a signature over values only is the same for 1|2, 3 and 1, 2|3: a lax hospital books for another person', async () => {
    expect(laxSign(honest, LAX_KEY)).toBe(laxSign(moved, LAX_KEY));
    const hospital = await start('lax');
    const { sign, timestamp } = laxForm(honest);
    const answer = await post(hospital, '/order/submitOrder', formOf({ ...moved, timestamp: timestamp ?? '', sign: sign ?? '' }));
    expect(answer.body.code).toBe(200);
    expect(hospital.truth.orders().map(nameOf)).toEqual(['林']);
  });

  it('a signature over values only is refused in strict mode for what moved', async () => {
    const hospital = await start('strict');
    const fields = { ...honest, clientOrderNo: 'weak-1' };
    const headers = strictHeaders(strictParts({ path: '/order/submitOrder', fields }), STRICT_KEY);
    const body = formOf({ ...moved, clientOrderNo: 'weak-1' });
    expect(await post(hospital, '/order/submitOrder', body, headers)).toMatchObject(refusedStrictly);
    nothingDone(hospital);
  });

  it('a signature over values only does not see a renamed key: a lax hospital loses the phone number', async () => {
    const hospital = await start('lax');
    const form = laxForm({ ...ORDER, phone: '19900000001' });
    const answer = await post(hospital, '/order/submitOrder', formOf(form).replace('phone=', 'phonf='));
    expect(answer.body.code).toBe(200);
    expect(JSON.parse(hospital.truth.orders()[0]?.patient ?? '{}')).not.toHaveProperty('phone');
  });

  it('a signature over values only is refused in strict mode for a renamed key, and so is a field that nobody knows', async () => {
    const hospital = await start('strict');
    const renamed = await alteredStrictly(hospital, ({ body }) => ({ body: body.replace('sex=', 'sfx=') }));
    expect(renamed).toMatchObject(refusedStrictly);
    const unknown = strictParts({ path: '/order/submitOrder', fields: { ...ORDER, clientOrderNo: 'weak-1', nickname: 'x' } });
    const answer = await post(hospital, unknown.path, unknown.body, strictHeaders(unknown, STRICT_KEY));
    expect(answer).toMatchObject({ status: 200, body: { code: 202 } });
    nothingDone(hospital);
  });
});

describe('a constant signature', () => {
  it('a constant signature lets whoever has seen one message write any other', async () => {
    const hospital = await start('lax', { signature: 'constant' });
    const forged = { ...ORDER, name: '冒名者', timestamp: '1', sign: constantSign(LAX_KEY) };
    expect((await post(hospital, '/order/submitOrder', formOf(forged))).body.code).toBe(200);
    expect(hospital.truth.orders().map(nameOf)).toEqual(['冒名者']);
  });

  it('a constant signature is refused in strict mode: one byte of the body, the path and the method are signed', async () => {
    const hospital = await start('strict');
    for (const change of [
      ({ body }: StrictParts) => ({ body: body.replace('1949', '1948') }),
      () => ({ path: '/order/updatePayStatus' }),
      ({ body }: StrictParts) => ({ body: `${body}&` }),
    ])
      expect(await alteredStrictly(hospital, change)).toMatchObject(refusedStrictly);
    nothingDone(hospital);
  });
});

describe('a message that was caught', () => {
  it('a message that was caught books a second time when it is sent again to a lax hospital, also an hour later', async () => {
    const hospital = await start('lax');
    const body = formOf(laxForm(ORDER, Date.now() - 3_600_000));
    for (let round = 0; round < 2; round += 1) expect((await post(hospital, '/order/submitOrder', body)).body.code).toBe(200);
    expect(hospital.truth.orders().map(({ number }) => number)).toEqual([1, 2]);
  });

  it('a message that was caught books once in strict mode: its nonce was here before', async () => {
    const hospital = await start('strict');
    const parts = strictParts({ path: '/order/submitOrder', fields: { ...ORDER, clientOrderNo: 'weak-1' } });
    const send = () => post(hospital, parts.path, parts.body, strictHeaders(parts, STRICT_KEY));
    expect(await send()).toMatchObject({ status: 200, body: { code: 200 } });
    expect(await send()).toMatchObject(refusedStrictly);
    expect(hospital.truth.orders()).toHaveLength(1);
  });

  it.each([-301, 301])(
    'a message that was caught is refused in strict mode when its timestamp is %i s off, or was put right afterwards',
    async (off) => {
      const hospital = await start('strict');
      const timestamp = String(Math.floor(Date.now() / 1000) + off);
      const parts = strictParts({ path: '/order/submitOrder', fields: { ...ORDER, clientOrderNo: 'weak-1' }, timestamp });
      const headers = strictHeaders(parts, STRICT_KEY);
      const now = String(Math.floor(Date.now() / 1000));
      for (const more of [{}, { 'yygh-timestamp': now }])
        expect(await post(hospital, parts.path, parts.body, { ...headers, ...more })).toMatchObject(refusedStrictly);
      nothingDone(hospital);
    },
  );
});

describe('a reply', () => {
  const invented = JSON.stringify({ code: 200, message: '成功', data: { hosRecordId: 'record-9', number: 3 }, ok: true });
  const bookBehind = (mode: 'strict' | 'lax') => {
    const fetch = async () => new Response(invented, { status: 200 });
    const adapter = createSignedJsonAdapter(configFor({ mode }, 'https://his.example'), { fetch, now: Date.now });
    const document = { type: 'resident-id', number: '11010519491231002X' } as const;
    const patient = { name: '林小满', birthDate: '1949-12-31', sex: 'female', document } as const;
    return facetsOf(adapter).booking.book(
      { key: 'k1', slotRef: 'd01~w1~2031-03-03~0~50.00', patient },
      { signal: AbortSignal.timeout(5_000) },
    );
  };

  it('a reply of a hospital that somebody between has invented is a booking in lax mode', async () => {
    expect(await bookBehind('lax')).toMatchObject({ ok: true, value: { status: 'booked', queueNumber: 3 } });
  });

  it('a reply of a hospital that somebody between has invented leaves the outcome unknown in strict mode', async () => {
    expect(await bookBehind('strict')).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } });
  });
});

describe('an order that was cancelled and is then paid', () => {
  it('an order that was cancelled and is then paid is paid at a lax hospital, and paid again', async () => {
    const hospital = await start('lax');
    const { data } = (await post(hospital, '/order/submitOrder', formOf(laxForm(ORDER)))).body;
    const about = () => formOf(laxForm({ hoscode: HOSCODE, hosRecordId: data.hosRecordId }));
    for (const path of ['/order/updateCancelStatus', '/order/updatePayStatus', '/order/updatePayStatus'])
      expect((await post(hospital, path, about())).body.code).toBe(200);
    expect(hospital.truth.orders()).toMatchObject([{ status: 1, payments: 2 }]);
  });

  it('an order that was cancelled and is then paid stays cancelled in strict mode; paying twice what stands is one payment', async () => {
    const hospital = await start('strict');
    const send = async (path: string, fields: Fields) => {
      const parts = strictParts({ path, fields });
      return (await post(hospital, path, parts.body, strictHeaders(parts, STRICT_KEY))).body;
    };
    const submit = async (clientOrderNo: string) => {
      const { data } = await send('/order/submitOrder', { ...ORDER, clientOrderNo });
      return { hoscode: HOSCODE, clientOrderNo, hosRecordId: data.hosRecordId };
    };
    const cancelled = await submit('weak-1');
    expect((await send('/order/updateCancelStatus', cancelled)).code).toBe(200);
    const { certificatesType = '', certificatesNo = '', amount: payAmount = '' } = ORDER;
    const pay = ({ hosRecordId }: { readonly hosRecordId: string }, payNo: string) => {
      const paid = { payNo, payAmount, payWay: '1', payRef: '4200001' };
      return send('/order/updatePayStatus', { hoscode: HOSCODE, hosRecordId, certificatesType, certificatesNo, ...paid });
    };
    expect((await pay(cancelled, 'pay-1')).code).toBe(231);
    const paid = await submit('weak-2');
    for (let round = 0; round < 2; round += 1) expect((await pay(paid, 'pay-2')).code).toBe(200);
    expect((await pay(paid, 'pay-3')).code).toBe(232);
    expect(hospital.truth.orders()).toMatchObject([
      { status: -1, payments: 0 },
      { status: 1, payments: 1 },
    ]);
  });
});

describe('+, & and % in a name', () => {
  const name = 'A+B&C%41';
  /** What platforms of this kind send: values put together as they are. */
  const bare = (fields: Fields) =>
    Object.entries(fields)
      .map(([key, value]) => `${key}=${value}`)
      .join('&');

  it('are corrupted when a platform does not encode its form, and a lax hospital books for somebody else', async () => {
    const hospital = await start('lax', { signature: 'constant' });
    const form = bare({ ...ORDER, name, timestamp: String(Date.now()), sign: constantSign(LAX_KEY) });
    expect((await post(hospital, '/order/submitOrder', form)).body.code).toBe(200);
    expect(hospital.truth.orders().map(nameOf)).toEqual(['A B']);
  });

  it('are refused in strict mode when the form is not encoded', async () => {
    const hospital = await start('strict');
    const ascii = { ...ORDER, name: 'A+B' };
    const fields = { ...ascii, clientOrderNo: 'weak-1' };
    const parts = strictParts({ path: '/order/submitOrder', fields, body: bare(fields) });
    const answer = await post(hospital, parts.path, parts.body, strictHeaders(parts, STRICT_KEY));
    expect(answer).toMatchObject(refusedStrictly);
    nothingDone(hospital);
  });

  it.each(['strict', 'lax'] as const)('reach a %s hospital whole when our adapter sends them', async (mode) => {
    const hospital = await start(mode);
    const document = { type: 'resident-id', number: '11010519491231002X' } as const;
    const patient = { name, birthDate: '1949-12-31', sex: 'female', document } as const;
    const slotRef = 'd01~w1~2031-03-03~0~50.00';
    const call = { signal: AbortSignal.timeout(5_000) };
    expect(await facetsOf(hospital.adapter).booking.book({ key: 'k1', slotRef, patient }, call)).toMatchObject({ ok: true });
    expect(hospital.truth.orders().map(nameOf)).toEqual([name]);
  });
});

describe('the last number', () => {
  const last = { ...SCHEDULE, reservedNumber: 1 };
  const book = (hospital: StartedSignedHospital, key: string) => {
    const document = { type: 'resident-id', number: '11010519491231002X' } as const;
    const patient = { name: '林小满', birthDate: '1949-12-31', sex: 'female', document } as const;
    const call = { signal: AbortSignal.timeout(5_000) };
    return facetsOf(hospital.adapter).booking.book({ key, slotRef: 'd01~w1~2031-03-03~0~50.00', patient }, call);
  };

  it('the last number can never be sold at some lax hospitals: that is a slot that is taken, and nothing more', async () => {
    const hospital = await start('lax', { lastNumberUnsellable: true }, last);
    expect(await book(hospital, 'k1')).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'slot-taken' } });
    nothingDone(hospital);
  });

  it('the last number is sold in strict mode, once', async () => {
    const hospital = await start('strict', {}, last);
    expect(await book(hospital, 'k1')).toMatchObject({ ok: true, value: { queueNumber: 1 } });
    expect(await book(hospital, 'k2')).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'slot-taken' } });
    expect(hospital.truth.schedule('w1')?.taken).toBe(1);
  });
});
