import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Aes, Decorator, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';
import { API_V3_KEY, MERCHANT, MERCHANT_KEY, type StartedWechatPay, startSimulatedWechatPay } from './simulated-wechat-pay.ts';

/**
 * `wechatpay-axios-plugin` is a client that nobody here wrote: what it signs, verifies and opens is how WeChat Pay is spoken elsewhere.
 */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(mode: 'public-key' | 'certificate'): Promise<StartedWechatPay> {
  const started = await startSimulatedWechatPay({ mode });
  closing.push(started.stop);
  return started;
}

/** The other client as the same merchant. */
function otherClient(
  { simulator }: StartedWechatPay,
  certs = Object.fromEntries(simulator.platformKeys.map(({ id, pem }) => [id, pem])),
) {
  return new Decorator({
    mchid: MERCHANT.merchant,
    serial: MERCHANT.serial,
    privateKey: MERCHANT_KEY.privateKey,
    certs,
    baseURL: simulator.baseUrl,
  });
}

const call = () => ({ signal: AbortSignal.timeout(5_000) });
const later = () => new Date(Date.now() + 1_800_000 + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');
const orderOf = (key: string) => ({
  appid: MERCHANT.appId,
  mchid: MERCHANT.merchant,
  description: '门诊缴费',
  out_trade_no: key,
  time_expire: later(),
  notify_url: 'https://gateway.example/notices',
  amount: { total: 2_500, currency: 'CNY' },
});

describe.each(['public-key', 'certificate'] as const)('WeChat Pay with its %s and a client that nobody here wrote', (mode) => {
  it('the simulated WeChat Pay takes the requests of another client, which believes its replies', async () => {
    const started = await start(mode);
    const { v3 } = otherClient(started);
    const order = orderOf('other-client-1');
    const { data: made } = await v3.post('/v3/pay/transactions/native', order);
    expect(await started.provider.pay(made.code_url)).toBe(true);
    const scene_info = { payer_client_ip: '203.0.113.77', h5_info: { type: 'Wap' } };
    const { data: linked } = await v3.post('/v3/pay/transactions/h5', { ...orderOf('other-client-3'), scene_info });
    expect(await started.provider.payByLink?.(linked.h5_url)).toBe(true);
    const path = '/v3/pay/transactions/out-trade-no/other-client-1';
    const { data: found } = await v3.get(path, { params: { mchid: MERCHANT.merchant } });
    expect(found).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 2_500 } });
    const amount = { refund: 500, total: 2_500, currency: 'CNY' };
    const refund = { out_trade_no: 'other-client-1', out_refund_no: 'other-refund-1', amount };
    expect((await v3.post('/v3/refund/domestic/refunds', refund)).data).toMatchObject({ out_refund_no: 'other-refund-1' });
    expect((await v3.get('/v3/refund/domestic/refunds/other-refund-1')).data).toMatchObject({ amount: { refund: 500 } });
    await v3.post('/v3/pay/transactions/native', orderOf('other-client-2'));
    const closed = await v3.post('/v3/pay/transactions/out-trade-no/other-client-2/close', { mchid: MERCHANT.merchant });
    expect(closed.status).toBe(204);
    expect(await started.provider.orders('other-client-2')).toMatchObject([{ state: 'closed' }]);
  });

  it('another client refuses a reply of the simulated WeChat Pay that is a probe, is unsigned or is of another key', async () => {
    const started = await start(mode);
    const strange = await startSimulatedWechatPay({ mode: mode === 'certificate' ? 'public-key' : 'certificate' });
    closing.push(strange.stop);
    const order = orderOf('other-client-1');
    const ask = (certs?: Record<string, string>) => otherClient(started, certs).v3.post('/v3/pay/transactions/native', order);
    for (const [fault, code] of [
      ['probe', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
      ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
    ]) {
      await started.control('POST /faults', { operation: 'order', fault });
      await expect(ask()).rejects.toMatchObject({ code });
      await started.control('DELETE /faults');
    }
    const wrong = strange.simulator.platformKeys[0]?.pem ?? '';
    const renamed = Object.fromEntries(started.simulator.platformKeys.map(({ id }) => [id, wrong]));
    await expect(ask(renamed)).rejects.toMatchObject({ code: 'EV3_RES_HEADER_SIGNATURE_DIGEST' });
    expect((await ask()).status).toBe(200);
  });

  it('another client opens a notice of the simulated WeChat Pay, and finds its signature right', async () => {
    const started = await start(mode);
    const { channel, provider, simulator } = started;
    const made = await channel.order(
      { key: 'our-order-1', amount: 2_500, description: '门诊缴费', expiresAt: Date.now() + 600_000 },
      call(),
    );
    if (!made.ok) throw new Error('no order');
    await provider.pay(made.value.code);
    let seen: { readonly headers: Headers; readonly text: string } | undefined;
    await provider.notices?.send({ kind: 'payment', key: 'our-order-1' }, 'right', async (request) => {
      seen = { headers: request.headers, text: await request.text() };
      return new Response(null, { status: 204 });
    });
    if (seen === undefined) throw new Error('no notice');
    const header = (name: string) => seen?.headers.get(`wechatpay-${name}`) ?? '';
    const text = Formatter.response(header('timestamp'), header('nonce'), seen.text);
    const key = Rsa.from(simulator.platformKeys.find(({ id }) => id === header('serial'))?.pem ?? '', Rsa.KEY_TYPE_PUBLIC);
    expect(Rsa.verify(text, header('signature'), key)).toBe(true);
    expect(Rsa.verify(`${text} `, header('signature'), key)).toBe(false);
    const { ciphertext, nonce, associated_data } = JSON.parse(seen.text).resource;
    const opened = JSON.parse(Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, associated_data));
    expect(opened).toMatchObject({ out_trade_no: 'our-order-1', trade_state: 'SUCCESS', amount: { total: 2_500 } });
  });
});

