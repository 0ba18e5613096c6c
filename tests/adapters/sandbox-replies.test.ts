import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSandboxInsurer } from '../../adapters/insurers/sandbox/adapter.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';

/** Replies that are genuine and say something else than was asked: what no simulator here says, and a partner with a fault would. */

const secret = Buffer.alloc(32, 'a secret of tests ').toString('base64');
const NOW = Date.parse('2031-03-03T08:00:00+08:00');
const call = () => ({ signal: new AbortController().signal });

/** Answers every request with this body, signed as the partner's README describes. */
function answering(prefix: 'insurer' | 'pay', code: string, body: object, status = 200) {
  const text = JSON.stringify(body);
  const digest = createHash('sha256').update(text).digest('hex');
  return {
    now: () => NOW,
    async fetch(_input: string, init?: RequestInit) {
      const nonce = new Headers(init?.headers).get(`${prefix}-nonce`) ?? '';
      const time = String(NOW / 1000);
      const lines = [`${prefix}-reply-v1`, code, String(status), time, nonce, digest];
      const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(lines.join('\n')).digest('hex');
      const whose = prefix === 'insurer' ? 'insurer-institution' : 'pay-merchant';
      const headers = { [whose]: code, [`${prefix}-time`]: time, [`${prefix}-nonce`]: nonce, [`${prefix}-signature`]: signature };
      return new Response(text, { status, headers });
    },
  };
}

const insurer = (body: object, status?: number) =>
  createSandboxInsurer(
    { baseUrl: 'https://insurer.example', institution: 'H31010100001', secret },
    answering('insurer', 'H31010100001', body, status),
  );
const payments = (body: object, status?: number) =>
  createSandboxPayments(
    { baseUrl: 'https://pay.example', merchant: 'M1900000001', secret },
    answering('pay', 'M1900000001', body, status),
  );
const kindOf = (outcome: { readonly ok: boolean; readonly failure?: { readonly kind: string } }) =>
  outcome.ok ? 'ok' : outcome.failure?.kind;

const wireSplit = { total: '1.00', fund: '0.70', account: '0.00', cash: '0.30' };
const split = { total: 100, fund: 70, account: 0, cash: 30 };
const until = '2031-03-03 09:00:00';
const line = { ref: 'l1', name: '项目', quantity: '1', price: 100, amount: 100, class: 'a', ownShare: 0 } as const;
const bill = { key: 'k1', insuredRef: 'P1', visitRef: 'v1', lines: [line], total: 100, useAccount: false };
const settling = { key: 'k2', quote: { key: 'k1', ref: 'Q1' }, split };
const record = { key: 'k1', ref: 'Q1', kind: 'quote', state: 'undone', split: wireSplit };

it.each([
  ['what was asked', { key: 'k1', ref: 'Q1', split: wireSplit, until }, 'ok'],
  ['another key', { key: 'k9', ref: 'Q1', split: wireSplit, until }, 'unknown-outcome'],
  ['another total', { key: 'k1', ref: 'Q1', split: { ...wireSplit, total: '2.00', cash: '1.30' }, until }, 'unknown-outcome'],
  [
    'a split below nothing',
    { key: 'k1', ref: 'Q1', split: { ...wireSplit, account: '-0.10', cash: '0.40' }, until },
    'unknown-outcome',
  ],
  ['an amount as a number', { key: 'k1', ref: 'Q1', split: { ...wireSplit, cash: 0.3 }, until }, 'unknown-outcome'],
  ['a day that is none', { key: 'k1', ref: 'Q1', split: wireSplit, until: '2031-02-31 25:00:00' }, 'unknown-outcome'],
  ['a reference of several lines', { key: 'k1', ref: 'Q\n1', split: wireSplit, until }, 'unknown-outcome'],
])('a genuine quote of the insurer sandbox with %s is taken only where it is what was asked', async (_what, body, kind) => {
  expect(kindOf(await insurer(body).preSettle(bill, call()))).toBe(kind);
});

it.each([
  [
    'a settlement of another total',
    (body: object) => insurer(body).settle(settling, call()),
    { key: 'k2', ref: 'S1', split: { ...wireSplit, total: '2.00', cash: '1.30' }, settledAt: until },
  ],
  ['an undoing of another record', (body: object) => insurer(body).undo({ key: 'k1', ref: 'Q2' }, call()), record],
  [
    'an undoing that undid nothing',
    (body: object) => insurer(body).undo({ key: 'k1', ref: 'Q1' }, call()),
    { ...record, state: 'open' },
  ],
  ['a reversal of another key', (body: object) => insurer(body).reverse('k1', call()), { key: 'k9', reversed: true }],
])('%s, genuine as it is, leaves the outcome unknown', async (_what, ask, body) => {
  expect(kindOf(await ask(body))).toBe('unknown-outcome');
});

