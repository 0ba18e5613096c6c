import { ENDED, mayMove, type PartState } from '../../bff/scenes/payments/rules.ts';
import { checkTold } from './payment-told.ts';
import type { PaymentWorld, Site } from './payment-world.ts';

interface PartSeen {
  readonly id: string;
  readonly payment_id: string;
  readonly hospital_id: string;
  readonly visit_ref: string;
  readonly state: PartState;
  readonly reason: string | null;
  readonly total: number;
  readonly cash: number;
  readonly settled_fund: number | null;
  readonly settled_account: number | null;
  readonly settled_cash: number | null;
  readonly quote_id: string;
  readonly cancel_wanted: number;
}

interface QuoteSeen {
  readonly id: string;
  readonly quote_key: string;
  readonly state: string;
}

/** A refund of charges. */
interface TakenBack {
  readonly part_id: string;
  readonly line_refs: string;
  readonly amount: number;
  readonly state: string;
}

/** Our rows. */
interface Books {
  readonly parts: readonly PartSeen[];
  readonly orders: readonly OrderSeen[];
  readonly refunds: readonly RefundSeen[];
  readonly quotes: readonly QuoteSeen[];
  readonly taken: readonly TakenBack[];
}

interface OrderSeen {
  readonly order_key: string;
  readonly part_id: string;
  readonly presented: string;
  readonly state: string;
  readonly paid_amount: number | null;
  readonly returned: number;
}

interface RefundSeen {
  readonly refund_key: string;
  readonly order_key: string;
  readonly part_id: string;
  readonly amount: number;
  readonly state: string;
}

interface MovementSeen {
  readonly part_id: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly fen: number;
}

/** What must hold of money, by the rows and by every party's own books. Written against those, not against the code. */
export class PaymentOracle {
  readonly #world: PaymentWorld;
  readonly #last = new Map<string, PartState>();
  #eventsSeen = 0;
  #checked = 0;

  constructor(world: PaymentWorld) {
    this.#world = world;
  }

  /** Single comparisons made so far. */
  get checked(): number {
    return this.#checked;
  }

  /** @throws Error naming the first invariant that does not hold. */
  async check(): Promise<void> {
    await this.#history();
    const held = await this.#balances('held');
    for (const [part, fen] of held) this.#hold(fen >= 0, `more left what is held of ${part} than came in`);
    const orders = await this.#orders();
    const refunds = await this.#refunds();
    for (const order of orders) {
      const back = refunds.filter(({ order_key }) => order_key === order.order_key).reduce((sum, { amount }) => sum + amount, 0);
      this.#hold(back === order.returned, `I4: an order counts ${order.returned} as sent back, its refunds ${back}`);
      this.#hold(back <= (order.paid_amount ?? 0), 'I4: more is sent back than was paid');
    }
    const live = await this.#world.rows<{ count: number }>(
      'SELECT count(*) AS count FROM payment_part WHERE ended_at IS NULL GROUP BY hospital_id, visit_ref HAVING count(*) > 1',
    );
    this.#hold(live.length === 0, 'a bill is being paid twice at the same time');
    for (const site of this.#world.sites) this.#nobodyPaysTwice(site);
    for (const site of this.#world.sites) this.#oneCodeAtATime(site, orders);
    for (const site of this.#world.sites) this.#presentedAsAsked(site, orders);
  }

  /** Whoever was promised a link has one at the provider, and nobody else has. */
  #presentedAsAsked({ provider }: Site, orders: readonly OrderSeen[]): void {
    for (const { key, link } of provider.orders.values()) {
      const asked = orders.find(({ order_key }) => order_key === key)?.presented;
      this.#hold(asked === undefined || (asked === 'link') === (link !== undefined), `an order is no ${asked} at the provider`);
    }
  }

  /** I3: of one bill, the hospital never holds two settlements of ours that stand. */
  #nobodyPaysTwice({ hospital }: Site): void {
    const standing = new Map<string, number>();
    for (const { visitRef, refunded, split } of hospital.settlements.values())
      if (refunded < split.total) standing.set(visitRef, (standing.get(visitRef) ?? 0) + 1);
    for (const [visit, count] of standing) this.#hold(count <= 1, `I3: ${visit} is settled twice`);
  }

