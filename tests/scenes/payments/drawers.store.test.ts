import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { forgetShifts } from '../../../bff/scenes/identity/shifts.ts';
import { drawersOf } from '../../../bff/scenes/payments/drawers.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { Payer, TOTAL } from '../../support/payer.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, OPERATOR_TOKEN } from '../../support/test-gateway.ts';
import { fresh, post as postAsOperator, postAt, type Reply, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

type Member = Awaited<ReturnType<typeof signedInStaff>>;
interface Drawer {
  readonly id: string;
  readonly state: string;
  readonly taken: { readonly amount: number };
  readonly given: { readonly amount: number };
  readonly timesTaken: number;
  readonly timesGiven: number;
  readonly count?: { readonly difference: number };
}

const fen = (amount: number) => ({ amount, currency: 'CNY' });

describe.each(SAMPLED_ENGINES)('%s: the drawer of a shift', (engine) => {
  let site: QuietGateway;
  let cashier: Member;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    cashier = await onDuty();
  });
  afterEach(() => site.stop());

  async function onDuty(): Promise<Member> {
    const one = await signedInStaff(site.gateway, HOSPITAL, 'cashier', 'desk');
    await postAt(one.device, '/v1/shifts', {}, one.staff);
    return one;
  }
  const post = ({ device, staff }: Member, path: string, body: unknown, headers = fresh()) =>
    postAt(device, path, body, { ...headers, ...staff });
  const read = async ({ device, staff }: Member): Promise<{ readonly now?: Drawer; readonly before?: Drawer }> =>
    (await replyOf(await device.request('/v1/desk/drawer', { headers: staff }))).body;
  async function rest() {
    for (let step = 0; step < 4; step += 1) {
      await driven(site, atRest(site.db, site.clock));
      await site.clock.leap(1_000);
    }
  }
  /** Somebody pays in cash at this cashier's window. */
  async function pays(number: number, who = cashier): Promise<{ readonly payer: Payer; readonly paid: Reply }> {
    const payer = await Payer.come(site.gateway, number);
    await payer.owe();
    const paid = await payer.pay('cash');
    const taken = await post(who, `/v1/desk/payments/${String(paid.body.code)}/cash`, { amount: fen(TOTAL) });
    expect(taken.status).toBe(200);
    await rest();
    return { payer, paid };
  }
  const count = (who: Member, id: unknown, counted: number, float = 0, headers = fresh()) =>
    post(who, `/v1/desk/drawers/${String(id)}/count`, { counted: fen(counted), float: fen(float) }, headers);
  const today = () =>
    drawersOf(site.gateway.onedoor.dependencies, new Date(site.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10));

  it('shows what a cashier has taken and given back since they came on duty, and nothing that another one has', async () => {
    expect((await read(cashier)).now).toMatchObject({
      state: 'open',
      taken: fen(0),
      timesTaken: 0,
      given: fen(0),
      timesGiven: 0,
    });
    const other = await onDuty();
    const { payer, paid } = await pays(0);
    await pays(1);
    await pays(2, other);
    await payer.refund(paid.body.id);
    await rest();
    const given = await post(cashier, `/v1/desk/payments/${String(paid.body.code)}/returns`, { amount: fen(TOTAL) });
    expect(given.status).toBe(200);
    const sums = { state: 'open', taken: fen(2 * TOTAL), timesTaken: 2, given: fen(TOTAL), timesGiven: 1 };
    expect((await read(cashier)).now).toMatchObject(sums);
    expect((await read(other)).now).toMatchObject({ taken: fen(TOTAL), timesTaken: 1, given: fen(0), timesGiven: 0 });
  });

  it('keeps what a cashier counted once, with the difference, ends their shift, and changes nothing in the ledger', async () => {
    await pays(0);
    const ledger = await site.db.rows('SELECT * FROM ledger_movement ORDER BY id');
    const { now } = await read(cashier);
    const counted = await count(cashier, now?.id, 50_000 + TOTAL - 100, 50_000);
    expect(counted.status, counted.text).toBe(200);
    expect(counted.body).toMatchObject({ state: 'counted', taken: fen(TOTAL), count: { difference: -100, float: fen(50_000) } });
    expect((await count(cashier, now?.id, TOTAL)).body.code).toBe('not-on-duty');
    expect(await site.db.rows('SELECT taken, given, counted, opening FROM drawer_count')).toEqual([
      { taken: TOTAL, given: 0, counted: 50_000 + TOTAL - 100, opening: 50_000 },
    ]);
    expect(await site.db.rows('SELECT * FROM ledger_movement ORDER BY id')).toEqual(ledger);
    const acts = await site.db.rows(
      "SELECT action, actor_id FROM audit WHERE action IN ('drawer.count', 'shift.end') ORDER BY action",
    );
    expect(acts).toEqual([
      { action: 'drawer.count', actor_id: cashier.staffId },
      { action: 'shift.end', actor_id: cashier.staffId },
    ]);
    const after = await read(cashier);
    expect([after.now, after.before?.state]).toEqual([undefined, 'counted']);
  });

  it('a count that is sent again is the same count, and one of another shift or of somebody else counts nothing', async () => {
    const { now } = await read(cashier);
    const other = await onDuty();
    expect((await count(other, now?.id, 0)).body.code).toBe('not-found');
    const headers = fresh();
    const twice = [await count(cashier, now?.id, 0, 0, headers), await count(cashier, now?.id, 0, 0, headers)];
    expect(twice.map(({ status, body }) => [status, body.state])).toEqual([
      [200, 'counted'],
      [200, 'counted'],
    ]);
    await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
    expect((await count(cashier, now?.id, 1)).body.code).toBe('not-found');
    expect(await site.db.rows('SELECT counted FROM drawer_count')).toEqual([{ counted: 0 }]);
  });

  it('of a count and cash that come at once, the cash is in the count or is not taken', async () => {
    const payer = await Payer.come(site.gateway, 0);
    await payer.owe();
    const paid = await payer.pay('cash');
    const { now } = await read(cashier);
    const [taken] = await Promise.all([
      post(cashier, `/v1/desk/payments/${String(paid.body.code)}/cash`, { amount: fen(TOTAL) }),
      count(cashier, now?.id, TOTAL),
    ]);
    const [row] = await site.db.rows<{ taken: number }>('SELECT taken FROM drawer_count');
    expect(Number(row?.taken)).toBe(taken.status === 200 ? TOTAL : 0);
  });

  it('a shift that ended without a count is shown as not counted, to the cashier and to an operator, also when the shift is forgotten', async () => {
    await pays(0);
    const { now } = await read(cashier);
    const day = await today();
    expect(day.drawers).toMatchObject([{ hospital: HOSPITAL, number: cashier.number, state: 'open', taken: TOTAL }]);
    await post(cashier, `/v1/shifts/${String(now?.id)}/end`, {});
    await postAt(cashier.device, '/v1/shifts', {}, cashier.staff);
    const next = await read(cashier);
    expect([next.now?.taken, next.before?.state, next.before?.taken]).toEqual([fen(0), 'not-counted', fen(TOTAL)]);
    const that = new Date(site.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await site.clock.leap(limits.shiftKept.figure + limits.shiftLife.figure + 1);
    const { dependencies } = site.gateway.onedoor;
    await commit(dependencies, 'forget-old-rows', 'background', [forgetShifts(site.clock.now())]);
    expect(await site.db.rows(`SELECT id FROM shift WHERE id = '${String(now?.id)}'`)).toEqual([]);
    const { drawers, more } = await drawersOf(dependencies, that);
    expect([drawers.length, more]).toEqual([1, false]);
    expect(drawers[0]).toMatchObject({ state: 'not-counted', taken: TOTAL, timesTaken: 1, given: 0 });
    expect(drawers[0]).not.toHaveProperty('difference');
    const operator = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    const told = await postAsOperator(site.gateway, '/operator/payments-drawers', { day: that }, operator);
    expect([told.status, told.body]).toEqual([200, { day: that, drawers: [...drawers], more: false }]);
    expect((await postAsOperator(site.gateway, '/operator/payments-drawers', {}, operator)).status).toBe(400);
  });
});
