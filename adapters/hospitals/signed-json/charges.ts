import {
  addsUp,
  type ChargeChanges,
  type ChargeRefund,
  type ChargeRefundRequest,
  type ChargeSettlement,
  type ChargesFacet,
  type ChargesQuery,
  isChargeKey,
  type Refundable,
  refundRow,
  type SettlementName,
  type SettleRequest,
  settlementRow,
  type VisitCharges,
  visitRow,
} from '../../port/charges.ts';
import { everyRow, leftOutOf, mapRow, type ReadRow, rowOf, usableRows } from '../../port/rows.ts';
import { type Call, isRef, type Outcome } from '../../port/terms.ts';
import {
  payChangesSchema,
  paymentSchema,
  payRefundSchema,
  refundableSchema,
  type UnpaidOrder,
  unpaidOrderSchema,
  unpaidOrdersSchema,
  type WirePayment,
  type WirePayRefund,
} from './charges-wire.ts';
import type { StrictConfig } from './config.ts';
import {
  CURSOR_MARK,
  failed,
  fenOf,
  instantOf,
  inTime,
  isCode,
  queryFields,
  readOutcome,
  rejected,
  unmarked,
  writeOutcome,
  yuanOf,
} from './mapping.ts';
import type { Transport } from './transport.ts';

/**
 * What an order costs, in strict mode: an order is a visit with one line, its fee. The contract knows neither lines nor insurance, so the
 * person pays for everything and a fee is given back whole, with its number.
 */

interface Speaking {
  readonly config: StrictConfig;
  readonly transport: Transport;
}

/** The only line of an order; the contract has no reference and no name for it. */
const FEE = { ref: 'fee', name: '挂号费' } as const;

/** Codes of the means of payment, ours. */
const PAY_WAYS = { 'wechat-pay': '1', cash: '2', other: '9' } as const;

export function chargesOf(speaking: Speaking): ChargesFacet {
  return {
    insurance: 'none',
    settleWindowMs: speaking.config.settleWindowMs,
    open: (query, call) => readUnpaid(speaking, query, call),
    settle: (request, call) => inTime(call, () => pay(speaking, request, call)),
    find: (key, call) => findPayment(speaking, key, call),
    refundable: (name, call) => readRefundable(speaking, name, call),
    refund: (request, call) => inTime(call, () => payBack(speaking, request, call)),
    findRefund: (key, call) => findPayBack(speaking, key, call),
    changes: (cursor, call) => listPays(speaking, cursor, call),
  };
}

function visitOf({ hosRecordId, docname, beginTime, payAmount }: UnpaidOrder): ReadRow<VisitCharges> {
  const total = fenOf(payAmount);
  const line = { ...FEE, quantity: '1', price: total, amount: total, class: 'none', ownShare: 10_000 } as const;
  const who = docname === '' ? {} : { practitioner: docname };
  return visitRow({ visitRef: hosRecordId, at: instantOf(beginTime), ...who, lines: [line], total });
}

function settlementOf({ payNo, payId, hosRecordId, payAmount, refundAmount, payTime }: WirePayment): ReadRow<ChargeSettlement> {
  const total = fenOf(payAmount);
  const split = { total, fund: 0, account: 0, cash: total };
  const told = { key: payNo, ref: payId, visitRef: hosRecordId, split, settledAt: instantOf(payTime) };
  return settlementRow({ ...told, refunded: fenOf(refundAmount) });
}

function refundOf({ refundNo, refundId, payNo, refundAmount, refundTime }: WirePayRefund): ReadRow<ChargeRefund> {
  const told = { key: refundNo, ref: refundId, settlementKey: payNo, amount: fenOf(refundAmount) };
  return refundRow({ ...told, refundedAt: instantOf(refundTime) });
}

/** An answer of the hospital's as a value of the port, provided that it can be used and is about what was asked for. */
function told<W, T>(
  outcome: Outcome<W>,
  otherwise: 'malformed' | 'unknown-outcome',
  { of, isAsked }: { readonly of: (wire: W) => ReadRow<T>; readonly isAsked: (wire: W) => boolean },
): Outcome<T> {
  if (!outcome.ok) return outcome;
  if (!isAsked(outcome.value)) return failed({ kind: otherwise, detail: 'about something else than what was asked for' });
  const row = of(outcome.value);
  return row.usable ? { ok: true, value: row.value } : failed({ kind: otherwise, detail: `unexpected at ${row.where}` });
}

