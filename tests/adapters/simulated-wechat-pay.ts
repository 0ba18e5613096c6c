import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS } from '../../adapters/conformance/partner-under-test.ts';
import type { PaymentProviderUnderTest, PaymentSubject } from '../../adapters/conformance/payment-provider-under-test.ts';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';
import type { WechatPayConfigInput } from '../../adapters/payments/wechat-pay/config.ts';
import type { PlatformKey } from '../../fixtures/simulators/wechat-pay/exchange.ts';
import { type KeyMode, makePlatformKeys } from '../../fixtures/simulators/wechat-pay/platform-keys.ts';
import { openProviderTruth } from '../../fixtures/simulators/wechat-pay/simulator-database.ts';
import { startWechatPay, type WechatPay, type WechatPayOptions } from '../../fixtures/simulators/wechat-pay/start-wechat-pay.ts';
import { leadsBack, payByLink } from './pay-by-link.ts';

const SLOW_MS = 80;
const LATE_COMMIT_MS = 400;

/** Made once for all files of a worker: an RSA key takes a tenth of a second. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strange = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

export const API_V3_KEY = 'kit-kit-kit-kit-kit-kit-kit-kit-';
export const MERCHANT = {
  merchant: '1900000001',
  appId: 'wxd678efh567hg6787',
  serial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  apiV3Key: API_V3_KEY,
  h5Domain: 'gateway.example',
};
export const MERCHANT_KEY = { serial: MERCHANT.serial, privateKey: pemOf(privateKey) };
export const STRANGE_KEY = { serial: MERCHANT.serial, privateKey: pemOf(strange.privateKey) };

const made = new Map<KeyMode, readonly PlatformKey[]>();

/** The provider's keys of a mode, the same for every test of this worker. */
export function providerKeys(mode: KeyMode): readonly PlatformKey[] {
  const keys = made.get(mode) ?? makePlatformKeys(mode);
  made.set(mode, keys);
  return keys;
}

