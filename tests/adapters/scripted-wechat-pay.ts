import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';
import type { WechatPayConfigInput } from '../../adapters/payments/wechat-pay/config.ts';
import { type SignatureKind, signatureHeaders } from '../../fixtures/simulators/wechat-pay/signatures.ts';
import { API_V3_KEY, MERCHANT, MERCHANT_KEY, providerKeys } from './simulated-wechat-pay.ts';

export interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly sign?: SignatureKind | 'none';
  /** Of the signature, ms from now. */
  readonly off?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const keys = providerKeys('both');
export const CONFIG = {
  appId: MERCHANT.appId,
  merchant: MERCHANT.merchant,
  merchantKey: MERCHANT_KEY,
  platformKeys: keys.map(({ id, pem }) => ({ id, pem })),
  apiV3Key: API_V3_KEY,
  notifyUrl: 'https://gateway.example/notices',
};

/** A server of HTTP that answers request by request what a test has written, signed as it says. */
export async function scriptedProvider(
  answer: (request: IncomingMessage, index: number) => Scripted,
  config: Partial<WechatPayConfigInput> = {},
) {
  const requests: { readonly target: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    requests.push({ target: request.url ?? '', headers: request.headers });
    const { status, body, text, sign = 'right', off = 0, headers } = answer(request, requests.length - 1);
    const bytes = Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)));
    const [key = keys[0]] = keys;
    if (key === undefined) throw new Error('no key');
    const signature = sign === 'none' ? {} : signatureHeaders(bytes, { key, at: Date.now() + off, kind: sign });
    request.resume().once('end', () => response.writeHead(status, { ...signature, ...headers }).end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    channel: createWechatPay({ ...CONFIG, baseUrl, ...config }, { fetch, now: Date.now }),
    requests,
    baseUrl,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
