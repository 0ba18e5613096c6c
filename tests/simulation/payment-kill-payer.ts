import Database from 'better-sqlite3';
import { testPatient } from '../support/test-gateway.ts';
import { askUntilAnswered, type Reply } from './ask-until-answered.ts';
import { controlPartner, type KillSite, type PaymentKillCity } from './payment-kill-city.ts';

/** What somebody is going to do. */
export type PayerPlan =
  /** Pays, as often as it takes. */
  | 'pay'
  /** Stops before anything is paid. */
  | 'cancel'
  /** Pays, and stops at the same moment. */
  | 'pay-and-cancel'
  /** Pays, while the insurer stops paying for them: they get it back, and pay without insurance. */
  | 'suspended'
  /** Has a bill that is paid at once and can not be sent back, and stops at once: people may have to end it. */
  | 'stuck';

export interface PayerOptions {
  readonly number: number;
  readonly plan: PayerPlan;
  readonly site: KillSite;
  readonly city: PaymentKillCity;
  /** Of the gateway that runs now. */
  readonly address: () => string;
}

/** How it ended for somebody, as they were told. */
export type PayerEnd = 'paid' | 'cancelled' | 'with-staff' | 'gave up';

const ATTEMPTS_MAX = 40;
const PAUSE_MS = 120;
/** The last two digits with which a refund at the provider is abnormal. */
const STUCK_LINE = 2_008;
/** Of 300 yuan. */
const SPENT_ELSEWHERE = 29_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Somebody with one bill, who pays it through whatever gateway is there, and asks again when nothing is heard. */
export class KillPayer {
  readonly options: PayerOptions;
  /** The hospital's visit. */
  visitRef = '';
  end: PayerEnd | undefined;
  /** Keys of orders that this phone has paid. */
  readonly scanned = new Set<string>();
  /** Payments of which the gateway had said the number, and which it does not know any more. */
  forgotten = 0;
  #keys = 0;
  #insurance: boolean;
  #token = '';

  constructor(options: PayerOptions) {
    this.options = options;
    this.#insurance = options.site.charges !== 'uninsured';
  }

  async run(): Promise<void> {
    await this.#owe();
    for (let attempt = 0; attempt < ATTEMPTS_MAX && this.end === undefined; attempt += 1) {
      await this.#attempt();
      await pause(PAUSE_MS);
    }
    this.end ??= 'gave up';
  }

  async #owe(): Promise<void> {
    const { number, plan, site } = this.options;
    const charge = [
      { name: '普通门诊诊察费', quantity: '1', price: 2500, amount: 2500, class: 'a', ownShare: 0 },
      plan === 'stuck'
        ? { name: '膝关节护具', quantity: '1', price: STUCK_LINE, amount: STUCK_LINE, class: 'none', ownShare: 10_000 }
        : { name: '纱布绷带', quantity: '2', price: 1000, amount: 2000, class: 'none', ownShare: 10_000 },
    ];
    const { document } = testPatient(number).patient;
    // Of what everybody has in their account there, so much is left that something has to be paid.
    if (site.charges === 'hospital')
      await controlPartner(site.hospital, 'POST /charges', { act: 'spend', document, amount: SPENT_ELSEWHERE });
    const { told } = await controlPartner(site.hospital, 'POST /charges', { act: 'open', document, charge });
    this.visitRef = String(told.ref);
  }

  async #attempt(): Promise<void> {
    const { number, site } = this.options;
    const patientId = testPatient(number).id;
    const evidence = { kind: 'demo', patientId };
    const session = await this.#ask('POST', '/v1/sessions', { evidence, carrier: 'bearer' });
    this.#token = String(session.body.token ?? '');
    const read = await this.#ask('GET', `/v1/bills?patientId=${patientId}`);
    const told = (read.body.hospitals ?? []).find((one: { hospital: string }) => one.hospital === site.id);
    if (told?.state !== 'read') return;
    const [visit] = told.visits;
    if (visit === undefined) {
      this.end = 'paid';
      return;
    }
    const bill = { hospital: site.id, visitRef: visit.visitRef, billHash: visit.billHash };
    const quotes = await this.#quotes({ patientId, bills: [bill], insurance: this.#insurance });
    if (quotes === undefined) return;
    const payment = await this.#ask('POST', '/v1/payments', { quotesId: quotes, channel: 'sandbox' }, this.#key());
    if (payment.status === 201) await this.#follow(String(payment.body.id));
  }

  /** The number of quotes that can be used. */
  async #quotes(wanted: object): Promise<string | undefined> {
    let quotes = await this.#ask('POST', '/v1/quotes', wanted, this.#key());
    while (quotes.status < 300 && quotes.body.state === 'asking') {
      await pause(PAUSE_MS);
      quotes = await this.#ask('GET', `/v1/quotes/${quotes.body.id}`);
    }
    if (quotes.status >= 300) return undefined;
    const [{ state, reason }] = quotes.body.quotes;
    if (state === 'open') {
      if (this.options.plan === 'suspended' && this.#insurance) await this.#suspend();
      return String(quotes.body.id);
    }
    // Insurance pays nothing for them; that it did not answer is no reason to do without.
    if (state === 'refused' && reason !== 'unavailable') this.#insurance = false;
    return undefined;
  }

  async #follow(id: string): Promise<void> {
    const { plan } = this.options;
    const stops = plan === 'cancel' || plan === 'pay-and-cancel' || plan === 'stuck';
    let stopped = false;
    for (;;) {
      const { status, body } = await this.#ask('GET', `/v1/payments/${id}`);
      if (status === 404) this.forgotten += 1;
      if (status !== 200) return;
      const [{ state, code }] = body.parts;
      if (state === 'paid' || state === 'with-staff') {
        this.end = state;
        return;
      }
      if (state === 'not-paid') {
        if (stopped) this.end = 'cancelled';
        if (plan === 'suspended') this.#insurance = false;
        return;
      }
      const paying = state === 'paying' && code !== undefined && plan !== 'cancel' ? this.#scan(String(code)) : undefined;
      if (stops && !stopped) {
        const answer = await this.#ask('POST', `/v1/payments/${id}/cancel`, {}, this.#key());
        stopped = answer.status === 200;
      }
      await paying;
      await pause(PAUSE_MS);
    }
  }

  /** The phone asks the provider, and not the gateway. */
  async #scan(code: string): Promise<void> {
    const { city, site } = this.options;
    const key = cell<string>(city.provider.databasePath, 'SELECT key FROM pay_order WHERE code = ?', code);
    if (key === undefined) return;
    const { ok } = await controlPartner(city.provider, 'POST /payments', { merchant: site.merchant, key });
    if (ok) this.scanned.add(key);
  }

  async #suspend(): Promise<void> {
    const { city, number } = this.options;
    const { document } = testPatient(number).patient;
    const ref = cell<string>(city.insurer.databasePath, 'SELECT ref FROM insured WHERE document_number = ?', document.number);
    await controlPartner(city.insurer, 'POST /suspensions', { ref, suspended: true });
  }

  #key(): string {
    this.#keys += 1;
    return `kill-payer-${this.options.number}-${this.#keys}`;
  }

  #ask(method: string, path: string, body?: object, key?: string): Promise<Reply> {
    return askUntilAnswered(this.options.address, { method, path, token: this.#token, body, key });
  }
}

function cell<Value>(path: string, sql: string, ...values: readonly string[]): Value | undefined {
  const database = new Database(path, { readonly: true });
  try {
    return database
      .prepare(sql)
      .pluck()
      .get(...values) as Value | undefined;
  } finally {
    database.close();
  }
}
