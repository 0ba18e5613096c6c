import type * as z from 'zod';
import {
  type ChargeChanges,
  type ChargeRefund,
  type ChargeRefundRequest,
  type ChargeSettlement,
  type ChargesFacet,
  type ChargesName,
  type ChargesQuery,
  type HospitalQuote,
  isChargeKey,
  type QuoteRequest,
  quoteRow,
  type Refundable,
  refundableRow,
  refundRow,
  type SettlementName,
  type SettleRequest,
  settlementRow,
  type VisitCharges,
  visitRow,
} from '../../port/charges.ts';
import { everyRow, leftOutOf, mapRow, type ReadRow, rowOf, usableRows } from '../../port/rows.ts';
import type { Call, Outcome, RejectReason } from '../../port/terms.ts';
import {
  chargeRowsSchema,
  quoteSchema,
  receivedRefundableSchema,
  receivedVisitSchema,
  refundSchema,
  settlementSchema,
  settleRequestSchema,
  visitRowsSchema,
  type visitSchema,
  withdrawnQuoteSchema,
} from './charges-wire.ts';
import { CURSOR_MARK, failed, isRef, readOutcome, rejected, unmarked, writeOutcome } from './mapping.ts';
import type { Speaking } from './transport.ts';

/** What people owe a hospital that implements the Onedoor hospital API: one request an operation. */
export function chargesOf(speaking: Speaking, insurance: ChargesFacet['insurance']): ChargesFacet {
  const quoting: Pick<ChargesFacet, 'quote' | 'dropQuote'> = {
    quote: (request, call) => quote(speaking, request, call),
    dropQuote: (key, call) => dropQuote(speaking, key, call),
  };
  return {
    insurance,
    settleWindowMs: speaking.config.capabilities.settleWindowMs,
    open: (query, call) => readOpen(speaking, query, call),
    ...(insurance === 'hospital' ? quoting : {}),
    settle: (request, call) => settle(speaking, request, call),
    find: (key, call) => findSettlement(speaking, key, call),
    refundable: (name, call) => readRefundable(speaking, name, call),
    refund: (request, call) => refund(speaking, request, call),
    findRefund: (key, call) => findRefund(speaking, key, call),
    changes: (cursor, call) => readChanges(speaking, cursor, call),
  };
}

const visitOf = ({ at, ...visit }: z.infer<typeof visitSchema>) => visitRow({ ...visit, at: Date.parse(at) });
const settlementOf = ({ settledAt, ...told }: z.infer<typeof settlementSchema>) =>
  settlementRow({ ...told, settledAt: Date.parse(settledAt) });
const refundOf = ({ refundedAt, ...told }: z.infer<typeof refundSchema>) =>
  refundRow({ ...told, refundedAt: Date.parse(refundedAt) });

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

/** The same of a question that may be answered with "there is none". */
function toldOrNone<W, T>(outcome: Outcome<W | null>, how: Parameters<typeof told<W, T>>[2]): Outcome<T | null> {
  if (!outcome.ok) return outcome;
  return outcome.value === null ? { ok: true, value: null } : told({ ok: true, value: outcome.value }, 'malformed', how);
}

/** Whose charges; the phone, the sex and the guardian are not needed for that. */
function whoseOf({ config }: Speaking, { patient: { name, birthDate, document }, patientRef }: ChargesQuery) {
  const file = config.capabilities.findPatient && patientRef !== undefined ? { patientRef } : {};
  return { patient: { name, birthDate, document }, ...file };
}

/** What can be no request of the API, and what it means; `undefined` where it can be one. */
function refusalOf(key: string, query: ChargesQuery, { visitRef, lineRefs }: ChargesName) {
  const { patientRef } = query;
  const refuse = (reason: RejectReason) => rejected(reason, 'not a reference or key of the API');
  if (!isChargeKey(key)) return refuse('request-refused');
  if (patientRef !== undefined && !isRef(patientRef)) return refuse('patient-unknown');
  if (!isRef(visitRef)) return refuse('charges-unknown');
  return lineRefs.length > 0 && lineRefs.every(isRef) ? undefined : refuse('charges-changed');
}

async function readOpen(speaking: Speaking, query: ChargesQuery, call: Call): Promise<Outcome<readonly VisitCharges[]>> {
  if (query.patientRef !== undefined && !isRef(query.patientRef))
    return rejected('patient-unknown', 'not a reference of this hospital');
  const search = { method: 'POST', path: '/charges/search', body: whoseOf(speaking, query) } as const;
  const answer = readOutcome(await speaking.transport.send(search, call), visitRowsSchema);
  return answer.ok ? everyRow(answer.value.visits, (row) => mapRow(rowOf(receivedVisitSchema, row), visitOf)) : answer;
}

