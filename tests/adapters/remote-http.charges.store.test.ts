import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseById } from '../../adapters/conformance/all-cases.ts';
import { createCaseContext, DEFAULT_LIMITS } from '../../adapters/conformance/case-context.ts';
import { openBill, settledBill, settleInsured } from '../../adapters/conformance/cases/charges/bills.ts';
import { expectOk } from '../../adapters/conformance/expectations.ts';
import { runCase } from '../../adapters/conformance/run-case.ts';
import { LIMITS, type StartedRemoteHospital, startSimulatedRemoteHospital } from './simulated-remote-hospital.ts';

type Insurance = 'uninsured' | 'hospital' | 'insurer';
const running: StartedRemoteHospital[] = [];

async function start(charges: Insurance) {
  const subject = await startSimulatedRemoteHospital({ abilities: { charges } });
  running.push(subject);
  return { subject, context: createCaseContext(subject, { ...DEFAULT_LIMITS, ...LIMITS }, 'books') };
}

afterEach(async () => {
  for (const subject of running.splice(0)) await subject.stop();
});

/** What is done otherwise where insurance is: the whole kit is run against a hospital that settles it itself. */
const DIFFERS = ['OPEN-1', 'QUOTE-1', 'SETTLE-1', 'SETTLE-11', 'SETTLE-12', 'REFUND-1', 'REFUND-2', 'REFUND-7'];
const ABSENT = { insurer: ['QUOTE-1'], uninsured: ['QUOTE-1', 'SETTLE-11', 'REFUND-7'] } as const;

it.each(['insurer', 'uninsured'] as const)(
  'a hospital of the API that says charges: %s settles and takes back as the kit demands, and lacks what it has no insurance for',
  async (charges) => {
    const { context } = await start(charges);
    const absent: string[] = [];
    for (const id of DIFFERS) {
      const verdict = await runCase(caseById(id), context);
      if (verdict.kind === 'absent') absent.push(id);
      else expect(verdict, id).toEqual({ kind: 'run' });
    }
    expect(absent).toEqual(ABSENT[charges]);
  },
);

describe('the books of charges of a simulated hospital', () => {
  let at: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    at = await start('hospital');
  });
  const control = async (body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const order = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    return fetch(`${at.subject.controlUrl}/charges`, order);
  };

  it('the books of charges are told at the control port, those of the window too, with what they come to', async () => {
    const { context } = at;
    const { settlement } = await settledBill(context);
    const insured = await openBill(context);
    expectOk(await context.facets.charges.settle(await settleInsured(context, insured), context.call()));
    const window = await openBill(context);
    await context.charges.settle(window.visit.visitRef);
    const back = { key: 'back-1', settlement, lines: 'whole', amount: settlement.split.total } as const;
    expectOk(await context.facets.charges.refund(back, context.call()));
    expect(await (await control()).json()).toMatchObject({
      settlements: [
        { key: settlement.key, total: 10_000, cash: 10_000, refunded: 10_000 },
        { total: 10_000, fund: 6_090, account: 3_910, cash: 0, refunded: 0 },
        { key: null, total: 10_000, cash: 10_000 },
      ],
      refunds: [{ key: 'back-1', settlementKey: settlement.key, amount: 10_000 }],
      quotes: [{ state: 'settled' }],
      sums: { total: 30_000, fund: 6_090, account: 3_910, cash: 20_000, refunded: 10_000 },
    });
  });

  it('a bill of several lines is opened by its name at the control port, and read by the person whom it is of', async () => {
    const { context } = at;
    const query = await context.person(context.newPatient());
    expect((await control({ act: 'open', document: query.patient.document, charge: 'cough' })).status).toBe(201);
    const [visit] = expectOk(await context.facets.charges.open(query, context.call()));
    expect(visit?.lines.map(({ name }) => name)).toContain('阿莫西林胶囊 0.25g×24 粒');
    expect((await control({ act: 'open', document: query.patient.document, charge: 'unheard-of' })).status).toBe(400);
    expect((await control({ act: 'change', visit: 'never-existed' })).status).toBe(409);
  });

  it('a settlement says the split that holds when the own account was used elsewhere after the quote', async () => {
    const { context } = at;
    const bill = await openBill(context);
    const request = await settleInsured(context, bill);
    expect(request.split).toEqual({ total: 10_000, fund: 6_090, account: 3_910, cash: 0 });
    const { document } = bill.query.patient;
    expect((await control({ act: 'spend', document, amount: 29_000 })).status).toBe(201);
    const { split } = expectOk(await context.facets.charges.settle(request, context.call()));
    expect(split).toEqual({ total: 10_000, fund: 6_090, account: 1_000, cash: 2_910 });
  });

  it('what was taken back of an own account can be used again', async () => {
    const { context } = at;
    const { newKey, facets, call } = context;
    const bill = await openBill(context);
    const settlement = expectOk(await facets.charges.settle(await settleInsured(context, bill), call()));
    const { document } = bill.query.patient;
    expect((await control({ act: 'spend', document, amount: 30_000 })).status).toBe(409);
    expectOk(await facets.charges.refund({ key: newKey(), settlement, lines: 'whole', amount: 10_000 }, call()));
    expect((await control({ act: 'spend', document, amount: 30_000 })).status).toBe(201);
  });

  it.each<[string, string, RegExp]>([
    [
      'more taken back than was settled',
      "INSERT INTO charge_refund (key, settlement, content, amount, refunded_at, change) VALUES ('x', 1, '', 10001, 1, 99)",
      /CHECK/,
    ],
    [
      'a split that does not add up',
      "INSERT INTO charge_settlement (key, visit, content, total, fund, account, cash, settled_at, change) VALUES ('x', 2, '', 10000, 1, 0, 10000, 1, 99)",
      /CHECK/,
    ],
    [
      'a total that is not that of the lines',
      "INSERT INTO charge_settlement (key, visit, content, total, fund, account, cash, settled_at, change) VALUES ('x', 2, '', 9999, 0, 0, 9999, 1, 99)",
      /sum of its lines/,
    ],
    [
      'a second settlement of one visit',
      "INSERT INTO charge_settlement (key, visit, content, total, fund, account, cash, settled_at, change) VALUES ('x', 1, '', 10000, 0, 0, 10000, 1, 99)",
      /UNIQUE/,
    ],
    [
      'another line of a settled bill',
      "INSERT INTO charge_line (visit, name, quantity, price, amount, class, own_share) VALUES (1, 'x', '1', 1, 1, 'a', 0)",
      /not changed/,
    ],
    ['another split of a settlement', 'UPDATE charge_settlement SET fund = 10000, cash = 0', /not changed/],
    [
      'a line that is not covered and shared',
      "INSERT INTO charge_line (visit, name, quantity, price, amount, class, own_share) VALUES (2, 'x', '1', 1, 1, 'none', 0)",
      /CHECK/,
    ],
    ['less than nothing in an own account', "INSERT INTO charge_account VALUES ('a', 'b', -1)", /CHECK/],
  ])('the books of charges can not hold %s', async (_, sql, why) => {
    const { context, subject } = at;
    await settledBill(context);
    await openBill(context);
    const database = new Database(subject.databasePath);
    try {
      expect(() => database.prepare(sql).run()).toThrow(why);
    } finally {
      database.close();
    }
  });
});
