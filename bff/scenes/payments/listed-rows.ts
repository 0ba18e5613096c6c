import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { PartState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & Pick<IdentityTables, 'patient'>>();

/** A payment as a list names it. */
export interface ListedRow {
  readonly id: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly createdAt: number;
}

/** A part, of which payment it is. */
export interface ListedPart {
  readonly paymentId: string;
  readonly hospitalId: string;
  readonly state: PartState;
  readonly total: number;
}

const selectPayments = byLength((length) =>
  template<Values, ListedRow>((q, p) =>
    q
      .selectFrom('payment')
      .innerJoin('patient', 'patient.id', 'payment.patient_id')
      .select([
        'payment.id',
        'payment.patient_id as patientId',
        'patient.masked_name as patientName',
        'payment.created_at as createdAt',
      ])
      .where('payment.patient_id', 'in', listed(p, 'patient', length))
      .where(sql<boolean>`(payment.created_at, payment.id) < (${p.beforeAt}, ${p.beforeId})`)
      .where('payment.created_at', '>=', p.from as number)
      .orderBy('payment.created_at', 'desc')
      .orderBy('payment.id', 'desc')
      .limit(p.limit as number),
  ),
);

/** People, and payments, that one statement asks about. */
const TOGETHER = 50;

function inTurns<T>(values: readonly string[], read: (some: readonly string[]) => Promise<readonly T[]>): Promise<readonly T[]> {
  const starts = Array.from({ length: Math.ceil(values.length / TOGETHER) }, (_, turn) => turn * TOGETHER);
  return Promise.all(starts.map((start) => read(values.slice(start, start + TOGETHER)))).then((pages) => pages.flat());
}

/** The newest first; `before` is the last row of the page before, and nothing from before `from` is shown. */
export async function readListedPayments(
  store: Pick<Store, 'read'>,
  patientIds: readonly string[],
  { before, from, limit }: { before?: { at: number; id: string }; from: number; limit: number },
): Promise<readonly ListedRow[]> {
  const { at: beforeAt, id: beforeId } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
  const rows = await inTurns(patientIds, (some) =>
    store.read(selectPayments(some.length)({ ...listValues('patient', some), beforeAt, beforeId, from, limit })),
  );
  return rows.toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1)).slice(0, limit);
}

const selectParts = byLength((length) =>
  template<Values, Omit<ListedPart, 'state'> & { state: string }>((q, p) =>
    q
      .selectFrom('payment_part')
      .select(['payment_id as paymentId', 'hospital_id as hospitalId', 'state', 'total'])
      .where('payment_id', 'in', listed(p, 'payment', length))
      .orderBy('quote_id'),
  ),
);

/** The parts of these payments, those of each in the order in which their bills were quoted. */
export async function readListedParts(store: Pick<Store, 'read'>, ids: readonly string[]): Promise<readonly ListedPart[]> {
  const rows = await inTurns(ids, (some) => store.read(selectParts(some.length)(listValues('payment', some))));
  return rows.map((row) => ({ ...row, state: row.state as PartState }));
}

const selectMoneyBack = byLength((length) =>
  template<Values, { paymentId: string; begun: number; done: number }>((q, p) =>
    q
      .selectFrom('payment_refund')
      .innerJoin('payment_part', 'payment_part.id', 'payment_refund.part_id')
      .select([
        'payment_part.payment_id as paymentId',
        sql<number>`count(*)`.as('begun'),
        sql<number>`count(payment_refund.done_at)`.as('done'),
      ])
      .where('payment_part.payment_id', 'in', listed(p, 'payment', length))
      .where(sql<boolean>`payment_refund.state <> 'kept'`)
      .groupBy('payment_part.payment_id'),
  ),
);

const selectChargesBack = byLength((length) =>
  template<Values, { paymentId: string; live: number; done: number }>((q, p) =>
    q
      .selectFrom('charge_refund')
      .innerJoin('payment_part', 'payment_part.id', 'charge_refund.part_id')
      .select([
        'payment_part.payment_id as paymentId',
        sql<number>`sum(CASE WHEN charge_refund.live = 1 AND charge_refund.state <> 'proposed' THEN 1 ELSE 0 END)`.as('live'),
        sql<number>`sum(CASE WHEN charge_refund.state = 'done' THEN 1 ELSE 0 END)`.as('done'),
      ])
      .where('payment_part.payment_id', 'in', listed(p, 'payment', length))
      .groupBy('payment_part.payment_id'),
  ),
);

/** Of which of these payments some goes back, and of which some went back. */
export async function readGoingBack(
  store: Pick<Store, 'read'>,
  ids: readonly string[],
): Promise<{ readonly underWay: ReadonlySet<string>; readonly done: ReadonlySet<string> }> {
  const [money, charges] = await Promise.all([
    inTurns(ids, (some) => store.read(selectMoneyBack(some.length)(listValues('payment', some)))),
    inTurns(ids, (some) => store.read(selectChargesBack(some.length)(listValues('payment', some)))),
  ]);
  const underWay = [
    ...money.filter(({ begun, done }) => Number(begun) > Number(done)),
    ...charges.filter(({ live }) => Number(live) > 0),
  ];
  const done = [...money, ...charges].filter((one) => Number(one.done) > 0);
  const idsOf = (rows: readonly { readonly paymentId: string }[]) => new Set(rows.map(({ paymentId }) => paymentId));
  return { underWay: idsOf(underWay), done: idsOf(done) };
}