/** `/order/listUnpaid` */
async function readUnpaid(
  { config, transport }: Speaking,
  { patient, patientRef }: ChargesQuery,
  call: Call,
): Promise<Outcome<readonly VisitCharges[]>> {
  const person = queryFields(patient, config);
  if (person === undefined) return rejected('patient-refused', 'no code for the document');
  if (patientRef !== undefined && !isCode(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  const fields = { ...person, ...(patientRef === undefined ? {} : { patientId: patientRef }) };
  const answer = readOutcome(await transport.send({ path: '/order/listUnpaid', fields }, call), unpaidOrdersSchema);
  return answer.ok ? everyRow(answer.value.rows, (row) => mapRow(rowOf(unpaidOrderSchema, row), visitOf)) : answer;
}

/** `/order/updatePayStatus` */
async function pay({ config, transport }: Speaking, request: SettleRequest, call: Call): Promise<Outcome<ChargeSettlement>> {
  const { key, charges, split, quoteRef, insurance, cash, patient } = request;
  const { visitRef, lineRefs, total } = charges;
  const person = queryFields(patient, config);
  if (!isChargeKey(key)) return rejected('request-refused', 'not a key of a payment');
  if (person === undefined) return rejected('patient-refused', 'no code for the document');
  if (!isCode(visitRef)) return rejected('charges-unknown', 'not an order of this hospital');
  if (lineRefs.length !== 1 || lineRefs[0] !== FEE.ref) return rejected('charges-changed', 'an order has one line, its fee');
  const borne = quoteRef === undefined && insurance === undefined && addsUp(split, total) && split.cash === total;
  if (!borne || cash === undefined || !isRef(cash.ref)) return rejected('request-refused', 'a fee is paid by the person, whole');
  const { certificatesType = '', certificatesNo = '' } = person;
  const paid = { payNo: key, payAmount: yuanOf(total), payWay: PAY_WAYS[cash.channel], payRef: cash.ref };
  const fields = { hosRecordId: visitRef, certificatesType, certificatesNo, ...paid };
  const exchange = await transport.send({ path: '/order/updatePayStatus', fields }, call);
  return told(writeOutcome(exchange, paymentSchema, 'strict'), 'unknown-outcome', {
    of: settlementOf,
    isAsked: ({ payNo, hosRecordId, payAmount }) => payNo === key && hosRecordId === visitRef && fenOf(payAmount) === total,
  });
}

/** `/order/queryPay` */
async function findPayment({ transport }: Speaking, key: string, call: Call): Promise<Outcome<ChargeSettlement | null>> {
  if (!isChargeKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ path: '/order/queryPay', fields: { payNo: key } }, call);
  const found = readOutcome(exchange, paymentSchema, 'settlement-unknown');
  if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found;
  const how = { of: settlementOf, isAsked: ({ payNo }: WirePayment) => payNo === key };
  return told({ ok: true, value: found.value }, 'malformed', how);
}

/** `/order/showRefundable` */
async function readRefundable({ transport }: Speaking, { key, ref }: SettlementName, call: Call): Promise<Outcome<Refundable>> {
  if (!isChargeKey(key) || !isCode(ref)) return rejected('settlement-unknown', 'not a payment of this hospital');
  const exchange = await transport.send({ path: '/order/showRefundable', fields: { payNo: key, payId: ref } }, call);
  const answer = readOutcome(exchange, refundableSchema);
  if (!answer.ok) return answer;
  const [amount, refunded] = [fenOf(answer.value.payAmount), fenOf(answer.value.refundAmount)];
  // It is given back whole or not at all; one that was given back can not be again.
  if (refunded !== 0 && (refunded !== amount || answer.value.refundable))
    return failed({ kind: 'malformed', detail: 'unexpected at refundAmount' });
  const { refundable: whole } = answer.value;
  return { ok: true, value: { whole, lines: whole ? [{ ref: FEE.ref, amount }] : [], refunded } };
}

/** `/order/refundPay` */
async function payBack({ transport }: Speaking, request: ChargeRefundRequest, call: Call): Promise<Outcome<ChargeRefund>> {
  const { key, settlement, lines, amount } = request;
  if (!isChargeKey(key)) return rejected('request-refused', 'not a key of a refund');
  if (!isChargeKey(settlement.key) || !isCode(settlement.ref))
    return rejected('settlement-unknown', 'not a payment of this hospital');
  const whole = lines === 'whole' || (lines.length === 1 && lines[0] === FEE.ref);
  if (!whole || amount < 1) return rejected('charges-changed', 'an order has one line, its fee');
  const fields = { payNo: settlement.key, payId: settlement.ref, refundNo: key, refundAmount: yuanOf(amount) };
  const exchange = await transport.send({ path: '/order/refundPay', fields }, call);
  return told(writeOutcome(exchange, payRefundSchema, 'strict'), 'unknown-outcome', {
    of: refundOf,
    isAsked: ({ refundNo, payNo, refundAmount }) =>
      refundNo === key && payNo === settlement.key && fenOf(refundAmount) === amount,
  });
}

/** `/order/queryRefund` */
async function findPayBack({ transport }: Speaking, key: string, call: Call): Promise<Outcome<ChargeRefund | null>> {
  if (!isChargeKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ path: '/order/queryRefund', fields: { refundNo: key } }, call);
  const found = readOutcome(exchange, payRefundSchema, 'settlement-unknown');
  if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found;
  const how = { of: refundOf, isAsked: ({ refundNo }: WirePayRefund) => refundNo === key };
  return told({ ok: true, value: found.value }, 'malformed', how);
}

/** `/order/listPays` */
async function listPays(
  { config, transport }: Speaking,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<ChargeChanges>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const fields = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const answer = readOutcome(await transport.send({ path: '/order/listPays', fields }, call), payChangesSchema);
  if (!answer.ok) return answer;
  const { more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const pays = usableRows(answer.value.pays, (row) => mapRow(rowOf(paymentSchema, row), settlementOf));
  if (!pays.ok) return pays;
  const refunds = usableRows(answer.value.refunds, (row) => mapRow(rowOf(payRefundSchema, row), refundOf));
  if (!refunds.ok) return refunds;
  const leftOut = leftOutOf(pays.value.leftOut, refunds.value.leftOut);
  const told = { settlements: pays.value.rows, refunds: refunds.value.rows };
  return { ok: true, value: { ...told, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOut } };
}