describe('the requests of the WeChat Pay channel, read by a client that nobody here wrote', () => {
  it('every request is signed as the other client reads it, over the bytes that were sent', async () => {
    const requests: {
      readonly method: string;
      readonly target: string;
      readonly body: string;
      readonly authorization: string;
    }[] = [];
    const server = createServer(async (incoming: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = '', url: target = '', headers } = incoming;
      requests.push({ method, target, body: Buffer.concat(chunks).toString(), authorization: headers.authorization ?? '' });
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const started = await start('public-key');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const channel = createWechatPay({ ...started.config, baseUrl }, { fetch, now: Date.now });
    const refund = { key: 'our-refund-1', orderKey: 'our-order-1', amount: 500, total: 2_500 };
    await channel.order(
      { key: 'our-order-1', amount: 2_500, description: '市一医院 *䶮 "挂号" \u{20BB7}', expiresAt: Date.now() + 600_000 },
      call(),
    );
    await channel.order(
      {
        key: 'our-order-2',
        amount: 2_500,
        description: '市一医院 *䶮',
        expiresAt: Date.now() + 600_000,
        link: { payerAddress: '2001:db8::77', returnTo: 'https://gateway.example/phone/#payment' },
      },
      call(),
    );
    await channel.query('our-order-1', call());
    await channel.close('our-order-1', call());
    await channel.refund(refund, call());
    await channel.queryRefund(refund.key, call());
    await channel.bill('2026-11-27', call());
    server.closeAllConnections();
    expect(requests).toHaveLength(7);
    for (const { method, target, body, authorization } of requests) {
      const said = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
      const text = Formatter.request(method, target, said('timestamp'), said('nonce_str'), body);
      expect(Rsa.verify(text, said('signature'), Rsa.from(MERCHANT.publicKey, Rsa.KEY_TYPE_PUBLIC)), target).toBe(true);
      const again = Formatter.authorization(
        MERCHANT.merchant,
        said('nonce_str'),
        said('signature'),
        said('timestamp'),
        MERCHANT.serial,
      );
      expect(authorization.split(/[ ,]/).toSorted()).toEqual(again.split(/[ ,]/).toSorted());
    }
  });

  it('the bill of the simulated WeChat Pay has the rows and sums for the other client that it has for the channel', async () => {
    const started = await start('public-key');
    const { channel, provider } = started;
    for (const key of ['our-order-1', 'our-order-2']) {
      const made = await channel.order(
        { key, amount: 2_500, description: '挂号费, 普通号', expiresAt: Date.now() + 600_000 },
        call(),
      );
      if (made.ok) await provider.pay(made.value.code);
    }
    await channel.refund({ key: 'our-refund-1', orderKey: 'our-order-1', amount: 500, total: 2_500 }, call());
    const day = await provider.closeDay();
    const { v3 } = otherClient(started);
    const { data: link } = await v3.get('/v3/bill/tradebill', { params: { bill_date: day, bill_type: 'ALL' } });
    const url = new URL(link.download_url);
    const { data: file } = await v3.get(`${url.pathname}${url.search}`, { responseType: 'text', transformResponse: [] });
    const read: { rows: Record<string, string>[]; summary: Record<string, string> } = JSON.parse(
      JSON.stringify(Formatter.castCsvBill(file)),
    );
    const ours = await channel.bill(day, call());
    if (!ours.ok || ours.value === null) throw new Error('no bill');
    expect(read.rows.map((row) => row.商户订单号)).toEqual(ours.value.rows.map(({ key }) => key));
    expect(Number(read.summary.订单总金额) * 100).toBe(ours.value.paid);
    expect(Number(read.summary.申请退款总金额) * 100).toBe(ours.value.refunded);
  });
});
