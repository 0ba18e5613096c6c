import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { commit } from '../../../bff/platform/store/commit.ts';
import { revealPatient } from '../../../bff/scenes/identity/patients.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { LINES, Payer, TOTAL } from '../../support/payer.ts';
import { HOSPITAL, hospitalEntry, testPatient } from '../../support/test-gateway.ts';
import { agreed, fresh, type Reply } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

const CASH_WINDOW = { zh: '门诊楼1楼收费处', en: 'cashier, floor 1' };

interface HospitalBills {
  readonly hospital: string;
  readonly visits: readonly { readonly visitRef: string; readonly billHash: string }[];
}

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly back: string;
  readonly patientId: string;
}

describe.each(SAMPLED_ENGINES)('%s: what was paid, and what pays a bill', (engine) => {
  let site: QuietGateway;
  let payer: Payer;
  /** The hospital takes nothing back that it called refundable a moment ago. */
  let refuses = false;
  /** Until then the hospital answers nothing that it is asked to take back. */
  let answersAfter: Promise<void> = Promise.resolve();
  const refusing = (adapter: HospitalAdapter): HospitalAdapter => {
    const { charges } = adapter;
    if (!charges) throw new Error('the hospital charges nothing');
    const refund: typeof charges.refund = async (request, call) => {
      await answersAfter;
      return refuses
        ? { ok: false, failure: { kind: 'rejected', reason: 'not-refundable', detail: '' } }
        : charges.refund(request, call);
    };
    return { ...adapter, charges: { ...charges, refund } };
  };

  beforeEach(async () => {
    const { visit } = hospitalEntry();
    refuses = false;
    answersAfter = Promise.resolve();
    site = await startQuietGateway(engine, { entry: { visit: { ...visit, cashWindow: CASH_WINDOW } }, wrap: refusing });
    payer = await Payer.come(site.gateway);
  });
  afterEach(() => site.stop());

  /** Lets what is under way come to rest. */
  async function later(ms = 0): Promise<void> {
    for (const wait of [ms, 1_000, 1_000, 1_000]) {
      await site.clock.leap(wait);
      await driven(site, atRest(site.db, site.clock));
    }
  }
  /** Goes on until it holds: how many looks a task takes is no matter of what is promised. */
  async function laterUntil(holds: () => Promise<boolean>): Promise<void> {
    for (let looks = 0; looks < 20 && !(await holds()); looks += 1) await later(3_000);
  }
  /** Somebody owes something, and pays it by a code. */
  async function paid(who = payer): Promise<string> {
    await who.owe();
    const { body } = await who.pay('sandbox');
    await later();
    site.gateway.provider.pay([...site.gateway.provider.orders.keys()].at(-1) ?? '');
    await later(5_000);
    return String(body.id);
  }
  const list = async (who = payer, query = '') =>
    (await who.get(`/v1/payments${query}`)).body as { items: Listed[]; next?: string };
  const listed = async (id: string) => (await list()).items.find((one) => one.id === id);
  const run = async (sql: string) => {
    const { store, ids, clock } = site.gateway.onedoor.dependencies;
    await commit({ store, ids, clock }, 'test', 'background', [{ sql, parameters: [] }]);
  };
  const visitsOf = ({ body }: Reply) =>
    (body.hospitals as { visits: { beingPaid: boolean; paymentId?: string }[] }[]).flatMap(({ visits }) => visits);
  const looksAtBills = async (who = payer) => visitsOf(await who.get(`/v1/bills?patientId=${payer.patientId}`));

  it('lists what a person paid, the newest first, a page at a time, and nothing of anybody else', async () => {
    const first = await paid();
    const other = await Payer.come(site.gateway, 1);
    const theirs = await paid(other);
    const second = await paid();
    const page = await list(payer, '?limit=1');
    expect(page.items.map(({ id }) => id)).toEqual([second]);
    const rest = await payer.get(page.next ?? '');
    expect(rest.body).toMatchObject({ items: [{ id: first }] });
    expect(rest.body).not.toHaveProperty('next');
    expect((await list(other)).items.map(({ id }) => id)).toEqual([theirs]);
  });

  it('says of each payment how it stands, where it was paid and how much, and no line of a bill', async () => {
    const id = await paid();
    await payer.owe();
    const { body } = await payer.pay('cash');
    const told = await payer.get('/v1/payments');
    const hospitals = [{ hospital: HOSPITAL, hospitalName: '测试第一医院' }];
    expect(told.body.items).toMatchObject([
      { id: body.id, state: 'open', back: 'none', hospitals },
      { id, state: 'paid', back: 'none', hospitals, total: { amount: TOTAL }, patientId: payer.patientId },
    ]);
    for (const { name } of LINES) expect(told.text).not.toContain(name);
    expect(told.text).not.toContain(testPatient(0).patient.name);
    await payer.post(`/v1/payments/${String(body.id)}/cancel`, {});
    await later();
    expect((await listed(String(body.id)))?.state).toBe('none');
  });

  it('says that some of a payment goes back while it does, and that it went back afterwards', async () => {
    const id = await paid();
    await payer.refund(id, 'line');
    expect((await listed(id))?.back).toBe('under-way');
    await later(60_000);
    expect(await listed(id)).toMatchObject({ state: 'paid', back: 'done' });
  });

  /** The payer's child, and quotes of what it owes, asked for under this key. */
  async function childOwes(key = fresh()): Promise<{ readonly child: string; readonly quotes: Reply; readonly wanted: object }> {
    const document = { type: 'birth-certificate', number: 'X990000123' };
    const person = { name: '试小', birthDate: '2026-10-01', sex: 'female', document };
    const body = { person, relationship: 'parent', consents: await agreed(site.gateway) };
    const child = String((await payer.post('/v1/patients/me/dependants', body)).body.patientId);
    const { clock, gateway } = site;
    const patient = await revealPatient(gateway.onedoor.dependencies, child);
    await gateway.hospital.charges?.open({ patient, at: clock.now(), lines: LINES });
    const { hospitals } = (await payer.get(`/v1/bills?patientId=${child}`)).body as { hospitals: HospitalBills[] };
    const bills = hospitals.flatMap(({ hospital, visits }) =>
      visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
    );
    const wanted = { patientId: child, bills, insurance: false };
    return { child, wanted, quotes: await payer.post('/v1/quotes', wanted, key) };
  }

  it('lists what a guardian paid for a child beside what they paid themselves', async () => {
    const own = await paid();
    const { child, quotes } = await childOwes();
    const theirs = (await payer.pay('cash', quotes)).body.id;
    const { items } = await list();
    expect(items.map(({ id, patientId }) => [id, patientId])).toEqual([
      [theirs, child],
      [own, payer.patientId],
    ]);
  });

  it('answers an old key for somebody else only as long as one may still see what came of it', async () => {
    const asking = { 'idempotency-key': 'quotes-of-a-child' };
    const paying = { 'idempotency-key': 'pay-for-a-child' };
    const { quotes, wanted } = await childOwes(asking);
    const payment = { quotesId: quotes.body.id, channel: 'cash' };
    const { body } = await payer.post('/v1/payments', payment, paying);
    const again = async () => {
      const [asked, paid] = [await payer.post('/v1/quotes', wanted, asking), await payer.post('/v1/payments', payment, paying)];
      return [asked.status, asked.body.id, paid.status, paid.body.id];
    };
    expect(await again()).toEqual([201, quotes.body.id, 201, body.id]);
    await run(`UPDATE proxy SET ended_at = ${site.clock.now()} WHERE guardian_id = '${payer.patientId}'`);
    expect(await again()).toEqual([404, undefined, 404, undefined]);
  });

  it('lists nothing that is older than ninety days', async () => {
    const id = await paid();
    const days = limits.paymentsListed.figure / (24 * 3_600_000);
    expect(days).toBe(90);
    await run(`UPDATE payment SET created_at = ${site.clock.now() - limits.paymentsListed.figure + 60_000} WHERE id = '${id}'`);
    expect(await listed(id)).toBeDefined();
    await run(`UPDATE payment SET created_at = ${site.clock.now() - limits.paymentsListed.figure - 1} WHERE id = '${id}'`);
    expect(await listed(id)).toBeUndefined();
  });

  it('writes down who looked at the list before it is shown', async () => {
    await list();
    const rows = await site.db.rows<{ actor_id: string }>("SELECT actor_id FROM audit WHERE action = 'payment.list'");
    expect(rows.map(({ actor_id }) => actor_id)).toEqual([payer.patientId]);
  });

  it('names the payment that pays a bill to those who may see it, and to others only that there is one', async () => {
    await payer.owe();
    expect(await looksAtBills()).toMatchObject([{ beingPaid: false }]);
    const { body } = await payer.pay('cash');
    expect(await looksAtBills()).toMatchObject([{ beingPaid: true, paymentId: body.id }]);
    // The same bill, under another registration of whoever pays it.
    await run(`UPDATE payment SET patient_id = '${testPatient(1).id}'`);
    const [visit] = await looksAtBills();
    expect(visit?.beingPaid).toBe(true);
    expect(visit).not.toHaveProperty('paymentId');
  });

  it('says with each quote by which channels it can be paid, and names none that would be refused', async () => {
    const channels = async () => {
      await payer.owe();
      const quotes = await payer.quotes();
      return { quotes, of: (quotes.body.quotes as { channels: string[] }[])[0]?.channels };
    };
    const before = await channels();
    expect(before.of).toEqual(['sandbox', 'cash']);
    const wechat = await payer.post('/v1/payments', { quotesId: before.quotes.body.id, channel: 'wechat-pay' });
    expect(wechat.body.code).toBe('channel-unavailable');
    // The provider does not take our credentials: from then on nobody is sent there.
    site.gateway.provider.order = async () => ({ ok: false, failure: { kind: 'unauthenticated', detail: 'a test says no' } });
    expect((await payer.pay('sandbox', before.quotes)).status).toBe(201);
    await later();
    const after = await channels();
    expect(after.of).toEqual(['cash']);
    expect((await payer.pay('sandbox', after.quotes)).body.code).toBe('channel-unavailable');
  });

  it('tells of a payment when it came to rest, where the cash window is, and what became of a refund that was asked for', async () => {
    const id = await paid();
    const part = async () => (await payer.payment(id)).body.parts as Record<string, unknown>[];
    expect(await part()).toMatchObject([{ state: 'paid', cashWindow: CASH_WINDOW }]);
    expect(Date.parse(String((await part())[0]?.endedAt))).toBeLessThanOrEqual(site.clock.now());
    expect((await part())[0]).not.toHaveProperty('takenBack');
    await payer.refund(id);
    const asked = (await part())[0]?.takenBack as { amount: unknown; state: string };
    expect(asked.amount).toEqual({ amount: TOTAL, currency: 'CNY' });
    expect(['asking', 'going-back']).toContain(asked.state);
    await later(60_000);
    expect((await part())[0]?.takenBack).toMatchObject({ state: 'done' });
    const receipt = await payer.get(`/v1/receipts/${id}`);
    expect(receipt.body.parts).toMatchObject([{ cashWindow: CASH_WINDOW, refunds: [{ state: 'done' }] }]);
  });

  it('what is being taken back is shown to the person, and stands on the receipt, before any money is on its way', async () => {
    const id = await paid();
    const told = async () => {
      const receipt = await payer.get(`/v1/receipts/${id}`);
      return [(await payer.payment(id)).body, receipt.body].map(({ parts }) => (parts as unknown[])[0]);
    };
    let answer = (): void => {};
    answersAfter = new Promise((resolve) => {
      answer = resolve;
    });
    await payer.refund(id);
    const asked = { refunds: [], takenBack: { amount: { amount: TOTAL, currency: 'CNY' }, state: 'asking' } };
    expect(await told()).toMatchObject([asked, asked]);
    answer();
    await laterUntil(async () =>
      (await told()).every((part) => (part as { takenBack: { state: string } }).takenBack.state === 'done'),
    );
    const done = { refunds: [{ state: 'done' }], takenBack: { state: 'done' } };
    expect(await told()).toMatchObject([done, done]);
  });

  it('a refund that the hospital refuses is told as refused, and can be asked for again', async () => {
    const id = await paid();
    const part = async () => ((await payer.payment(id)).body.parts as Record<string, unknown>[])[0];
    refuses = true;
    await payer.refund(id);
    await later();
    expect(await part()).toMatchObject({ state: 'paid', takenBack: { state: 'refused' }, refunds: [] });
    expect(await listed(id)).toMatchObject({ state: 'paid', back: 'none' });
    refuses = false;
    expect((await payer.refund(id)).status).toBe(201);
    await later(60_000);
    expect(await part()).toMatchObject({ takenBack: { state: 'done' }, refunds: [{ state: 'done' }] });
  });
});
