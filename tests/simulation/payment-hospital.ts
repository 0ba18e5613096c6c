import type {
  ChargeLine,
  ChargeRefund,
  ChargeSettlement,
  ChargesFacet,
  HospitalQuote,
  Refundable,
  Split,
  VisitCharges,
} from '../../adapters/port/charges.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { Outcome, RejectReason } from '../../adapters/port/terms.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import type { SettleFate } from './payment-insurer.ts';
import { type FaultyLine, SETTLE_WINDOW_MS } from './payment-line.ts';

export interface TrueBill {
  readonly visitRef: string;
  readonly document: string;
  readonly at: number;
  lines: ChargeLine[];
  /** Under whose key it was settled: ours, or `window`. */
  settledBy?: string;
}

export interface TrueSettlement extends ChargeSettlement {
  refunded: number;
  /** What was settled, and not taken back alone. */
  lines: readonly ChargeLine[];
}

export interface HospitalOptions {
  readonly id: string;
  readonly insurance: ChargesFacet['insurance'];
  readonly clock: VirtualClock;
  readonly line: FaultyLine;
  readonly settleFate: () => SettleFate;
}

/** A hospital that charges, with its own books. */
export class SimulatedHospital {
  readonly bills = new Map<string, TrueBill>();
  readonly settlements = new Map<string, TrueSettlement>();
  readonly refunds = new Map<string, ChargeRefund>();
  readonly quotes = new Map<string, HospitalQuote>();
  readonly adapter: HospitalAdapter;
  readonly #options: HospitalOptions;
  #refs = 0;

