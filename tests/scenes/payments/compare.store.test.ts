import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InsurerDayRow } from '../../../adapters/insurers/port.ts';
import type { BillRow, DayBill } from '../../../adapters/payments/port.ts';
import type { ChargeRefund, ChargesFacet } from '../../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { compareDay } from '../../../bff/scenes/payments/compare-day.ts';
import { atRest, driven, MORNING, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { SimulatedInsurer } from '../../simulation/payment-insurer.ts';
import { Payer, TOTAL } from '../../support/payer.ts';
import { goodLine } from '../../support/provider-twin.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { ENGINES, SAMPLED_ENGINES } from '../../support/test-store.ts';

/** Of `MORNING`, and those beside it. */
const [BEFORE, DAY, AFTER] = ['2026-11-23', '2026-11-24', '2026-11-25'] as const;
const AN_HOUR_MS = 3_600_000;
const A_DAY_MS = 24 * AN_HOUR_MS;

/** A hospital whose insurance Onedoor settles, a merchant and an insurer, whose days can be told otherwise than they were. */
class City {
  readonly site: QuietGateway;
  readonly insurer: SimulatedInsurer;
  #lie: (refund: ChargeRefund) => ChargeRefund = (refund) => refund;

  private constructor(site: QuietGateway, insurer: SimulatedInsurer) {
    this.site = site;
    this.insurer = insurer;
  }

  static async open(engine: (typeof ENGINES)[number]): Promise<City> {
    const clock = { now: () => MORNING };
    const insurer = new SimulatedInsurer({
      institution: 'H-test',
      clock: { now: () => clock.now() },
      line: goodLine,
      settleFate: () => 'same',
      undoRefused: () => false,
    });
    let lie = (refund: ChargeRefund): ChargeRefund => refund;
    const wrap = (adapter: HospitalAdapter) => toldOtherwise(adapter, (refund) => lie(refund));
    const site = await startQuietGateway(engine, { insurer, wrap, hospital: { insurance: 'insurer' } });
    clock.now = () => site.clock.now();
    const city = new City(site, insurer);
    lie = (refund) => city.#lie(refund);
    return city;
  }

  async later(ms = 0): Promise<void> {
    const { site } = this;
    await site.clock.leap(ms);
    await driven(site, atRest(site.db, site.clock));
    // One step wakes the next.
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }

  /** Somebody pays a bill of which the insurer bears something. Answers the payment, and the order at the provider. */
  async paid(number = 0): Promise<{ readonly payer: Payer; readonly id: unknown; readonly key: string }> {
    const { gateway } = this.site;
    const payer = await Payer.come(gateway, number);
    await payer.owe();
    const quotes = await payer.quotes(undefined, true);
    await this.later();
    const { body } = await payer.pay('sandbox', quotes);
    await this.later();
    const key = [...gateway.provider.orders.keys()].at(-1) ?? '';
    gateway.provider.pay(key);
    await this.later(5_000);
    return { payer, id: body.id, key };
  }

  /** The same, and all of it is given back. */
  async givenBack(number = 0): Promise<void> {
    const { payer, id } = await this.paid(number);
    await payer.refund(id);
    await this.later(5_000);
    await this.later(60_000);
  }

  /** The provider's bill of a day says this instead of what is true. */
  bill(lie: (rows: readonly BillRow[], day: string) => readonly BillRow[]): void {
    const { provider } = this.site.gateway;
    const truth = provider.bill;
    provider.bill = async (day, call) => {
      const answer = await truth(day, call);
      if (!answer.ok || answer.value === null) return answer;
      const rows = lie(answer.value.rows, day);
      const sum = (kind: BillRow['kind']) => rows.reduce((all, row) => all + (row.kind === kind ? row.amount : 0), 0);
      const value: DayBill = { day, rows, paid: sum('payment'), refunded: sum('refund') };
      return { ok: true, value };
    };
  }

  /** The insurer's list of a day says this instead. */
  list(lie: (rows: readonly InsurerDayRow[]) => readonly InsurerDayRow[]): void {
    const truth = this.insurer.day;
    this.insurer.day = async (query, call) => {
      const answer = await truth(query, call);
      return answer.ok ? { ok: true, value: { rows: lie(answer.value.rows) } } : answer;
    };
  }

  async compared(day: string = DAY) {
    return compareDay(this.site.gateway.onedoor.dependencies, day);
  }

  /** The hospital says this instead of what it took back. */
  hospital(lie: (refund: ChargeRefund) => ChargeRefund): void {
    this.#lie = lie;
  }

  /** What is found of the day, once it is over. */
  async found(day: string = DAY) {
    await this.site.clock.leap(A_DAY_MS);
    const { differences, unread } = await this.compared(day);
    expect(unread).toEqual([]);
    return differences.map(({ who, what, is }) => `${who} ${what} ${is}`);
  }
}

function toldOtherwise(adapter: HospitalAdapter, lie: (refund: ChargeRefund) => ChargeRefund): HospitalAdapter {
  const { charges } = adapter;
  if (!charges) return adapter;
  const changes: ChargesFacet['changes'] = async (cursor, call) => {
    const answer = await charges.changes(cursor, call);
    return answer.ok ? { ok: true, value: { ...answer.value, refunds: answer.value.refunds.map(lie) } } : answer;
  };
  return { ...adapter, charges: { ...charges, changes } };
}

const payments = (rows: readonly BillRow[]) => rows.filter(({ kind }) => kind === 'payment');
const refunds = (rows: readonly BillRow[]) => rows.filter(({ kind }) => kind === 'refund');
const first = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (!row) throw new Error('a day without rows');
  return row;
};