it.each([
  ['a record of another key', (body: object) => insurer(body).find('k2', call()), record],
  [
    'a settlement that is open',
    (body: object) => insurer(body).find('k1', call()),
    { ...record, kind: 'settlement', state: 'open', settledAt: until },
  ],
  ['a settlement without its time', (body: object) => insurer(body).find('k1', call()), { ...record, kind: 'settlement' }],
  ['a list of another day', (body: object) => insurer(body).day({ day: '2031-03-03' }, call()), { day: '2031-03-02', rows: [] }],
  [
    'a person without a number',
    (body: object) =>
      insurer(body).person(
        { patient: { name: '甲', birthDate: '1990-01-01', sex: 'male', document: { type: 'passport', number: 'E1' } } },
        call(),
      ),
    { person: { balance: '1.00' } },
  ],
])('%s, genuine as it is, is malformed', async (_what, ask, body) => {
  expect(kindOf(await ask(body))).toBe('malformed');
});

const refund = { key: 'refund-1', orderKey: 'order-1', ref: '50', amount: 100, state: 'processing' };
const asked = { key: 'refund-1', orderKey: 'order-1', amount: 100, total: 100 };
const order = { key: 'order-1', amount: 100, description: '门诊缴费', expiresAt: NOW + 600_000 };
const code = { key: 'order-1', code: 'https://pay.invalid/s/1', codeUntil: '2031-03-03T09:00:00+08:00' };

it.each([
  ['what was asked', refund, 'ok'],
  ['another amount', { ...refund, amount: 99 }, 'unknown-outcome'],
  ['another order', { ...refund, orderKey: 'order-2' }, 'unknown-outcome'],
  ['another key', { ...refund, key: 'refund-2' }, 'unknown-outcome'],
  ['an arrival without its time', { ...refund, state: 'done' }, 'unknown-outcome'],
  ['a state that nobody knows', { ...refund, state: 'sent' }, 'unknown-outcome'],
])('a genuine refund of the payment sandbox with %s is taken only where it is what was asked', async (_what, body, kind) => {
  expect(kindOf(await payments(body).refund(asked, call()))).toBe(kind);
});

it.each([
  ['what was asked', code, 'ok'],
  ['another key', { ...code, key: 'order-2' }, 'unknown-outcome'],
  ['a code that no QR code of ours holds', { ...code, code: '扫码' }, 'unknown-outcome'],
])('a genuine order of the payment sandbox with %s is taken only where it is what was asked', async (_what, body, kind) => {
  expect(kindOf(await payments(body).order(order, call()))).toBe(kind);
});

it.each([
  ['a payment of another key', (body: object) => payments(body).query('order-1', call()), { key: 'order-2', state: 'waiting' }],
  [
    'a paid order without its payment',
    (body: object) => payments(body).query('order-1', call()),
    { key: 'order-1', state: 'paid' },
  ],
  [
    'a bill of another day',
    (body: object) => payments(body).bill('2031-03-02', call()),
    { day: '2031-03-01', rows: [], paid: 0, refunded: 0 },
  ],
  [
    'a bill that is cut short',
    (body: object) => payments(body).bill('2031-03-02', call()),
    { day: '2031-03-02', rows: [], paid: 100, refunded: 0 },
  ],
  [
    'a bill with a refund that names no refund',
    (body: object) => payments(body).bill('2031-03-02', call()),
    {
      day: '2031-03-02',
      rows: [{ kind: 'refund', key: 'order-1', ref: '50', amount: 1, at: '2031-03-02T09:00:00+08:00' }],
      paid: 0,
      refunded: 1,
    },
  ],
])('%s, as genuine as it is, is malformed', async (_what, ask, body) => {
  expect(kindOf(await ask(body))).toBe('malformed');
});

it('a read that is refused is never "not there", but where the refusal says so', async () => {
  const refused = { reason: 'not-authorised', title: '' };
  const channel = payments(refused, 403);
  const adapter = insurer(refused, 403);
  const outcomes = [
    await channel.query('order-1', call()),
    await channel.queryRefund('refund-1', call()),
    await channel.bill('2031-03-02', call()),
    await adapter.find('k1', call()),
    await adapter.day({ day: '2031-03-02' }, call()),
  ];
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'rejected', reason: 'not-authorised' } });
});

it('a refusal that is not in the wire leaves a write open, and a read malformed', async () => {
  const unknown = { reason: 'no-such-word', title: '' };
  expect(kindOf(await payments(unknown, 409).refund(asked, call()))).toBe('unknown-outcome');
  expect(kindOf(await insurer(unknown, 409).settle(settling, call()))).toBe('unknown-outcome');
  expect(kindOf(await payments(unknown, 404).query('order-1', call()))).toBe('malformed');
  expect(kindOf(await insurer(unknown, 404).find('k1', call()))).toBe('malformed');
});