export interface StartedWechatPay extends PaymentSubject {
  readonly simulator: WechatPay;
  /** As the channel was configured. */
  readonly config: WechatPayConfigInput;
  /** Takes what the provider sends from now on. Without it notices are refused, and sent again in time. */
  receive(inbox: ((request: Request) => Promise<Response>) | undefined): void;
  control(order: string, body?: object): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/**
 * Starts one simulated provider on real sockets, with a channel of one merchant at it and an address for notices.
 *
 * `delivered`: notices are sent as they fall due; not, unless told.
 */
export async function startSimulatedWechatPay({
  mode = 'public-key',
  now = Date.now,
  config: changed = {},
  delivered = false,
  ...options
}: {
  readonly mode?: KeyMode;
  readonly config?: Partial<WechatPayConfigInput>;
  readonly delivered?: boolean;
} & Partial<WechatPayOptions> = {}): Promise<StartedWechatPay> {
  const address = await openNotifyAddress();
  const simulator = await startWechatPay({ merchants: [MERCHANT], keys: providerKeys(mode), now, ...options });
  let latencyMs = 0;
  const environment = {
    async fetch(input: string, init?: RequestInit) {
      if (latencyMs > 0) await sleep(latencyMs);
      return fetch(input, init);
    },
    now,
  };
  const config: WechatPayConfigInput = {
    baseUrl: simulator.baseUrl,
    appId: MERCHANT.appId,
    merchant: MERCHANT.merchant,
    merchantKey: MERCHANT_KEY,
    platformKeys: [...simulator.platformKeys],
    apiV3Key: API_V3_KEY,
    notifyUrl: address.url,
    linkOrigins: [simulator.pageUrl],
    ...changed,
  };
  const control: StartedWechatPay['control'] = async (order, body) => {
    const [method = '', path] = order.split(' ');
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${simulator.controlUrl}${path}`, { method, ...init });
    return { status: response.status, body: await response.json() };
  };
  // Sent when a test wants: one that comes of itself would come at any moment.
  if (!delivered) await control('POST /delivery', { on: false });
  const truth = openProviderTruth(simulator.databasePath);
  let late = false;
  const provider: PaymentProviderUnderTest = {
    supportedFaults: FAULTS,
    lies: true,
    orders: async (key) =>
      truth.trades(key).map(({ key: own, total, state, transactionId }) => ({
        key: own,
        amount: total,
        state: state === 'NOTPAY' ? 'waiting' : state === 'SUCCESS' ? 'paid' : 'closed',
        ...(transactionId === null ? {} : { ref: transactionId }),
      })),
    refunds: async (key) =>
      truth.refunds(key).map(({ key: own, orderKey, amount, fate }) => ({ key: own, orderKey, amount, live: fate !== 'CLOSED' })),
    pay: async (codeUrl, told = {}) => (await control('POST /pay', { codeUrl, told })).status === 201,
    payByLink: (link) => payByLink(link, `https://${MERCHANT.h5Domain}`),
    leadsBack,
    async misdirect(on) {
      await control('DELETE /faults');
      if (on) await control('POST /faults', { operation: 'order', fault: 'link-elsewhere' });
    },
    async closeDay(flaw) {
      const day = new Date(now() + 8 * 3_600_000).toISOString().slice(0, 10);
      const flaws = { ...(flaw === 'cut' ? { cut: true } : {}), ...(flaw === 'other-sum' ? { otherSum: true } : {}) };
      const { status } = await control('POST /statements', { merchant: MERCHANT.merchant, day, flaw: flaws });
      if (status !== 201) throw new Error(`no bill was made: ${status}`);
      return day;
    },
    async setRefund(key, state) {
      const fate = { done: 'SUCCESS', abnormal: 'ABNORMAL', closed: 'CLOSED' }[state];
      await control('POST /refunds', { merchant: MERCHANT.merchant, key, fate });
    },
    async setBalance(fen) {
      await control('POST /balance', { merchant: MERCHANT.merchant, fen });
    },
    notices: {
      supported: ['right', 'forged', 'altered', 'stale', 'probe'],
      async send({ kind, key }, manner, inbox) {
        const { body } = await control('GET /notices');
        const notices = body.notices as { id: string; kind: string; key: string }[];
        const wanted = kind === 'payment' ? 'transaction' : 'refund';
        const id = notices.findLast((notice) => notice.kind === wanted && notice.key === key)?.id;
        address.receive(inbox);
        const sent = await control('POST /notices', { id, as: manner });
        address.receive(undefined);
        return Number(sent.body.answered);
      },
    },
    async setFault(fault, target = 'write') {
      late ||= fault === 'late-commit';
      await control('DELETE /faults');
      const delayMs = fault === 'late-commit' ? LATE_COMMIT_MS : SLOW_MS;
      if (fault !== null) await control('POST /faults', { operation: target, fault, delayMs });
    },
    async setLatency(ms) {
      latencyMs = ms;
    },
    async requestsSeen() {
      const requests = truth.requests();
      return { total: requests.length, writes: requests.filter(({ method }) => method === 'POST').length };
    },
    async settled() {
      if (late) await sleep(LATE_COMMIT_MS + 100);
      late = false;
    },
  };
  return {
    channel: createWechatPay(config, environment),
    stranger: createWechatPay({ ...config, merchantKey: STRANGE_KEY }, environment),
    provider,
    simulator,
    config,
    receive: address.receive,
    control,
    async stop() {
      truth.close();
      await simulator.close(100);
      await address.close();
    },
  };
}

/** An address of HTTP for notices: each is handed on as a request of the web, with the bytes as they came. */
async function openNotifyAddress() {
  let inbox: ((request: Request) => Promise<Response>) | undefined;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = Object.entries(incoming.headersDistinct).map(([name, values]): [string, string] => [name, values?.[0] ?? '']);
    const url = `http://${incoming.headers.host}${incoming.url}`;
    const request = new Request(url, { method: incoming.method ?? 'POST', headers, body: Buffer.concat(chunks) });
    const answer = (await inbox?.(request)) ?? new Response(null, { status: 503 });
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/payments/notices/1900000001`,
    receive(taker: typeof inbox) {
      inbox = taker;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
