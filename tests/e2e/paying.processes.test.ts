import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bearer, fresh, type Reply, replyOf } from '../support/test-people.ts';
import { INSURED, type PayingCity, startPayingCity, UNINSURED } from './paying-city.ts';

interface Fen {
  readonly amount: number;
}
type Split = Readonly<Record<'total' | 'fund' | 'account' | 'cash', Fen>>;
interface Part {
  readonly hospital: string;
  readonly state: string;
  readonly code?: string;
  readonly settled?: Split;
  readonly refunds: readonly { readonly amount: Fen; readonly state: string }[];
}

let city: PayingCity;

beforeAll(async () => {
  city = await startPayingCity();
});
afterAll(() => city?.stop());

/** Looks often: everything is on this machine. */
const LOOK = { interval: 50, timeout: 30_000 };

/** Somebody of the city, by the requests that a page would send. */
class Person {
  readonly patientId: string;
  readonly #session: Reply;

  private constructor(patientId: string, session: Reply) {
    this.patientId = patientId;
    this.#session = session;
  }

  static async come(person: string): Promise<Person> {
    const patientId = city.patientIdOf(person);
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
    const session = await replyOf(await fetch(`${city.origin}/v1/sessions`, { method: 'POST', headers: fresh(), body }));
    expect(session, session.text).toMatchObject({ status: 201 });
    return new Person(patientId, session);
  }

