import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import { createRemoteHttpAdapter } from '../../adapters/hospitals/remote-http/adapter.ts';
import { createSignedJsonAdapter } from '../../adapters/hospitals/signed-json/adapter.ts';
import { addsUp, LINES_MAX, type VisitCharges, visitFault } from '../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { ROWS_MAX } from '../../adapters/port/rows.ts';
import type { Patient } from '../../adapters/port/terms.ts';
import { BILLS } from '../../fixtures/hospitals/bills.ts';
import { replyHeaders } from './remote-signer.ts';
import { strictReplyHeaders } from './signed-signer.ts';

const REQUEST_KEY = { id: 'rows', secret: Buffer.alloc(32, 'request key ').toString('base64') };
const STRICT_KEY = Buffer.alloc(32, 'strict key ').toString('base64');
const BASE = 'https://his.example';
const AT = '2031-02-03T09:30:00+08:00';
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const malformed = { ok: false, failure: { kind: 'malformed' } };
const unknown = { ok: false, failure: { kind: 'unknown-outcome' } };
const patient: Patient = {
  name: '林小满',
  birthDate: '1949-12-31',
  sex: 'female',
  document: { type: 'resident-id', number: '11010519491231002X' },
};

type Row = Readonly<Record<string, unknown>>;

/** How one protocol says the same. The hospital answers every question with what the test gives, genuinely. */
interface Protocol {
  readonly name: string;
  readonly adapter: (given: unknown) => HospitalAdapter;
  readonly open: (visits: readonly unknown[]) => unknown;
  readonly one: (row: unknown) => unknown;
  readonly changes: (settlements: readonly unknown[], refunds: readonly unknown[]) => unknown;
  readonly visit: Row;
  readonly settlement: Row;
  readonly refund: Row;
  readonly lineRef: string;
  readonly badVisits: readonly unknown[];
  readonly badSettlements: readonly unknown[];
  readonly badRefunds: readonly unknown[];
}

const split = { total: 300, fund: 0, account: 0, cash: 300 };
const line = { ref: 'fee', name: '挂号费', quantity: '1', price: 300, amount: 300, class: 'none', ownShare: 10_000 };
const remoteVisit = { visitRef: 'v1', at: AT, lines: [line], total: 300 };
const remoteSettlement = { key: 'k1', ref: 's1', visitRef: 'v1', split, settledAt: AT, refunded: 0 };
const remoteRefund = { key: 'k2', ref: 'r1', settlementKey: 'k1', amount: 300, refundedAt: AT };

const order = { hosRecordId: 'v1', docname: '曾静', beginTime: '2031-02-03 08:00:00', payAmount: '3.00' };
const payTime = '2031-02-03 09:30:00';
const payment = { payId: 's1', payNo: 'k1', hosRecordId: 'v1', payAmount: '3.00', refundAmount: '0.00', payTime };
const payRefund = { refundId: 'r1', refundNo: 'k2', payNo: 'k1', refundAmount: '3.00', refundTime: payTime };
const envelope = (data: unknown) => ({ code: 200, message: 'ok', data, ok: true });

