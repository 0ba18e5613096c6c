import type { paymentPaths } from '../../bff/contract/payments/paths.ts';
import type { Bills, ListedPayment, Payment, Quotes, Receipt } from '../client/wire.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';
import { madeUpId } from './made-up-id.ts';
import { askedBack, backOn, isRefundable, refundableIn } from './taking-back.ts';
import type { Facts } from './world.ts';

type Visit = Bills['hospitals'][number]['visits'][number];
type Part = Payment['parts'][number];
type Quote = Quotes['quotes'][number];

/** Characters of these ids behind their prefix. */
const ID_LENGTH = 30;
const QUOTED_MS = 600_000;
const CODE_MS = 600_000;
const WINDOW_MS = 7_200_000;
/** Of a paper that opens no page. */
const HOME_CODE = '4XW8N5TBQ9';

const yuan = (amount: number) => ({ amount, currency: 'CNY' }) as const;
const instant = (at: number) => new Date(at).toISOString();

export const payments = {
  readBills: inSession((facts, { query }) => {
    const hospitals = facts.bills.map((one) => ({
      ...one,
      visits: one.visits.flatMap((visit) => openVisit(facts, one.hospital, visit)),
    }));
    return { status: 200, body: { patientId: query.patientId, hospitals } };
  }),
  askQuotes: inSession((facts, { body }) => {
    const quotes = body.bills.map(({ hospital, visitRef }): Quote => {
      const insurance = body.insurance && facts.paying.insured[hospital] !== undefined ? 'insurer' : 'none';
      const { hospitalName, visit } = found(facts, visitRef);
      const channels = facts.paying.channels?.[hospital] ?? ['wechat-pay', 'cash'];
      return {
        hospital,
        hospitalName,
        visitRef,
        state: 'asking',
        insurance,
        total: visit?.total ?? yuan(0),
        channels,
        byLink: byLink(channels),
      };
    });
    const id = madeUpId('qts', facts.quotes.length + 1, ID_LENGTH);
    const until = instant(facts.now() + QUOTED_MS);
    const asked: Quotes = {
      id,
      patientId: body.patientId,
      state: 'asking',
      until,
      fromHome: facts.paying.fromHome ?? true,
      quotes,
    };
    facts.quotes = [...facts.quotes, asked];
    return { status: 201, body: asked };
  }),
  readQuotes: inSession((facts, { params }) => {
    const asked = facts.quotes.find(({ id }) => id === params.id);
    if (asked === undefined) return refused('not-found');
    const answered: Quotes = { ...asked, state: 'ready', quotes: asked.quotes.map((quote) => answeredQuote(facts, quote)) };
    facts.quotes = facts.quotes.map((one) => (one === asked ? answered : one));
    return { status: 200, body: answered };
  }),
  createPayment: inSession((facts, { body }) => {
    const quoted = facts.quotes.find(({ id }) => id === body.quotesId);
    if (quoted === undefined || quoted.quotes.some(({ state }) => state !== 'open')) return refused('quotes-expired');
    const made = begun(facts, quoted, body);
    facts.quotes = facts.quotes.filter((one) => one !== quoted);
    facts.payments = [...facts.payments, made];
    return { status: 201, body: made };
  }),
  listPayments: inSession(({ payments: made }) => ({ status: 200, body: { items: made.map(listed).reverse() } })),
  readPayment: inSession((facts, { params }) => {
    const before = facts.payments.find(({ id }) => id === params.id);
    return before === undefined ? refused('not-found') : { status: 200, body: changed(facts, before, wentOn) };
  }),
  cancelPayment: inSession((facts, { params }) => {
    const before = facts.payments.find(({ id }) => id === params.id);
    return before === undefined ? refused('not-found') : { status: 200, body: changed(facts, before, stopped) };
  }),
  readRefundable: inSession((facts, { params }) => {
    const payment = facts.payments.find(({ id }) => id === params.id);
    if (payment === undefined) return refused('not-found');
    return { status: 200, body: { id: payment.id, parts: payment.parts.map((_, at) => refundableIn(facts, payment, at)) } };
  }),
  askRefund: inSession((facts, { params, body }) => {
    const before = facts.payments.find(({ id }) => id === params.id);
    if (before === undefined) return refused('not-found');
    if (!isRefundable(refundableIn(facts, before, body.part), body)) return refused('not-refundable');
    const { part, lines, amount } = body;
    facts.takenBack = [...facts.takenBack, { paymentId: before.id, part, lines, amount: amount.amount }];
    return { status: 201, body: changed(facts, before, (one, at) => (at === part ? askedBack(one, body) : one)) };
  }),
  readReceipt: inSession((facts, { params }) => {
    const payment = facts.payments.find(({ id }) => id === params.id);
    if (payment === undefined) return refused('not-found');
    const paid = payment.parts.filter(({ state }) => state === 'paid');
    return paid.length === 0 ? refused('receipt-not-ready') : { status: 200, body: receiptOf(facts, payment, paid) };
  }),
} satisfies HandlersOf<typeof paymentPaths>;

