import { sql } from 'kysely';
import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { ChargeRefundState } from './rules.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & Pick<IdentityTables, 'staff' | 'patient'>>();

/** Names of guards. */
/** Nothing of this part is being taken back, and whoever proposes it has not proposed too much. */
export const PROPOSAL_FITS = 'proposal-fits';
/** It waits still, and whoever confirms it is not who proposed it. */
export const PROPOSAL_WAITS = 'proposal-waits';

/** A refund that a cashier proposed, with what a second member of staff sees of it. */
export interface Proposal {
  readonly id: string;
  readonly partId: string;
  readonly paymentId: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly channel: string;
  readonly hospitalId: string;
  readonly lines: readonly string[] | 'whole';
  readonly amount: number;
  readonly state: ChargeRefundState;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

const COLUMNS = [
  'charge_refund.id',
  'charge_refund.part_id as partId',
  'payment.id as paymentId',
  'payment.patient_id as patientId',
  'patient.masked_name as patientName',
  'payment.channel',
  'payment_part.hospital_id as hospitalId',
  'charge_refund.line_refs as lineRefs',
  'charge_refund.amount',
  'charge_refund.state',
  'charge_refund.created_at as createdAt',
  'charge_refund.expires_at as expiresAt',
  'staff.id as proposedBy',
  'staff.name as proposedByName',
] as const;

type Raw = Omit<Proposal, 'lines' | 'state' | 'expiresAt'> & {
  readonly lineRefs: string;
  readonly state: string;
  readonly expiresAt: number | null;
};

function toProposal({ lineRefs, state, expiresAt, ...rest }: Raw): Proposal {
  return {
    ...rest,
    lines: lineRefs === 'whole' ? 'whole' : (JSON.parse(lineRefs) as string[]),
    state: state as ChargeRefundState,
    expiresAt: expiresAt ?? 0,
  };
}

const selectOne = template((q, p: { id: string }) =>
  q
    .selectFrom('charge_refund')
    .innerJoin('payment_part', 'payment_part.id', 'charge_refund.part_id')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .innerJoin('patient', 'patient.id', 'payment.patient_id')
    .innerJoin('staff', 'staff.id', 'charge_refund.started_by')
    .select(COLUMNS)
    .where('charge_refund.id', '=', p.id),
);

/** A refund that staff proposed, whatever became of it; `undefined` for one that the person asked for. */
export async function readProposal(store: Pick<Store, 'read'>, id: string): Promise<Proposal | undefined> {
  const [row] = await store.read(selectOne({ id }));
  return row && toProposal(row);
}

const selectWaiting = template((q, p: { hospitalId: string; now: number; limit: number }) =>
  q
    .selectFrom('charge_refund')
    .innerJoin('payment_part', 'payment_part.id', 'charge_refund.part_id')
    .innerJoin('payment', 'payment.id', 'payment_part.payment_id')
    .innerJoin('patient', 'patient.id', 'payment.patient_id')
    .innerJoin('staff', 'staff.id', 'charge_refund.started_by')
    .select(COLUMNS)
    .where(sql<boolean>`charge_refund.state = 'proposed'`)
    .where(sql<boolean>`staff.state = 'active'`)
    .where('charge_refund.expires_at', '>', p.now)
    .where('payment_part.hospital_id', '=', p.hospitalId)
    .orderBy('charge_refund.created_at')
    .orderBy('charge_refund.id')
    .limit(p.limit),
);

/** What waits at a hospital for a second member of staff, the oldest first. */
export async function readWaiting(store: Pick<Store, 'read'>, hospitalId: string, now: number): Promise<readonly Proposal[]> {
  return (await store.read(selectWaiting({ hospitalId, now, limit: limits.refundsShown.figure }))).map(toProposal);
}

const countOpen = template((q, p: { staffId: string }) =>
  q
    .selectFrom('charge_refund')
    .select(sql<number>`count(*)`.as('count'))
    .where(sql<boolean>`state = 'proposed'`)
    .where('started_by', '=', p.staffId),
);

/** How many that this cashier proposed have not ended. */
export async function countProposed(store: Pick<Store, 'read'>, staffId: string): Promise<number> {
  const [row] = await store.read(countOpen({ staffId }));
  return Number(row?.count ?? 0);
}

type NewProposal = {
  id: string;
  partId: string;
  lineRefs: string;
  amount: number;
  staffId: string;
  now: number;
  expiresAt: number;
};

const insertOne = template((q, p: NewProposal & { most: number }) =>
  q
    .insertInto('charge_refund')
    .columns([
      'id',
      'part_id',
      'line_refs',
      'amount',
      'state',
      'live',
      'started_by',
      'created_at',
      'tries',
      'not_found',
      'expires_at',
    ])
    .expression((inner) =>
      inner
        .selectFrom('staff')
        .select((row) => [
          row.val(p.id).as('id'),
          row.val(p.partId).as('part_id'),
          row.val(p.lineRefs).as('line_refs'),
          row.val(p.amount).as('amount'),
          sql<string>`'proposed'`.as('state'),
          sql<number>`1`.as('live'),
          'staff.id as started_by',
          row.val(p.now).as('created_at'),
          sql<number>`0`.as('tries'),
          sql<number>`0`.as('not_found'),
          row.val(p.expiresAt).as('expires_at'),
        ])
        .where('staff.id', '=', p.staffId)
        .where(
          sql<boolean>`(SELECT COUNT(*) FROM charge_refund AS open WHERE open.state = 'proposed' AND open.started_by = staff.id) < ${p.most}`,
        ),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/**
 * A refund of which nothing is asked of the hospital yet, behind a part that holds the shift of whoever proposes it. `PROPOSAL_FITS` where
 * something of the part is being taken back, or as many wait as one cashier may propose.
 */
export function insertProposalPart(values: NewProposal): Part {
  return guarded(insertOne({ ...values, most: limits.refundsProposed.figure }), PROPOSAL_FITS);
}

const confirmOne = template((q, p: { id: string; staffId: string; otherThan: string; sentAt: number; now: number }) =>
  q
    .updateTable('charge_refund')
    .set({ state: 'sent', confirmed_by: p.staffId, sent_at: p.sentAt })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'proposed'`)
    .where('expires_at', '>', p.now)
    .where('started_by', '<>', p.otherThan)
    .where('started_by', 'in', (inner) => inner.selectFrom('staff').select('id').where('state', '=', 'active')),
);

/** The intent to ask the hospital, by somebody else than whoever proposed it and still works there; else `PROPOSAL_WAITS`. */
export function confirmProposalPart(id: string, staffId: string, now: number): Part {
  return guarded(confirmOne({ id, staffId, otherThan: staffId, sentAt: now, now }), PROPOSAL_WAITS);
}

const lapseOf = template((q, p: { staffId: string; now: number }) =>
  q
    .updateTable('charge_refund')
    .set({ state: sql.lit('lapsed'), live: null, ended_at: p.now })
    .where('started_by', '=', p.staffId)
    .where(sql<boolean>`state = 'proposed'`),
);

/** What this member of staff proposed and nobody confirmed comes to nothing: they left, or somebody else may have known their PIN. */
export function lapseProposalsOf(staffId: string, now: number): Part {
  return lapseOf({ staffId, now });
}

const endOne = template((q, p: { id: string; to: string; now: number }) =>
  q
    .updateTable('charge_refund')
    .set({ state: p.to, live: null, ended_at: p.now })
    .where('id', '=', p.id)
    .where(sql<boolean>`state = 'proposed'`),
);

/** It comes to nothing; `PROPOSAL_WAITS` where it has ended or was confirmed. */
export function endProposalPart(id: string, to: 'declined' | 'lapsed', now: number): Part {
  return guarded(endOne({ id, to, now }), PROPOSAL_WAITS);
}