const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'remote-http',
    adapter(given) {
      const no = { slots: false, book: false, cancel: false, keyedBooking: false, findPatient: false, registerPatient: false };
      const capabilities = { ...no, listBookings: 'no', settleWindowMs: 0, readLagMs: 0, charges: 'hospital' } as const;
      const fetch = async (_: string, init?: RequestInit) => {
        const body = JSON.stringify(given);
        const nonce = new Headers(init?.headers).get('onedoor-nonce') ?? '';
        return new Response(body, { headers: replyHeaders({ status: 200, body, nonce }, REQUEST_KEY) });
      };
      return createRemoteHttpAdapter({ baseUrl: BASE, key: REQUEST_KEY, capabilities }, { now: Date.now, fetch });
    },
    open: (visits) => ({ visits }),
    one: (row) => row,
    changes: (settlements, refunds) => ({ settlements, refunds, cursor: 'c1', more: false }),
    visit: remoteVisit,
    settlement: remoteSettlement,
    refund: remoteRefund,
    lineRef: 'fee',
    badVisits: [
      {},
      null,
      { ...remoteVisit, total: 301 },
      { ...remoteVisit, lines: [], total: 0 },
      { ...remoteVisit, lines: [line, line], total: 600 },
      { ...remoteVisit, lines: [{ ...line, amount: 0 }], total: 0 },
      { ...remoteVisit, lines: [{ ...line, amount: 300.5 }] },
      { ...remoteVisit, lines: [{ ...line, ownShare: 0 }] },
      { ...remoteVisit, lines: [{ ...line, quantity: '0' }] },
      { ...remoteVisit, lines: [{ ...line, quantity: '1.0001' }] },
      { ...remoteVisit, visitRef: '../v' },
      { ...remoteVisit, at: '2031-02-30T09:30:00+08:00' },
    ],
    badSettlements: [
      {},
      { ...remoteSettlement, split: { ...split, cash: 299 } },
      { ...remoteSettlement, split: { ...split, fund: -100, cash: 400 } },
      { ...remoteSettlement, refunded: 301 },
      { ...remoteSettlement, ref: 'a ref' },
    ],
    badRefunds: [{}, { ...remoteRefund, amount: 0 }, { ...remoteRefund, ref: '' }],
  },
  {
    name: 'signed-json',
    adapter(given) {
      const fetch = async (_: string, init?: RequestInit) => {
        const body = JSON.stringify(given);
        const nonce = new Headers(init?.headers).get('yygh-nonce') ?? '';
        return new Response(body, { headers: strictReplyHeaders({ status: 200, body, nonce }, STRICT_KEY) });
      };
      const config = { mode: 'strict', baseUrl: BASE, hoscode: 'h01', signKey: STRICT_KEY, settleWindowMs: 0 } as const;
      return createSignedJsonAdapter(config, { now: Date.now, fetch });
    },
    open: (rows) => envelope({ rows }),
    one: envelope,
    changes: (pays, refunds) => envelope({ pays, refunds, cursor: 'c1', more: false }),
    visit: order,
    settlement: payment,
    refund: payRefund,
    lineRef: 'fee',
    badVisits: [{}, null, { ...order, payAmount: '0.00' }, { ...order, payAmount: '3.001' }, { ...order, hosRecordId: '../v' }],
    badSettlements: [
      {},
      { ...payment, payAmount: '-3.00' },
      { ...payment, refundAmount: '3.01' },
      { ...payment, payTime: '2031-99-99 09:30:00' },
    ],
    badRefunds: [{}, { ...payRefund, refundAmount: '0.00' }, { ...payRefund, refundId: 'a b' }],
  },
];

