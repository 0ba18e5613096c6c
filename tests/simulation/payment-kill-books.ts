import Database from 'better-sqlite3';
import { controlPartner, type KillSite, type PaymentKillCity } from './payment-kill-city.ts';
import type { KillPayer } from './payment-kill-payer.ts';

interface OurPart {
  readonly id: string;
  readonly hospital: string;
  readonly visit: string;
  readonly state: string;
  readonly reason: string | null;
  readonly total: number;
  readonly fund: number | null;
  readonly account: number | null;
  readonly cash: number | null;
}

interface Settlement {
  readonly key: string | null;
  readonly visit: string;
  readonly total: number;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
  readonly refunded: number;
}

interface ProviderOrder {
  readonly key: string;
  readonly paid: number;
  readonly returned: number;
}

/** Rows of a partner's or our own database, past every interface. */
export function rowsOf<Row>(path: string, sql: string, ...values: readonly unknown[]): readonly Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
}

const OUR_PARTS = `SELECT id, hospital_id AS hospital, visit_ref AS visit, state, reason, total, settled_fund AS fund,
  settled_account AS account, settled_cash AS cash FROM payment_part`;
const SETTLEMENTS = `SELECT key, visit_ref AS visit, total, fund, account, cash, refunded FROM
  (SELECT s.*, v.ref AS visit_ref FROM charge_settlement s JOIN charge_visit v ON v.seq = s.visit)`;
const PROVIDER_ORDERS = `SELECT key,
  (SELECT coalesce(sum(amount), 0) FROM payment p WHERE p.pay_order = o.seq AND counts = 1) AS paid,
  (SELECT coalesce(sum(amount), 0) FROM refund r WHERE r.pay_order = o.seq AND fate = 'done') AS returned
  FROM pay_order o WHERE merchant = ?`;

/** Whatever our own rows say that has not ended. What waits by itself is not counted: an order that is watched, a quote that is not over. */
export const UNREST = `SELECT
  (SELECT count(*) FROM payment_part WHERE ended_at IS NULL AND state <> 'case')
  + (SELECT count(*) FROM payment_order WHERE state IN ('sent', 'unknown', 'open', 'closing'))
  + (SELECT count(*) FROM payment_refund WHERE state NOT IN ('done', 'stuck'))
  + (SELECT count(*) FROM bill_quote WHERE state IN ('asking', 'unknown', 'dropping')) AS count`;

/** What was found when all books were held together. */
export interface Found {
  readonly failures: string[];
  /** Single comparisons. */
  readonly compared: number;
  /** Our parts by how they ended. */
  readonly parts: Readonly<Record<string, number>>;
  readonly settledAtHospitals: number;
  /** Fen that stayed with hospitals, and that went back to people. */
  readonly paidFen: number;
  readonly returnedFen: number;
  /** Quotes that nobody uses, and that the insurer and the hospitals keep until they are over. */
  readonly quotesLeftOpen: number;
}

/** An order as the database had it that a restore put aside. */
export interface OrderBefore {
  readonly visit: string;
  readonly key: string;
  readonly state: string;
}

/** Our rows and ledger against the books of provider, insurer and hospitals, and of each bill what its payer paid against what it needed. */
export class PaymentKillBooks {
  readonly #city: PaymentKillCity;
  readonly #payers: readonly KillPayer[];
  readonly #ours: string;
  readonly #failures: string[] = [];
  readonly #parts: readonly OurPart[];
  /** Of our orders the part that each pays. */
  readonly #partOf: ReadonlyMap<string, string>;
  /** Parts of which money can not go back, as it was planted. */
  readonly #stuck: ReadonlySet<string>;
  /** Orders of the database that a restore put aside, by when their parts were made: for whoever reads of a failure. */
  readonly #before: readonly OrderBefore[];
  #compared = 0;
  #settled = 0;
  #paid = 0;
  #returned = 0;

