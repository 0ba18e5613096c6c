import type { BillToOpen, TrueChargeRefund, TrueSettlement } from '../../conformance/hospital-under-test.ts';
import {
  addsUp,
  type ChargeRefund,
  type ChargeRefundRequest,
  type ChargeSettlement,
  type ChargesFacet,
  type ChargesName,
  type ChargesQuery,
  type HospitalQuote,
  type QuoteRequest,
  type Refundable,
  type SettlementName,
  type SettleRequest,
  type Split,
  type VisitCharges,
} from '../../port/charges.ts';
import type { RejectReason } from '../../port/terms.ts';
import type { Verdict } from './verdict.ts';

interface Visit {
  charges: VisitCharges;
  /** Whose it is: type and number of a document. */
  readonly whose: string;
}

interface Quote extends HospitalQuote {
  readonly key: string;
  readonly visitRef: string;
  readonly content: string;
  until: number;
  state: 'open' | 'dropped' | 'settled';
}

interface Settled {
  readonly told: Omit<ChargeSettlement, 'key' | 'refunded'>;
  /** Absent where it was settled at the window. */
  readonly key?: string;
  readonly content: string;
  /** References of lines that were taken back. */
  readonly returned: Set<string>;
  refunded: number;
  closed: boolean;
  /** Place in the order of changes. */
  sequence: number;
}

interface Refunded {
  readonly told: ChargeRefund;
  readonly settlementRef: string;
  readonly content: string;
  readonly sequence: number;
}

/** One change: a settlement or a refund as it is now. */
export type ChargeChange = { readonly sequence: number } & (
  | { readonly settlement: ChargeSettlement }
  | { readonly refund: ChargeRefund }
);

export interface BillsOptions {
  readonly now: () => number;
  readonly insurance: ChargesFacet['insurance'];
}

const QUOTE_HOLDS_MS = 15 * 60_000;
/** Of what is covered, the fund bears 70 in a hundred. */
const FUND_SHARE = { of: 70, in: 100 } as const;
const BASIS_POINTS = 10_000;
/** What everybody has in their own account at first, fen. */
const OPENING_BALANCE = 30_000;

const whoseOf = ({ patient: { document } }: ChargesQuery) => `${document.type} ${document.number}`;
const refused = (reason: RejectReason) => ({ refused: reason }) as const;

