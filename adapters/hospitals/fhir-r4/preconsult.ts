import {
  type DeliverSummary,
  isSummaryKey,
  type PreconsultFacet,
  receiptRow,
  type SummaryAnswers,
  type SummaryReceipt,
  summaryFault,
} from '../../port/preconsult.ts';
import { leftOutOf, usableRows } from '../../port/rows.ts';
import type { AdapterEnvironment, Call, Outcome, RejectReason } from '../../port/terms.ts';
import { bundlePage, changedResources } from './changes.ts';
import { bookingKey, bookingStatus, documentIdentifier, idIn } from './mapping.ts';
import {
  type Answer,
  answerOf,
  beforeWriting,
  entriesOf,
  failed,
  lostWrite,
  readOutcome,
  refusal,
  rejected,
  resourcesIn,
  unknownOutcome,
} from './replies.ts';
import { isId, type SlotReading } from './slots.ts';
import {
  ANSWER_SYSTEM,
  answerIn,
  contentIn,
  contentOf,
  deliverTransaction,
  SUMMARY_SYSTEM,
  summaryKey,
  withdrawTransaction,
} from './summary-resources.ts';
import {
  appointmentSchema,
  bundleSchema,
  communicationSchema,
  compositionSchema,
  type FhirAppointment,
  type FhirComposition,
  type FhirEntry,
} from './wire.ts';

/** Summaries as Compositions with their QuestionnaireResponses, and what doctors say of them as Communications. */
export function preconsultOf(reading: SlotReading, { now }: AdapterEnvironment): PreconsultFacet {
  const { config } = reading;
  return {
    settleWindowMs: config.settleWindowMs,
    async deliver({ patientRef, ...rest }, call) {
      const byFile = config.patients === 'registered' && patientRef !== undefined;
      return deliver(reading, byFile ? { ...rest, patientRef } : rest, call);
    },
    async find(key, call) {
      if (!isSummaryKey(key)) return { ok: true, value: null };
      const found = await findComposition(reading, key, call);
      if (!found.ok) return found;
      return found.value === null ? { ok: true, value: null } : receiptOf(found.value, key, 'malformed');
    },
    async withdraw(key, call) {
      if (!isSummaryKey(key)) return rejected('request-refused', 'not a key of summaries');
      return withdraw(reading, { key, at: now() }, call);
    },
    answers: (cursor, call) => readAnswers(reading, cursor, call),
  };
}

function receiptOf(
  composition: FhirComposition,
  key: string,
  otherwise: 'malformed' | 'unknown-outcome',
): Outcome<SummaryReceipt> {
  const row = receiptRow({ key, ref: composition.id, withdrawn: composition.status === 'entered-in-error' });
  return row.usable ? { ok: true, value: row.value } : failed({ kind: otherwise, detail: `unexpected at ${row.where}` });
}

/** The Composition under our key; of several that a server let in one that stands. */
async function findComposition({ transport }: SlotReading, key: string, call: Call): Promise<Outcome<FhirComposition | null>> {
  const url = transport.address(`Composition?identifier=${SUMMARY_SYSTEM}%7C${key}`);
  const page = await bundlePage(transport, url, call, (bundle) => resourcesIn(bundle, 'Composition', compositionSchema));
  if (!page.ok) return page;
  // A server may ignore a parameter that it does not know, or the difference between A and a: what it sends is looked at again.
  const found = page.value.found.filter((composition) => summaryKey(composition) === key);
  const { next } = page.value;
  if (found.length === 0 && next !== undefined) return failed({ kind: 'malformed', detail: 'several pages under one key' });
  return { ok: true, value: found.find(({ status }) => status !== 'entered-in-error') ?? found[0] ?? null };
}