  constructor(city: PaymentKillCity, payers: readonly KillPayer[], ours: string, before: readonly OrderBefore[]) {
    this.#before = before;
    this.#city = city;
    this.#payers = payers;
    this.#ours = ours;
    this.#parts = rowsOf<OurPart>(ours, OUR_PARTS);
    const orders = rowsOf<{ key: string; part: string }>(ours, 'SELECT order_key AS key, part_id AS part FROM payment_order');
    this.#partOf = new Map(orders.map(({ key, part }) => [key, part]));
    const stuck = rowsOf<{ part: string }>(ours, "SELECT part_id AS part FROM payment_refund WHERE state = 'stuck'");
    this.#stuck = new Set(stuck.map(({ part }) => part));
  }

  async compare(): Promise<Found> {
    for (const site of this.#city.sites) this.#compareSite(site);
    for (const partner of [this.#city.provider, this.#city.insurer]) {
      const { told } = await controlPartner(partner, 'GET /audit');
      this.#hold((told.disagreements as string[]).length === 0, `a partner's own books disagree: ${String(told.disagreements)}`);
    }
    for (const { end, options } of this.#payers) this.#hold(end !== 'gave up', `somebody who wanted to ${options.plan} gave up`);
    const parts: Record<string, number> = {};
    for (const { state, reason } of this.#parts) {
      const end = reason === null ? state : `${state}: ${reason}`;
      parts[end] = (parts[end] ?? 0) + 1;
    }
    return {
      failures: this.#failures,
      compared: this.#compared,
      parts,
      settledAtHospitals: this.#settled,
      paidFen: this.#paid,
      returnedFen: this.#returned,
      quotesLeftOpen: this.#quotesLeftOpen(),
    };
  }

  #compareSite(site: KillSite): void {
    const settlements = rowsOf<Settlement>(site.hospital.databasePath, SETTLEMENTS);
    const orders = rowsOf<ProviderOrder>(this.#city.provider.databasePath, PROVIDER_ORDERS, site.merchant);
    this.#settled += settlements.length;
    this.#paid += orders.reduce((sum, { paid, returned }) => sum + paid - returned, 0);
    this.#returned += orders.reduce((sum, { returned }) => sum + returned, 0);
    const parts = this.#parts.filter(({ hospital }) => hospital === site.id);
    for (const part of parts)
      this.#comparePart(
        part,
        settlements.find(({ key }) => key === part.id),
      );
    for (const payer of this.#payers.filter(({ options }) => options.site === site))
      this.#compareBill(payer, settlements, orders);
    this.#compareLedger(site, { parts, settlements, orders });
  }

  /** Each part has ended or is a case that was planted, and the hospital holds what we say. */
  #comparePart({ id, state, reason, fund, account, cash }: OurPart, held: Settlement | undefined): void {
    const stands = held !== undefined && held.refunded < held.total;
    if (state === 'case') this.#hold(this.#stuck.has(id), `a case without a planted cause: ${reason}`);
    else if (state === 'settled')
      this.#hold(
        stands && held.fund === fund && held.account === account && held.cash === cash,
        'a part is settled here, and otherwise at the hospital',
      );
    else {
      this.#hold(state === 'undone', `a part is left in ${state}`);
      this.#hold(!stands, 'a part is undone here, and the hospital holds it as settled');
    }
  }

  /** Nobody paid twice, and nothing was kept of whoever did not pay: by the provider's, the insurer's and the hospital's books alone. */
  #compareBill(
    { visitRef, scanned, options: { site, plan }, end }: KillPayer,
    settlements: readonly Settlement[],
    orders: readonly ProviderOrder[],
  ): void {
    const held = settlements.find(({ visit }) => visit === visitRef);
    const stands = held !== undefined && held.refunded < held.total;
    const own = new Set(
      this.#parts.filter(({ hospital, visit }) => hospital === site.id && visit === visitRef).map(({ id }) => id),
    );
    const paid = orders.filter(({ key }) => scanned.has(key) || own.has(this.#partOf.get(key) ?? ''));
    const net = paid.reduce((sum, order) => sum + order.paid - order.returned, 0);
    const stuck = plan === 'stuck' && [...own].some((id) => this.#stuck.has(id));
    if (!stuck)
      this.#hold(
        net === (stands ? held.cash : 0),
        `a bill needed ${stands ? held.cash : 0} fen, and ${net} were paid for it: ${this.#attemptsOf(visitRef, paid)}`,
      );
    const insured = rowsOf<{ fund: number; account: number }>(
      this.#city.insurer.databasePath,
      "SELECT fund, account FROM record WHERE institution = ? AND visit = ? AND kind = 'settlement' AND state = 'settled'",
      site.merchant,
      visitRef,
    );
    const [first = { fund: 0, account: 0 }] = insured;
    const wanted = stands && site.charges === 'insurer' ? held : { fund: 0, account: 0 };
    this.#hold(insured.length <= 1, 'the insurer settled a bill twice');
    this.#hold(
      first.fund === wanted.fund && first.account === wanted.account,
      `the insurer bears ${first.fund + first.account} fen of a bill, of which the hospital holds ${wanted.fund + wanted.account}`,
    );
    this.#hold((end === 'paid') === stands, `somebody was told ${end}, and the bill is ${stands ? '' : 'not '}settled`);
  }

  /** Each order of a bill: what stayed of it, which attempt it was before the restore, and whether it is known here. */
  #attemptsOf(visitRef: string, orders: readonly ProviderOrder[]): string {
    const before = this.#before.filter(({ visit }) => visit === visitRef);
    const told = orders.map(({ key, paid, returned }) => {
      const attempt = before.findIndex((one) => one.key === key);
      const was =
        attempt < 0
          ? 'made after the restore'
          : `attempt ${attempt + 1} of ${before.length}, a part then ${before[attempt]?.state}`;
      return `${paid - returned} fen (${was}, ${this.#partOf.has(key) ? 'known' : 'not known'} here)`;
    });
    return told.join('; ');
  }

