import type * as z from 'zod';
import {
  answerRow,
  type DeliverSummary,
  isSummaryKey,
  type PreconsultFacet,
  receiptRow,
  type SummaryAnswers,
  type SummaryReceipt,
  summaryFault,
} from '../../port/preconsult.ts';
import { leftOutOf, mapRow, rowOf, usableRows } from '../../port/rows.ts';
import type { Call, Outcome } from '../../port/terms.ts';
import { CURSOR_MARK, failed, formatInstant, isRef, readOutcome, rejected, unmarked, writeOutcome } from './mapping.ts';
import { nationalHistory } from './national-history.ts';
import {
  answerRowsSchema,
  receivedAnswerSchema,
  summaryReceiptSchema,
  type summaryRequestSchema,
  withdrawnSummarySchema,
} from './preconsult-wire.ts';
import type { Speaking } from './transport.ts';
import { keySchema } from './wire.ts';

/** Summaries for the doctors of a hospital that implements the Onedoor hospital API: one request an operation. */
export function preconsultOf(speaking: Speaking): PreconsultFacet {
  return {
    settleWindowMs: speaking.config.capabilities.settleWindowMs,
    deliver: (request, call) => deliver(speaking, request, call),
    find: (key, call) => findSummary(speaking, key, call),
    withdraw: (key, call) => withdraw(speaking, key, call),
    answers: (cursor, call) => readAnswers(speaking, cursor, call),
  };
}

/** A receipt of the hospital's, provided that it is the one that was asked for. */
function receiptUnder<T extends SummaryReceipt | null>(
  outcome: Outcome<T>,
  key: string,
  otherwise: 'malformed' | 'unknown-outcome',
): Outcome<T> {
  if (!outcome.ok || outcome.value === null) return outcome;
  if (outcome.value.key !== key) return failed({ kind: otherwise, detail: 'a summary under another key' });
  const row = receiptRow(outcome.value);
  return row.usable ? outcome : failed({ kind: otherwise, detail: `unexpected at ${row.where}` });
}

/** What can be no request of the API, and what it means; `undefined` where it can be one. */
function refusalOf({ key, booking, patientRef, replaces, summary }: DeliverSummary) {
  if (!isSummaryKey(key)) return rejected('request-refused', 'not a key of the API');
  const fault = summaryFault(summary);
  if (fault !== undefined) return rejected('request-refused', `no summary: ${fault}`);
  if (patientRef !== undefined && !isRef(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  if (!keySchema.safeParse(booking.key).success || !isRef(booking.ref))
    return rejected('booking-unknown', 'not a booking of this hospital');
  if (replaces !== undefined && !isSummaryKey(replaces)) return rejected('summary-unknown', 'not a key of the API');
  return undefined;
}

type WireSummary = z.infer<typeof summaryRequestSchema>;

/** A summary as the API has it: what else an object may carry is not sent. */
function wireSummary({ config }: Speaking, request: DeliverSummary): WireSummary {
  const { booking, patient, patientRef, replaces, summary } = request;
  const { name, birthDate, document } = patient;
  const { at, language, saidBy, chiefComplaint, sections, response, noDiagnosis } = summary;
  return {
    booking: { key: booking.key, ref: booking.ref },
    patient: { name, birthDate, document },
    ...(config.capabilities.findPatient && patientRef !== undefined ? { patientRef } : {}),
    ...(replaces === undefined ? {} : { replaces }),
    at: formatInstant(at),
    language,
    saidBy: { who: saidBy.who, ...(saidBy.relationship === undefined ? {} : { relationship: saidBy.relationship }) },
    chiefComplaint,
    sections: sections.map(({ code, lines }) => ({
      code,
      lines: lines.map(({ text, abnormal, unsure }) => ({ text, abnormal, unsure })),
    })),
    national: nationalHistory(request),
    response: response as WireSummary['response'],
    noDiagnosis,
  };
}

async function deliver(speaking: Speaking, request: DeliverSummary, call: Call): Promise<Outcome<SummaryReceipt>> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refusal;
  const { key } = request;
  const send = { method: 'PUT', path: `/summaries/${key}`, body: wireSummary(speaking, request) } as const;
  const told = receiptUnder(
    writeOutcome(await speaking.transport.send(send, call), summaryReceiptSchema),
    key,
    'unknown-outcome',
  );
  if (!told.ok || !told.value.withdrawn) return told;
  return rejected('key-reused', 'the summary under this key was withdrawn');
}

async function findSummary({ transport }: Speaking, key: string, call: Call): Promise<Outcome<SummaryReceipt | null>> {
  if (!isSummaryKey(key)) return { ok: true, value: null };
  const exchange = await transport.send({ method: 'GET', path: `/summaries/${key}` }, call);
  return receiptUnder(readOutcome(exchange, summaryReceiptSchema, 'summary-unknown'), key, 'malformed');
}

async function withdraw({ transport }: Speaking, key: string, call: Call): Promise<Outcome<null>> {
  if (!isSummaryKey(key)) return rejected('request-refused', 'not a key of the API');
  const exchange = await transport.send({ method: 'PUT', path: `/summaries/${key}/withdrawal`, body: {} }, call);
  const told = writeOutcome(exchange, withdrawnSummarySchema);
  if (!told.ok) return told;
  if (told.value.key === key) return { ok: true, value: null };
  return failed({ kind: 'unknown-outcome', detail: 'a withdrawal under another key' });
}

const answerOf = ({ at, ...answer }: z.infer<typeof receivedAnswerSchema>) => answerRow({ ...answer, at: Date.parse(at) });

async function readAnswers(
  { config, transport }: Speaking,
  cursor: string | undefined,
  call: Call,
): Promise<Outcome<SummaryAnswers>> {
  const since = cursor === undefined ? undefined : unmarked(cursor, CURSOR_MARK);
  if (cursor !== undefined && since === undefined) return rejected('request-refused', 'unknown cursor');
  const query = { limit: String(config.pageSize), ...(since === undefined ? {} : { cursor: since }) };
  const exchange = await transport.send({ method: 'GET', path: '/summary-answers', query }, call);
  const answer = readOutcome(exchange, answerRowsSchema);
  if (!answer.ok) return answer;
  const { more } = answer.value;
  if (more && answer.value.cursor === since) return failed({ kind: 'malformed', detail: 'more, but no progress' });
  const read = usableRows(answer.value.answers, (row) => mapRow(rowOf(receivedAnswerSchema, row), answerOf));
  if (!read.ok) return read;
  const { rows: answers, leftOut } = read.value;
  return { ok: true, value: { answers, cursor: `${CURSOR_MARK}${answer.value.cursor}`, more, ...leftOutOf(leftOut) } };
}
