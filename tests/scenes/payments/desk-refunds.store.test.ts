import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { changeStaffPin, removeStaff } from '../../../bff/scenes/identity/staff.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { LINES, Payer, TOTAL } from '../../support/payer.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { fresh, postAt, type Reply, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

type Member = Awaited<ReturnType<typeof signedInStaff>>;
interface Line {
  readonly ref: string;
  readonly name: string;
  readonly amount: { readonly amount: number };
}

type Membership = Parameters<typeof removeStaff>[0];
type Leaving = Parameters<typeof removeStaff>[1];

const fen = (amount: number) => ({ amount, currency: 'CNY' });

describe.each(SAMPLED_ENGINES)('%s: a refund of two members of staff', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  let cashier: Member;
  let code: string;
  let paymentId: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    payer = await Payer.come(site.gateway);
    cashier = await member('cashier');
    await payer.owe();
    const paid = await payer.pay('cash');
    code = String(paid.body.code);
    paymentId = String(paid.body.id);
    await post(cashier, `/v1/desk/payments/${code}/cash`, { amount: fen(TOTAL) });
    await rest();
  });
  afterEach(() => site.stop());

  async function member(role: 'cashier' | 'clerk' | 'volunteer', hospital = HOSPITAL): Promise<Member> {
    if (hospital !== HOSPITAL)
      await importHospitals(site.gateway.onedoor.dependencies, [hospitalEntry(HOSPITAL), hospitalEntry(hospital)]);
    const one = await signedInStaff(site.gateway, hospital, role, 'desk');
    await postAt(one.device, '/v1/shifts', {}, one.staff);
    return one;
  }
  const post = ({ device, staff }: Member, path: string, body: unknown, headers = fresh()) =>
    postAt(device, path, body, { ...headers, ...staff });
  const get = async ({ device, staff }: Member, path: string): Promise<Reply> =>
    replyOf(await device.request(path, { headers: staff }));
  async function rest() {
    for (let step = 0; step < 4; step += 1) {
      await driven(site, atRest(site.db, site.clock));
      await site.clock.leap(1_000);
    }
  }
  const propose = (body: object = { part: 0, lines: 'whole', amount: fen(TOTAL) }, who = cashier) =>
    post(who, `/v1/desk/payments/${code}/refunds`, body);
  const confirm = (who: Member, { body }: Reply, amount = TOTAL) =>
    post(who, `/v1/desk/refunds/${String(body.id)}/confirm`, { amount: fen(amount) });
  const decline = (who: Member, { body }: Reply) => post(who, `/v1/desk/refunds/${String(body.id)}/decline`, {});
  const states = async () =>
    (await site.db.rows<{ state: string }>('SELECT state FROM charge_refund ORDER BY created_at, id')).map(({ state }) => state);
  const writes = async () => (await site.gateway.hospital.requestsSeen()).writes;
  const didTo = async () =>
    (await site.db.rows<{ action: string }>("SELECT action FROM audit WHERE action LIKE '%refund%' ORDER BY at, id")).map(
      ({ action }) => action,
    );

  it('a cashier is shown the lines that the hospital takes back with their names and amounts, once that is written down', async () => {
    const shown = await get(cashier, `/v1/desk/payments/${code}/refundable`);
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({ code, inCash: true });
    expect(String(shown.body.patientName)).toContain('*');
    const [part] = shown.body.parts as { state: string; whole: unknown; lines: Line[] }[];
    expect([part?.state, part?.whole]).toEqual(['refundable', fen(TOTAL)]);
    expect(part?.lines.map(({ name }) => name)).toEqual(LINES.map(({ name }) => name));
    expect(await didTo()).toEqual(['payment.read-refundable']);
    const log = await site.db.rows("SELECT actor_id, subject_id FROM audit WHERE action = 'payment.read-refundable'");
    expect(log).toEqual([{ actor_id: cashier.staffId, subject_id: paymentId }]);
  });

  it('who is off duty, or of another hospital, is shown nothing that can be taken back, and proposes nothing', async () => {
    const off = await signedInStaff(site.gateway, HOSPITAL, 'cashier', 'desk');
    const elsewhere = await member('cashier', 'test-second');
    for (const [who, told] of [
      [off, 'not-on-duty'],
      [elsewhere, 'not-found'],
    ] as const) {
      expect((await get(who, `/v1/desk/payments/${code}/refundable`)).body.code).toBe(told);
      expect((await propose(undefined, who)).body.code).toBe(told);
    }
    expect([await states(), await didTo()]).toEqual([[], []]);
  });

  it('asks the hospital for nothing before somebody else has confirmed it; then the cash waits at the window', async () => {
    const before = await writes();
    const proposed = await propose();
    expect([proposed.status, proposed.body.state, proposed.body.mine]).toEqual([201, 'proposed', true]);
    await rest();
    expect([await states(), await writes()]).toEqual([['proposed'], before]);
    const clerk = await member('clerk');
    const { body } = await get(clerk, '/v1/desk/refunds');
    expect(body.items).toEqual([{ ...proposed.body, mine: false }]);
    expect(proposed.body).toMatchObject({ amount: fen(TOTAL), proposedBy: '小李', inCash: true });
    const confirmed = await confirm(clerk, proposed);
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
    await rest();
    expect(await writes()).toBe(before + 1);
    expect((await get(cashier, `/v1/desk/payments/${code}`)).body.back).toEqual(fen(TOTAL));
    const given = await post(cashier, `/v1/desk/payments/${code}/returns`, { amount: fen(TOTAL) });
    expect(given.status).toBe(200);
    await rest();
    expect(await states()).toEqual(['done']);
    const [part] = (await payer.payment(paymentId)).body.parts as { refunds: unknown[] }[];
    expect(part?.refunds).toMatchObject([{ amount: fen(TOTAL), cause: 'asked', state: 'done' }]);
    expect((await get(clerk, '/v1/desk/refunds')).body.items).toEqual([]);
    const people = await site.db.rows('SELECT asked_by, started_by, confirmed_by FROM charge_refund');
    expect(people).toEqual([{ asked_by: null, started_by: cashier.staffId, confirmed_by: clerk.staffId }]);
    const acts = await site.db.rows(
      "SELECT action, actor_id, subject_id FROM audit WHERE action IN ('payment.propose-refund', 'payment.confirm-refund') ORDER BY action",
    );
    expect(acts).toEqual([
      { action: 'payment.confirm-refund', actor_id: clerk.staffId, subject_id: paymentId },
      { action: 'payment.propose-refund', actor_id: cashier.staffId, subject_id: paymentId },
    ]);
  });

  it('the person is shown nothing of a proposal, and what is taken back once it was confirmed', async () => {
    const told = async () => {
      const [part] = (await payer.payment(paymentId)).body.parts as { takenBack?: { state: string } }[];
      const [printed] = (await payer.get(`/v1/receipts/${paymentId}`)).body.parts as { takenBack?: { state: string } }[];
      const [listed] = (await payer.get('/v1/payments')).body.items as { back: string }[];
      return [part?.takenBack?.state, printed?.takenBack?.state, listed?.back];
    };
    const clerk = await member('clerk');
    const proposed = await propose();
    expect(await told()).toEqual([undefined, undefined, 'none']);
    await decline(clerk, proposed);
    expect(await told()).toEqual([undefined, undefined, 'none']);
    await confirm(clerk, await propose());
    await rest();
    expect(await told()).toEqual(['going-back', 'going-back', 'under-way']);
  });

  it('whoever proposed it does not confirm it, however often and from wherever they say so', async () => {
    const proposed = await propose();
    const before = await writes();
    const again = [await confirm(cashier, proposed), await confirm(cashier, proposed)];
    expect(again.map(({ status, body }) => [status, body.state])).toEqual([
      [202, 'proposed'],
      [202, 'proposed'],
    ]);
    await rest();
    expect([await states(), await writes()]).toEqual([['proposed'], before]);
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    const sql = 'UPDATE charge_refund SET confirmed_by = started_by';
    const alone = commit({ store, ids, clock }, 'probe', 'interactive', [{ sql, parameters: [] }]);
    await expect(alone).rejects.toThrow();
    const unconfirmed = { sql: "UPDATE charge_refund SET state = 'sent'", parameters: [] };
    await expect(commit({ store, ids, clock }, 'probe', 'interactive', [unconfirmed])).rejects.toThrow();
  });

  it('who is off duty, a volunteer, or of another hospital confirms and declines nothing', async () => {
    const proposed = await propose();
    const off = await signedInStaff(site.gateway, HOSPITAL, 'clerk', 'desk');
    const told: readonly (readonly [Member, string])[] = [
      [off, 'not-on-duty'],
      [await member('volunteer'), 'not-found'],
      [await member('clerk', 'test-second'), 'not-found'],
    ];
    for (const [who, code] of told) {
      expect((await confirm(who, proposed)).body.code).toBe(code);
      expect((await decline(who, proposed)).body.code).toBe(code);
    }
    expect(await states()).toEqual(['proposed']);
  });

  it('of two who confirm it at once one does, and the hospital is asked once', async () => {
    const proposed = await propose();
    const before = await writes();
    const [one, other] = [await member('clerk'), await member('cashier')];
    const told = await Promise.all([confirm(one, proposed), confirm(other, proposed)]);
    expect(told.map(({ status }) => status).sort()).toEqual([200, 404]);
    await rest();
    expect(await writes()).toBe(before + 1);
  });

  it('one line goes back alone, for its own amount, and what is no line that goes back is refused', async () => {
    const { body } = await get(cashier, `/v1/desk/payments/${code}/refundable`);
    const [part] = body.parts as { lines: Line[] }[];
    const [line] = part?.lines ?? [];
    const wanted = { part: 0, lines: [line?.ref], amount: line?.amount };
    for (const wrong of [
      { ...wanted, amount: fen(1) },
      { ...wanted, lines: ['no-such-line'] },
      { ...wanted, lines: [line?.ref, line?.ref] },
      { ...wanted, part: 1 },
    ])
      expect((await propose(wrong)).body.code).toBe('not-refundable');
    const proposed = await propose(wanted);
    expect(proposed.status).toBe(201);
    await confirm(await member('clerk'), proposed, line?.amount.amount);
    await rest();
    expect((await get(cashier, `/v1/desk/payments/${code}`)).body.back).toEqual(line?.amount);
  });

  it('is refused when the hospital takes back another amount by then, and when another amount is confirmed than was proposed', async () => {
    const proposed = await propose();
    const clerk = await member('clerk');
    expect((await confirm(clerk, proposed, TOTAL - 1)).body.code).toBe('not-refundable');
    const [settled] = await site.db.rows<{ id: string; settlement_ref: string }>('SELECT id, settlement_ref FROM payment_part');
    const name = { key: settled?.id ?? '', ref: settled?.settlement_ref ?? '' };
    const { hospitals } = site.gateway.onedoor.dependencies;
    const left = await driven(site, hospitals.ask(HOSPITAL, 'charges', 'refundable', name));
    const [line] = left.ok ? left.value.lines : [];
    const behind = { key: 'behind-us', settlement: name, lines: [line?.ref ?? ''], amount: line?.amount ?? 0 };
    expect((await driven(site, hospitals.ask(HOSPITAL, 'charges', 'refund', behind))).ok).toBe(true);
    const before = await writes();
    expect((await confirm(clerk, proposed)).body.code).toBe('not-refundable');
    await rest();
    expect([await states(), await writes()]).toEqual([['proposed'], before]);
  });

  it('while it waits nothing else of the part goes back; declined by either it is over, and can be proposed anew', async () => {
    const proposed = await propose();
    expect((await propose()).body.code).toBe('not-refundable');
    const { body } = await payer.get(`/v1/payments/${paymentId}/refunds`);
    expect(body.parts).toMatchObject([{ state: 'under-way' }]);
    const clerk = await member('clerk');
    const declined = await decline(clerk, proposed);
    expect([declined.status, declined.body.state]).toEqual([200, 'declined']);
    expect((await decline(clerk, proposed)).body.state).toBe('declined');
    expect((await confirm(clerk, proposed)).status).toBe(404);
    const again = await propose();
    expect(again.status).toBe(201);
    expect((await decline(cashier, again)).body.state).toBe('declined');
    expect(await states()).toEqual(['declined', 'declined']);
    expect(await didTo()).toEqual(expect.arrayContaining(['payment.propose-refund', 'payment.decline-refund']));
  });

  it('ends by itself when nobody confirms it in time, and nobody confirms it after', async () => {
    const proposed = await propose();
    await site.clock.leap(limits.refundProposed.figure);
    const clerk = await member('clerk');
    expect((await confirm(clerk, proposed)).status).toBe(404);
    expect((await get(clerk, '/v1/desk/refunds')).body.items).toEqual([]);
    await rest();
    expect([await states(), (await didTo()).at(-1)]).toEqual([['lapsed'], 'payment.lapse-refund']);
    expect((await propose(undefined, await member('cashier'))).status).toBe(201);
  });

  it.each([
    ['does not work there any more', removeStaff],
    ['has another PIN', (dependencies: Membership, of: Leaving) => changeStaffPin(dependencies, { ...of, pin: '975310' })],
  ])('is confirmed by nobody once whoever proposed it %s, and keeps nobody from asking for it', async (_, leave) => {
    const proposed = await propose();
    const clerk = await member('clerk');
    const gone = { hospitalId: HOSPITAL, number: cashier.number, requestId: 'req_test' };
    await leave(site.gateway.onedoor.dependencies, gone);
    expect((await get(clerk, '/v1/desk/refunds')).body.items).toEqual([]);
    expect((await confirm(clerk, proposed)).status).toBe(404);
    await rest();
    expect(await states()).toEqual(['lapsed']);
    expect((await payer.refund(paymentId)).status).toBe(201);
  });

  it('the same request sent again is one proposal and one confirmation', async () => {
    const before = await writes();
    const [first, second] = [fresh(), fresh()];
    const path = `/v1/desk/payments/${code}/refunds`;
    const body = { part: 0, lines: 'whole', amount: fen(TOTAL) };
    const proposed = [await post(cashier, path, body, first), await post(cashier, path, body, first)];
    expect(proposed.map(({ status }) => status)).toEqual([201, 201]);
    expect(proposed[0]?.body.id).toBe(proposed[1]?.body.id);
    const clerk = await member('clerk');
    const confirming = `/v1/desk/refunds/${String(proposed[0]?.body.id)}/confirm`;
    const confirmed = [
      await post(clerk, confirming, { amount: fen(TOTAL) }, second),
      await post(clerk, confirming, { amount: fen(TOTAL) }, second),
    ];
    expect(confirmed.map(({ status, body }) => [status, body.state])).toEqual([
      [200, 'confirmed'],
      [200, 'confirmed'],
    ]);
    await rest();
    expect([await states(), await writes()]).toEqual([['returning'], before + 1]);
  });
});
