import { createCipheriv, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receive, receivingChannel, STORED, storedNotice } from './wechat-pay-notices.ts';

const ODD = { kind: 'payment', key: 'REG20261128000001' };

describe('notices of WeChat Pay that were stored with their signatures', () => {
  it.each([
    ['same-again', ODD],
    ['odd-bytes', ODD],
    ['refund-abnormal', { kind: 'refund', key: 'RF0003' }],
  ])('a genuine WeChat Pay notice (%s) is handed on and acknowledged', async (name, about) => {
    const { status, heard } = await receive(receivingChannel(), storedNotice(name));
    expect(status).toBe(204);
    expect(heard).toMatchObject([{ about }]);
  });

  it.each([
    ['probe-signtest', 400],
    ['probe-signtest-other-nonce', 400],
    ['one-byte-changed', 401],
    ['stale-timestamp', 401],
  ])('a WeChat Pay notice that is not to be believed (%s) is refused with %i: nobody hears of it', async (name, expected) => {
    const { status, heard, text } = await receive(receivingChannel(), storedNotice(name));
    expect(status).toBe(expected);
    expect(heard).toEqual([]);
    expect(text).not.toMatch(/\bat |Error/);
  });

  it('a WeChat Pay notice with odd bytes is verified over the bytes that came, and not over what a parser makes of them', async () => {
    const { headers, body } = storedNotice('odd-bytes');
    const parsed = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    const joined = Buffer.from(body.toString().replaceAll('\n', ''));
    for (const other of [parsed, joined, body.subarray(0, -1), Buffer.concat([body, Buffer.from('\n')])])
      expect(await receive(receivingChannel(), { headers, body: other })).toMatchObject({ status: 401, heard: [] });
  });

  it('the same payment in two WeChat Pay notices is two numbers, and what it says has one hash', async () => {
    const [first, second] = await Promise.all(
      ['same-again', 'odd-bytes'].map((name) => receive(receivingChannel(), storedNotice(name))),
    );
    expect(first?.heard[0]?.id).toBe('EV-0001');
    expect(second?.heard[0]?.id).toBe('EV-0002');
    expect(first?.heard[0]?.hash).toBe(second?.heard[0]?.hash);
  });

  it('changing any byte of a WeChat Pay notice, or of a header of its signature, keeps it from the gateway', async () => {
    const inbound = receivingChannel();
    const { headers, body } = storedNotice('same-again');
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await receive(inbound, { headers, body: changed })).toMatchObject({ status: 401, heard: [] });
    }
    for (const name of ['Timestamp', 'Nonce', 'Serial', 'Signature'].map((part) => `Wechatpay-${part}`)) {
      const value = headers[name] ?? '';
      for (const at of value.split('').keys()) {
        const other = value[at] === '0' ? '1' : '0';
        const changed = { ...headers, [name]: value.slice(0, at) + other + value.slice(at + 1) };
        expect(await receive(inbound, { headers: changed, body }), `${name} at ${at}`).toMatchObject({ heard: [] });
      }
      const { [name]: _gone, ...rest } = headers;
      expect(await receive(inbound, { headers: rest, body })).toMatchObject({ status: 401, heard: [] });
    }
  });

  it('a WeChat Pay notice of one of several keys is believed, and of one that is not configured it is not', async () => {
    const [publicKeyId = '', serial = ''] = Object.keys(STORED.keys);
    const only = (id: string) => receivingChannel({ keys: { [id]: STORED.keys[id] ?? '' } });
    expect(await receive(only(publicKeyId), storedNotice('same-again'))).toMatchObject({ status: 204 });
    expect(await receive(only(serial), storedNotice('same-again'))).toMatchObject({ status: 401, heard: [] });
    const swapped = receivingChannel({ keys: { [publicKeyId]: STORED.keys[serial] ?? '' } });
    expect(await receive(swapped, storedNotice('same-again'))).toMatchObject({ status: 401, heard: [] });
  });

  it('a genuine WeChat Pay notice of another merchant, or under another APIv3 key, is not handed on', async () => {
    expect(await receive(receivingChannel({ merchant: '1900000002' }), storedNotice('same-again'))).toMatchObject({
      status: 400,
      heard: [],
    });
    expect(await receive(receivingChannel({ apiV3Key: 'x'.repeat(32) }), storedNotice('same-again'))).toMatchObject({
      status: 400,
      heard: [],
    });
  });

  it('what is no POST, or is longer than a notice, is refused before anybody hears of it', async () => {
    expect(await receive(receivingChannel(), storedNotice('same-again'), { method: 'GET' })).toMatchObject({
      status: 405,
      heard: [],
    });
    const long = { headers: storedNotice('same-again').headers, body: Buffer.alloc(300_000, 32) };
    expect(await receive(receivingChannel(), long)).toMatchObject({ status: 413, heard: [] });
  });

  it('a WeChat Pay notice is acknowledged when it was here before, and neither when its number was used otherwise nor when it could not be kept', async () => {
    const answered = async (accept: Parameters<typeof receive>[2]) =>
      (await receive(receivingChannel(), storedNotice('same-again'), accept)).status;
    expect(await answered({ accept: async () => 'duplicate' })).toBe(204);
    expect(await answered({ accept: async () => 'conflict' })).toBe(409);
    expect(await answered({ accept: () => Promise.reject(new Error('full')) })).toBe(503);
  });
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A provider of the test's own, for what the stored notices do not have. */
function signer() {
  const inbound = receivingChannel({ keys: { PUB_KEY_ID_1: publicKey.export({ type: 'spki', format: 'pem' }).toString() } });
  return { inbound, signed: (notice: object) => signedNotice(notice, privateKey) };
}

