import type { Split } from '../../port/charges.ts';
import { addsUp } from '../../port/charges.ts';
import { everyRow, mapRow, rowOf, unusable } from '../../port/rows.ts';
import { type AdapterEnvironment, type Call, isRef, type Outcome } from '../../port/terms.ts';
import type { DayQuery, Insurer, InsurerDay, InsurerRecord, InsurerRejectReason, PreSettleRequest } from '../port.ts';
import { type SandboxInsurerConfigInput, sandboxInsurerConfigSchema } from './config.ts';
import { readOutcome, rejected, splitFault, wireLine, wireSplit, writeOutcome, yuan } from './mapping.ts';
import { createTransport, type Transport } from './transport.ts';
import {
  cursorSchema,
  dayPageSchema,
  dayRowSchema,
  personSchema,
  quoteSchema,
  recordSchema,
  reversalSchema,
  settlementSchema,
} from './wire.ts';

const KEY = /^[A-Za-z0-9_-]{1,32}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Amounts that the wire can carry. */
const isAmount = (fen: number) => Number.isSafeInteger(fen) && fen >= 0;
const areAmounts = ({ total, fund, account, cash }: Split) => [total, fund, account, cash].every(isAmount);

/**
 * The insurer sandbox for one hospital; README.md lays its wire down. Runs wherever `fetch` and WebCrypto exist.
 *
 * @throws ZodError when the configuration is wrong.
 */
export function createSandboxInsurer(input: SandboxInsurerConfigInput, environment: AdapterEnvironment): Insurer {
  const config = sandboxInsurerConfigSchema.parse(input);
  const transport = createTransport(config, environment);
  return {
    institution: config.institution,
    settleWindowMs: config.settleWindowMs,
    async person({ patient: { document, name }, token }, call) {
      const { type, number } = document;
      const body = { document: { type, number }, name, token };
      const found = readOutcome(await transport.send({ method: 'POST', path: '/v1/persons', body }, call), {
        schema: personSchema,
      });
      return found.ok ? { ok: true, value: found.value.person } : found;
    },
    preSettle: (request, call) => preSettle(transport, request, call),
    async settle({ key, quote, split }, call) {
      if (!KEY.test(key) || !KEY.test(quote.key) || !isRef(quote.ref) || !areAmounts(split)) return notSaid();
      const body = { quoteKey: quote.key, quoteRef: quote.ref, split: wireSplit(split) };
      const exchange = await transport.send({ method: 'PUT', path: `/v1/settlements/${key}`, body }, call);
      return writeOutcome(exchange, { schema: settlementSchema, wrong: splitFault(key, split.total) });
    },
    find: (key, call) => find(transport, key, call),
    async undo({ key, ref }, call) {
      if (!KEY.test(key) || !isRef(ref)) return notSaid();
      const exchange = await transport.send({ method: 'POST', path: `/v1/records/${key}/undoing`, body: { ref } }, call);
      return writeOutcome(exchange, {
        schema: recordSchema,
        wrong: (record) => undoneFault(record, ref) ?? splitFault(key)(record),
      });
    },
    async reverse(key, call) {
      if (!KEY.test(key)) return notSaid();
      const exchange = await transport.send({ method: 'POST', path: `/v1/records/${key}/reversal`, body: {} }, call);
      const wrong = (told: { readonly key: string }) => (told.key === key ? undefined : 'an answer about another key');
      const reversed = writeOutcome(exchange, { schema: reversalSchema, wrong });
      return reversed.ok ? { ok: true, value: null } : reversed;
    },
    day: (query, call) => day(transport, query, call),
  };
}

const notSaid = () => rejected('request-refused', 'what the wire can not say; nothing was sent');

async function preSettle(transport: Transport, request: PreSettleRequest, call: Call): ReturnType<Insurer['preSettle']> {
  const { key, insuredRef, visitRef, lines, total, useAccount } = request;
  const sayable = lines.every(({ price, amount, ownShare }) => [price, amount, ownShare].every(isAmount)) && isAmount(total);
  if (!KEY.test(key) || !sayable) return notSaid();
  const body = { insured: insuredRef, visit: visitRef, lines: lines.map(wireLine), total: yuan(total), useAccount };
  const exchange = await transport.send({ method: 'PUT', path: `/v1/quotes/${key}`, body }, call);
  return writeOutcome(exchange, { schema: quoteSchema, wrong: splitFault(key, total) });
}

async function find(transport: Transport, key: string, call: Call): Promise<Outcome<InsurerRecord | null, InsurerRejectReason>> {
  if (!KEY.test(key)) return notSaid();
  const exchange = await transport.send({ method: 'GET', path: `/v1/records/${key}` }, call);
  const found = readOutcome(exchange, { schema: recordSchema, wrong: splitFault(key) });
  const absent = !found.ok && found.failure.kind === 'rejected' && found.failure.reason === 'record-unknown';
  return absent ? { ok: true, value: null } : found;
}

function undoneFault({ ref, state }: InsurerRecord, wanted: string): string | undefined {
  if (ref !== wanted) return 'an answer about another record';
  return state === 'undone' ? undefined : 'a success that undid nothing';
}

async function day(transport: Transport, query: DayQuery, call: Call): Promise<Outcome<InsurerDay, InsurerRejectReason>> {
  const { day: wanted, cursor } = query;
  if (!DAY.test(wanted) || (cursor !== undefined && !cursorSchema.safeParse(cursor).success)) return notSaid();
  const path = `/v1/days/${wanted}${cursor === undefined ? '' : `?cursor=${cursor}`}`;
  const page = readOutcome(await transport.send({ method: 'GET', path }, call), {
    schema: dayPageSchema,
    wrong: (told) => (told.day === wanted ? undefined : 'a list of another day'),
  });
  if (!page.ok) return page;
  // A list that hides a row would make sums of a day agree that do not.
  const rows = everyRow(page.value.rows, (row) =>
    mapRow(rowOf(dayRowSchema, row), (read) => (addsUp(read.split) ? { usable: true, value: read } : unusable('split'))),
  );
  if (!rows.ok)
    return rows.failure.kind === 'rejected' ? rejected('other', rows.failure.detail) : { ok: false, failure: rows.failure };
  const { next } = page.value;
  return { ok: true, value: { rows: rows.value, ...(next === undefined ? {} : { next }) } };
}
