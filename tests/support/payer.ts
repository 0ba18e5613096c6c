import type { ChargeLine } from '../../adapters/port/charges.ts';
import { limits } from '../../bff/platform/limits/limits.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { type TestGateway, testPatient } from './test-gateway.ts';
import { fresh, post, type Reply, replyOf } from './test-people.ts';

/** A bill of 45 yuan: one line that insurance covers, and one that it does not. */
export const LINES: readonly Omit<ChargeLine, 'ref'>[] = [
  { name: '普通门诊诊察费', quantity: '1', price: 2500, amount: 2500, class: 'a', ownShare: 0 },
  { name: '纱布绷带', quantity: '2', price: 1000, amount: 2000, class: 'none', ownShare: 10_000 },
];

/** The lines of `LINES`, fen. */
export const TOTAL = 4500;

const MONEY = (amount: number) => ({ amount, currency: 'CNY' });

interface Bill {
  readonly hospital: string;
  readonly visitRef: string;
  readonly billHash: string;
}

/** Somebody of the test's people who pays at a gateway, by the requests that a page would send. */
export class Payer {
  readonly patientId: string;
  readonly #gateway: TestGateway;
  readonly #number: number;
  readonly #headers: Record<string, string>;

  private constructor(gateway: TestGateway, number: number, headers: Record<string, string>) {
    this.#gateway = gateway;
    this.#number = number;
    this.#headers = headers;
    this.patientId = testPatient(number).id;
  }

  /** Signs in. */
  static async come(gateway: TestGateway, number = 0): Promise<Payer> {
    const token = await gateway.signIn(testPatient(number).id);
    return new Payer(gateway, number, { authorization: `Bearer ${token}` });
  }

  /** Goes away from the screen. */
  async leave(): Promise<void> {
    await this.#gateway.request('/v1/sessions/current', { method: 'DELETE', headers: this.#headers });
  }

  /** The hospital charges something. Answers the visit. */
  owe(lines: readonly Omit<ChargeLine, 'ref'>[] = LINES): Promise<string> {
    const at = Math.floor(this.#gateway.onedoor.dependencies.clock.now() / 1000) * 1000;
    const { charges } = this.#gateway.hospital;
    if (!charges) throw new Error('the hospital charges nothing');
    return charges.open({ patient: testPatient(this.#number).patient, at, lines });
  }

  /** A request with a key that was never used, whose answer nobody has read. */
  async send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#gateway.request(path, { method, headers: fresh(this.#headers), ...text });
  }

  async get(path: string): Promise<Reply> {
    return replyOf(await this.send('GET', path));
  }

  post(path: string, body: unknown, headers: Record<string, string> = fresh()): Promise<Reply> {
    return post(this.#gateway, path, body, { ...this.#headers, ...headers });
  }

  /** What is open, as a question for quotes names it. */
  async bills(): Promise<readonly Bill[]> {
    const { body } = await this.get(`/v1/bills?patientId=${this.patientId}`);
    const hospitals = body.hospitals as { hospital: string; visits: Omit<Bill, 'hospital'>[] }[];
    return hospitals.flatMap(({ hospital, visits }) =>
      visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
    );
  }

  async quotes(bills?: readonly Bill[], insurance = false): Promise<Reply> {
    return this.post('/v1/quotes', { patientId: this.patientId, bills: bills ?? (await this.bills()), insurance });
  }

  /** Agrees to quotes, those of everything that is open unless told otherwise. */
  async pay(channel: 'sandbox' | 'cash', quotes?: Reply): Promise<Reply> {
    const { body } = quotes ?? (await this.quotes());
    return this.post('/v1/payments', { quotesId: body.id, channel });
  }

  /** The same, and somebody else pays from home. */
  async payFromHome(quotes?: Reply, channel: 'sandbox' | 'cash' = 'sandbox'): Promise<Reply> {
    const { body } = quotes ?? (await this.quotes());
    return this.post('/v1/payments', { quotesId: body.id, channel, fromHome: true });
  }

  payment(id: unknown): Promise<Reply> {
    return this.get(`/v1/payments/${String(id)}`);
  }

  /** Asks for a refund of the first part: what the hospital takes back of it, whole or one line. */
  async refund(id: unknown, which: 'whole' | 'line' = 'whole'): Promise<Reply> {
    const { body } = await this.get(`/v1/payments/${String(id)}/refunds`);
    const [part] = body.parts as { whole?: unknown; lines: { ref: string; amount: unknown }[] }[];
    const [line] = part?.lines ?? [];
    const wanted =
      which === 'whole' ? { lines: 'whole', amount: part?.whole ?? MONEY(0) } : { lines: [line?.ref], amount: line?.amount };
    return this.post(`/v1/payments/${String(id)}/refunds`, { part: 0, ...wanted });
  }
}

/** State and reason of the first part of a payment. */
export function firstPart({ body }: Reply): { readonly state: string; readonly reason?: string; readonly code?: string } {
  const [part] = body.parts as { state: string; reason?: string; code?: string }[];
  if (!part) throw new Error('a payment without parts');
  return part;
}

/** After somebody asked for one quote, they have asked for all that they may have in an hour. */
export async function useUpQuotes(gateway: TestGateway): Promise<void> {
  const { store, ids, clock } = gateway.onedoor.dependencies;
  const columns =
    'patient_id, asked_by, hospital_id, visit_ref, bill_hash, sealed_bill, total, insurance, state, created_at, until, tries, not_found';
  const sql = `INSERT INTO bill_quote (id, batch_id, quote_key, ${columns})
    WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < ${limits.quotesOfPatient.figure - 1})
    SELECT 'made' || n, 'made' || n, 'made' || n, ${columns} FROM bill_quote, made`;
  await commit({ store, ids, clock }, 'use-up-quotes', 'interactive', [{ sql, parameters: [] }]);
}
