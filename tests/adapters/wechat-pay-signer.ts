import { type KeyObject, sign } from 'node:crypto';

/** `Authorization` of a request to WeChat Pay, written a third time: neither the adapter's code nor the simulator's. */
export function wechatAuthorization({
  method,
  target,
  body,
  at,
  merchant: { merchant, serial },
  privateKey,
}: {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly at: number;
  readonly merchant: { readonly merchant: string; readonly serial: string };
  readonly privateKey: KeyObject;
}): string {
  const [timestamp, nonce] = [Math.floor(at / 1000), crypto.randomUUID().replaceAll('-', '')];
  const text = [method, target, timestamp, nonce, body, ''].join('\n');
  const signature = sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
  return `WECHATPAY2-SHA256-RSA2048 mchid="${merchant}",serial_no="${serial}",timestamp="${timestamp}",nonce_str="${nonce}",signature="${signature}"`;
}
