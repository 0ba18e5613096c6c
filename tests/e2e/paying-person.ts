import { expect, vi } from 'vitest';
import { bearer, fresh, type Reply, replyOf } from '../support/test-people.ts';
import { type Money, type PayingCity, UNINSURED } from './paying-city.ts';

export interface Fen {
  readonly amount: number;
}
type Split = Readonly<Record<'total' | 'fund' | 'account' | 'cash', Fen>>;
export interface Part {
  readonly hospital: string;
  readonly state: string;
  readonly code?: string;
  readonly settled?: Split;
  readonly refunds: readonly { readonly amount: Fen; readonly state: string }[];
}

/** Looks often: everything is on this machine. */
export const LOOK = { interval: 50, timeout: 30_000 };

/** Somebody of the city, by the requests that a page would send. */
export class Person {
  readonly patientId: string;
  readonly #origin: string;
  readonly #session: Reply;

  private constructor(origin: string, patientId: string, session: Reply) {
    this.#origin = origin;
    this.patientId = patientId;
    this.#session = session;
  }

  static async come(city: PayingCity, person: string): Promise<Person> {
    const patientId = city.patientIdOf(person);
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
    const session = await replyOf(await fetch(`${city.origin}/v1/sessions`, { method: 'POST', headers: fresh(), body }));
    expect(session, session.text).toMatchObject({ status: 201 });
    return new Person(city.origin, patientId, session);
  }

  async get(path: string): Promise<Record<string, unknown>> {
    const read = await replyOf(await fetch(`${this.#origin}${path}`, { headers: bearer(this.#session) }));
    expect(read, read.text).toMatchObject({ status: 200 });
    return read.body;
  }

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    const init = { method: 'POST', headers: fresh(bearer(this.#session)), body: JSON.stringify(body) };
    const sent = await replyOf(await fetch(`${this.#origin}${path}`, init));
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

  /** Has the line taken back that insurance does not cover, and waits for its money; fen. */
  async takesBack(paymentId: string): Promise<number> {
    const [told] = (await this.get(`/v1/payments/${paymentId}/refunds`)).parts as { lines: { ref: string; amount: Fen }[] }[];
    const [line, ...others] = told?.lines ?? [];
    expect(others).toEqual([]);
    await this.post(`/v1/payments/${paymentId}/refunds`, { part: 0, lines: [line?.ref], amount: line?.amount });
    await vi.waitFor(async () => {
      const [part] = await this.parts(paymentId);
      expect(part?.refunds).toMatchObject([{ amount: line?.amount, state: 'done' }]);
    }, LOOK);
    return line?.amount.amount ?? 0;
  }
}

/** What everybody has written down of each hospital. */
export async function moneyOf(city: PayingCity): Promise<ReadonlyMap<string, Money>> {
  return new Map((await city.money()).map((money) => [money.hospital, money]));
}

/** Finds that everybody says the same of the money of each hospital, and answers it. */
export async function agreedIn(city: PayingCity): Promise<ReadonlyMap<string, Money>> {
  const [told, ledger] = [await moneyOf(city), await city.ledger()];
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