  /** Of one part no two orders can be paid at the same time, by the provider's own books. */
  #oneCodeAtATime({ provider }: Site, orders: readonly OrderSeen[]): void {
    const payable = [...provider.orders.values()]
      .filter(({ state, expiresAt }) => state === 'waiting' && expiresAt > this.#world.clock.now())
      .map(({ key }) => orders.find(({ order_key }) => order_key === key)?.part_id);
    this.#hold(new Set(payable).size === payable.length, 'two codes of one part can be paid');
  }

  /** When everything has healed and a day has gone by: each part has ended, or is a case with a cause, and all books agree. */
  async checkAtRest(): Promise<void> {
    await this.check();
    const [parts, orders, refunds] = await Promise.all([this.#parts(), this.#orders(), this.#refunds()]);
    const quotes = await this.#world.rows<QuoteSeen>('SELECT id, quote_key, state FROM bill_quote');
    for (const { state } of quotes) this.#hold(['refused', 'used', 'dropped'].includes(state), `a quote is left ${state}`);
    const taken = await this.#world.rows<TakenBack>('SELECT part_id, line_refs, amount, state FROM charge_refund');
    const held = await this.#balances('held');
    for (const part of parts) {
      this.#hold(ENDED.includes(part.state) || part.state === 'case', `a part is left in ${part.state}`);
      const stuck = refunds.some(({ part_id, state }) => part_id === part.id && state === 'stuck');
      const open = backOf(part, taken).open;
      if (part.state !== 'case' && !stuck && !open)
        this.#hold((held.get(part.id) ?? 0) === 0, `I5: ${held.get(part.id)} fen of a part in ${part.state} are nobody’s`);
    }
    for (const { state } of taken)
      this.#hold(['done', 'refused', 'case'].includes(state), `a refund of charges is left ${state}`);
    for (const site of this.#world.sites) this.#booksAgree(site, { parts, orders, refunds, quotes, taken });
    const posted = await this.#world.rows<MovementSeen>('SELECT part_id, from_account, to_account, fen FROM ledger_movement');
    const stuck = new Set(refunds.filter(({ state }) => state === 'stuck').map(({ part_id }) => part_id));
    this.#ledgerIsTruth(
      parts.filter(({ id }) => !stuck.has(id)),
      posted,
      taken,
    );
    const waiting = await this.#world.rows<{ kind: string }>(
      `SELECT kind FROM task WHERE state = 'ready' AND kind IN ('advance-payment', 'return-money', 'quote-bill', 'follow-order')
       AND subject_id NOT IN (SELECT refund_key FROM payment_refund WHERE state = 'stuck')`,
    );
    this.#hold(waiting.length === 0, `something is still being worked on: ${waiting.map(({ kind }) => kind).join()}`);
    await checkTold(this.#world, (condition, otherwise) => this.#hold(condition, otherwise));
    const holds = await this.#world.rows<{ part_id: string }>('SELECT part_id FROM bill_hold');
    for (const { part_id } of holds)
      this.#hold(
        parts.some(({ id, state }) => id === part_id && state === 'case'),
        'a bill is held by a part that has ended',
      );
  }

  #booksAgree(site: Site, { parts, orders, refunds, quotes, taken }: Books): void {
    const own = parts.filter(({ hospital_id }) => hospital_id === site.id);
    const ids = new Set(own.map(({ id }) => id));
    // The provider.
    for (const truth of site.provider.orders.values()) {
      const order = orders.find(({ order_key }) => order_key === truth.key);
      this.#hold(order !== undefined, 'the provider has an order that we do not know');
      this.#hold(truth.state !== 'waiting' || truth.expiresAt <= this.#world.clock.now(), 'an order can still be paid');
      if (truth.paid?.currency === 'CNY') {
        this.#hold(order?.state === 'paid' && order.paid_amount === truth.paid.amount, 'somebody paid, and we do not know it');
      } else if (truth.paid) this.#hold(order?.state === 'elsewhere', 'another currency is taken for ours');
      else this.#hold(order?.state !== 'paid', 'an order counts as paid that nobody paid');
    }
    for (const truth of site.provider.refunds.values()) {
      const refund = refunds.find(({ refund_key }) => refund_key === truth.key);
      this.#hold(refund !== undefined && refund.amount === truth.amount, 'the provider sent back what we do not know');
      const expected = truth.state === 'abnormal' ? 'stuck' : 'done';
      this.#hold(refund?.state === expected, `a refund that is ${truth.state} at the provider is ${refund?.state} here`);
    }
    for (const refund of refunds.filter(({ part_id }) => ids.has(part_id)))
      this.#hold(
        site.provider.refunds.has(refund.refund_key) || refund.state === 'stuck',
        'we count a refund that the provider does not know',
      );
    // The hospital.
    for (const part of own) {
      const truth = site.hospital.settlements.get(part.id);
      const stands = truth !== undefined && truth.refunded < truth.split.total;
      if (part.state === 'settled') {
        this.#hold(part.cancel_wanted === 0, 'what somebody had cancelled is paid');
        const back = backOf(part, taken);
        this.#hold(
          truth !== undefined && (back.open || truth.refunded === back.total),
          'a part is settled here and not so at the hospital',
        );
        this.#hold(truth?.split.cash === part.settled_cash, 'the hospital settled another split');
        const stuck = refunds.some(({ part_id, state }) => part_id === part.id && state === 'stuck');
        const net = this.#netPaid(site, part, orders);
        this.#hold(
          stuck || back.open || net === (part.settled_cash ?? 0) - back.cash,
          'I3: the person paid another amount than the bill needed',
        );
      }
      if (part.state === 'undone') {
        this.#hold(!stands, 'a part is undone here, and the hospital holds it as settled');
        const stuck = refunds.some(({ part_id, state }) => part_id === part.id && state === 'stuck');
        if (!stuck) this.#hold(this.#netPaid(site, part, orders) === 0, 'I5: a part came to nothing, and the money is not back');
      }
      if (part.state === 'case')
        this.#hold(this.#hasCause(site, part, refunds, orders), `a case without a cause: ${part.reason}`);
    }
    for (const key of site.hospital.settlements.keys())
      this.#hold(ids.has(key), 'the hospital holds a settlement that is not ours');
    for (const key of site.hospital.quotes.keys()) {
      const quote = quotes.find((one) => one.quote_key === key);
      const part = own.find(({ quote_id }) => quote_id === quote?.id);
      this.#hold(
        part?.state === 'settled' || part?.state === 'case',
        `a hospital still keeps a quote that is ${quote?.state} here`,
      );
    }
    // The insurer.
    for (const record of site.insurer?.records.values() ?? []) {
      if (record.kind === 'quote') {
        this.#hold(record.state !== 'open', 'a quote is left open at the insurer');
        continue;
      }
      const part = own.find(({ id }) => id === record.key);
      const back = part && backOf(part, taken);
      if (back?.open) continue;
      const kept = part?.state === 'case' && site.insurer?.notUndoable.has(record.key);
      const expected = (part?.state === 'settled' && !back?.whole) || kept;
      this.#hold(
        (record.state === 'settled') === Boolean(expected),
        `I6: a settlement is ${record.state} at the insurer, its part ${part?.state}`,
      );
    }
  }

  #netPaid(site: Site, part: PartSeen, orders: readonly OrderSeen[]): number {
    return orders
      .filter(({ part_id, state }) => part_id === part.id && state !== 'elsewhere')
      .reduce((sum, { order_key }) => sum + site.provider.kept(order_key), 0);
  }

  /** Cases are exactly what was planted. */
  #hasCause(site: Site, part: PartSeen, refunds: readonly RefundSeen[], orders: readonly OrderSeen[]): boolean {
    const own = refunds.filter(({ part_id }) => part_id === part.id);
    const stuck = own.some(({ refund_key, state }) => state === 'stuck' && site.provider.abnormal.has(refund_key));
    const paidOtherwise = orders
      .filter(({ part_id }) => part_id === part.id)
      .some(({ order_key }) => (site.provider.orders.get(order_key)?.paid?.currency ?? 'CNY') !== 'CNY');
    return stuck || paidOtherwise || (site.insurer?.notUndoable.has(part.id) ?? false);
  }

  /** What the ledger says of each part is what its row says. */
  #ledgerIsTruth(parts: readonly PartSeen[], posted: readonly MovementSeen[], taken: readonly TakenBack[]): void {
    const sum = (part: string, from: string, to: string) =>
      posted
        .filter((one) => one.part_id === part && one.from_account === from && one.to_account === to)
        .reduce((total, { fen }) => total + fen, 0);
    for (const part of parts) {
      if (part.state !== 'settled') continue;
      const back = backOf(part, taken);
      if (back.open) continue;
      const net = (one: string, other: string) => sum(part.id, one, other) - sum(part.id, other, one);
      this.#hold(net('held', 'hospital') === part.total - back.total, 'the ledger settles another total than the bill');
      this.#hold(net('fund', 'held') === (back.whole ? 0 : part.settled_fund), 'the ledger has another share of the fund');
      this.#hold(
        net('insured', 'held') === (back.whole ? 0 : part.settled_account),
        'the ledger has another share of the account',
      );
      this.#hold(net('payer', 'held') === (part.settled_cash ?? 0) - back.cash, 'the ledger has another share of cash');
    }
  }

  /** The history of every part is a walk along the table. */
  async #history(): Promise<void> {
    const events = await this.#world.rows<{ part_id: string; state: PartState; rowid: number }>(
      `SELECT rowid, part_id, state FROM payment_event WHERE rowid > ${this.#eventsSeen} ORDER BY rowid`,
    );
    for (const event of events) {
      this.#eventsSeen = event.rowid;
      const before = this.#last.get(event.part_id);
      this.#hold(
        before === undefined ? event.state === 'due' : before === event.state || mayMove(before, event.state),
        `${before} was followed by ${event.state}`,
      );
      this.#last.set(event.part_id, event.state);
    }
  }

  async #balances(account: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#world.rows<{ part_id: string; fen: number }>(
      `SELECT part_id, SUM(CASE WHEN to_account = '${account}' THEN fen WHEN from_account = '${account}' THEN -fen ELSE 0 END) AS fen
       FROM ledger_movement GROUP BY part_id`,
    );
    return new Map(rows.map(({ part_id, fen }) => [part_id, fen]));
  }

  #parts = () => this.#world.rows<PartSeen>('SELECT * FROM payment_part');
  #orders = () => this.#world.rows<OrderSeen>('SELECT * FROM payment_order');
  #refunds = () => this.#world.rows<RefundSeen>('SELECT * FROM payment_refund');

  #hold(condition: boolean, otherwise: string): void {
    this.#checked += 1;
    if (!condition) throw new Error(otherwise);
  }
}

/** What of a settled part was taken back since: all in all, and of it in cash. `open`: people are at it, for a cause that was planted. */
function backOf(part: PartSeen, taken: readonly TakenBack[]) {
  const own = taken.filter(({ part_id, state }) => part_id === part.id && state !== 'refused');
  const insured = (part.settled_fund ?? 0) + (part.settled_account ?? 0);
  const whole = own.some(({ line_refs }) => line_refs === 'whole');
  const total = own.reduce((sum, { amount }) => sum + amount, 0);
  return { total, cash: total - (whole ? insured : 0), whole, open: own.some(({ state }) => state === 'case') };
}
