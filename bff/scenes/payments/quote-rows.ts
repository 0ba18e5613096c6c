import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Statement, type Store } from '../../platform/store/store.ts';
import type { TaskTables } from '../../platform/tasks/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { Insurance, QuoteState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & TaskTables & Pick<IdentityTables, 'patient'>>();

/** Names of guards. */
export const QUOTE_MOVED = 'quote-moved';
/** The quote holds, and nobody has used it. */
export const QUOTE_OPEN = 'quote-open';

/** What a bill would cost whom. */
export interface Quote {
  readonly id: string;
  readonly batchId: string;
  readonly patientId: string;
  readonly askedBy: string;
  readonly hospitalId: string;
  readonly visitRef: string;
  readonly billHash: string;
  readonly sealedBill: string;
  readonly total: number;
  readonly fund: number | null;
  readonly account: number | null;
  readonly cash: number | null;
  readonly insurance: Insurance;
  readonly state: QuoteState;
  readonly key: string;
  readonly partnerRef: string | null;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly until: number;
  readonly sentAt: number | null;
  readonly tries: number;
  readonly notFound: number;
}

const COLUMNS = [
  'id',
  'batch_id as batchId',
  'patient_id as patientId',
  'asked_by as askedBy',
  'hospital_id as hospitalId',
  'visit_ref as visitRef',
  'bill_hash as billHash',
  'sealed_bill as sealedBill',
  'total',
  'fund',
  'account',
  'cash',
  'insurance',
  'state',
  'quote_key as key',
  'partner_ref as partnerRef',
  'reason',
  'created_at as createdAt',
  'until',
  'sent_at as sentAt',
  'tries',
  'not_found as notFound',
] as const;

type Raw = Omit<Quote, 'state' | 'insurance'> & { readonly state: string; readonly insurance: string };

function toQuote(row: Raw): Quote {
  return { ...row, state: row.state as QuoteState, insurance: row.insurance as Insurance };
}

const selectQuote = template((q, p: { id: string }) => q.selectFrom('bill_quote').select(COLUMNS).where('id', '=', p.id));

/** Bills that one question is about at most; as many as a payment has parts. */
const BATCH_MAX = 20;

const selectBatch = template((q, p: { batchId: string }) =>
  q.selectFrom('bill_quote').select(COLUMNS).where('batch_id', '=', p.batchId).orderBy('id').limit(BATCH_MAX),
);

export async function readQuote(store: Pick<Store, 'read'>, id: string): Promise<Quote | undefined> {
  const [row] = await store.read(selectQuote({ id }));
  return row && toQuote(row);
}

/** The quotes of one question, in the order in which they were asked for. */
export async function readBatch(store: Pick<Store, 'read'>, batchId: string): Promise<readonly Quote[]> {
  return (await store.read(selectBatch({ batchId }))).map(toQuote);
}

/** Name of the guard: the person has quotes left in this hour. */
export const QUOTES_LEFT = 'quotes-left';

const HOUR_MS = 3600 * 1000;

type Inserted = {
  id: string;
  batchId: string;
  patientId: string;
  askedBy: string;
  hospitalId: string;
  visitRef: string;
  billHash: string;
  sealedBill: string;
  total: number;
  fund: number | null;
  account: number | null;
  cash: number | null;
  insurance: string;
  state: string;
  reason: string | null;
  until: number;
  now: number;
  sentAt: number | null;
  since: number;
  most: number;
};

const big = (value: number | null) => sql<number>`CAST(${value} AS BIGINT)`;
const text = (value: string | null) => sql<string>`CAST(${value} AS TEXT)`;

const insertQuote = template((q, p: Inserted) =>
  q
    .insertInto('bill_quote')
    .columns([
      'id',
      'batch_id',
      'patient_id',
      'asked_by',
      'hospital_id',
      'visit_ref',
      'bill_hash',
      'sealed_bill',
      'total',
      'fund',
      'account',
      'cash',
      'insurance',
      'state',
      'quote_key',
      'partner_ref',
      'reason',
      'created_at',
      'until',
      'sent_at',
      'tries',
      'not_found',
    ])
    .expression(
      q
        .selectFrom('patient')
        .select([
          text(p.id).as('id'),
          text(p.batchId).as('batch_id'),
          'patient.id as patient_id',
          text(p.askedBy).as('asked_by'),
          text(p.hospitalId).as('hospital_id'),
          text(p.visitRef).as('visit_ref'),
          text(p.billHash).as('bill_hash'),
          text(p.sealedBill).as('sealed_bill'),
          big(p.total).as('total'),
          big(p.fund).as('fund'),
          big(p.account).as('account'),
          big(p.cash).as('cash'),
          text(p.insurance).as('insurance'),
          text(p.state).as('state'),
          text(p.id).as('quote_key'),
          text(null).as('partner_ref'),
          text(p.reason).as('reason'),
          big(p.now).as('created_at'),
          big(p.until).as('until'),
          big(p.sentAt).as('sent_at'),
          sql<number>`0`.as('tries'),
          sql<number>`0`.as('not_found'),
        ])
        .where('patient.id', '=', p.patientId)
        .where(
          sql<boolean>`(SELECT COUNT(*) FROM bill_quote AS asked WHERE asked.patient_id = patient.id AND asked.created_at > ${p.since}) < ${p.most}`,
        ),
    ),
);