/** What can be no summary, and what it means; `undefined` where it can be one. */
function refusalOf({ key, booking, patientRef, replaces, summary }: DeliverSummary) {
  if (!isSummaryKey(key)) return rejected('request-refused', 'not a key of summaries');
  const fault = summaryFault(summary);
  if (fault !== undefined) return rejected('request-refused', `no summary: ${fault}`);
  if (patientRef !== undefined && !isId(patientRef)) return rejected('patient-unknown', 'not a reference of this hospital');
  if (!isId(booking.ref)) return rejected('booking-unknown', 'not a booking of this hospital');
  if (replaces !== undefined && !isSummaryKey(replaces)) return rejected('summary-unknown', 'not a key of summaries');
  return undefined;
}

/**
 * Looks at the Appointment, because a server that merely stores takes a Composition about anything, and then sends both resources in one
 * transaction.
 */
async function deliver(reading: SlotReading, request: DeliverSummary, call: Call): Promise<Outcome<SummaryReceipt>> {
  const refused = refusalOf(request);
  if (refused !== undefined) return refused;
  const { transport } = reading;
  const asked = { reading, request, content: await contentOf(request) };
  const exchange = await transport.send({ method: 'GET', url: transport.address(`Appointment/${request.booking.ref}`) }, call);
  const read = answerOf(exchange);
  if (read.kind === 'refused') return refusal(read, 'booking-unknown');
  const appointment = readOutcome(exchange, appointmentSchema);
  if (!appointment.ok) return beforeWriting(appointment.failure);
  const reason = bookingFault(appointment.value, request);
  if (reason === 'undecided') return failed({ kind: 'unavailable', detail: 'the hospital has not decided on the booking' });
  if (reason === 'booking-unknown') return rejected(reason, 'no such Appointment of this person');
  // What was handed over before the visit stays handed over.
  if (reason !== undefined)
    return ownSummaryOr(asked, { reason, detail: `Appointment ${appointment.value.status}`, sent: false }, call);

  const body = deliverTransaction(request, asked.content);
  const answer = answerOf(await transport.send({ method: 'POST', url: transport.address(''), body }, call));
  if (answer.kind === 'lost') return lostWrite(answer);
  if (answer.kind === 'refused') return afterRefusal(asked, answer, call);
  const entries = succeeded(answer.body);
  if (entries === undefined) return unknownOutcome('a transaction response in which not everything succeeded');
  const composition = entries.map(({ resource }) => compositionSchema.safeParse(resource).data).find((one) => one !== undefined);
  // A server need not send back what it has stored: then it is asked for.
  const own =
    composition === undefined ? await findComposition(reading, request.key, call) : { ok: true as const, value: composition };
  if (!own.ok || own.value === null) return unknownOutcome('the summary can not be found yet');
  return recognised(own.value, asked);
}

interface Asked {
  readonly reading: SlotReading;
  readonly request: DeliverSummary;
  readonly content: string;
}

/** Why nothing can be handed over for an Appointment. */
function bookingFault(
  appointment: FhirAppointment,
  { booking, patient, patientRef }: DeliverSummary,
): RejectReason | 'undecided' | undefined {
  const { system, value } = documentIdentifier(patient.document);
  const isWhose = appointment.participant.some(({ actor }) =>
    patientRef === undefined
      ? actor?.identifier?.system === system && actor.identifier.value === value
      : idIn(actor?.reference, 'Patient') === patientRef,
  );
  const status = bookingStatus(appointment);
  if (bookingKey(appointment) !== booking.key || !isWhose || status === 'wait-listed') return 'booking-unknown';
  if (status === 'undecided') return 'undecided';
  return status === 'booked' ? undefined : 'booking-over';
}

type Refused = Extract<Answer, { readonly kind: 'refused' }>;

/** What a refusal says of a summary, where that differs from a booking. */
function reasonOf({ status, code }: Refused, conflict: RejectReason): RejectReason | undefined {
  if (code === 'business-rule') return 'booking-over';
  return code !== 'duplicate' && (status === 409 || status === 412) ? conflict : undefined;
}

