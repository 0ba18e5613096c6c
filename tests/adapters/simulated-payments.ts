import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import type { Notice, OrderRequest, PaymentChannel, RefundRequest } from '../../adapters/payments/port.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import type { Call } from '../../adapters/port/terms.ts';
import {
  type PaymentSandboxOptions,
  startPaymentSandbox,
} from '../../fixtures/simulators/payment-sandbox/start-payment-sandbox.ts';

const secretOf = (word: string) => Buffer.alloc(32, word).toString('base64');
export const MERCHANT = { code: 'M1900000001', secret: secretOf('first merchant ') };
export const OTHER_MERCHANT = { code: 'M1900000002', secret: secretOf('second merchant ') };

/** A morning in +08:00: no run crosses midnight by itself. */
const MORNING = Date.parse('2031-03-03T08:00:00+08:00');
const AGAIN_MS = 20;

export interface StartedPayments {
  readonly channel: PaymentChannel;
  /** The same for another merchant. */
  readonly other: PaymentChannel;
  /** The same with a secret that the provider does not take. */
  readonly stranger: PaymentChannel;
  readonly baseUrl: string;
  readonly databasePath: string;
  readonly book: Database.Database;
  /** Genuine notices in the order in which they came. */
  readonly notices: readonly Notice[];
  /** What the sink says to the next notices, one after the other; `accepted` afterwards. */
  readonly verdicts: ('accepted' | 'duplicate' | 'conflict' | 'lost')[];
  /** Statuses with which notices were answered. */
  readonly answers: readonly number[];
  act(name: string, body?: object): Promise<unknown>;
  now(): number;
  advance(ms: number): void;
  stop(): Promise<void>;
}

/** Starts the payment sandbox on real sockets, with an adapter for each of two merchants and a server that takes notices of the first. */
export async function startSimulatedPayments(
  options: Pick<PaymentSandboxOptions, 'codeMs' | 'linkMs' | 'refundMs' | 'lagMs'> = {},
): Promise<StartedPayments> {
  const startedAt = Date.now();
  let ahead = 0;
  const now = () => MORNING + Date.now() - startedAt + ahead;
  const notices: Notice[] = [];
  const verdicts: StartedPayments['verdicts'] = [];
  const answers: number[] = [];
  const take = async (request: Request): Promise<number> => {
    const response = await channel.inbound?.(request, {
      async accept(notice) {
        const verdict = verdicts.shift() ?? 'accepted';
        if (verdict === 'lost') throw new Error('not kept');
        notices.push(notice);
        return verdict;
      },
    });
    const status = response?.status ?? 500;
    answers.push(status);
    return status;
  };
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const { method = 'GET', url = '/' } = incoming;
    const body = method === 'GET' ? {} : { body: new Uint8Array(Buffer.concat(chunks)) };
    response.writeHead(await take(new Request(`http://gateway${url}`, { method, headers, ...body }))).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const noticeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices/first`;
  const simulator = await startPaymentSandbox({
    ...options,
    merchants: [{ ...MERCHANT, noticeUrl }, OTHER_MERCHANT],
    now,
    noticeAgainMs: AGAIN_MS,
  });
  const { baseUrl, pageUrl, controlUrl, databasePath } = simulator;
  const adapterOf = ({ code, secret }: typeof MERCHANT) =>
    createSandboxPayments({ baseUrl, merchant: code, secret, linkOrigins: [pageUrl] }, { fetch, now });
  const channel = adapterOf(MERCHANT);
  const book = new Database(databasePath, { readonly: true });
  return {
    channel,
    other: adapterOf(OTHER_MERCHANT),
    stranger: adapterOf({ ...MERCHANT, secret: OTHER_MERCHANT.secret }),
    baseUrl,
    databasePath,
    book,
    notices,
    verdicts,
    answers,
    async act(name, body) {
      const [method = 'GET', path = ''] = name.split(' ');
      const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const response = await fetch(`${controlUrl}${path}`, { method, ...sent });
      const told: unknown = await response.json();
      if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(told)}`);
      return told;
    },
    now,
    advance(ms) {
      ahead += ms;
    },
    async stop() {
      book.close();
      await simulator.close(50);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const HOUR_MS = 3_600_000;
const PATIENT_DEADLINE_MS = 10_000;
const NOTICED_WITHIN_MS = 30_000;

export const call = (ms: number = PATIENT_DEADLINE_MS): Call => ({ signal: AbortSignal.timeout(ms) });
export const rejected = (reason: string) => ({ ok: false, failure: expect.objectContaining({ kind: 'rejected', reason }) });
export const failed = (kind: string) => ({ ok: false, failure: expect.objectContaining({ kind }) });

/** An order that is good for about an hour, in whole seconds. */
export function orderOf({ now }: StartedPayments, amount: number, key = 'order-1'): OrderRequest {
  const at = now();
  return { key, amount, description: '临江第一医院 门诊缴费 欧*', expiresAt: at - (at % 1000) + HOUR_MS };
}

/** An order of an amount, as it was asked for. */
export async function ordered(started: StartedPayments, amount: number, key?: string): Promise<OrderRequest> {
  const request = orderOf(started, amount, key);
  expectOk(await started.channel.order(request, call()));
  return request;
}

export function refundOf(amount: number, total = amount): RefundRequest {
  return { key: 'refund-1', orderKey: 'order-1', amount, total };
}

/** Fails the test unless the book agrees with itself. */
export async function expectAgreement({ act }: StartedPayments): Promise<void> {
  expect(await act('GET /audit')).toEqual({ disagreements: [] });
}

/** Waits until as many notices were acknowledged. */
export async function acknowledged({ answers }: StartedPayments, count: number): Promise<void> {
  const kept = () => answers.filter((status) => status === 204).length;
  await vi.waitFor(() => expect(kept()).toBe(count), { timeout: NOTICED_WITHIN_MS, interval: 10 });
}
