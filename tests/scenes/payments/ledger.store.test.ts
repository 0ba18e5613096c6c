import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCase } from '../../../bff/scenes/payments/close-money.ts';
import { ledgerOf } from '../../../bff/scenes/payments/ledger.ts';
import { openMoney } from '../../../bff/scenes/payments/open-money.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { HOSPITAL } from '../../support/test-gateway.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const HOUR_MS = 3_600_000;

describe.each(SAMPLED_ENGINES)('%s: the ledger', (engine) => {
  let site: QuietGateway;
  let fate: 'done' | 'abnormal' = 'done';

  beforeEach(async () => {
    fate = 'done';
    site = await startQuietGateway(engine, { refundFate: () => fate });
  });
  afterEach(() => site.stop());

  const rest = async (ms = 0) => {
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(step === 0 ? ms : 1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  };
  /** Somebody owes something, and pays it by a code. */
  async function paid(number = 0) {
    const payer = await Payer.come(site.gateway, number);
    await payer.owe();
    const payment = await payer.pay('sandbox');
    await rest();
    site.gateway.provider.pay([...site.gateway.provider.orders.keys()].at(-1) ?? '');
    await rest(5_000);
    return { payer, id: payment.body.id };
  }
  const held = async (day: string) => {
    const lines = await ledgerOf(site.gateway.onedoor.dependencies, day);
    return Object.fromEntries(lines.map(({ account, after }) => [account, after]));
  };
  const { stringify } = JSON;

  it('tells of a day what every account held before, what came in and went out; all of them together are nothing', async () => {
    await paid();
    const lines = await ledgerOf(site.gateway.onedoor.dependencies, '2026-11-24');
    expect(lines).toEqual([
      { hospital: HOSPITAL, account: 'held', before: 0, in: TOTAL, out: TOTAL, after: 0 },
      { hospital: HOSPITAL, account: 'hospital', before: 0, in: TOTAL, out: 0, after: TOTAL },
      { hospital: HOSPITAL, account: 'payer', before: 0, in: 0, out: TOTAL, after: -TOTAL },
    ]);
    expect(lines.reduce((sum, { after }) => sum + after, 0)).toBe(0);
  });

  it('closes each day that is over, once, and goes on from there', async () => {
    await paid();
    await rest(26 * HOUR_MS);
    await paid(1);
    await rest(26 * HOUR_MS);
    const days = await site.db.rows<{ day: string; account: string; fen: number }>(
      "SELECT day, account, fen FROM ledger_balance WHERE account = 'hospital' ORDER BY day",
    );
    expect(days.map(({ day, fen }) => [day, Number(fen)])).toEqual([
      ['2026-11-24', TOTAL],
      ['2026-11-25', 2 * TOTAL],
    ]);
    expect(await held('2026-11-26')).toEqual({ held: 0, hospital: 2 * TOTAL, payer: -2 * TOTAL });
    expect(await held('2026-11-24')).toEqual({ held: 0, hospital: TOTAL, payer: -TOTAL });
  });

  it('names what people have to end, with its amount and since when; an operator says how it ended', async () => {
    const payer = await Payer.come(site.gateway);
    const visit = await payer.owe();
    fate = 'abnormal';
    const payment = await payer.pay('sandbox');
    await rest();
    // Settled at the window while the phone pays: the hospital says no, and the money can not go back by itself.
    await site.gateway.hospital.charges?.settle(visit);
    site.gateway.provider.pay([...site.gateway.provider.orders.keys()].at(-1) ?? '');
    await rest(5_000);
    await rest(60_000);
    expect(firstPart(await payer.payment(payment.body.id)).state).toBe('with-staff');
    const { dependencies } = site.gateway.onedoor;
    const open = await openMoney(dependencies);
    expect(open.map(({ what, state, fen }) => [what, state, fen])).toEqual([
      ['part', 'case', TOTAL],
      ['refund', 'stuck', TOTAL],
    ]);
    // Each has a clock: a day since people had to know of it.
    const left = open.map(({ endBy }) => (endBy ?? 0) - site.clock.now());
    expect(Math.max(...left)).toBeLessThanOrEqual(24 * HOUR_MS);
    expect(Math.min(...left)).toBeGreaterThan(23 * HOUR_MS);
    expect(stringify(open)).not.toMatch(/试/);
    const partId = open[0]?.id ?? '';
    const order = { partId, as: 'undone', reason: '银行退款单 77', requestId: 'req_test' } as const;
    expect(await closeCase(dependencies, order)).toBe(true);
    expect(await closeCase(dependencies, order)).toBe(false);
    expect(firstPart(await payer.payment(payment.body.id)).state).toBe('not-paid');
    expect(await site.db.rows("SELECT actor_id, reason FROM audit WHERE action = 'payment.close-case'")).toEqual([
      { actor_id: 'operator', reason: '银行退款单 77' },
    ]);
  });
});