/** The hospital's books of charges: bills, quotes, settlements and refunds. It knows nothing of adapters, faults or time beyond its clock. */
export function createBills({ now, insurance }: BillsOptions) {
  const visits = new Map<string, Visit>();
  const quotes = new Map<string, Quote>();
  const settlements = new Map<string, Settled>();
  const refunds = new Map<string, Refunded>();
  /** What was taken out of a person's own account, fen. */
  const spent = new Map<string, number>();
  let sequence = 0;
  /** Added to every sum of several that is told. */
  let wrong = 0;

  const next = () => {
    sequence += 1;
    return sequence;
  };
  const settled = (visitRef: string) => [...settlements.values()].find(({ told }) => told.visitRef === visitRef);
  const underKey = (key: string) => [...settlements.values()].find((one) => one.key === key);
  const known = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('no such entry in the books');
    return found;
  };
  const balanceOf = (whose: string) => OPENING_BALANCE - (spent.get(whose) ?? 0);
  const spend = (whose: string, amount: number) => spent.set(whose, (spent.get(whose) ?? 0) + amount);

  const tell = ({ told, key = '', refunded }: Settled): ChargeSettlement => ({
    ...told,
    key,
    refunded,
    split: { ...told.split, cash: told.split.cash + wrong },
  });

  /** The visit, provided that it is the person's, is open, and is charged as they think. */
  function payable(query: ChargesQuery, { visitRef, lineRefs, total }: ChargesName): Visit | { readonly refused: RejectReason } {
    const visit = visits.get(visitRef);
    if (visit === undefined || visit.whose !== whoseOf(query)) return refused('charges-unknown');
    if (settled(visitRef) !== undefined) return refused('charges-settled');
    const now = visit.charges.lines.map(({ ref }) => ref).toSorted();
    const same = now.join(' ') === lineRefs.toSorted().join(' ') && visit.charges.total === total;
    return same ? visit : refused('charges-changed');
  }

  /** What the funds bear of a bill. */
  function fundOf({ lines }: VisitCharges): number {
    const covered = lines
      .filter((line) => line.class !== 'none')
      .map(({ amount, ownShare }) => Math.floor((amount * (BASIS_POINTS - ownShare)) / BASIS_POINTS));
    return Math.floor((covered.reduce((sum, amount) => sum + amount, 0) * FUND_SHARE.of) / FUND_SHARE.in);
  }

  /** Who bears what in the end, provided that somebody does. The person's own account may have less in it than when it was quoted. */
  function borne({ split, quoteRef, insurance: insurer, cash }: SettleRequest, { whose, charges }: Visit): Verdict<Split> {
    if (!addsUp(split, charges.total) || (cash === undefined) !== (split.cash === 0)) return refused('request-refused');
    if (quoteRef === undefined) {
      const insured = insurer !== undefined && insurance === 'insurer';
      return insured || split.cash === split.total ? { done: split } : refused('request-refused');
    }
    const quote = [...quotes.values()].find(({ ref }) => ref === quoteRef);
    if (quote?.visitRef !== charges.visitRef || quote.state !== 'open') return refused('quote-unknown');
    if (quote.until <= now()) return refused('quote-expired');
    if (JSON.stringify(split) !== JSON.stringify(quote.split)) return refused('request-refused');
    const account = Math.min(split.account, balanceOf(whose));
    quote.state = 'settled';
    return { done: { ...split, account, cash: split.total - split.fund - account } };
  }

  function write(visit: Visit, split: Split, more: Pick<Settled, 'key' | 'content'>): Settled {
    const { visitRef } = visit.charges;
    const number = settlements.size + 1;
    const invoice = String(number).padStart(10, '0');
    const told = { ref: `settlement-${number}`, visitRef, split, settledAt: now(), invoiceNumber: `0106${invoice}` };
    const one = { told, ...more, returned: new Set<string>(), refunded: 0, closed: false, sequence: next() };
    settlements.set(told.ref, one);
    spend(visit.whose, split.account);
    return one;
  }

  /** Lines that nobody took back; alone only those whose cost insurance has not borne. */
  function returnable({ told, returned, closed }: Settled, alone: boolean) {
    const insured = told.split.fund + told.split.account > 0;
    const { lines } = known(visits.get(told.visitRef)).charges;
    if (closed) return [];
    return lines.filter((line) => !returned.has(line.ref) && !(alone && insured && line.class !== 'none'));
  }

  /** The lines that a refund names, provided that all of them can be taken back. */
  function named(one: Settled, { lines, amount }: ChargeRefundRequest): Verdict<readonly string[]> {
    const { charges } = known(visits.get(one.told.visitRef));
    const wanted = returnable(one, lines !== 'whole').filter(({ ref }) => lines === 'whole' || lines.includes(ref));
    if (lines !== 'whole' && lines.some((ref) => charges.lines.every((line) => line.ref !== ref)))
      return refused('charges-changed');
    if (wanted.length === 0 || (lines !== 'whole' && wanted.length !== lines.length)) return refused('not-refundable');
    if (wanted.reduce((sum, line) => sum + line.amount, 0) !== amount) return refused('charges-changed');
    return { done: wanted.map(({ ref }) => ref) };
  }

  function nameOf({ key, ref }: SettlementName): Settled | undefined {
    const one = settlements.get(ref);
    return one?.key === key ? one : undefined;
  }

  return {
    openOf: (query: ChargesQuery): readonly VisitCharges[] =>
      [...visits.values()]
        .filter(({ whose, charges }) => whose === whoseOf(query) && settled(charges.visitRef) === undefined)
        .map(({ charges }) => ({ ...charges, total: charges.total + wrong })),
    quote(request: QuoteRequest): Verdict<HospitalQuote> {
      const { key, charges, useAccount } = request;
      const content = JSON.stringify([whoseOf(request), charges, useAccount]);
      const before = quotes.get(key);
      if (before !== undefined && before.content !== content) return refused('key-reused');
      if (before?.state === 'dropped') return refused('quote-unknown');
      const visit = before ?? payable(request, charges);
      if ('refused' in visit) return visit;
      if ('split' in visit) return { done: { ref: visit.ref, split: visit.split, until: visit.until } };
      const fund = fundOf(visit.charges);
      const account = useAccount ? Math.min(balanceOf(visit.whose), charges.total - fund) : 0;
      const split = { total: charges.total, fund, account, cash: charges.total - fund - account };
      const told = { ref: `quote-${quotes.size + 1}`, split, until: now() + QUOTE_HOLDS_MS };
      quotes.set(key, { ...told, key, visitRef: charges.visitRef, content, state: 'open' });
      return { done: told };
    },
    dropQuote(key: string): Verdict<null> {
      const quote = quotes.get(key);
      if (quote?.state === 'open') quote.state = 'dropped';
      return { done: null };
    },
    settle(request: SettleRequest): Verdict<ChargeSettlement> {
      const { key, charges, split, quoteRef, insurance: insurer, cash } = request;
      const content = JSON.stringify([whoseOf(request), charges, split, quoteRef, insurer, cash]);
      const before = underKey(key);
      if (before !== undefined) return before.content === content ? { done: tell(before) } : refused('key-reused');
      const visit = payable(request, charges);
      if ('refused' in visit) return visit;
      const bearing = borne(request, visit);
      return 'refused' in bearing ? bearing : { done: tell(write(visit, bearing.done, { key, content })) };
    },
    find(key: string): ChargeSettlement | null {
      const one = underKey(key);
      return one === undefined ? null : tell(one);
    },
    /** `null`: no settlement under this name. */
    refundable(name: SettlementName): Refundable | null {
      const one = nameOf(name);
      if (one === undefined) return null;
      const lines = returnable(one, true).map(({ ref, amount }) => ({ ref, amount }));
      return { whole: returnable(one, false).length > 0, lines, refunded: one.refunded };
    },
    refund(request: ChargeRefundRequest): Verdict<ChargeRefund> {
      const { key, settlement, lines, amount } = request;
      const content = JSON.stringify([settlement, lines, amount]);
      const before = refunds.get(key);
      if (before !== undefined) return before.content === content ? { done: before.told } : refused('key-reused');
      const one = nameOf(settlement);
      if (one === undefined) return refused('settlement-unknown');
      const wanted = named(one, request);
      if ('refused' in wanted) return wanted;
      for (const ref of wanted.done) one.returned.add(ref);
      const told = { key, ref: `refund-${refunds.size + 1}`, settlementKey: settlement.key, amount, refundedAt: now() };
      refunds.set(key, { told, settlementRef: one.told.ref, content, sequence: next() });
      one.refunded += amount;
      one.sequence = next();
      if (lines === 'whole') spend(known(visits.get(one.told.visitRef)).whose, -one.told.split.account);
      return { done: told };
    },
    findRefund: (key: string): ChargeRefund | null => refunds.get(key)?.told ?? null,
    changesAfter: (after: number): readonly ChargeChange[] =>
      [
        ...[...settlements.values()]
          .filter(({ key }) => key !== undefined)
          .map((one) => ({ sequence: one.sequence, settlement: tell(one) })),
        ...[...refunds.values()].map((one) => ({ sequence: one.sequence, refund: one.told })),
      ]
        .filter((change) => change.sequence > after)
        .toSorted((a, b) => a.sequence - b.sequence),

    /** What the hospital's own people do, and what stands in its books. */
    open({ at, lines, ...query }: BillToOpen): string {
      const visitRef = `visit-${visits.size + 1}`;
      const own = lines.map((line, index) => ({ ref: `line-${index + 1}`, ...line }));
      const total = own.reduce((sum, { amount }) => sum + amount, 0);
      visits.set(visitRef, { whose: whoseOf(query), charges: { visitRef, at, department: '呼吸内科', lines: own, total } });
      return visitRef;
    },
    change(visitRef: string): void {
      const visit = known(visits.get(visitRef));
      const { lines, total } = visit.charges;
      const added = { ref: `line-${lines.length + 1}`, name: '静脉采血', quantity: '1', price: 500, amount: 500 };
      visit.charges = {
        ...visit.charges,
        lines: [...lines, { ...added, class: 'a', ownShare: 0 }],
        total: total + added.amount,
      };
    },
    settleAtWindow(visitRef: string): void {
      const visit = known(visits.get(visitRef));
      const { total } = visit.charges;
      write(visit, { total, fund: 0, account: 0, cash: total }, { content: '' });
    },
    close(ref: string): void {
      known(settlements.get(ref)).closed = true;
    },
    expireQuotes(): void {
      for (const quote of quotes.values()) quote.until = now();
    },
    miscount(on: boolean): void {
      wrong = on ? 1 : 0;
    },
    trueSettlements: (visitRef: string): readonly TrueSettlement[] =>
      [...settlements.values()]
        .filter(({ told }) => told.visitRef === visitRef)
        .map(({ told: { ref, split }, key, refunded }) => ({
          ref,
          visitRef,
          split,
          refunded,
          ...(key === undefined ? {} : { key }),
        })),
    trueRefunds: (key: string): readonly TrueChargeRefund[] =>
      [...refunds.values()]
        .filter(({ told }) => told.key === key)
        .map(({ told: { amount }, settlementRef }) => ({ key, settlementRef, amount })),
  };
}

export type Bills = ReturnType<typeof createBills>;
