import { afterEach, describe, expect, it } from 'vitest';
import { PAYMENT_REJECT_REASONS, type PaymentChannel } from '../../adapters/payments/port.ts';
import { keys, type Scripted, scriptedProvider } from './scripted-wechat-pay.ts';
import { MERCHANT } from './simulated-wechat-pay.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scripted(...given: Parameters<typeof scriptedProvider>) {
  const provider = await scriptedProvider(...given);
  closing.push(provider.close);
  return provider;
}

const call = () => ({ signal: AbortSignal.timeout(5_000) });
const KEY = 'order-000001';
const ORDER = { key: KEY, amount: 2_500, description: '市一医院 门诊缴费', expiresAt: Date.parse('2035-01-01T00:00:00Z') };
const REFUND = { key: 'refund-000001', orderKey: KEY, amount: 500, total: 2_500 };

const CALLS: Readonly<Record<string, (channel: PaymentChannel) => Promise<{ readonly ok: boolean }>>> = {
  order: (channel) => channel.order(ORDER, call()),
  close: (channel) => channel.close(KEY, call()),
  refund: (channel) => channel.refund(REFUND, call()),
  query: (channel) => channel.query(KEY, call()),
  queryRefund: (channel) => channel.queryRefund(REFUND.key, call()),
  bill: (channel) => channel.bill('2026-11-27', call()),
};
const WRITES = ['order', 'close', 'refund'];
const ask = (name: string, channel: PaymentChannel) => CALLS[name]?.(channel);
const failed = (kind: string, reason?: string) => ({
  ok: false,
  failure: expect.objectContaining(reason ? { kind, reason } : { kind }),
});

const TRANSACTION = {
  mchid: MERCHANT.merchant,
  out_trade_no: KEY,
  trade_state: 'SUCCESS',
  transaction_id: '4200000000202611270000000001',
  success_time: '2026-11-27T08:01:02+08:00',
  amount: { total: 2_500, currency: 'CNY' },
};
const MADE = {
  refund_id: '5030',
  out_refund_no: REFUND.key,
  out_trade_no: KEY,
  status: 'PROCESSING',
  amount: { total: 2_500, refund: 500, currency: 'CNY' },
};
const RIGHT: Readonly<Record<string, Scripted>> = {
  order: { status: 200, body: { code_url: 'weixin://wxpay/bizpayurl?pr=x' } },
  close: { status: 204 },
  refund: { status: 200, body: MADE },
  query: { status: 200, body: TRANSACTION },
  queryRefund: { status: 200, body: MADE },
};
const right = (name: string): Scripted => {
  const found = RIGHT[name];
  if (found === undefined) throw new Error(`no answer to ${name}`);
  return found;
};

