import { type LeftOut, type ReadRow, unusable } from './rows.ts';
import { type Call, type CallTable, isRef, type Outcome, type Patient } from './terms.ts';

/**
 * What a person owes a hospital, and how it is settled there. The hospital stays the source of truth: its charges are read before each
 * step, and nothing is paid that it has not confirmed under our key.
 *
 * Amounts are integer fen. A hospital's answer of which the sums do not agree is `malformed`, never corrected.
 */
export interface ChargesFacet {
  /**
   * Who settles the insurance of what is charged. `hospital`: the hospital's own system quotes it (`quote`) and settles it within
   * `settle`. `insurer`: Onedoor asks the insurer under the hospital's code and hands the result to `settle`. `none`: whatever is charged
   * is paid by the person.
   */
  readonly insurance: 'hospital' | 'insurer' | 'none';
  /** Longest time in ms between the hospital receiving a write and a read showing it, as in `BookingFacet`. */
  readonly settleWindowMs: number;
  /** What is open for a person, visit by visit; empty when nothing is. */
  open(query: ChargesQuery, call: Call): Promise<Outcome<readonly VisitCharges[]>>;
  /**
   * What insurance would pay, where `insurance` is `hospital`. A write: such a system reserves it. The same key and content again answers
   * the same quote; refusals of the charges are those of `settle`.
   */
  quote?(request: QuoteRequest, call: Call): Promise<Outcome<HospitalQuote>>;
  /** Gives up a quote that nobody will settle; one that is gone already, or never was, is a success. There where `quote` is. */
  dropQuote?(key: string, call: Call): Promise<Outcome<null>>;
  /**
   * Settles one visit's charges, whole, under our key. The same key and content again answers the same settlement; with other content it
   * is `rejected('key-reused')`. `charges-unknown` where the person has no such visit, `charges-changed` where the lines or their total are
   * not what is asked for, `charges-settled` where somebody else has settled them, `quote-unknown` and `quote-expired` where `quoteRef`
   * names no quote that holds.
   */
  settle(request: SettleRequest, call: Call): Promise<Outcome<ChargeSettlement>>;
  /** The settlement under our key, `null` when the hospital has none at this moment. */
  find(key: string, call: Call): Promise<Outcome<ChargeSettlement | null>>;
  /** What of a settlement the hospital would take back now. `settlement-unknown` where key and reference name none, as of `refund`. */
  refundable(settlement: SettlementName, call: Call): Promise<Outcome<Refundable>>;
  /** Takes back a settlement, whole or some lines of it, under our key; keyed as `settle` is. `not-refundable` where it will not. */
  refund(request: ChargeRefundRequest, call: Call): Promise<Outcome<ChargeRefund>>;
  /** The refund under our key, `null` when the hospital has none at this moment. */
  findRefund(key: string, call: Call): Promise<Outcome<ChargeRefund | null>>;
  /** Settlements and refunds of ours, oldest change first, from the cursor of the page before. A change may be told twice, never left out. */
  changes(cursor: string | undefined, call: Call): Promise<Outcome<ChargeChanges>>;
}

export const CHARGES_CALLS: CallTable<ChargesFacet> = {
  open: 'read',
  quote: 'write',
  dropQuote: 'write',
  settle: 'write',
  find: 'read',
  refundable: 'read',
  refund: 'write',
  findRefund: 'read',
  changes: 'background-read',
};

/** Whose charges. `patientRef` is the person's file, always there where the adapter has `patients`. */
export interface ChargesQuery {
  readonly patient: Patient;
  readonly patientRef?: string;
}

/** What is charged for one visit; it is settled as a whole. */
export interface VisitCharges {
  /** The hospital's own reference of the visit, see `isRef`. */
  readonly visitRef: string;
  /** When the visit was, or is. */
  readonly at: number;
  /** As the hospital calls it. */
  readonly department?: string;
  readonly practitioner?: string;
  /** 1 to 200. */
  readonly lines: readonly ChargeLine[];
  /** Sum of the lines' amounts, fen. */
  readonly total: number;
}

/** One line of a bill. */
export interface ChargeLine {
  /** The hospital's own reference of the line, see `isRef`; unique in its visit. */
  readonly ref: string;
  readonly name: string;
  /** A decimal number above 0 with at most three places, as the hospital writes it: `1.5`. */
  readonly quantity: string;
  readonly unit?: string;
  /** Of one unit, fen. */
  readonly price: number;
  /** Fen, at least 1. The hospital's own: what price and quantity make is rounded by its rules. */
  readonly amount: number;
  /**
   * How the insurer's catalogue has it: `a` (甲类, covered whole), `b` (乙类, covered after a share of one's own), `none` (自费, not
   * covered).
   */
  readonly class: 'a' | 'b' | 'none';
  /** The share of one's own that comes before cover, in basis points: 0 to 10000; 10000 where `class` is `none`. */
  readonly ownShare: number;
}