function summaryRefusal(answer: Refused, absent: RejectReason, conflict: RejectReason) {
  const reason = reasonOf(answer, conflict);
  return reason === undefined ? refusal(answer, absent) : rejected(reason, `status ${answer.status} ${answer.code}`.trim());
}

/** A refusal of a transaction. 409 and 412 do not prove that ours does not stand: an intermediary may have sent it twice. */
async function afterRefusal(asked: Asked, answer: Refused, call: Call): Promise<Outcome<SummaryReceipt>> {
  const refused = summaryRefusal(answer, 'booking-unknown', 'summary-changed');
  if ((answer.status !== 409 && answer.status !== 412) || refused.failure.kind !== 'rejected') return refused;
  const { reason, detail } = refused.failure;
  return ownSummaryOr(asked, { reason, detail, sent: true }, call);
}

/** The summary that stands under our key, or the reason why there is none. */
async function ownSummaryOr(
  asked: Asked,
  { sent, ...otherwise }: { readonly reason: RejectReason; readonly detail: string; readonly sent: boolean },
  call: Call,
): Promise<Outcome<SummaryReceipt>> {
  const own = await findComposition(asked.reading, asked.request.key, call);
  if (!own.ok) {
    const detail = `the summary could not be asked for: ${own.failure.detail}`;
    return sent ? unknownOutcome(detail) : failed({ kind: 'unavailable', detail });
  }
  return own.value === null ? rejected(otherwise.reason, otherwise.detail) : recognised(own.value, asked);
}

/** A Composition under our key as the answer: what was asked for, or a key that was used for something else. */
function recognised(composition: FhirComposition, { request: { key }, content }: Asked): Outcome<SummaryReceipt> {
  if (summaryKey(composition) !== key) return unknownOutcome('a transaction that answered something else');
  if (composition.status === 'entered-in-error') return rejected('key-reused', 'the summary under this key was withdrawn');
  if (contentIn(composition) !== content) return rejected('key-reused', 'the key belongs to another summary');
  return receiptOf(composition, key, 'unknown-outcome');
}

/** The entries of a transaction response, provided that there are two at least and all succeeded. */
function succeeded(body: unknown): readonly FhirEntry[] | undefined {
  const bundle = bundleSchema.safeParse(body);
  if (!bundle.success || bundle.data.type !== 'transaction-response') return undefined;
  const read = entriesOf(bundle.data);
  const entries = read.ok ? read.value : [];
  return entries.length >= 2 && entries.every(({ response }) => /^2\d\d/.test(response?.status ?? '')) ? entries : undefined;
}

async function withdraw(
  { transport }: SlotReading,
  { key, at }: { readonly key: string; readonly at: number },
  call: Call,
): Promise<Outcome<null>> {
  const body = withdrawTransaction(key, at);
  const answer = answerOf(await transport.send({ method: 'POST', url: transport.address(''), body }, call));
  if (answer.kind === 'lost') return lostWrite(answer);
  if (answer.kind === 'refused') {
    // Nothing is there, and nothing was put there: which is what was asked for.
    if (answer.status === 404 || answer.status === 410) return { ok: true, value: null };
    return summaryRefusal(answer, 'summary-unknown', 'other');
  }
  return succeeded(answer.body) === undefined
    ? unknownOutcome('a transaction response in which not everything succeeded')
    : { ok: true, value: null };
}

async function readAnswers(reading: SlotReading, cursor: string | undefined, call: Call): Promise<Outcome<SummaryAnswers>> {
  const search = `Communication?category=${ANSWER_SYSTEM}%7C`;
  const changed = await changedResources(reading, { type: 'Communication', schema: communicationSchema, search }, cursor, call);
  if (!changed.ok) return changed;
  const { rows, leftOut, ...rest } = changed.value;
  const read = usableRows(rows, answerIn);
  if (!read.ok) return read;
  return { ok: true, value: { answers: read.value.rows, ...rest, ...leftOutOf(leftOut, read.value.leftOut) } };
}