function signedNotice(notice: object, key: KeyObject) {
  const body = Buffer.from(JSON.stringify(notice));
  const [timestamp, nonce] = [String(STORED.now), 'abcdefghijklmnop'];
  const text = `${timestamp}\n${nonce}\n${body.toString()}\n`;
  const signature = sign('sha256', Buffer.from(text), key).toString('base64');
  const headers = {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': 'PUB_KEY_ID_1',
    'Wechatpay-Signature': signature,
  };
  return { headers, body };
}

function sealed(plain: string, associatedData?: string) {
  const cipher = createCipheriv('aes-256-gcm', STORED.apiV3Key, 'twelve bytes');
  cipher.setAAD(Buffer.from(associatedData ?? ''));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const said = { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce: 'twelve bytes' };
  return associatedData === undefined ? said : { ...said, associated_data: associatedData };
}

const PAID = JSON.stringify({ mchid: '1900000001', out_trade_no: 'order-1' });
const notice = (resource: object, event = 'TRANSACTION.SUCCESS') => ({
  id: 'EV-1',
  event_type: event,
  resource_type: 'encrypt-resource',
  resource,
});

describe('what WeChat Pay seals in a notice', () => {
  it.each([
    ['empty', ''],
    ['absent', undefined],
    ['there', 'transaction'],
  ])('what WeChat Pay seals with associated data that is %s is opened', async (_what, associated) => {
    const { inbound, signed } = signer();
    const { status, heard } = await receive(inbound, signed(notice(sealed(PAID, associated))));
    expect(status).toBe(204);
    expect(heard).toMatchObject([{ about: { kind: 'payment', key: 'order-1' } }]);
  });

  it('a signed notice that says what Onedoor has no part in is acknowledged, and nobody hears of it', async () => {
    const { inbound, signed } = signer();
    const other = await receive(inbound, signed(notice(sealed('{"out_bill_no":"1"}'), 'MCHTRANSFER.BILL.FINISHED')));
    expect(other).toMatchObject({ status: 204, heard: [] });
  });

  it.each([
    ['no JSON', notice(sealed('{"mchid":'))],
    ['no order', notice(sealed('{"mchid":"1900000001"}'))],
    ['an order that is no text', notice(sealed('{"mchid":"1900000001","out_trade_no":7}'))],
    ['a refund without its key', notice(sealed(PAID), 'REFUND.SUCCESS')],
    ['a nonce of another length', notice({ ...sealed(PAID), nonce: 'short' })],
    ['a tag cut off', notice({ ...sealed(PAID), ciphertext: 'AAAA' })],
    ['another algorithm', notice({ ...sealed(PAID), algorithm: 'AEAD_SM4_GCM' })],
    ['nothing', {}],
    ['brackets without end', { id: 'EV-1', list: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) }],
  ])('a signed notice with %s in it is refused, and nobody hears of it', async (_what, said) => {
    const { inbound, signed } = signer();
    expect(await receive(inbound, signed(said))).toMatchObject({ status: 400, heard: [] });
  });
});