/** Who pays how much of a total, fen, none below 0: `total = fund + account + cash`. */
export interface Split {
  readonly total: number;
  /** From the funds of the insurer (统筹 and its supplements). */
  readonly fund: number;
  /** From the person's own account at the insurer (个人账户). */
  readonly account: number;
  /** What is left to be paid by other means (现金支付). */
  readonly cash: number;
}

/** Whether a split adds up to its total, and to this total where one is given. */
export function addsUp({ total, fund, account, cash }: Split, wanted: number = total): boolean {
  const parts = [total, fund, account, cash];
  return parts.every((part) => Number.isSafeInteger(part) && part >= 0) && fund + account + cash === total && total === wanted;
}

/** Which charges, as they were read: both are checked by the hospital before anything is written. */
export interface ChargesName {
  readonly visitRef: string;
  /** References of all lines of the visit. */
  readonly lineRefs: readonly string[];
  readonly total: number;
}

export interface QuoteRequest extends ChargesQuery {
  /** Ours, unique for ever, 1 to 32 of [A-Za-z0-9-_]. */
  readonly key: string;
  readonly charges: ChargesName;
  /** Whether the person's own account may be used. */
  readonly useAccount: boolean;
}

/** What the hospital's own insurance settlement would pay. */
export interface HospitalQuote {
  /** The hospital's own reference of the quote, see `isRef`. */
  readonly ref: string;
  readonly split: Split;
  /** Until when it holds. */
  readonly until: number;
}

export interface SettleRequest extends ChargesQuery {
  /** Ours, unique for ever, 1 to 32 of [A-Za-z0-9-_]. */
  readonly key: string;
  readonly charges: ChargesName;
  readonly split: Split;
  /** The hospital's own quote; there where it gave one. */
  readonly quoteRef?: string;
  /** The insurer's settlement, where Onedoor asked the insurer. */
  readonly insurance?: { readonly ref: string };
  /** By what the cash part was paid; absent where it is 0. */
  readonly cash?: CashMeans;
}

/** How the cash part was paid. */
export interface CashMeans {
  readonly channel: 'wechat-pay' | 'cash' | 'other';
  /** The provider's own number of the payment, see `isRef`; at a window the number of the receipt. */
  readonly ref: string;
}

/** What the hospital has settled. It may differ from what was asked for in its split alone, and then says so. */
export interface ChargeSettlement {
  readonly key: string;
  /** The hospital's own reference, see `isRef`. */
  readonly ref: string;
  readonly visitRef: string;
  readonly split: Split;
  readonly settledAt: number;
  /** Sum of what was taken back of it since, fen. */
  readonly refunded: number;
  /** The number of the electronic invoice (医疗收费电子票据), once there is one. */
  readonly invoiceNumber?: string;
}

/** By which a settlement is named; the hospital checks that both name the same one. */
export interface SettlementName {
  readonly key: string;
  readonly ref: string;
}

/** What the hospital would take back of a settlement. */
export interface Refundable {
  /** Whether all that is left of it could be taken back at once. */
  readonly whole: boolean;
  /** Lines that can be taken back alone, with the amount of each; never one whose cost insurance has borne. */
  readonly lines: readonly { readonly ref: string; readonly amount: number }[];
  /** Sum of what was taken back before, fen. */
  readonly refunded: number;
}

export interface ChargeRefundRequest {
  /** Ours, unique for ever, 1 to 32 of [A-Za-z0-9-_]. */
  readonly key: string;
  readonly settlement: SettlementName;
  /** References of lines, or all that is left. */
  readonly lines: readonly string[] | 'whole';
  /** What is taken back, fen: the hospital refuses (`charges-changed`) when it is not the sum of what is named. */
  readonly amount: number;
}

export interface ChargeRefund {
  readonly key: string;
  /** The hospital's own reference, see `isRef`. */
  readonly ref: string;
  readonly settlementKey: string;
  /** Fen. */
  readonly amount: number;
  readonly refundedAt: number;
}

export interface ChargeChanges {
  readonly settlements: readonly ChargeSettlement[];
  readonly refunds: readonly ChargeRefund[];
  /** Give it to the next call. Opaque. */
  readonly cursor: string;
  /** More can be fetched at once, with a cursor that was not there before. */
  readonly more: boolean;
  readonly leftOut?: LeftOut;
}