describe('what is believed of WeChat Pay', () => {
  it.each(Object.keys(RIGHT))('WeChat Pay %s believes a success under a valid signature', async (name) => {
    const { channel } = await scripted(() => right(name));
    expect(await ask(name, channel)).toMatchObject({ ok: true });
  });

  it.each(
    Object.keys(RIGHT).flatMap((name) =>
      (
        [
          ['unsigned', { sign: 'none' }],
          ['with a forged signature', { sign: 'forged' }],
          ['that was signed 301 s ago', { off: -302_000 }],
          ['that is signed 301 s ahead', { off: 302_000 }],
          ['under a key that is not configured', { headers: { 'Wechatpay-Serial': '7777777777' } }],
          ['under the name of another key', { headers: { 'Wechatpay-Serial': keys[1]?.id ?? '' } }],
          ['without its nonce', { headers: { 'Wechatpay-Nonce': '' } }],
        ] as const
      ).map(([what, change]) => [name, what, change] as const),
    ),
  )('WeChat Pay %s never believes a success %s', async (name, _what, change) => {
    const { channel } = await scripted(() => ({ ...right(name), ...change }));
    expect(await ask(name, channel)).toEqual(failed(WRITES.includes(name) ? 'unknown-outcome' : 'malformed'));
  });

  it.each(Object.keys(CALLS))(
    'WeChat Pay %s takes a probe on its answer for no answer, so that it is asked for again',
    async (name) => {
      const { channel, requests } = await scripted(() => ({ status: 200, body: TRANSACTION, sign: 'probe' }));
      expect(await ask(name, channel)).toEqual(failed(WRITES.includes(name) ? 'unknown-outcome' : 'unavailable'));
      expect(requests).toHaveLength(1);
    },
  );

  const CODES = [
    'PARAM_ERROR',
    'NO_AUTH',
    'ORDER_NOT_EXIST',
    'RESOURCE_NOT_EXISTS',
    'NOT_ENOUGH',
    'ORDERPAID',
    'ORDER_CLOSED',
    'OUT_TRADE_NO_USED',
    'INVALID_REQUEST',
    'NO_STATEMENT_EXIST',
    'MCH_NOT_EXISTS',
    'USER_ACCOUNT_ABNORMAL',
  ];

  it.each(Object.keys(CALLS))(
    'WeChat Pay %s never takes an error for a fact that is not signed, or signed wrongly, whatever its code',
    async (name) => {
      let said: Scripted = { status: 400 };
      const { channel, requests } = await scripted(() => said);
      for (const code of CODES)
        for (const sign of ['none', 'forged'] as const)
          for (const status of [400, 404]) {
            said = { status, body: { code, message: '' }, sign };
            const { length } = requests;
            expect(await ask(name, channel), `${status} ${code}`).toEqual(
              failed(WRITES.includes(name) ? 'unknown-outcome' : 'unavailable'),
            );
            expect(requests).toHaveLength(length + 1);
          }
    },
  );

  it.each(Object.keys(CALLS))(
    'WeChat Pay %s says of a signed error that is not understood that nothing is certain',
    async (name) => {
      for (const error of [{ code: 'A_NEW_CODE' }, { code: '订单已支付' }, {}, 'PARAM_ERROR']) {
        const { channel } = await scripted(() => ({ status: 400, body: error }));
        const outcome = await ask(name, channel);
        expect(['unknown-outcome', 'malformed', 'unavailable']).toContain(
          outcome && 'failure' in outcome && (outcome.failure as { kind: string }).kind,
        );
        if (WRITES.includes(name)) expect(outcome).toEqual(failed('unknown-outcome'));
      }
    },
  );

  it.each(Object.keys(CALLS))('WeChat Pay %s is told nothing by 429 and 5xx, signed or not', async (name) => {
    let said: Scripted = { status: 500 };
    const { channel } = await scripted(() => said);
    for (const status of [408, 425, 429, 500, 502, 503])
      for (const sign of ['right', 'none'] as const) {
        said = { status, body: { code: 'PARAM_ERROR' }, sign };
        expect(await ask(name, channel)).toEqual(failed(WRITES.includes(name) ? 'unknown-outcome' : 'unavailable'));
      }
  });

  it.each([
    ['order', 'PARAM_ERROR', 'request-refused'],
    ['order', 'NO_AUTH', 'not-authorised'],
    ['close', 'NO_AUTH', 'not-authorised'],
    ['refund', 'PARAM_ERROR', 'request-refused'],
    ['refund', 'NOT_ENOUGH', 'balance-short'],
    ['refund', 'RESOURCE_NOT_EXISTS', 'order-unknown'],
    ['refund', 'USER_ACCOUNT_ABNORMAL', 'not-refundable'],
    ['query', 'NO_AUTH', 'not-authorised'],
  ])('WeChat Pay %s believes a signed %s and says %s', async (name, code, reason) => {
    expect(PAYMENT_REJECT_REASONS).toContain(reason);
    const { channel, requests } = await scripted(() => ({ status: 403, body: { code, message: '' } }));
    expect(await ask(name, channel)).toEqual(failed('rejected', reason));
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['query', 404, 'ORDER_NOT_EXIST'],
    ['query', 404, 'ORDERNOTEXIST'],
    ['queryRefund', 404, 'RESOURCE_NOT_EXISTS'],
    ['bill', 400, 'NO_STATEMENT_EXIST'],
    ['bill', 400, 'STATEMENT_CREATING'],
  ])('WeChat Pay %s says that there is nothing on a signed %s %s', async (name, status, code) => {
    const { channel } = await scripted(() => ({ status, body: { code, message: '' } }));
    expect(await ask(name, channel)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['order', 'NOTPAY', 'key-reused'],
    ['order', 'SUCCESS', 'order-paid'],
    ['order', 'REFUND', 'order-paid'],
    ['order', 'CLOSED', 'order-closed'],
    ['close', 'SUCCESS', 'order-paid'],
    ['close', 'REFUND', 'order-paid'],
  ])('WeChat Pay %s that is refused because of what is there is told by what is there: %s is %s', async (name, state, reason) => {
    for (const code of ['INVALID_REQUEST', 'ORDERPAID', 'ORDER_CLOSED', 'OUT_TRADE_NO_USED', 'TRADE_ERROR']) {
      const { channel } = await scripted((_request, index) =>
        index === 0 ? { status: 400, body: { code } } : { status: 200, body: { ...TRANSACTION, trade_state: state } },
      );
      expect(await ask(name, channel)).toEqual(failed('rejected', reason));
    }
  });

  it.each(['order', 'close'])(
    'WeChat Pay %s that is refused because of what is there stays unknown when that can not be read',
    async (name) => {
      const { channel } = await scripted((_request, index) =>
        index === 0 ? { status: 400, body: { code: 'ORDERPAID' } } : { status: 200, body: TRANSACTION, sign: 'none' },
      );
      expect(await ask(name, channel)).toEqual(failed('unknown-outcome'));
    },
  );

  it('close that is refused of an order that can still be paid stays unknown', async () => {
    const { channel } = await scripted((_request, index) =>
      index === 0
        ? { status: 403, body: { code: 'TRADE_ERROR' } }
        : { status: 200, body: { ...TRANSACTION, trade_state: 'USERPAYING' } },
    );
    expect(await ask('close', channel)).toEqual(failed('unknown-outcome'));
  });

  it.each([
    ['nothing', { status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } }, failed('rejected', 'not-refundable')],
    [
      'the same refund',
      { status: 200, body: MADE },
      { ok: true, value: expect.objectContaining({ key: REFUND.key, state: 'processing' }) },
    ],
    [
      'a refund of another amount',
      { status: 200, body: { ...MADE, amount: { total: 2_500, refund: 400 } } },
      failed('rejected', 'key-reused'),
    ],
    [
      'what nobody signed',
      { status: 404, body: { code: 'RESOURCE_NOT_EXISTS' }, sign: 'none' as const },
      failed('unknown-outcome'),
    ],
  ])(
    'a refund that is refused with INVALID_REQUEST is told by what is there under its key: %s',
    async (_what, there, expected) => {
      const { channel } = await scripted((_request, index) =>
        index === 0 ? { status: 400, body: { code: 'INVALID_REQUEST' } } : there,
      );
      expect(await ask('refund', channel)).toEqual(expected);
    },
  );

  it('a write that is answered 401 stays unknown, and a read says that our credentials are not taken', async () => {
    for (const name of Object.keys(CALLS)) {
      const { channel } = await scripted(() => ({ status: 401, body: { code: 'SIGN_ERROR' }, sign: 'none' }));
      expect(await ask(name, channel)).toEqual(failed(WRITES.includes(name) ? 'unknown-outcome' : 'unauthenticated'));
    }
  });

  it('a redirect is followed nowhere', async () => {
    const elsewhere = await scripted(() => right('query'));
    const { channel } = await scripted(() => ({ status: 302, headers: { location: elsewhere.baseUrl }, sign: 'none' }));
    expect(await ask('query', channel)).toEqual(failed('unavailable'));
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    ['query', { ...TRANSACTION, out_trade_no: 'order-000002' }, 'malformed'],
    ['query', { ...TRANSACTION, trade_state: 'A_NEW_STATE' }, 'malformed'],
    ['query', { ...TRANSACTION, amount: undefined }, 'malformed'],
    ['query', { ...TRANSACTION, amount: { total: 25.5, currency: 'CNY' } }, 'malformed'],
    ['query', { ...TRANSACTION, amount: { total: '2500', currency: 'CNY' } }, 'malformed'],
    ['query', { ...TRANSACTION, transaction_id: undefined }, 'malformed'],
    ['query', { ...TRANSACTION, success_time: '2026-11-27 08:01:02' }, 'malformed'],
    ['queryRefund', { ...MADE, out_refund_no: 'refund-000002' }, 'malformed'],
    ['queryRefund', { ...MADE, status: 'SUCCESS' }, 'malformed'],
    ['order', { code_url: '' }, 'unknown-outcome'],
    ['order', { code_url: `weixin://${'x'.repeat(600)}` }, 'unknown-outcome'],
    ['order', { code_url: 'weixin://付' }, 'unknown-outcome'],
    ['order', {}, 'unknown-outcome'],
    ['refund', { ...MADE, out_refund_no: 'refund-000002' }, 'unknown-outcome'],
    ['refund', { ...MADE, refund_id: undefined }, 'unknown-outcome'],
  ])(
    'WeChat Pay %s does not take %j for its answer, signed as it is, and says nothing of what stands there',
    async (name, body, kind) => {
      const { channel } = await scripted(() => ({ status: 200, body }));
      const outcome = await ask(name, channel);
      expect(outcome).toEqual(failed(kind));
      // What stands in an answer stands in no log.
      expect(JSON.stringify(outcome)).not.toMatch(/(order|refund)-0000|2500|付/);
    },
  );

  it('the answer to another request, signed as it is, closes nothing', async () => {
    const { channel } = await scripted(() => right('query'));
    expect(await ask('close', channel)).toEqual(failed('unknown-outcome'));
  });

  it('a reply that is longer than configured, or opens more brackets than an answer has, is not read to its end', async () => {
    for (const text of [JSON.stringify({ ...TRANSACTION, attach: 'x'.repeat(5_000) }), '['.repeat(4_000)]) {
      const { channel } = await scripted(() => ({ status: 200, text }), { maxBodyBytes: 4_096 });
      expect(await ask('query', channel)).toEqual(failed('malformed'));
    }
  });
});