async function quote(speaking: Speaking, request: QuoteRequest, call: Call): Promise<Outcome<HospitalQuote>> {
  const { key, charges, useAccount } = request;
  const refusal = refusalOf(key, request, charges);
  if (refusal !== undefined) return refusal;
  const { visitRef, lineRefs, total } = charges;
  const body = { ...whoseOf(speaking, request), visitRef, lineRefs, total, useAccount };
  const exchange = await speaking.transport.send({ method: 'PUT', path: `/quotes/${key}`, body }, call);
  return told(writeOutcome(exchange, quoteSchema), 'unknown-outcome', {
    of: ({ ref, split, until }) => quoteRow({ ref, split, until: Date.parse(until) }, total),
    isAsked: (wire) => wire.key === key,
  });
}

async function dropQuote({ transport }: Speaking, key: string, call: Call): Promise<Outcome<null>> {
  if (!isChargeKey(key)) return rejected('request-refused', 'not a key of the API');
  const exchange = await transport.send({ method: 'PUT', path: `/quotes/${key}/withdrawal`, body: {} }, call);
  return told(writeOutcome(exchange, withdrawnQuoteSchema), 'unknown-outcome', {
    of: () => ({ usable: true, value: null }),
    isAsked: (wire) => wire.key === key,
  });
}

async function settle(speaking: Speaking, request: SettleRequest, call: Call): Promise<Outcome<ChargeSettlement>> {
  const { key, charges, split, quoteRef, insurance, cash } = request;
  const refusal = refusalOf(key, request, charges);
  if (refusal !== undefined) return refusal;
  const { visitRef, lineRefs, total } = charges;
  const body = settleRequestSchema.safeParse({
    ...whoseOf(speaking, request),
    ...{ visitRef, lineRefs, total, split, quoteRef, cash },
    ...(insurance === undefined ? {} : { insuranceRef: insurance.ref }),
  });
  if (!body.success) return rejected('request-refused', 'not a settlement that the API has');
  const exchange = await speaking.transport.send({ method: 'PUT', path: `/settlements/${key}`, body: body.data }, call);
  return told(writeOutcome(exchange, settlementSchema), 'unknown-outcome', {
    of: settlementOf,
    isAsked: (wire) => wire.key === key && wire.visitRef === visitRef && wire.split.total === total,
  });
}

async function findSettlement({ transport }: Speaking, key: string, call: Call): Promise<Outcome<ChargeSettlement | null>> {
  if (!isChargeKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/settlements/${key}` }, call);
  const how = { of: settlementOf, isAsked: (wire: z.infer<typeof settlementSchema>) => wire.key === key };
  return toldOrNone(readOutcome(exchange, settlementSchema, 'settlement-unknown'), how);
}

const noSettlement = () => rejected('settlement-unknown', 'not a settlement of this hospital');

async function readRefundable({ transport }: Speaking, { key, ref }: SettlementName, call: Call): Promise<Outcome<Refundable>> {
  if (!isChargeKey(key) || !isRef(ref)) return noSettlement();
  const exchange = await transport.send({ method: 'GET', path: `/settlements/${key}/refundable`, query: { ref } }, call);
  return told(readOutcome(exchange, receivedRefundableSchema), 'malformed', { of: refundableRow, isAsked: () => true });
}

async function refund({ transport }: Speaking, request: ChargeRefundRequest, call: Call): Promise<Outcome<ChargeRefund>> {
  const { key, settlement, lines, amount } = request;
  if (!isChargeKey(key)) return rejected('request-refused', 'not a key of the API');
  if (!isChargeKey(settlement.key) || !isRef(settlement.ref)) return noSettlement();
  if (amount < 1 || (lines !== 'whole' && !lines.every(isRef))) return rejected('charges-changed', 'no lines of this hospital');
  const body = { settlement: { key: settlement.key, ref: settlement.ref }, lines, amount };
  const exchange = await transport.send({ method: 'PUT', path: `/refunds/${key}`, body }, call);
  return told(writeOutcome(exchange, refundSchema), 'unknown-outcome', {
    of: refundOf,
    isAsked: (wire) => wire.key === key && wire.settlementKey === settlement.key && wire.amount === amount,
  });
}

async function findRefund({ transport }: Speaking, key: string, call: Call): Promise<Outcome<ChargeRefund | null>> {
  if (!isChargeKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/refunds/${key}` }, call);
  const how = { of: refundOf, isAsked: (wire: z.infer<typeof refundSchema>) => wire.key === key };
  return toldOrNone(readOutcome(exchange, refundSchema, 'settlement-unknown'), how);
}

async function readChanges(
  { config, transport }: Speaking,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<ChargeChanges>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const query = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const exchange = await transport.send({ method: 'GET', path: '/charges/changes', query }, call);
  const answer = readOutcome(exchange, chargeRowsSchema);
  if (!answer.ok) return answer;
  const { more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const settlements = usableRows(answer.value.settlements, (row) => mapRow(rowOf(settlementSchema, row), settlementOf));
  if (!settlements.ok) return settlements;
  const refunds = usableRows(answer.value.refunds, (row) => mapRow(rowOf(refundSchema, row), refundOf));
  if (!refunds.ok) return refunds;
  const leftOut = leftOutOf(settlements.value.leftOut, refunds.value.leftOut);
  const rows = { settlements: settlements.value.rows, refunds: refunds.value.rows };
  return { ok: true, value: { ...rows, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOut } };
}
