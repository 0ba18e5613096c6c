import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { DirectoryTables } from '../directory/tables.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables & DirectoryTables>();

/** Names of guards. */
export const MERCHANT_KNOWN = 'merchant-known';
export const MERCHANT_AGREED_BY_TWO = 'merchant-agreed-by-two';

/** A hospital as a merchant at a provider. `channel`: the provider's; `number`: the merchant's there. */
export interface Merchant {
  readonly hospitalId: string;
  readonly channel: string;
  readonly number: string;
}

/** The first number of a hospital at a provider: it joins with it. Changes nothing where there is one. */
export const insertFirstMerchant = template((q, p: { hospitalId: string; channel: string; number: string; now: number }) =>
  q
    .insertInto('merchant')
    .columns(['hospital_id', 'channel', 'number', 'since'])
    .expression((inner) =>
      inner
        .selectFrom('hospital')
        .select([
          'hospital.id as hospital_id',
          sql<string>`CAST(${p.channel} AS TEXT)`.as('channel'),
          sql<string>`CAST(${p.number} AS TEXT)`.as('number'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('since'),
        ])
        .where('hospital.id', '=', p.hospitalId),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

const selectNumber = template((q, p: { hospitalId: string; channel: string }) =>
  q.selectFrom('merchant').select('number').where('hospital_id', '=', p.hospitalId).where('channel', '=', p.channel),
);

/** Whether this is the number that was agreed to. */
export async function isAgreedMerchant(store: Pick<Store, 'read'>, { hospitalId, channel, number }: Merchant): Promise<boolean> {
  return (await store.read(selectNumber({ hospitalId, channel })))[0]?.number === number;
}

export const selectMerchants = template((q, p: { limit: number }) =>
  q
    .selectFrom('merchant')
    .leftJoin('merchant_proposal', (join) =>
      join
        .onRef('merchant_proposal.hospital_id', '=', 'merchant.hospital_id')
        .onRef('merchant_proposal.channel', '=', 'merchant.channel'),
    )
    .select([
      'merchant.hospital_id as hospitalId',
      'merchant.channel',
      'merchant.number',
      'merchant.since',
      'merchant_proposal.number as proposed',
      'merchant_proposal.proposed_by as proposedBy',
      'merchant_proposal.created_at as proposedAt',
    ])
    .orderBy('merchant.hospital_id')
    .orderBy('merchant.channel')
    .limit(p.limit),
);

const upsertProposal = template((q, p: { hospitalId: string; channel: string; number: string; staffId: string; now: number }) =>
  q
    .insertInto('merchant_proposal')
    .columns(['hospital_id', 'channel', 'number', 'proposed_by', 'created_at'])
    .expression((inner) =>
      inner
        .selectFrom('merchant')
        .select([
          'merchant.hospital_id',
          'merchant.channel',
          sql<string>`CAST(${p.number} AS TEXT)`.as('number'),
          sql<string>`CAST(${p.staffId} AS TEXT)`.as('proposed_by'),
          sql<number>`CAST(${p.now} AS BIGINT)`.as('created_at'),
        ])
        .where('merchant.hospital_id', '=', p.hospitalId)
        .where('merchant.channel', '=', p.channel)
        .where('merchant.number', '<>', p.number),
    )
    .onConflict((conflict) =>
      conflict.columns(['hospital_id', 'channel']).doUpdateSet((row) => ({
        number: row.ref('excluded.number'),
        proposed_by: row.ref('excluded.proposed_by'),
        created_at: row.ref('excluded.created_at'),
      })),
    ),
);

/** Somebody wants another number, instead of what was wanted before; `MERCHANT_KNOWN` where the hospital is no merchant there, or has this number. */
export function proposeMerchantPart(wanted: Parameters<typeof upsertProposal>[0]): Part {
  return guarded(upsertProposal(wanted), MERCHANT_KNOWN);
}

const updateMerchant = template(
  (q, p: { hospitalId: string; channel: string; number: string; staffId: string; since: number; now: number }) =>
    q
      .updateTable('merchant')
      .set((row) => ({
        number: p.number,
        since: p.now,
        agreed_by: p.staffId,
        proposed_by: row
          .selectFrom('merchant_proposal')
          .select('merchant_proposal.proposed_by')
          .whereRef('merchant_proposal.hospital_id', '=', 'merchant.hospital_id')
          .whereRef('merchant_proposal.channel', '=', 'merchant.channel'),
      }))
      .where('hospital_id', '=', p.hospitalId)
      .where('channel', '=', p.channel)
      .where((row) =>
        row.exists(
          row
            .selectFrom('merchant_proposal')
            .select('merchant_proposal.number')
            .whereRef('merchant_proposal.hospital_id', '=', 'merchant.hospital_id')
            .whereRef('merchant_proposal.channel', '=', 'merchant.channel')
            .where('merchant_proposal.number', '=', p.number)
            .where('merchant_proposal.proposed_by', '<>', p.staffId)
            .where('merchant_proposal.created_at', '>=', p.since),
        ),
      ),
);

const deleteWishes = template((q, p: { staffId: string }) =>
  q.deleteFrom('merchant_proposal').where('proposed_by', '=', p.staffId),
);

/** Numbers that this member of staff wished for are wished for by nobody. */
export function dropWishesOf(staffId: string): Part {
  return deleteWishes({ staffId });
}

const deleteProposal = template((q, p: { hospitalId: string; channel: string }) =>
  q.deleteFrom('merchant_proposal').where('hospital_id', '=', p.hospitalId).where('channel', '=', p.channel),
);

/**
 * A second person agrees to the number that a first one wanted since `since`: it is the hospital's from now on. `MERCHANT_AGREED_BY_TWO` where
 * nobody wants this number, only they themselves do, or it was too long ago.
 */
export function agreeMerchantParts(agreed: Parameters<typeof updateMerchant>[0]): readonly Part[] {
  const { hospitalId, channel } = agreed;
  return [guarded(updateMerchant(agreed), MERCHANT_AGREED_BY_TWO), deleteProposal({ hospitalId, channel })];
}
