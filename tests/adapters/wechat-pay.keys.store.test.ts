import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import type { PaymentChannel } from '../../adapters/payments/port.ts';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';
import type { WechatPayConfigInput } from '../../adapters/payments/wechat-pay/config.ts';
import { CONFIG, keys, type Scripted, scriptedProvider } from './scripted-wechat-pay.ts';
import { MERCHANT_KEY, STRANGE_KEY, startSimulatedWechatPay } from './simulated-wechat-pay.ts';

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
const ORDER = { key: KEY, amount: 2_500, description: '市一医院 门诊缴费' };
const failed = (kind: string) => ({ ok: false, failure: expect.objectContaining({ kind }) });

describe('the bill of WeChat Pay on its way', () => {
  const link = (origin: string, changed: object = {}): Scripted => ({
    status: 200,
    body: { hash_type: 'SHA1', hash_value: 'a'.repeat(40), download_url: `${origin}/v3/billdownload/file?token=x`, ...changed },
  });

  it('a bill that lies at another address is not fetched: no signed request goes there', async () => {
    const elsewhere = await scripted(() => ({ status: 200, text: '' }));
    const { channel, requests } = await scripted(() => link(elsewhere.baseUrl));
    expect(await channel.bill('2026-11-27', call())).toEqual(failed('malformed'));
    expect([requests.length, elsewhere.requests.length]).toEqual([1, 0]);
  });

  it('a bill is believed when its sum is the one that was told under a signature, and with another it is not', async () => {
    const text = readFileSync(new URL('../../fixtures/wire/wechat-pay/bill-all-27.csv', import.meta.url));
    const right = createHash('sha1').update(text).digest('hex');
    let told = right;
    const { channel, requests } = await scripted(({ headers, url }) =>
      url?.startsWith('/v3/bill/')
        ? link(`http://${headers.host}`, { hash_value: told })
        : { status: 200, text: text.toString(), sign: 'none' },
    );
    expect(await channel.bill('2026-11-27', call())).toMatchObject({ ok: true, value: { paid: 2_500, refunded: 500 } });
    expect(requests[1]?.target).toBe('/v3/billdownload/file?token=x');
    told = right.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(await channel.bill('2026-11-27', call())).toEqual(failed('malformed'));
  });

  it('a bill is read to its end when a probe is signed on it, and its sum is right', async () => {
    const started = await startSimulatedWechatPay();
    closing.push(started.stop);
    const { channel, provider, control } = started;
    const made = await channel.order({ ...ORDER, expiresAt: Date.now() + 600_000 }, call());
    if (made.ok) await provider.pay(made.value.code);
    const day = await provider.closeDay();
    await control('POST /faults', { operation: 'download', fault: 'probe' });
    expect(await channel.bill(day, call())).toMatchObject({ ok: true, value: { paid: 2_500 } });
    await control('DELETE /faults');
    await control('POST /faults', { operation: 'bill', fault: 'probe', times: 1 });
    expect(await channel.bill(day, call())).toEqual(failed('unavailable'));
    expect(await channel.bill(day, call())).toMatchObject({ ok: true, value: { paid: 2_500 } });
  });
});

describe('the keys of WeChat Pay', () => {
  it('replies are believed before, while and after WeChat Pay changes from its certificate to its public key', async () => {
    const started = await startSimulatedWechatPay({ mode: 'both' });
    closing.push(started.stop);
    const [publicKey, certificate] = started.simulator.platformKeys;
    if (publicKey === undefined || certificate === undefined) throw new Error('two keys');
    const channelOf = (platformKeys: WechatPayConfigInput['platformKeys']) =>
      createWechatPay({ ...started.config, platformKeys }, { fetch, now: Date.now });
    const [old, both, young] = [channelOf([certificate]), channelOf([certificate, publicKey]), channelOf([publicKey])];
    const asks = (channel: PaymentChannel) => channel.query(KEY, call());
    await started.control('POST /signer', { id: certificate.id });
    for (const channel of [old, both, young]) expect(await asks(channel)).toEqual({ ok: true, value: null });
    // From here on nobody is answered with the certificate, unless they ask for it by name; a certificate is not asked for.
    await started.control('POST /signer', { id: publicKey.id });
    for (const channel of [both, young]) expect(await asks(channel)).toEqual({ ok: true, value: null });
    expect(await asks(old)).toEqual(failed('unavailable'));
  });

  it.each([
    ['a merchant key that is none', { merchantKey: { ...MERCHANT_KEY, privateKey: 'secret' } }],
    ['no key of WeChat Pay', { platformKeys: [] }],
    ['a key twice', { platformKeys: [CONFIG.platformKeys[0], CONFIG.platformKeys[0]] }],
    ['a certificate under another number', { platformKeys: [{ id: '7777777777', pem: keys[1]?.pem ?? '' }] }],
    [
      'a private key for the key of WeChat Pay under a serial in small letters',
      { platformKeys: [{ id: 'abcdefabcdef', pem: keys[0]?.pem ?? '' }] },
    ],
    ['an APIv3 key of 31 characters', { apiV3Key: 'x'.repeat(31) }],
    ['an address for notices with a query', { notifyUrl: 'https://gateway.example/notices?x=1' }],
    ['an address for notices in the clear', { notifyUrl: 'http://gateway.example/notices' }],
    ['an API in the clear', { baseUrl: 'http://api.example' }],
    ['an API below a path', { baseUrl: 'https://api.example/v3' }],
    ['a member that is not known', { other: 1 }],
  ])('a configuration with %s is refused when the gateway starts', (_what, changed) => {
    expect(() => createWechatPay({ ...CONFIG, ...changed } as WechatPayConfigInput, { fetch, now: Date.now })).toThrow(ZodError);
    expect(() => createWechatPay({ ...CONFIG, merchantKey: STRANGE_KEY }, { fetch, now: Date.now })).not.toThrow();
  });
});