describe.each(ENGINES)('%s: a day of which everybody tells the truth', (engine) => {
  let city: City;
  beforeEach(async () => {
    city = await City.open(engine);
  });
  afterEach(() => city.site.stop());

  it('names nothing, whether money came, went back, or was undone; and where partners say nothing at all, everything is missing', async () => {
    await city.paid();
    await city.givenBack(1);
    expect(await city.found()).toEqual([]);
    city.bill(() => []);
    city.list(() => []);
    const { differences } = await city.compared();
    expect(differences.map(({ who, what, is }) => `${who} ${what} ${is}`).sort()).toEqual([
      'insurer settled missing',
      'insurer settled missing',
      'insurer undone missing',
      'provider payment missing',
      'provider payment missing',
      'provider refund missing',
    ]);
    for (const { fen, ours, hospital } of differences) {
      expect([hospital, ours?.fen]).toEqual([HOSPITAL, fen]);
      expect(ours?.ref).toMatch(/^[TRH]/);
    }
    const [day, before] = await Promise.all([city.compared(AFTER), city.compared(BEFORE)]);
    expect([day.differences, before.differences]).toEqual([[], []]);
  });
});

describe.each(SAMPLED_ENGINES)('%s: a provider that lies about a day', (engine) => {
  let city: City;
  beforeEach(async () => {
    city = await City.open(engine);
    await city.paid();
    await city.givenBack(1);
  });
  afterEach(() => city.site.stop());

  it('a payment that the bill does not have is missing, with its amount and the reference under which it was told', async () => {
    const [row] = await city.site.db.rows<{ order_key: string; paid_ref: string; paid_amount: number }>(
      'SELECT order_key, paid_ref, paid_amount FROM payment_order ORDER BY created_at',
    );
    city.bill((rows) => rows.filter(({ key }) => key !== row?.order_key));
    expect(await city.found()).toEqual(['provider payment missing']);
    const { differences } = await city.compared();
    const fen = Number(row?.paid_amount);
    expect(differences[0]).toMatchObject({ key: row?.order_key, fen, ours: { state: 'paid', fen, ref: row?.paid_ref } });
  });

  it('a refund that was told done, and that the bill does not have, is missing', async () => {
    city.bill((rows) => payments(rows));
    expect(await city.found()).toEqual(['provider refund missing']);
  });

  it('a second payment under one key is named, with the references of both', async () => {
    city.bill((rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, ref: 'T-second', amount: row.amount }))]);
    expect(await city.found()).toEqual(['provider payment twice']);
    const { differences } = await city.compared();
    expect(differences[0]).toMatchObject({ ref: 'T-second', beside: expect.stringMatching(/^TM-test/) });
  });

  it('the same row a second time is a repetition, and no second payment', async () => {
    city.bill((rows) => [...rows, ...rows.slice(0, 1)]);
    expect(await city.found()).toEqual(['provider payment repeated']);
  });

  it.each([
    ['reference', (row: BillRow): BillRow => ({ ...row, ref: 'T-other' })],
    ['amount', (row: BillRow): BillRow => ({ ...row, amount: row.amount + 1 })],
  ])('a payment of another %s than ours is named, with ours beside it', async (_, lie) => {
    city.bill((rows) => rows.map((row) => (row === first(rows) ? lie(row) : row)));
    expect(await city.found()).toEqual(['provider payment other']);
    const { differences } = await city.compared();
    expect(differences[0]?.ours).toMatchObject({ state: 'paid', ref: expect.stringMatching(/^TM-test/) });
  });

  it.each([
    ['on another order', (row: BillRow, other: string): BillRow => ({ ...row, key: other })],
    ['with another amount', (row: BillRow): BillRow => ({ ...row, amount: row.amount - 1 })],
    ['under another reference', (row: BillRow): BillRow => ({ ...row, ref: 'R-other' })],
  ])('a refund that is booked %s is named, with the order of which it went back', async (_, lie) => {
    city.bill((rows) => [...payments(rows), ...refunds(rows).map((row) => lie(row, first(rows).key))]);
    expect(await city.found()).toEqual(['provider refund other']);
    const { differences } = await city.compared();
    expect(differences[0]?.ours).toMatchObject({ state: 'done', order: expect.stringMatching(/^ord_/) });
  });

  it.each([
    ['another reference', (refund: ChargeRefund): ChargeRefund => ({ ...refund, ref: 'X-other' })],
    ['another amount', (refund: ChargeRefund): ChargeRefund => ({ ...refund, amount: refund.amount - 1 })],
    ['another settlement', (refund: ChargeRefund): ChargeRefund => ({ ...refund, settlementKey: 'prt_other' })],
  ])('what a hospital took back, and tells of %s, is named', async (_, lie) => {
    city.hospital(lie);
    expect(await city.found()).toEqual(['hospital taken-back other']);
  });

  it('while a bill can not be read, nothing of its merchant is missing', async () => {
    city.site.gateway.provider.bill = async () => ({ ok: false, failure: { kind: 'malformed', detail: 'noise' } });
    await city.site.clock.leap(A_DAY_MS);
    const { differences, unread } = await city.compared();
    expect([differences, unread]).toEqual([[], [{ hospital: HOSPITAL, who: 'provider', why: 'malformed' }]]);
  });
});

