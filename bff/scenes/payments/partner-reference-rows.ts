import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { PaymentTables } from './tables.ts';

const template = templates<PaymentTables>();

/** Name of the guard: what the partner names by this reference was taken for nothing else. */
export const REFERENCE_NEW = 'reference-new';

/** What a partner names by its own reference. `partner`: the provider's channel, `insurer` or `hospital`. */
export interface PartnerReference {
  readonly hospitalId: string;
  readonly partner: string;
  readonly ref: string;
}

const selectUser = template((q, p: { hospitalId: string; partner: string; ref: string }) =>
  q
    .selectFrom('partner_reference')
    .select('used_by as usedBy')
    .where('hospital_id', '=', p.hospitalId)
    .where('partner', '=', p.partner)
    .where('ref', '=', p.ref),
);

/** Whether it was taken for something else than `usedBy` before: one transaction pays one order, one settlement is of one bill. */
export async function isUsedElsewhere(
  store: Pick<Store, 'read'>,
  { hospitalId, partner, ref }: PartnerReference,
  usedBy: string,
): Promise<boolean> {
  const [row] = await store.read(selectUser({ hospitalId, partner, ref }));
  return row !== undefined && row.usedBy !== usedBy;
}

const insertReference = template((q, p: { hospitalId: string; partner: string; ref: string; usedBy: string }) =>
  q
    .insertInto('partner_reference')
    .values({ hospital_id: p.hospitalId, partner: p.partner, ref: p.ref, used_by: p.usedBy })
    .onConflict((conflict) =>
      conflict
        .columns(['hospital_id', 'partner', 'ref'])
        .doUpdateSet((row) => ({ used_by: row.ref('excluded.used_by') }))
        .whereRef('partner_reference.used_by', '=', 'excluded.used_by'),
    ),
);

/** It is taken for `usedBy`, and for nothing else after it; `REFERENCE_NEW` where it was before. */
export function useReferencePart({ hospitalId, partner, ref }: PartnerReference, usedBy: string): Part {
  return guarded(insertReference({ hospitalId, partner, ref, usedBy }), REFERENCE_NEW);
}