  async get(path: string): Promise<Record<string, unknown>> {
    const read = await replyOf(await fetch(`${city.origin}${path}`, { headers: bearer(this.#session) }));
    expect(read, read.text).toMatchObject({ status: 200 });
    return read.body;
  }

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    const init = { method: 'POST', headers: fresh(bearer(this.#session)), body: JSON.stringify(body) };
    const sent = await replyOf(await fetch(`${city.origin}${path}`, init));
    expect(sent.status, sent.text).toBe(201);
    return sent.body;
  }

  /** Books at the hospital where a number has a price. */
  async book(): Promise<void> {
    const { items } = await this.get(`/v1/slots?hospital=${UNINSURED}&limit=50`);
    const slotId = (items as { id: string }[]).at(-1)?.id;
    await this.post('/v1/appointments', { slotId, patientId: this.patientId });
  }

  /** Agrees to what everything that is open would cost, and answers the payment. */
  async payAll(channel: 'wechat-pay' | 'cash', insurance = true): Promise<{ readonly id: string; readonly code: string }> {
    const { hospitals } = await this.get(`/v1/bills?patientId=${this.patientId}`);
    const bills = (hospitals as { hospital: string; visits: { visitRef: string; billHash: string }[] }[]).flatMap(
      ({ hospital, visits }) => visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
    );
    const { id: quotesId } = await this.post('/v1/quotes', { patientId: this.patientId, bills, insurance });
    await vi.waitFor(
      async () => expect(await this.get(`/v1/quotes/${String(quotesId)}`)).toMatchObject({ state: 'ready' }),
      LOOK,
    );
    const { id, code } = await this.post('/v1/payments', { quotesId, channel });
    return { id: String(id), code: String(code) };
  }

  async parts(paymentId: string): Promise<readonly Part[]> {
    return (await this.get(`/v1/payments/${paymentId}`)).parts as readonly Part[];
  }

  /** The codes that the glass shows, once each part has one. */
  codes(paymentId: string): Promise<readonly string[]> {
    return vi.waitFor(async () => {
      const codes = (await this.parts(paymentId)).map(({ code }) => code ?? '');
      expect(codes).not.toContain('');
      return codes;
    }, LOOK);
  }

  /** The parts, once each of them is paid. */
  paid(paymentId: string): Promise<readonly Part[]> {
    return vi.waitFor(async () => {
      const parts = await this.parts(paymentId);
      expect(parts.map(({ state }) => state)).toEqual(parts.map(() => 'paid'));
      return parts;
    }, LOOK);
  }
}

const moneyNow = async () => new Map((await city.money()).map((money) => [money.hospital, money]));

/** Finds that everybody says the same of the money of each hospital, and answers it. */
async function agreed() {
  const [told, ledger] = [await moneyNow(), await city.ledger()];
  for (const [hospital, money] of told) {
    const { payer = 0, fund = 0, held = 0, hospital: own = 0 } = ledger.get(hospital) ?? {};
    const ours = { settled: own, paid: 0 - payer, owed: 0 - fund, held };
    expect({ hospital, ...ours }).toEqual({
      hospital,
      settled: money.settled,
      paid: money.byCode + money.inCash,
      owed: money.owed,
      held: 0,
    });
  }
  expect(await city.disagreements()).toEqual([]);
  return told;
}

it('with real processes: somebody pays two hospitals of two protocols with a code each, one of them with insurance, and hospitals, provider, insurer and `onedoor ledger` say the same of it', async () => {
  const before = await moneyNow();
  const person = await Person.come('person-07');
  await city.charge('person-07', 'cough');
  await person.book();
  const { id } = await person.payAll('wechat-pay');
  for (const code of await person.codes(id)) await city.pay(code);
  const parts = await person.paid(id);
  const after = await agreed();
  for (const { hospital, settled } of parts) {
    const [was, is] = [before.get(hospital), after.get(hospital)];
    expect((is?.settled ?? 0) - (was?.settled ?? 0)).toBe(settled?.total.amount);
    expect((is?.byCode ?? 0) - (was?.byCode ?? 0)).toBe(settled?.cash.amount);
    expect((is?.owed ?? 0) - (was?.owed ?? 0)).toBe(settled?.fund.amount);
  }
  const funds = Object.fromEntries(parts.map(({ hospital, settled }) => [hospital, (settled?.fund.amount ?? 0) > 0]));
  expect(funds).toEqual({ [INSURED]: true, [UNINSURED]: false });
  // Each heard of it by a notice at its own address, which it took.
  for (const hospital of [INSURED, UNINSURED])
    await vi.waitFor(async () => expect(new Set(await city.notices(hospital))).toEqual(new Set([204])), LOOK);
});

it('with real processes: the gateway is killed while it does not know whether the hospital settled one payment, another is paid while it is dead, and both end after its restart', async () => {
  const [person, other] = await Promise.all([Person.come('person-13'), Person.come('person-20')]);
  await Promise.all([city.charge('person-13', 'teeth'), city.charge('person-20', 'diabetes')]);
  const [inDoubt, waiting] = [await person.payAll('wechat-pay'), await other.payAll('wechat-pay')];
  const [own, others] = [await person.codes(inDoubt.id), await other.codes(waiting.id)];
  await city.loseNextSettlement();
  for (const code of own) await city.pay(code);
  await vi.waitFor(() => expect(city.partStates(inDoubt.id)).toEqual(['settlement-unknown']), { ...LOOK, interval: 10 });
  await city.whileDead(async () => {
    for (const code of others) await city.pay(code);
  });
  for (const parts of [await person.paid(inDoubt.id), await other.paid(waiting.id)])
    expect(parts.map(({ settled }) => (settled?.fund.amount ?? 0) > 0)).toEqual([true]);
  await agreed();
});

it('with real processes: a line that insurance does not cover is taken back alone, and its money is back with whoever paid', async () => {
  const person = await Person.come('person-17');
  await city.charge('person-17', 'cough');
  const { id } = await person.payAll('wechat-pay');
  for (const code of await person.codes(id)) await city.pay(code);
  await person.paid(id);
  const before = (await moneyNow()).get(INSURED);
  const [told] = (await person.get(`/v1/payments/${id}/refunds`)).parts as { lines: { ref: string; amount: Fen }[] }[];
  const [line, ...others] = told?.lines ?? [];
  expect(others).toEqual([]);
  await person.post(`/v1/payments/${id}/refunds`, { part: 0, lines: [line?.ref], amount: line?.amount });
  await vi.waitFor(async () => {
    const [part] = await person.parts(id);
    expect(part?.refunds).toMatchObject([{ amount: line?.amount, state: 'done' }]);
  }, LOOK);
  const after = (await agreed()).get(INSURED);
  const back = line?.amount.amount ?? 0;
  expect(back).toBeGreaterThan(0);
  const less = { settled: (before?.settled ?? 0) - back, byCode: (before?.byCode ?? 0) - back };
  expect(after).toEqual({ ...before, ...less });
});

it('with real processes: a cashier on duty takes cash by the code on the paper, and the hospital has the bill as paid', async () => {
  const before = (await moneyNow()).get(INSURED);
  const [cashier, person] = await Promise.all([city.cashier(), Person.come('person-18')]);
  await city.charge('person-18', 'stomach');
  const { id, code } = await person.payAll('cash', false);
  const shown = await cashier(`/v1/desk/payments/${code}`);
  expect(shown).toMatchObject({ state: 'due' });
  expect(await cashier(`/v1/desk/payments/${code}/cash`, { amount: shown.due })).toMatchObject({ state: 'paid' });
  const [part] = await person.paid(id);
  const cash = (shown.due as Fen).amount;
  expect(part?.settled).toMatchObject({ total: { amount: cash }, cash: { amount: cash } });
  const after = (await agreed()).get(INSURED);
  expect(after).toEqual({ ...before, settled: (before?.settled ?? 0) + cash, inCash: (before?.inCash ?? 0) + cash });
});