describe.each(SAMPLED_ENGINES)('%s: midnight in Shanghai', (engine) => {
  let city: City;
  beforeEach(async () => {
    city = await City.open(engine);
  });
  afterEach(() => city.site.stop());

  it('what was paid a minute before it may stand in the bill of the day after; where that is not there yet, nothing is missing', async () => {
    await city.site.clock.leap(Date.parse(`${AFTER}T00:00:00+08:00`) - city.site.clock.now() - 60_000);
    await city.paid();
    const moved: BillRow[] = [];
    city.bill((rows, day) => {
      if (day === DAY) moved.push(...rows.filter(({ key }) => !moved.some((one) => one.key === key)));
      return day === AFTER ? [...rows, ...moved] : [];
    });
    await city.site.clock.leap(AN_HOUR_MS);
    const early = await city.compared();
    expect(early.differences).toEqual([]);
    expect(early.unread).toEqual([{ hospital: HOSPITAL, who: 'provider', why: 'no-bill-yet', day: AFTER }]);
    expect(await city.found()).toEqual([]);
    city.bill(() => []);
    expect((await city.compared()).differences).toMatchObject([{ what: 'payment', is: 'missing', key: moved[0]?.key }]);
  });

  it('what was paid at noon stands in no other bill', async () => {
    await city.paid();
    await city.site.clock.leap(2 * A_DAY_MS);
    const { rows } = await billOf(city, DAY);
    city.bill((_, day) => (day === AFTER ? rows : []));
    expect((await city.compared()).differences).toMatchObject([{ what: 'payment', is: 'missing' }]);
  });
});