  constructor(options: HospitalOptions) {
    this.#options = options;
    this.adapter = { charges: this.#facet(), check: async () => [] };
  }

  openBill(document: string, lines: readonly ChargeLine[]): TrueBill {
    const bill = { visitRef: this.#ref('V'), document, at: this.#options.clock.now(), lines: [...lines] };
    this.bills.set(bill.visitRef, bill);
    return bill;
  }

  #facet(): ChargesFacet {
    const { insurance } = this.#options;
    const facet: ChargesFacet = {
      insurance,
      settleWindowMs: SETTLE_WINDOW_MS,
      open: ({ patient }, call) =>
        this.#carry('open', 'read', call, () => {
          const open = [...this.bills.values()].filter(
            ({ document, settledBy }) => document === patient.document.number && settledBy === undefined,
          );
          return { ok: true, value: open.map(shownBill) };
        }),
      settle: (request, call) => this.#carry('settle', 'write', call, () => this.#settle(request)),
      find: (key, call) => this.#carry('find', 'read', call, () => ({ ok: true, value: this.#found(key) })),
      refundable: ({ key }, call) =>
        this.#carry('refundable', 'read', call, (): Outcome<Refundable> => {
          const settlement = this.settlements.get(key);
          if (!settlement) return no('settlement-unknown');
          const { refunded, split, lines } = settlement;
          const alone = lines.filter(({ class: cover }) => split.fund + split.account === 0 || cover === 'none');
          const left = split.total - refunded;
          // The last line is taken back as the whole.
          const shown = alone.length === lines.length && lines.length === 1 ? [] : alone;
          return { ok: true, value: { whole: left > 0, lines: shown.map(({ ref, amount }) => ({ ref, amount })), refunded } };
        }),
      refund: (request, call) => this.#carry('refund', 'write', call, () => this.#refund(request)),
      findRefund: (key, call) =>
        this.#carry('findRefund', 'read', call, () => ({ ok: true, value: this.refunds.get(key) ?? null })),
      changes: async () => ({ ok: true, value: { settlements: [], refunds: [], cursor: '', more: false } }),
    };
    if (insurance !== 'hospital') return facet;
    return {
      ...facet,
      quote: (request, call) => this.#carry('quote', 'write', call, () => this.#quote(request)),
      dropQuote: (key, call) =>
        this.#carry('dropQuote', 'write', call, () => {
          this.quotes.delete(key);
          return { ok: true, value: null };
        }),
    };
  }

  #quote({ key, charges }: Parameters<NonNullable<ChargesFacet['quote']>>[0]): Outcome<HospitalQuote> {
    const known = this.quotes.get(key);
    if (known) return { ok: true, value: known };
    if (!this.#same(charges)) return no('charges-changed');
    const fund = Math.floor(charges.total / 2);
    const split = { total: charges.total, fund, account: 0, cash: charges.total - fund };
    const quote = { ref: this.#ref('Q'), split, until: this.#options.clock.now() + 10 * 60_000 };
    this.quotes.set(key, quote);
    return { ok: true, value: quote };
  }

  #settle(request: Parameters<ChargesFacet['settle']>[0]): Outcome<ChargeSettlement> {
    const known = this.settlements.get(request.key);
    if (known) return { ok: true, value: { ...known } };
    const bill = this.bills.get(request.charges.visitRef);
    if (!bill) return no('charges-unknown');
    if (bill.settledBy !== undefined) return no('charges-settled');
    if (!this.#same(request.charges)) return no('charges-changed');
    const split = this.#options.insurance === 'hospital' && request.quoteRef ? this.#ownSplit(request.split) : request.split;
    const settlement = {
      key: request.key,
      ref: this.#ref('S'),
      visitRef: bill.visitRef,
      split,
      settledAt: this.#options.clock.now(),
      refunded: 0,
      lines: bill.lines,
    };
    bill.settledBy = request.key;
    this.settlements.set(request.key, settlement);
    return { ok: true, value: { ...settlement } };
  }

  /** Where the hospital settles the insurance, it may come to something else than it had quoted. */
  #ownSplit(split: Split): Split {
    const { total, fund, account, cash } = split;
    const fate = this.#options.settleFate();
    if (fate === 'less' && cash > 1) return { total, fund: fund + 1, account, cash: cash - 1 };
    if (fate === 'more' && fund > 1) return { total, fund: fund - 1, account, cash: cash + 1 };
    return split;
  }

  #refund(request: Parameters<ChargesFacet['refund']>[0]): Outcome<ChargeRefund> {
    const known = this.refunds.get(request.key);
    if (known) return { ok: true, value: known };
    const settlement = this.settlements.get(request.settlement.key);
    if (settlement?.ref !== request.settlement.ref) return no('settlement-unknown');
    const named = settlement.lines.filter(({ ref }) => request.lines !== 'whole' && request.lines.includes(ref));
    const sum =
      request.lines === 'whole'
        ? settlement.split.total - settlement.refunded
        : named.reduce((all, { amount }) => all + amount, 0);
    if (sum !== request.amount) return no('charges-changed');
    settlement.lines = settlement.lines.filter((line) => !named.includes(line));
    if (settlement.refunded + request.amount > settlement.split.total) return no('not-refundable');
    settlement.refunded += request.amount;
    const { key, amount } = request;
    const refund = { key, ref: this.#ref('B'), settlementKey: settlement.key, amount, refundedAt: this.#options.clock.now() };
    this.refunds.set(key, refund);
    const bill = this.bills.get(settlement.visitRef);
    if (bill && settlement.refunded === settlement.split.total) delete bill.settledBy;
    return { ok: true, value: refund };
  }

  #found(key: string): ChargeSettlement | null {
    const settlement = this.settlements.get(key);
    return settlement ? { ...settlement } : null;
  }

  #same({ visitRef, lineRefs, total }: { visitRef: string; lineRefs: readonly string[]; total: number }): boolean {
    const bill = this.bills.get(visitRef);
    if (!bill) return false;
    const shown = shownBill(bill);
    return shown.total === total && shown.lines.map(({ ref }) => ref).join() === lineRefs.join();
  }

  #ref(letter: string): string {
    this.#refs += 1;
    return `${letter}-${this.#options.id}-${this.#refs}`;
  }

  #carry: FaultyLine['carry'] = (operation, kind, call, act) => this.#options.line.carry(operation, kind, call, act);
}

function shownBill({ visitRef, at, lines }: TrueBill): VisitCharges {
  return { visitRef, at, lines: [...lines], total: lines.reduce((sum, { amount }) => sum + amount, 0) };
}

function no(reason: RejectReason): Outcome<never> {
  return { ok: false, failure: { kind: 'rejected', reason, detail: reason } };
}