/** Every channel of a phone has links here. */
function byLink(channels: Quote['channels']): Quote['byLink'] {
  return channels.filter((channel) => channel !== 'cash');
}

/** The visit as it is open now: nothing of one that was paid, and marked while somebody pays it. */
function openVisit({ payments: made }: Facts, hospital: string, visit: Visit): readonly Visit[] {
  const parts = made.flatMap((payment) =>
    payment.parts.filter((part) => isOf(part, hospital, visit)).map(({ state }) => ({ state, paymentId: payment.id })),
  );
  if (parts.some(({ state }) => state === 'paid')) return [];
  const paying = parts.find(({ state }) => state === 'paying' || state === 'confirming');
  return [{ ...visit, ...(paying && { beingPaid: true, paymentId: paying.paymentId }) }];
}

/** The contract does not say of a part which visit it pays: no two visits of these worlds cost the same. */
function isOf(part: Part, hospital: string, visit: Visit): boolean {
  return part.hospital === hospital && part.agreed.total.amount === visit.total.amount;
}

function found({ bills }: Facts, visitRef: string): { readonly hospitalName: string; readonly visit: Visit | undefined } {
  const hospital = bills.find(({ visits }) => visits.some((visit) => visit.visitRef === visitRef));
  return {
    hospitalName: hospital?.hospitalName ?? '',
    visit: hospital?.visits.find((visit) => visit.visitRef === visitRef),
  };
}

function answeredQuote({ paying }: Facts, quote: Quote): Quote {
  if (quote.state !== 'asking') return quote;
  if (quote.insurance !== 'none' && paying.refusal !== undefined) return { ...quote, state: 'refused', reason: paying.refusal };
  const total = quote.total.amount;
  const { fund = 0, account = 0 } = (quote.insurance === 'none' ? undefined : paying.insured[quote.hospital]) ?? {};
  const [ofFund, ofAccount] = [Math.floor((total * fund) / 100), Math.floor((total * account) / 100)];
  const split = { total: quote.total, fund: yuan(ofFund), account: yuan(ofAccount), cash: yuan(total - ofFund - ofAccount) };
  return { ...quote, state: 'open', split };
}

function begun(
  facts: Facts,
  { patientId, quotes }: Quotes,
  {
    channel,
    fromHome = false,
    presented = 'code',
  }: {
    readonly channel: Payment['channel'];
    readonly fromHome?: boolean | undefined;
    readonly presented?: Part['presented'];
  },
): Payment {
  const now = facts.now();
  const number = facts.payments.length + 1;
  const waits = channel === 'cash' || fromHome;
  const payUntil = instant(now + (waits ? WINDOW_MS : CODE_MS));
  const parts = quotes.map(({ hospital, hospitalName, total, split }, at): Part => {
    const agreed = split ?? { total, fund: yuan(0), account: yuan(0), cash: total };
    const due = agreed.cash.amount > 0;
    const code = due && !waits ? presentedAs(presented, `made-up-${number}-${at + 1}`) : {};
    const dutyDesk = facts.hospitals.find(({ id }) => id === hospital)?.dutyDesk ?? { name: '', phone: '' };
    const state = due ? ('paying' as const) : ('confirming' as const);
    return { hospital, hospitalName, state, knowBy: payUntil, agreed, ...code, payUntil, refunds: [], dutyDesk };
  });
  const id = madeUpId('pay', number, ID_LENGTH);
  const { code } = facts.onSlip;
  const home = fromHome ? { fromHome: { code: HOME_CODE, address: `https://gateway/pay?code=${HOME_CODE}` } } : {};
  const others = [...facts.me.dependants, ...facts.me.helps];
  const { name: patientName } = others.find((other) => other.patientId === patientId) ?? facts.me;
  return { id, code, patientId, patientName, channel, createdAt: instant(now), ...home, parts };
}