/** A quote that is asked for, behind a part that holds the row of its patient; `QUOTES_LEFT` where the hour's are used up. */
export function insertQuotePart(quote: Quote, now: number): Part {
  const { id, batchId, patientId, askedBy, hospitalId, visitRef, billHash, sealedBill, total } = quote;
  const { fund, account, cash, insurance, state, reason, until, sentAt } = quote;
  const named = { id, batchId, patientId, askedBy, hospitalId, visitRef, billHash, sealedBill };
  const values = { total, fund, account, cash, insurance, state, reason, until, now, sentAt };
  const bound = { since: now - HOUR_MS, most: limits.quotesOfPatient.figure };
  return guarded(insertQuote({ ...named, ...values, ...bound }), QUOTES_LEFT);
}

const updateQuote = template(
  (
    q,
    p: {
      id: string;
      from: string;
      to: string;
      fund: number | null;
      account: number | null;
      cash: number | null;
      partnerRef: string | null;
      reason: string | null;
      until: number;
      tries: number;
      notFound: number;
    },
  ) =>
    q
      .updateTable('bill_quote')
      .set({
        state: p.to,
        fund: p.fund,
        account: p.account,
        cash: p.cash,
        partner_ref: p.partnerRef,
        reason: p.reason,
        until: p.until,
        tries: p.tries,
        not_found: p.notFound,
      })
      .where('id', '=', p.id)
      .where('state', '=', p.from),
);

/** Moves the quote, or refuses with `QUOTE_MOVED` when somebody else moved it first. */
export function moveQuotePart(from: Quote, to: Partial<Quote>): Part {
  const { id, state, fund, account, cash, partnerRef, reason, until, tries, notFound } = { ...from, ...to };
  const values = { fund, account, cash, partnerRef, reason, until, tries, notFound };
  return guarded(updateQuote({ id, from: from.state, to: state, ...values }), QUOTE_MOVED);
}

const FORGOTTEN_MAX = 2_000;

/** The oldest quotes that came to nothing, and that no payment ever used; the same in each statement of a unit. */
const UNUSED = (p: { before: number; limit: number }) => sql`SELECT id FROM bill_quote
  WHERE created_at < ${p.before} AND state IN ('refused', 'dropped')
    AND NOT EXISTS (SELECT 1 FROM payment_part WHERE payment_part.quote_id = bill_quote.id) ORDER BY created_at, id LIMIT ${p.limit}`;

const deleteQuoteTasks = template((q, p: { kind: string; before: number; limit: number }) =>
  q
    .deleteFrom('task')
    .where('kind', '=', p.kind)
    .where(sql<boolean>`subject_id IN (${UNUSED(p)})`),
);

const deleteQuotes = template((q, p: { before: number; limit: number }) =>
  q.deleteFrom('bill_quote').where(sql<boolean>`id IN (${UNUSED(p)})`),
);

/** Forgets bills that were quoted and not paid, with their tasks: nobody needs to know that somebody looked. */
export function forgetQuotes(taskKind: string, now: number): readonly Statement[] {
  const old = { before: now - limits.quoteKept.figure, limit: FORGOTTEN_MAX };
  return [deleteQuoteTasks({ kind: taskKind, ...old }), deleteQuotes(old)];
}

const useQuote = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('bill_quote')
    .set({ state: 'used' })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'open'`)
    .where('until', '>', p.now),
);

/** A payment uses the quote; `QUOTE_OPEN` where its time is over, or another one has. */
export function useQuotePart(id: string, now: number): Part {
  return guarded(useQuote({ id, now }), QUOTE_OPEN);
}

/** The payment that used it came to nothing: whoever keeps the quote is told so, however long that takes. */
export const dropUsedQuote = template((q, p: { id: string; now: number }) =>
  q
    .updateTable('bill_quote')
    .set({ state: 'dropping', tries: 0, sent_at: p.now })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'used'`),
);