  /** Our ledger says what the others' books say of what we know; and at rest nothing is only held. */
  #compareLedger(
    { id }: KillSite,
    {
      parts,
      settlements,
      orders,
    }: {
      readonly parts: readonly OurPart[];
      readonly settlements: readonly Settlement[];
      readonly orders: readonly ProviderOrder[];
    },
  ): void {
    const moved = rowsOf<{ from: string; to: string; part: string; fen: number }>(
      this.#ours,
      'SELECT from_account AS "from", to_account AS "to", part_id AS part, fen FROM ledger_movement WHERE hospital_id = ?',
      id,
    ).filter(({ part }) => !this.#stuck.has(part));
    const balance = (account: string) =>
      moved.reduce((sum, { from, to, fen }) => sum + (to === account ? fen : 0) - (from === account ? fen : 0), 0);
    const ids = new Set(parts.map(({ id: part }) => part).filter((part) => !this.#stuck.has(part)));
    const known = settlements.filter(({ key, refunded, total }) => ids.has(key ?? '') && refunded < total);
    const sum = (of: 'total' | 'fund' | 'account') => known.reduce((all, row) => all + row[of], 0);
    const paid = orders.filter(({ key }) => ids.has(this.#partOf.get(key) ?? ''));
    const net = paid.reduce((all, order) => all + order.paid - order.returned, 0);
    this.#hold(balance('held') === 0, `${balance('held')} fen are only held at ${id}`);
    this.#hold(
      balance('hospital') === sum('total'),
      `the ledger has ${balance('hospital')} at ${id}, the hospital ${sum('total')}`,
    );
    this.#hold(
      balance('fund') === -sum('fund'),
      `the ledger has ${balance('fund')} of the fund at ${id}, the hospital ${-sum('fund')}`,
    );
    this.#hold(balance('insured') === -sum('account'), 'the ledger has another share of the accounts than the hospital');
    this.#hold(balance('payer') === -net, `the ledger has ${-balance('payer')} from people at ${id}, the provider ${net}`);
  }

  #quotesLeftOpen(): number {
    const count = (path: string, sql: string) => rowsOf<{ count: number }>(path, sql)[0]?.count ?? 0;
    const atHospitals = this.#city.sites.map(({ hospital }) =>
      count(hospital.databasePath, "SELECT count(*) AS count FROM charge_quote WHERE state = 'open'"),
    );
    const atInsurer = count(
      this.#city.insurer.databasePath,
      "SELECT count(*) AS count FROM record WHERE kind = 'quote' AND state = 'open'",
    );
    return atHospitals.reduce((sum, one) => sum + one, atInsurer);
  }

  #hold(condition: boolean, otherwise: string): void {
    this.#compared += 1;
    if (!condition) this.#failures.push(otherwise);
  }
}
