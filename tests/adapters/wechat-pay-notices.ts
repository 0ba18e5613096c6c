import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Notice, NoticeSink } from '../../adapters/payments/port.ts';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';

/** Notices as they were signed and sealed by keys that nobody else has; README.md beside the file tells what is in it. */
export interface StoredNotices {
  readonly apiV3Key: string;
  readonly keys: Readonly<Record<string, string>>;
  /** The clock of the tests, seconds. */
  readonly now: number;
  readonly cases: readonly {
    readonly name: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly bodyBase64: string;
  }[];
}

export const STORED: StoredNotices = JSON.parse(
  readFileSync(new URL('../../fixtures/wire/wechat-pay/notices.json', import.meta.url), 'utf8'),
);

export function storedNotice(name: string) {
  const found = STORED.cases.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no notice ${name}`);
  return { headers: found.headers, body: Buffer.from(found.bodyBase64, 'base64') };
}

/** Any key that a merchant could have: what is received needs none. */
const merchantKey = {
  serial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

/** The merchant of the stored notices, whose channel has no provider to ask. */
export function receivingChannel(
  changed: { readonly merchant?: string; readonly keys?: Readonly<Record<string, string>>; readonly apiV3Key?: string } = {},
) {
  const { merchant = '1900000001', keys = STORED.keys, apiV3Key = STORED.apiV3Key } = changed;
  const channel = createWechatPay(
    {
      appId: 'wx0000000000000000',
      merchant,
      merchantKey,
      platformKeys: Object.entries(keys).map(([id, pem]) => ({ id, pem })),
      apiV3Key,
      notifyUrl: 'https://gateway.example/notices',
    },
    { fetch: () => Promise.reject(new Error('nobody is asked')), now: () => STORED.now * 1000 },
  );
  const { inbound } = channel;
  if (inbound === undefined) throw new Error('the channel takes no notices');
  return inbound;
}

/** Hands a notice to a channel, and answers the status and what its sink heard. */
export async function receive(
  inbound: ReturnType<typeof receivingChannel>,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
  {
    method = 'POST',
    accept = async () => 'accepted' as const,
  }: { readonly method?: string; readonly accept?: NoticeSink['accept'] } = {},
) {
  const heard: Notice[] = [];
  const sink: NoticeSink = {
    accept(notice) {
      heard.push(notice);
      return accept(notice);
    },
  };
  const sent = method === 'GET' ? {} : { body: Uint8Array.from(body) };
  const response = await inbound(new Request('https://gateway.example/notices', { method, headers, ...sent }), sink);
  return { status: response.status, text: await response.text(), heard };
}
