import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChargeRefund } from '../../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import { registerPatients } from '../../../bff/scenes/identity/patients.ts';
import { closeCase, closeMoney } from '../../../bff/scenes/payments/close-money.ts';
import { openMoney } from '../../../bff/scenes/payments/open-money.ts';
import { atRest, driven, type QuietGateway, startQuietGateway } from '../../security/quiet-gateway.ts';
import { firstPart, Payer, TOTAL } from '../../support/payer.ts';
import { signedInStaff } from '../../support/test-device.ts';
import { HOSPITAL, testPatient } from '../../support/test-gateway.ts';
import { fresh, postAt, replyOf } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';
import { scriptedSender } from './scripted-sender.ts';

const MINUTE_MS = 60_000;
const PHONE = '13900000001';
/** Of the people here the first has a phone, the second has none. */
const WITH_PHONE = 0;
const WITHOUT = 1;

interface Told {
  readonly kind: string;
  readonly state: string;
  readonly seen: number;
  readonly cause: string | null;
  readonly fen: number;
}

describe.each(SAMPLED_ENGINES)('%s: messages about money', (engine) => {
  let site: QuietGateway;
  let fate: 'done' | 'abnormal';
  let reachable: boolean;
  /** The hospital takes back another amount than it was asked for. */
  let contradicts: boolean;
  const scripted = () => scriptedSender(() => (reachable ? 'taken' : 'not connected'), { keyed: true, receipts: false });
  let sender: ReturnType<typeof scripted>;

  beforeEach(async () => {
    fate = 'done';
    reachable = true;
    contradicts = false;
    sender = scripted();
    const options = { patients: 0, messages: sender.sender, refundFate: () => fate };
    site = await startQuietGateway(engine, { ...options, wrap: (adapter) => otherAmounts(adapter, () => contradicts) });
    const people = [WITH_PHONE, WITHOUT].map((number) => testPatient(number));
    const registered = people.map(({ id, patient }, number) => ({
      id,
      patient: number === WITH_PHONE ? { ...patient, phone: PHONE } : patient,
    }));
    await registerPatients(site.gateway.onedoor.dependencies, registered);
  });
  afterEach(() => site.stop());

  const rest = async (ms = 0) => {
    for (let step = 0; step < 4; step += 1) {
      await site.clock.leap(step === 0 ? ms : 1_000);
      await driven(site, atRest(site.db, site.clock));
    }
  };
  const told = () =>
    site.db.rows<Told>(
      'SELECT kind, state, seen, cause, fen FROM message WHERE payment_id IS NOT NULL ORDER BY created_at, kind',
    );
  const states = async () => (await told()).map(({ kind, state }) => [kind, state]);
  const newestOrder = () => [...site.gateway.provider.orders.keys()].at(-1) ?? '';

  /** Somebody who owes something and has a code before them. */
  async function withCode(number: number) {
    const payer = await Payer.come(site.gateway, number);
    const visit = await payer.owe();
    const paid = await payer.pay('sandbox');
    await rest();
    return { payer, visit, id: String(paid.body.id) };
  }
  /** What they pay is settled at the window in this moment: the hospital says no, and all of it goes back. */
  async function paysInVain(number: number, { watching }: { readonly watching: boolean }) {
    const begun = await withCode(number);
    await site.gateway.hospital.charges?.settle(begun.visit);
    if (!watching) await begun.payer.leave();
    site.gateway.provider.pay(newestOrder());
    await rest(5_000);
    return begun;
  }
  /** What a clerk of the hospital sees of whom to call. */
  async function callList(): Promise<readonly Record<string, unknown>[]> {
    const clerk = await signedInStaff(site.gateway, undefined, 'clerk');
    const { body } = await replyOf(await clerk.device.request('/v1/messages/unreached', { headers: clerk.staff }));
    return body.items as Record<string, unknown>[];
  }

  it('who pays what was cancelled is told once that it goes back, how much and where, and sees why when they come', async () => {
    const { payer, id } = await withCode(WITH_PHONE);
    await payer.post(`/v1/payments/${id}/cancel`, {});
    // The phone pays before the provider hears that it is cancelled.
    site.gateway.provider.pay(newestOrder());
    await rest(5_000);
    await rest(MINUTE_MS);
    expect(await states()).toEqual([['payment-money-back', 'delivered']]);
    expect(sender.gone.map(({ to, text }) => [to, text])).toEqual([
      [PHONE, '【一门】您 11月24日 8:00 的付款有 45.00 元会原路退回，您不用做什么。详情见“一门”。'],
    ]);
    const [item, ...others] = (await payer.get('/v1/messages')).body.items as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      kind: 'payment-money-back',
      paymentId: id,
      cause: 'late',
      amount: { amount: TOTAL, currency: 'CNY' },
      hospital: HOSPITAL,
      dutyDesk: { phone: expect.stringMatching(/\d/) },
    });
    expect(item).not.toHaveProperty('appointmentId');
    expect((await payer.post(`/v1/messages/${String(item?.id)}/read`, {})).body.readAt).toBeTypeOf('string');
    const log = (await payer.get('/v1/access-log?limit=50')).body.items as { action: string }[];
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(['message.send', 'message.read', 'payment.create']));
    const other = await Payer.come(site.gateway, WITHOUT);
    expect((await other.get('/v1/messages')).body.items).toEqual([]);
    expect((await other.post(`/v1/messages/${String(item?.id)}/read`, {})).status).toBe(404);
  });

  it('who stands before the screen hears there that it is paid; who has left hears it by message, with the amount', async () => {
    const watching = await withCode(WITH_PHONE);
    site.gateway.provider.pay(newestOrder());
    await rest(5_000);
    expect(await told()).toEqual([]);
    await watching.payer.leave();
    const { payer } = await withCode(WITH_PHONE);
    await payer.leave();
    site.gateway.provider.pay(newestOrder());
    await rest(5_000);
    expect(await states()).toEqual([['payment-paid', 'delivered']]);
    expect(sender.gone.map(({ text }) => text)).toEqual([expect.stringContaining('您付了 45.00 元')]);
  });

  it('nobody calls whoever watches their money go back, and the desk calls who has left and has no phone', async () => {
    const { payer } = await paysInVain(WITHOUT, { watching: true });
    expect(await told()).toEqual([{ kind: 'payment-money-back', state: 'shown', seen: 1, cause: 'undone', fen: TOTAL }]);
    expect(await callList()).toEqual([]);
    await payer.leave();
    await paysInVain(WITHOUT, { watching: false });
    expect((await told()).at(-1)).toMatchObject({ state: 'unreached', seen: 0, cause: 'undone' });
    const [line, ...others] = await callList();
    expect(others).toEqual([]);
    const shown = { id: expect.any(String), since: expect.any(String), dueBy: expect.any(String) };
    expect(line).toEqual({ ...shown, kind: 'payment-money-back', patientName: '试*号' });
  });

  it('whose open session is two minutes behind the money is taken for gone, and called', async () => {
    const { payer, id } = await withCode(WITHOUT);
    site.gateway.provider.pay(newestOrder());
    await rest(5_000);
    await rest(3 * MINUTE_MS);
    fate = 'abnormal';
    await payer.refund(id);
    await rest(1_000);
    await rest(3 * MINUTE_MS);
    // They had just asked for the money when it set out; that it is stuck they hear from the desk.
    expect((await told()).map(({ kind, state, seen }) => [kind, state, seen])).toEqual([
      ['payment-money-back', 'shown', 1],
      ['payment-with-staff', 'unreached', 0],
    ]);
  });

  it('money that can not go back is told once as a matter for staff, and what said that it was on its way goes out no more', async () => {
    reachable = false;
    fate = 'abnormal';
    const { id } = await paysInVain(WITH_PHONE, { watching: false });
    expect(firstPart(await (await Payer.come(site.gateway, WITH_PHONE)).payment(id)).state).toBe('with-staff');
    reachable = true;
    await rest(2 * MINUTE_MS);
    expect(await states()).toEqual([
      ['payment-money-back', 'stopped'],
      ['payment-with-staff', 'delivered'],
    ]);
    expect(sender.gone.map(({ text }) => text)).toEqual([expect.stringContaining('需要人工处理')]);
  });

  it('a case that people have ended is told to its person, and nobody calls because of the case any more', async () => {
    fate = 'abnormal';
    await paysInVain(WITHOUT, { watching: false });
    await rest(MINUTE_MS);
    const kinds = async () => (await callList()).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['payment-with-staff']);
    const [part] = await site.db.rows<{ id: string }>("SELECT id FROM payment_part WHERE state = 'case'");
    // Who is back at a screen hears of it all the same: what they were told before is true no more.
    await Payer.come(site.gateway, WITHOUT);
    const order = { partId: part?.id ?? '', as: 'undone', reason: '银行退款单 77', requestId: 'req_test' } as const;
    expect(await closeCase(site.gateway.onedoor.dependencies, order)).toBe(true);
    await rest(1_000);
    expect(await kinds()).toEqual([]);
    expect((await told()).at(-1)).toMatchObject({ kind: 'payment-not-paid', cause: 'by-staff', state: 'shown' });
  });

  it.each(['order', 'refund', 'charge-refund'] as const)(
    'of what people have ended, nobody calls because of it any more, where it was the %s',
    async (what) => {
      const begun = await withCode(WITHOUT);
      fate = what === 'refund' ? 'abnormal' : 'done';
      contradicts = what === 'charge-refund';
      if (what === 'refund') await site.gateway.hospital.charges?.settle(begun.visit);
      await begun.payer.leave();
      site.gateway.provider.pay(newestOrder(), what === 'order' ? { currency: 'USD' } : {});
      await rest(5_000);
      // Long after they paid: nobody stands before a screen that tells it.
      await rest(3 * MINUTE_MS);
      if (what === 'charge-refund') await (await Payer.come(site.gateway, WITHOUT)).refund(begun.id);
      await rest(MINUTE_MS);
      const cases = async () => (await callList()).filter(({ kind }) => kind === 'payment-with-staff').length;
      expect(await cases()).toBe(1);
      const { dependencies } = site.gateway.onedoor;
      const id = (await openMoney(dependencies)).find((one) => one.what === what)?.id ?? '';
      expect(await closeMoney(dependencies, { id, as: 'undone', reason: '银行退款单 77', requestId: 'req_test' })).toBe(true);
      await rest(1_000);
      expect(await cases()).toBe(0);
    },
  );

  it('cash that waits at the window is on the list of calls, also without consent and then without a number, until it was fetched', async () => {
    const payer = await Payer.come(site.gateway, WITH_PHONE);
    const visit = await payer.owe();
    const paid = await payer.pay('cash');
    await payer.leave();
    const address = `/v1/desk/payments/${String(paid.body.code)}`;
    const amount = { amount: TOTAL, currency: 'CNY' };
    const act = async (what: string) => {
      const { device, staff } = await signedInStaff(site.gateway, undefined, 'cashier');
      await postAt(device, '/v1/shifts', {}, staff);
      return postAt(device, `${address}/${what}`, { amount }, { ...fresh(), ...staff });
    };
    // Settled elsewhere before the cashier takes it: the hospital says no.
    await site.gateway.hospital.charges?.settle(visit);
    reachable = false;
    await act('cash');
    await rest(1_000);
    const again = await Payer.come(site.gateway, WITH_PHONE);
    const [consent] = (await again.get('/v1/consents')).body.items as { id: string }[];
    expect((await again.post(`/v1/consents/${consent?.id}/withdraw`, {})).status).toBe(200);
    const calls = sender.calls();
    await rest(2 * MINUTE_MS);
    expect(await states()).toEqual([['payment-cash-back', 'unreached']]);
    expect(sender.calls()).toBe(calls);
    const [line] = await callList();
    expect(line).toMatchObject({ kind: 'payment-cash-back', patientName: '试*号' });
    expect(line).not.toHaveProperty('phone');
    expect((await act('returns')).status).toBe(200);
    expect(await callList()).toEqual([]);
  });

  it('of money that comes back by itself who withdrew their consent hears nothing, and nobody is asked to call', async () => {
    reachable = false;
    await paysInVain(WITH_PHONE, { watching: false });
    const again = await Payer.come(site.gateway, WITH_PHONE);
    const [consent] = (await again.get('/v1/consents')).body.items as { id: string }[];
    await again.post(`/v1/consents/${consent?.id}/withdraw`, {});
    await rest(2 * MINUTE_MS);
    expect(await states()).toEqual([['payment-money-back', 'stopped']]);
    expect(await callList()).toEqual([]);
  });

  it('a code whose time ran out after its person left is told to their phone, and nobody calls because of it', async () => {
    for (const number of [WITH_PHONE, WITHOUT]) {
      const { payer } = await withCode(number);
      await payer.leave();
    }
    await rest(16 * MINUTE_MS);
    expect(await states()).toEqual(
      expect.arrayContaining([
        ['payment-not-paid', 'delivered'],
        ['payment-not-paid', 'shown'],
      ]),
    );
    expect(await told()).toHaveLength(2);
    expect(sender.gone).toHaveLength(1);
  });

  it('money that was paid to another merchant, or in another currency, is told once as a matter for staff', async () => {
    await withCode(WITH_PHONE);
    site.gateway.provider.pay(newestOrder(), { currency: 'USD' });
    await rest(5_000);
    expect((await told()).map(({ kind, fen }) => [kind, fen])).toEqual([['payment-with-staff', TOTAL]]);
    expect(sender.gone).toHaveLength(1);
  });

  it('nothing that is logged of a message about money tells the number, the text or the amount', async () => {
    reachable = false;
    await paysInVain(WITH_PHONE, { watching: false });
    await rest(MINUTE_MS);
    const lines = site.gateway.logged.filter((line) => /message\.not-sent/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(site.gateway.logged.filter((line) => /13900000001|【一门】|45\.00/.test(line))).toEqual([]);
  });
});

const less = (refund: ChargeRefund): ChargeRefund => ({ ...refund, amount: refund.amount - 1 });

function otherAmounts(adapter: HospitalAdapter, contradicts: () => boolean): HospitalAdapter {
  const { charges } = adapter;
  if (!charges) return adapter;
  return {
    ...adapter,
    charges: {
      ...charges,
      refund: async (request, call) => {
        const answer = await charges.refund(request, call);
        return answer.ok && contradicts() ? { ok: true, value: less(answer.value) } : answer;
      },
      findRefund: async (key, call) => {
        const answer = await charges.findRefund(key, call);
        return answer.ok && answer.value && contradicts() ? { ok: true, value: less(answer.value) } : answer;
      },
    },
  };
}
