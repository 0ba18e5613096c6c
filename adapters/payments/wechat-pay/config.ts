import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { REPLY_MAX_BYTES } from '../../port/json.ts';

/** Serial number of a certificate: up to 20 bytes, as WeChat Pay writes it. */
const serial = z.string().regex(/^[0-9A-F]{8,40}$/, 'a serial number in capital hexadecimal digits');

/** RSA of 2048 bits is what WeChat Pay issues. */
const BITS_MIN = 2048;

/** A PEM as a key, `undefined` when it is none or is too weak. */
function rsaKey(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= BITS_MIN ? key : undefined;
  } catch {
    return undefined;
  }
}

const privateKey = z.string().transform((pem, context) => {
  const key = rsaKey(() => createPrivateKey(pem));
  if (key !== undefined) return key;
  context.addIssue({ code: 'custom', message: 'the PEM of an RSA key of 2048 bits or more' });
  return z.NEVER;
});

/**
 * A key of WeChat Pay's: of a platform certificate, named by its serial number, or the public key of the merchant platform, named
 * `PUB_KEY_ID_…`. https://pay.weixin.qq.com/doc/v3/merchant/4013053249
 */
const platformKeySchema = z
  .strictObject({
    /** What `Wechatpay-Serial` says. */
    id: z.union([serial, z.string().regex(/^PUB_KEY_ID_[0-9A-Za-z]{1,64}$/)]),
    /** PEM of the certificate, or of the public key. */
    pem: z.string(),
  })
  .transform(({ id, pem }, context) => {
    const certified = pem.includes('BEGIN CERTIFICATE');
    const key = rsaKey(() => (certified ? new X509Certificate(pem).publicKey : createPublicKey(pem)));
    if (key === undefined) context.addIssue({ code: 'custom', message: 'the PEM of an RSA certificate or public key' });
    else if (certified && !isNamed(pem, id))
      context.addIssue({ code: 'custom', message: 'the serial number of its certificate' });
    else return { id, key };
    return z.NEVER;
  })
  .readonly();

function isNamed(pem: string, id: string): boolean {
  return new X509Certificate(pem).serialNumber.replace(/^0+/, '') === id.replace(/^0+/, '');
}

/** An address of HTTP: without TLS only on this machine. */
const address = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}, 'https://…, or http:// on this machine');

/** Configuration of one merchant at WeChat Pay. A fault in it is the operator's, so it throws. */
export const wechatPayConfigSchema = z
  .strictObject({
    /** Origin of the API: the main one, the one in another place (`api2`), or a simulator. */
    baseUrl: address
      .refine((text) => new URL(text).pathname === '/' && !/[?#@]/.test(text), 'an origin alone')
      .transform((text) => new URL(text).origin)
      .default('https://api.mch.weixin.qq.com'),
    /** The app under which the hospital asks for money. */
    appId: z.string().regex(/^wx[0-9a-z]{8,30}$/),
    /** The merchant's number (`mchid`). */
    merchant: z.string().regex(/^\d{8,12}$/),
    /** The merchant's own certificate: its serial number, and the PEM of its private key (`apiclient_key.pem`). */
    merchantKey: z.strictObject({ serial, privateKey }).readonly(),
    /** Keys by which WeChat Pay is believed; several while one is exchanged for the next. The first is asked for. */
    platformKeys: z
      .array(platformKeySchema)
      .min(1)
      .max(8)
      .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'each id once')
      .readonly(),
    /** APIv3 key: 32 characters, set by the merchant. Notices are encrypted with it. */
    apiV3Key: z.string().regex(/^[!-~]{32}$/, '32 characters of ASCII'),
    /** Where WeChat Pay sends notices; it takes no query. */
    notifyUrl: address.refine((text) => !/[?#@]/.test(text) && text.length <= 255, 'no query, at most 255 characters'),
    /** Origins at which WeChat Pay has the pages of its links; a link to any other is not handed on. */
    linkOrigins: z
      .array(address.refine((text) => new URL(text).origin === text, 'an origin, without a slash at its end'))
      .min(1)
      .max(4)
      .readonly()
      .default(['https://wx.tenpay.com']),
    /** Longest time in ms between a write received and a query showing it. */
    settleWindowMs: z.int().min(0).default(60_000),
    /** Largest reply that is read, in bytes. */
    maxBodyBytes: z.int().min(1024).default(REPLY_MAX_BYTES),
    /** Largest bill of a day that is read, in bytes: about 400 a row. */
    maxBillBytes: z
      .int()
      .min(1024)
      .default(32 * 1024 * 1024),
  })
  .readonly();

export type WechatPayConfigInput = z.input<typeof wechatPayConfigSchema>;
export type WechatPayConfig = z.output<typeof wechatPayConfigSchema>;