describe.each(PROTOCOLS)('charges of $name', (protocol) => {
  const { adapter, open, one, changes, visit, settlement, refund, lineRef, badVisits, badSettlements, badRefunds } = protocol;
  const chargesOf = (given: unknown) => facetsOf(adapter(given)).charges;
  const ask = (given: unknown) => chargesOf(given).open({ patient }, call());
  const settled = { key: 'k1', charges: { visitRef: 'v1', lineRefs: [lineRef], total: 300 }, split } as const;
  const settle = (given: unknown) =>
    chargesOf(given).settle({ patient, ...settled, cash: { channel: 'cash', ref: 'receipt-1' } }, call());
  const back = { key: 'k2', settlement: { key: 'k1', ref: 's1' }, lines: 'whole', amount: 300 } as const;

  it('one visit that can not be used, a wrong sum included, makes the whole answer malformed: nothing owed is a statement', async () => {
    expect(await ask(open([visit]))).toMatchObject({
      ok: true,
      value: [{ visitRef: 'v1', total: 300, lines: [{ amount: 300 }] }],
    });
    for (const bad of badVisits) expect(await ask(open([visit, bad])), JSON.stringify(bad)).toMatchObject(malformed);
  });

  it('more visits than a page has are malformed, however right they are', async () => {
    expect(await ask(open(Array(ROWS_MAX + 1).fill(visit)))).toMatchObject(malformed);
  });

  it('a settlement that does not add up, or is another one, is malformed when asked for and unknown-outcome when written', async () => {
    expect(await settle(one(settlement))).toMatchObject({ ok: true, value: { key: 'k1', ref: 's1', split } });
    const others = [
      { key: 'k9', payNo: 'k9' },
      { visitRef: 'v9', hosRecordId: 'v9' },
    ];
    const [otherKey] = others;
    for (const bad of [...badSettlements, ...others.map((other) => ({ ...settlement, ...other }))])
      expect(await settle(one(bad)), JSON.stringify(bad)).toMatchObject(unknown);
    for (const bad of [...badSettlements, { ...settlement, ...otherKey }])
      expect(await chargesOf(one(bad)).find('k1', call()), JSON.stringify(bad)).toMatchObject(malformed);
  });

  it('a refund that is none, or of something else, is malformed when asked for and unknown-outcome when written', async () => {
    expect(await chargesOf(one(refund)).refund(back, call())).toMatchObject({ ok: true, value: { key: 'k2', amount: 300 } });
    const others = [
      { key: 'k9', refundNo: 'k9' },
      { amount: 299, refundAmount: '2.99' },
      { settlementKey: 'k9', payNo: 'k9' },
    ];
    for (const bad of [...badRefunds, ...others.map((other) => ({ ...refund, ...other }))])
      expect(await chargesOf(one(bad)).refund(back, call()), JSON.stringify(bad)).toMatchObject(unknown);
    for (const bad of badRefunds) expect(await chargesOf(one(bad)).findRefund('k2', call())).toMatchObject(malformed);
  });

  it('of changes, what can not be used is left out and counted, and the rest is there', async () => {
    for (const bad of badSettlements)
      expect(await chargesOf(changes([bad, settlement], [refund])).changes(undefined, call())).toMatchObject({
        ok: true,
        value: { settlements: [{ key: 'k1' }], refunds: [{ key: 'k2' }], leftOut: { count: 1 } },
      });
    for (const bad of badRefunds)
      expect(await chargesOf(changes([settlement], [bad, refund])).changes(undefined, call())).toMatchObject({
        ok: true,
        value: { settlements: [{ key: 'k1' }], refunds: [{ key: 'k2' }], leftOut: { count: 1 } },
      });
    expect(await chargesOf(changes(badSettlements, [])).changes(undefined, call())).toMatchObject(malformed);
  });
});

describe('what the port takes of a bill', () => {
  const visit = { ...remoteVisit, at: Date.parse(AT) } as unknown as VisitCharges;

  it('a bill has at most 200 lines', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => ({ ...line, ref: `line-${index}` }));
    const billed = (count: number) => ({ ...visit, lines: lines(count), total: count * 300 }) as unknown as VisitCharges;
    expect(visitFault(billed(LINES_MAX))).toBeUndefined();
    expect(visitFault(billed(LINES_MAX + 1))).toBe('lines');
  });

  it('a split adds up to the fen, has nothing below zero, and is of the total that is wanted', () => {
    expect(addsUp({ total: 300, fund: 100, account: 100, cash: 100 })).toBe(true);
    expect(addsUp({ total: 300, fund: 400, account: 0, cash: -100 })).toBe(false);
    expect(addsUp({ total: 300, fund: 0.5, account: 0, cash: 299.5 })).toBe(false);
    expect(addsUp(split, 299)).toBe(false);
  });

  it.each(Object.entries(BILLS))('the made-up bill %s could be one', (_, lines) => {
    const numbered = lines.map((one, index) => ({ ...one, ref: `line-${index + 1}` }));
    const total = numbered.reduce((sum, { amount }) => sum + amount, 0);
    expect(visitFault({ visitRef: 'v1', at: Date.parse(AT), lines: numbered, total })).toBeUndefined();
    expect(new Set(lines.map((one) => one.class)).size).toBe(3);
  });
});
