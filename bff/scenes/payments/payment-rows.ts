import { sql } from 'kysely';
import { byLength, listed, listValues, templates, type Values } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Name of the guard: nobody is paying this bill. */
export const BILL_FREE = 'bill-free';

/** Once for what was quoted together: whoever uses the quotes first. */
export const insertPayment = template(
  (
    q,
    p: {
      id: string;
      batchId: string;
      code: string;
      patientId: string;
      paidBy: string;
      deviceId: string | null;
      channel: string;
      payerCode: string | null;
      now: number;
    },
  ) =>
    q.insertInto('payment').values({
      id: p.id,
      batch_id: p.batchId,
      code: p.code,
      patient_id: p.patientId,
      paid_by: p.paidBy,
      device_id: p.deviceId,
      channel: p.channel,
      created_at: p.now,
      version: 1,
      payer_code: p.payerCode,
    }),
);

const insertHold = template((q, p: { hospitalId: string; visitRef: string; partId: string }) =>
  q
    .insertInto('bill_hold')
    .values({ hospital_id: p.hospitalId, visit_ref: p.visitRef, part_id: p.partId })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Nobody else pays the bill while this part lives; `BILL_FREE` where somebody does. */
export function holdBillPart(hold: { readonly hospitalId: string; readonly visitRef: string; readonly partId: string }): Part {
  return guarded(insertHold(hold), BILL_FREE);
}

export const freeBill = template((q, p: { partId: string }) => q.deleteFrom('bill_hold').where('part_id', '=', p.partId));

const bumpPayment = template((q, p: { id: string }) =>
  q
    .updateTable('payment')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', p.id),
);

const insertEvent = template((q, p: { paymentId: string; at: number; partId: string; state: string }) =>
  q
    .insertInto('payment_event')
    .columns(['payment_id', 'version', 'at', 'part_id', 'state'])
    .expression(
      q
        .selectFrom('payment')
        .select([
          'payment.id',
          'payment.version',
          sql<number>`CAST(${p.at} AS BIGINT)`.as('at'),
          sql<string>`CAST(${p.partId} AS TEXT)`.as('part_id'),
          sql<string>`CAST(${p.state} AS TEXT)`.as('state'),
        ])
        .where('payment.id', '=', p.paymentId),
    ),
);

/** The next version of the payment, and what it is. The counter's row is taken first, so that parts which move at once do not refuse each other. */
export function eventParts(event: {
  readonly paymentId: string;
  readonly at: number;
  readonly partId: string;
  readonly state: string;
}): readonly Part[] {
  return [bumpPayment({ id: event.paymentId }), insertEvent(event)];
}

export const selectPaymentEvents = template((q, p: { paymentId: string; after: number; limit: number }) =>
  q
    .selectFrom('payment_event')
    .select(['version', 'at', 'part_id as partId', 'state'])
    .where('payment_id', '=', p.paymentId)
    .where('version', '>', p.after)
    .orderBy('version')
    .limit(p.limit),
);

/** Whose payment holds a bill, and since when. */
export interface Holder {
  readonly paymentId: string;
  readonly patientId: string;
  readonly madeAt: number;
}

const selectHolds = byLength((length) =>
  template<Values, Holder & { hospitalId: string; visitRef: string }>((q, p) =>
    q
      .selectFrom('bill_hold')
      .innerJoin('payment_part', 'payment_part.id', 'bill_hold.part_id')
      .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
      .select([
        'bill_hold.hospital_id as hospitalId',
        'bill_hold.visit_ref as visitRef',
        'payment.id as paymentId',
        'payment.patient_id as patientId',
        'payment.created_at as madeAt',
      ])
      .where('bill_hold.visit_ref', 'in', listed(p, 'visit', length)),
  ),
);

/** Visits that one statement asks about. */
const VISITS_TOGETHER = 80;

/** Which of these bills are being paid here, as `<hospital> <visit>`, and by which payment. */
export async function readHeldBills(
  store: Pick<Store, 'read'>,
  visitRefs: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const refs = [...new Set(visitRefs)];
  const held = new Map<string, Holder>();
  for (let start = 0; start < refs.length; start += VISITS_TOGETHER) {
    const some = refs.slice(start, start + VISITS_TOGETHER);
    for (const row of await store.read(selectHolds(some.length)(listValues('visit', some))))
      held.set(`${row.hospitalId} ${row.visitRef}`, row);
  }
  return held;
}
