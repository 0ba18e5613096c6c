import { pick } from '../support/seeded.ts';
import { testPatient } from '../support/test-gateway.ts';
import type { BrokenRule } from './identity-rules.ts';
import { PaymentOracle } from './payment-oracle.ts';
import { PATIENTS, PaymentWorld } from './payment-world.ts';

export interface PaymentResult {
  readonly seed: number;
  readonly checks: number;
  readonly payments: number;
  /** How the parts ended, and why. */
  readonly ends: readonly { readonly end: string; readonly count: number }[];
  readonly acts: ReadonlyMap<string, number>;
  /** What did not hold, and after which step. */
  readonly failure?: string;
}

const MINUTE_MS = 60_000;

/** What can happen, and how often of a thousand times. */
const ACTS = [
  ['bill', 90],
  ['quote', 190],
  ['pay', 210],
  ['press', 70],
  ['scan', 220],
  ['scanWrong', 20],
  ['cancel', 30],
  ['window', 25],
  ['away', 30],
  ['kill', 35],
  ['repeat', 30],
  ['refund', 40],
  ['wait', 70],
] as const;
type Act = (typeof ACTS)[number][0];

function actAt(roll: number): Act {
  let below = 0;
  for (const [act, often] of ACTS) {
    below += often;
    if (roll < below) return act;
  }
  return 'wait';
}

/**
 * One seed: people look at their bills, have them quoted, pay, walk away, and pay late, while lines are lost, parties go away and
 * processes die. After each step what the rows say holds; a day later all books agree.
 */
