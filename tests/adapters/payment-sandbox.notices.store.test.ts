import { createHash, createHmac, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import {
  acknowledged,
  call,
  MERCHANT,
  ordered,
  refundOf,
  type StartedPayments,
  startSimulatedPayments,
} from './simulated-payments.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(options?: Parameters<typeof startSimulatedPayments>[0]): Promise<StartedPayments> {
  const started = await startSimulatedPayments(options);
  stops.push(started.stop);
  return started;
}

describe('notices of the payment sandbox', () => {
  it('a notice of the payment sandbox is given again, under the same id, until it is kept', async () => {
    const started = await start();
    started.verdicts.push('lost', 'conflict', 'duplicate');
    await ordered(started, 1_001);
    await acknowledged(started, 1);
    expect(started.answers).toEqual([503, 409, 204]);
    expect(started.notices.map(({ id }) => id)).toEqual(['notice-1', 'notice-1']);
  });

  it('the payment sandbox tells of a refund that has arrived', async () => {
    const started = await start();
    await ordered(started, 1_006);
    expectOk(await started.channel.refund(refundOf(1_006), call()));
    await acknowledged(started, 1);
    expect(started.notices).toMatchObject([{ about: { kind: 'refund', key: 'refund-1' } }]);
  });

  const notice = { id: 'notice-7', about: { kind: 'payment', key: 'order-1' } };
  interface Forged {
    readonly secret?: string;
    readonly merchant?: string;
    readonly path?: string;
    readonly ahead?: number;
    readonly body?: string;
    readonly sent?: string;
    readonly prefix?: string;
  }
  /** A notice as the README describes it, signed here once more. */
  function noticeRequest(now: number, forged: Forged = {}): Request {
    const { secret = MERCHANT.secret, merchant = MERCHANT.code, path = '/notices', ahead = 0, prefix = 'pay-notice-v1' } = forged;
    const body = forged.body ?? JSON.stringify(notice);
    const time = String(Math.floor((now + ahead) / 1000));
    const nonce = randomBytes(16).toString('base64url');
    const digest = createHash('sha256').update(body).digest('hex');
    const text = [prefix, merchant, path, time, nonce, digest].join('\n');
    const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('hex');
    const headers = { 'pay-merchant': merchant, 'pay-time': time, 'pay-nonce': nonce, 'pay-signature': signature };
    return new Request('http://gateway/notices', { method: 'POST', headers, body: forged.sent ?? body });
  }

  it.each<[string, number, Forged]>([
    ['genuine', 204, {}],
    ['signed with another secret', 401, { secret: Buffer.alloc(32, 'x').toString('base64') }],
    ['for another merchant', 401, { merchant: 'M1900000002' }],
    ['for another path', 401, { path: '/elsewhere' }],
    ['six minutes old', 401, { ahead: -360_000 }],
    ['changed on the way', 401, { sent: JSON.stringify({ ...notice, about: { kind: 'payment', key: 'order-2' } }) }],
    ['signed as a request is', 401, { prefix: 'pay-request-v1' }],
    ['about nothing', 400, { body: '{"id":"notice-7"}' }],
    ['not JSON', 400, { body: '<xml/>' }],
    ['too long', 413, { body: ' '.repeat(300_000) }],
  ])('a notice of the payment sandbox that is %s is answered %i', async (_what, status, forged) => {
    const now = Date.now();
    const environment = { fetch, now: () => now };
    const config = { baseUrl: 'https://pay.example', merchant: MERCHANT.code, secret: MERCHANT.secret };
    const taken: unknown[] = [];
    const sink = {
      async accept(given: unknown) {
        taken.push(given);
        return 'accepted' as const;
      },
    };
    const response = await createSandboxPayments(config, environment).inbound?.(noticeRequest(now, forged), sink);
    expect(response?.status).toBe(status);
    const hash = createHash('sha256').update(JSON.stringify(notice)).digest('hex');
    expect(taken).toEqual(status === 204 ? [{ ...notice, hash }] : []);
  });
});