/** Lines of one visit, and visits of one person, that are read. */
export const LINES_MAX = 200;
/** More is no bill: ten million yuan. */
const AMOUNT_MAX_FEN = 1_000_000_000;
const BASIS_POINTS = 10_000;
/** Longest name of a line, a department or a practitioner. */
const NAME_MAX = 200;

/** Whether it is an amount of a bill, fen. */
export function isAmount(value: unknown, min = 0): value is number {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= AMOUNT_MAX_FEN;
}

/** The form of our keys of quotes, settlements and refunds. */
export function isChargeKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,32}$/.test(text);
}

const isName = (text: string | undefined) => text === undefined || (text.length >= 1 && text.length <= NAME_MAX);
const isQuantity = (text: string) => /^(0|[1-9]\d{0,8})(\.\d{1,3})?$/.test(text) && Number(text) > 0;

function lineFault({ ref, name, quantity, unit, price, amount, class: kind, ownShare }: ChargeLine): string | undefined {
  if (!isRef(ref)) return 'ref';
  if (!isName(name) || !isName(unit)) return 'name';
  if (!isQuantity(quantity)) return 'quantity';
  if (!isAmount(price)) return 'price';
  if (!isAmount(amount, 1)) return 'amount';
  if (!isAmount(ownShare) || ownShare > BASIS_POINTS || (kind === 'none' && ownShare !== BASIS_POINTS)) return 'ownShare';
  return undefined;
}

/** The member by which a visit could not be shown or settled, its sum included; `undefined` where it can. */
export function visitFault({ visitRef, at, department, practitioner, lines, total }: VisitCharges): string | undefined {
  if (!isRef(visitRef)) return 'visitRef';
  if (!Number.isSafeInteger(at)) return 'at';
  if (!isName(department) || !isName(practitioner)) return 'department';
  if (lines.length < 1 || lines.length > LINES_MAX || new Set(lines.map(({ ref }) => ref)).size !== lines.length) return 'lines';
  const faulty = lines.map(lineFault).find((fault) => fault !== undefined);
  if (faulty !== undefined) return `lines.${faulty}`;
  return isAmount(total) && lines.reduce((sum, { amount }) => sum + amount, 0) === total ? undefined : 'total';
}

/** A visit as it can be shown and settled, or where it can not. */
export function visitRow(value: VisitCharges): ReadRow<VisitCharges> {
  return rowUnless(visitFault(value), value);
}

/** A settlement that adds up, or where it does not. */
export function settlementRow(value: ChargeSettlement): ReadRow<ChargeSettlement> {
  const { ref, split, refunded, settledAt, invoiceNumber } = value;
  if (!isRef(ref) || !isRef(value.visitRef)) return unusable('ref');
  if (!addsUp(split) || !isAmount(split.total, 1)) return unusable('split');
  if (!isAmount(refunded) || refunded > split.total) return unusable('refunded');
  if (invoiceNumber !== undefined && !isRef(invoiceNumber)) return unusable('invoiceNumber');
  return rowUnless(Number.isSafeInteger(settledAt) ? undefined : 'settledAt', value);
}

/** A quote that adds up to the total that was asked for, or where it does not. */
export function quoteRow(value: HospitalQuote, total: number): ReadRow<HospitalQuote> {
  if (!isRef(value.ref)) return unusable('ref');
  if (!addsUp(value.split, total)) return unusable('split');
  return rowUnless(Number.isSafeInteger(value.until) ? undefined : 'until', value);
}

/** What can be taken back of a settlement, with amounts that could be. */
export function refundableRow(value: Refundable): ReadRow<Refundable> {
  const { lines, refunded } = value;
  const faulty = lines.length > LINES_MAX || lines.some(({ ref, amount }) => !isRef(ref) || !isAmount(amount, 1));
  return rowUnless(faulty ? 'lines' : isAmount(refunded) ? undefined : 'refunded', value);
}

/** A refund as it can be written down, or where it can not. */
export function refundRow(value: ChargeRefund): ReadRow<ChargeRefund> {
  if (!isRef(value.ref)) return unusable('ref');
  if (!isAmount(value.amount, 1)) return unusable('amount');
  return rowUnless(Number.isSafeInteger(value.refundedAt) ? undefined : 'refundedAt', value);
}

function rowUnless<T>(fault: string | undefined, value: T): ReadRow<T> {
  return fault === undefined ? { usable: true, value } : unusable(fault);
}