export async function simulatePayments(seed: number, steps: number, broken?: BrokenRule): Promise<PaymentResult> {
  const world = await PaymentWorld.create(seed, broken);
  const oracle = new PaymentOracle(world);
  const walk = new Walk(world);
  let step = 0;
  let failure: string | undefined;
  try {
    await walk.bill();
    await walk.bill();
    for (; step < steps; step += 1) {
      await walk.step();
      await oracle.check();
    }
    await world.heal();
    await oracle.checkAtRest();
  } catch (error) {
    failure = `after step ${step}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const ends = await world.rows<{ end: string; count: number }>(
    `SELECT state || ' ' || COALESCE(reason, '') AS end, count(*) AS count FROM payment_part GROUP BY 1
     UNION ALL SELECT 'taken back ' || state, count(*) FROM charge_refund GROUP BY 1
     UNION ALL SELECT 'from home ' || state, count(*) FROM payment_part JOIN payment ON payment.id = payment_id
       WHERE payer_code IS NOT NULL GROUP BY 1
     UNION ALL SELECT 'by link ' || payment_part.state, count(*) FROM payment_part JOIN payment_order ON payment_order.part_id = payment_part.id
       WHERE presented = 'link' GROUP BY 1
     UNION ALL SELECT 'from home by another code', count(*) FROM payment_order paid
       WHERE state = 'paid' AND EXISTS (SELECT 1 FROM payment_order WHERE part_id = paid.part_id AND created_at < paid.created_at) HAVING count(*) > 0`,
  );
  await world.close();
  const result = {
    seed,
    checks: oracle.checked,
    payments: ends.filter(({ end }) => !/^(taken back|from home|by link)/.test(end)).reduce((sum, { count }) => sum + count, 0),
    ends,
    acts: walk.acts,
  };
  return failure === undefined ? result : { ...result, failure };
}

interface Sent {
  readonly patient: number;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

class Walk {
  readonly acts = new Map<string, number>();
  readonly #world: PaymentWorld;
  readonly #quotes: { readonly patient: number; readonly id: string }[] = [];
  readonly #payments: { readonly patient: number; readonly id: string }[] = [];
  /** Codes on the papers of those for whom somebody pays from home. */
  readonly #papers: string[] = [];
  readonly #sent: Sent[] = [];

  constructor(world: PaymentWorld) {
    this.#world = world;
  }

  async step(): Promise<void> {
    const { random } = this.#world;
    const act = actAt(random() * 1_000);
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
    await this[act]();
    await this.#world.pass(Math.floor(random() * 3_000));
  }

  async bill(): Promise<void> {
    for (let bill = 0; bill < 4; bill += 1) this.#world.openBill(this.#site(), this.#patient());
  }

  /** Somebody looks at what is open and has some of it quoted. */
  async quote(): Promise<void> {
    const { random } = this.#world;
    const patient = this.#patient();
    const patientId = testPatient(patient).id;
    const read = await this.#world.ask(patient, 'GET', `/v1/bills?patientId=${patientId}`);
    if (read.status !== 200) return;
    const hospitals = read.body.hospitals as { hospital: string; visits: { visitRef: string; billHash: string }[] }[];
    const open = hospitals.flatMap(({ hospital, visits }) =>
      visits.map(({ visitRef, billHash }) => ({ hospital, visitRef, billHash })),
    );
    const bills = open.filter(() => random() < 0.6).slice(0, 3);
    if (bills.length === 0) return;
    const reply = await this.#post(patient, '/v1/quotes', { patientId, bills, insurance: random() < 0.75 });
    if (reply.status === 201) this.#quotes.push({ patient, id: String(reply.body.id) });
  }

  async pay(): Promise<void> {
    const { random } = this.#world;
    const newest = random() < 0.8;
    const quotes = newest ? this.#quotes.pop() : this.#quotes[Math.floor(random() * this.#quotes.length)];
    if (!quotes) return this.quote();
    const fromHome = random() < 0.35;
    // On the phone that asks, or off another screen.
    const presented = !fromHome && random() < 0.4 ? 'link' : 'code';
    const order = { quotesId: quotes.id, channel: 'sandbox', fromHome, presented };
    const reply = await this.#post(quotes.patient, '/v1/payments', order);
    if (reply.status !== 201) return;
    this.#payments.push({ patient: quotes.patient, id: String(reply.body.id) });
    const paper = reply.body.fromHome as { code: string } | undefined;
    if (paper) this.#papers.push(paper.code);
  }

  /** Somebody at home wants a code, whatever there is of one; now and then two of them at once. */
  async press(): Promise<void> {
    const { random } = this.#world;
    if (this.#papers.length === 0) return;
    const code = random() < 0.7 ? (this.#papers.at(-1) ?? '') : pick(random, this.#papers);
    const presses = [0, ...(random() < 0.2 ? [0] : []), ...(random() < 0.5 ? [1] : [])];
    await Promise.all(presses.map((part) => this.#world.press(code, part)));
  }

  /** A phone pays one of the codes that can be paid; the notice comes once, twice, or not at all. */
  async scan(): Promise<void> {
    await this.#scan({});
  }

  /** The same, and the provider says another amount or another currency: what a lying or a broken channel says. */
  async scanWrong(): Promise<void> {
    await this.#scan(this.#world.random() < 0.7 ? { amount: 1 } : { currency: 'USD' });
  }

  /** Somebody stops a payment; now and then a phone pays a code in that moment. */
  async cancel(): Promise<void> {
    const { random } = this.#world;
    const newest = this.#payments.at(-1);
    if (newest === undefined) return;
    const { patient, id } = random() < 0.6 ? newest : pick(random, this.#payments);
    const stopped = this.#post(patient, `/v1/payments/${id}/cancel`, {});
    if (random() < 0.6) await this.scan();
    await stopped;
  }

  /** At the hospital's own window a bill is settled, or changed. */
  async window(): Promise<void> {
    const { random } = this.#world;
    const open = [...this.#site().hospital.bills.values()].filter(({ settledBy }) => settledBy === undefined);
    if (open.length === 0) return;
    const bill = pick(random, open);
    if (random() < 0.5) bill.settledBy = 'window';
    else bill.lines = [...bill.lines, { ...(bill.lines[0] as (typeof bill.lines)[number]), ref: `L${bill.lines.length + 1}` }];
  }

  async away(): Promise<void> {
    const { random } = this.#world;
    const minutes = random() < 0.3 ? 60 : 6;
    pick(random, this.#site().lines).away(Math.floor(random() * minutes * MINUTE_MS));
  }

  async kill(): Promise<void> {
    await this.#world.kill();
  }

  /** Somebody who heard nothing sends the same again. */
  async repeat(): Promise<void> {
    if (this.#sent.length === 0) return;
    const { patient, path, body, key } = pick(this.#world.random, this.#sent);
    await this.#world.ask(patient, 'POST', path, body, key);
  }

  /** Somebody has a settled bill taken back, whole or a line of it. */
  async refund(): Promise<void> {
    const { random } = this.#world;
    const settled = await this.#world.rows<{ payment_id: string }>(
      "SELECT payment_id FROM payment_part WHERE state = 'settled' ORDER BY id",
    );
    if (settled.length === 0) return;
    const { payment_id: id } = pick(random, settled);
    const patient = this.#payments.find((one) => one.id === id)?.patient;
    if (patient === undefined) return;
    const told = await this.#world.ask(patient, 'GET', `/v1/payments/${id}/refunds`);
    if (told.status !== 200) return;
    type Money = { amount: number; currency: string };
    type Part = { part: number; whole?: Money; lines: { ref: string; amount: Money }[] };
    const able = (told.body.parts as Part[]).filter(({ whole, lines }) => whole !== undefined || lines.length > 0);
    if (able.length === 0) return;
    const { part, whole, lines } = pick(random, able);
    const alone = lines.length > 0 && (whole === undefined || random() < 0.5) ? pick(random, lines) : undefined;
    const wanted = alone ? { part, lines: [alone.ref], amount: alone.amount } : { part, lines: 'whole', amount: whole };
    await this.#post(patient, `/v1/payments/${id}/refunds`, wanted);
  }

  async wait(): Promise<void> {
    await this.#world.pass(Math.floor(this.#world.random() * 4 * MINUTE_MS));
  }

  async #scan(planted: { readonly amount?: number; readonly currency?: string }): Promise<void> {
    const { random } = this.#world;
    const now = this.#world.now();
    const waiting = this.#world.sites.flatMap((site) =>
      [...site.provider.orders.values()]
        .filter(({ state, expiresAt }) => state === 'waiting' && expiresAt > now)
        .map(({ key }) => ({ site, key })),
    );
    if (waiting.length === 0) return;
    const { site, key } = pick(random, waiting);
    const notice = site.provider.pay(key, planted);
    if (!notice) return;
    const times = random() < 0.25 ? 0 : random() < 0.3 ? 2 : 1;
    for (let time = 0; time < times; time += 1) await this.#world.notify(site, notice);
  }

  async #post(patient: number, path: string, body: unknown) {
    const key = this.#world.newKey();
    this.#sent.push({ patient, path, body, key });
    return this.#world.ask(patient, 'POST', path, body, key);
  }

  #patient(): number {
    return Math.floor(this.#world.random() * PATIENTS);
  }

  #site() {
    return pick(this.#world.random, this.#world.sites);
  }
}