/** What a phone scans, or opens itself. */
function presentedAs(presented: NonNullable<Part['presented']>, name: string): Pick<Part, 'presented' | 'code' | 'payUrl'> {
  return presented === 'link'
    ? { presented, payUrl: `https://pay.invalid/checkout?token=${name}` }
    : { presented, code: `weixin://wxpay/bizpayurl?pr=${name}` };
}

/** A payment as the list has it. */
function listed({ id, createdAt, patientId, patientName, parts }: Payment): ListedPayment {
  const names = [...new Map(parts.map(({ hospital, hospitalName }) => [hospital, hospitalName]))];
  const moving = parts.some(({ takenBack }) => takenBack?.state === 'asking' || takenBack?.state === 'going-back');
  const went = parts.some(({ takenBack }) => takenBack?.state === 'done');
  return {
    id,
    createdAt,
    patientId,
    patientName,
    state: overallOf(parts),
    hospitals: names.map(([hospital, hospitalName]) => ({ hospital, hospitalName })),
    total: yuan(parts.reduce((sum, { agreed }) => sum + agreed.total.amount, 0)),
    back: moving ? 'under-way' : went ? 'done' : 'none',
  };
}

function overallOf(parts: readonly Part[]): ListedPayment['state'] {
  const states = new Set(parts.map(({ state }) => state));
  if (states.has('paying') || states.has('confirming')) return 'open';
  if (states.has('paid')) return states.size === 1 ? 'paid' : 'partly';
  if (states.has('with-staff')) return 'staff';
  return states.has('giving-back') ? 'giving-back' : 'none';
}

/** The payment after each of its parts went on; the new one is put in its place. */
function changed(facts: Facts, before: Payment, goOn: (part: Part, at: number, facts: Facts, payment: Payment) => Part): Payment {
  const after = { ...before, parts: before.parts.map((part, at) => goOn(part, at, facts, before)) };
  facts.payments = facts.payments.map((one) => (one === before ? after : one));
  return after;
}

/** Somebody pays on a phone after a while, and the hospital is told. Nobody takes cash here, and nobody pays from home. */
function wentOn(part: Part, at: number, { paying, now }: Facts, { channel, fromHome, createdAt }: Payment): Part {
  const end = paying.ends?.[at];
  if (end !== undefined) return { ...part, ...end };
  if (part.state === 'paid') return backOn(part, channel, instant(now()));
  if (part.state !== 'paying' && part.state !== 'confirming') return part;
  const waits = part.agreed.cash.amount > 0 && part.state === 'paying';
  if (waits && (channel === 'cash' || fromHome !== undefined || paying.paidAfterMs === undefined)) return part;
  const since = now() - Date.parse(createdAt) - (part.agreed.cash.amount > 0 ? (paying.paidAfterMs ?? 0) : 0);
  if (since < 0) return part;
  const { presented: _, code: __, payUrl: ___, payUntil: ____, ...rest } = part;
  if (since < paying.confirmedAfterMs) return { ...rest, state: 'confirming' };
  const { knowBy: _____, ...known } = rest;
  return { ...known, state: 'paid', settled: part.agreed, endedAt: instant(now()) };
}

function stopped(part: Part): Part {
  if (part.state !== 'paying') return part;
  const { presented: _, code: __, payUrl: ___, payUntil: ____, knowBy: _____, ...rest } = part;
  return { ...rest, state: 'not-paid', reason: 'cancelled' };
}

function receiptOf(facts: Facts, { id, code, patientName, channel }: Payment, paid: readonly Part[]): Receipt {
  const now = instant(facts.now());
  const parts = paid.map((part) => {
    const { hospital, hospitalName, agreed, settled = agreed, refunds, takenBack, dutyDesk, invoiceNumber } = part;
    const visits = facts.bills.flatMap((one) => (one.hospital === hospital ? one.visits : []));
    const { visitRef = 'v', at = now, department, lines = [] } = visits.find((visit) => isOf(part, hospital, visit)) ?? {};
    const known = {
      ...(department === undefined ? {} : { department }),
      ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
      ...(takenBack === undefined ? {} : { takenBack }),
    };
    return { hospital, hospitalName, visitRef, at, lines, settled, settledAt: now, refunds, dutyDesk, ...known };
  });
  return { id, code, qr: facts.onSlip.qr, issuedAt: now, patientName, channel, parts, notInvoice: true };
}