describe.each(SAMPLED_ENGINES)('%s: an insurer that lies about a day', (engine) => {
  let city: City;
  beforeEach(async () => {
    city = await City.open(engine);
    await city.paid();
  });
  afterEach(() => city.site.stop());

  it('an empty day lacks the settlement, with what the insurer bears', async () => {
    city.list(() => []);
    expect(await city.found()).toEqual(['insurer settled missing']);
    const [{ ours, fen } = { ours: undefined, fen: 0 }] = (await city.compared()).differences;
    const { fund = 0, account = 0, cash = 0 } = ours?.split ?? {};
    expect([fund + account, fund + account + cash]).toEqual([fen, TOTAL]);
    expect(fen).toBeGreaterThan(0);
  });

  it('a settlement that the insurer undid by itself is named: here it stands', async () => {
    city.list((rows) => [...rows, { ...first(rows), kind: 'undone' }]);
    expect(await city.found()).toEqual(['insurer undone other']);
    expect((await city.compared()).differences[0]?.ours?.state).toBe('settled');
  });

  it.each([
    ['fund', { fund: -100, account: 100, cash: 0 }],
    ['account', { fund: 0, account: -100, cash: 100 }],
  ])('a settlement of another share of the %s is named, with the split that it should be', async (_, { fund, account, cash }) => {
    city.list((rows) =>
      rows.map((row) => {
        const { split } = row;
        return {
          ...row,
          split: { ...split, fund: split.fund + fund, account: split.account + account, cash: split.cash + cash },
        };
      }),
    );
    expect(await city.found()).toEqual(['insurer settled other']);
    const [difference] = (await city.compared()).differences;
    expect(difference?.ours?.split).not.toEqual(difference?.split);
  });

  it('a settlement of another reference is named', async () => {
    city.list((rows) => rows.map((row) => ({ ...row, ref: 'H-other' })));
    expect(await city.found()).toEqual(['insurer settled other']);
  });

  it('the same settlement a second time is a repetition', async () => {
    city.list((rows) => [...rows, ...rows]);
    expect(await city.found()).toEqual(['insurer settled repeated']);
  });

  it('a second settlement under one key is named, with the references of both', async () => {
    city.list((rows) => [{ ...first(rows), ref: 'H-second' }, ...rows]);
    expect(await city.found()).toEqual(['insurer settled twice']);
    const [{ ref, beside } = { ref: '', beside: '' }] = (await city.compared()).differences;
    expect([ref, beside]).toEqual(['H-second', [...city.insurer.records.values()].at(-1)?.ref]);
  });

  it('an undoing of ours that its day does not have is missing', async () => {
    await city.givenBack(1);
    city.list((rows) => rows.filter(({ kind }) => kind === 'settled'));
    expect(await city.found()).toEqual(['insurer undone missing']);
  });
});

async function billOf(city: City, day: string): Promise<DayBill> {
  const answer = await city.site.gateway.provider.bill(day, { signal: new AbortController().signal });
  if (!answer.ok || answer.value === null) throw new Error('no bill');
  return answer.value;
}
