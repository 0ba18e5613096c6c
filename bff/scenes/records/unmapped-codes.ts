import { limits } from '../../platform/limits/limits.ts';
import { templates } from '../../platform/store/statement.ts';
import type { Store } from '../../platform/store/store.ts';
import type { RecordTables } from './tables.ts';

/** A code, with the unit that its values have, that leads to nothing that is known here. */
export interface UnmappedCode {
  /** Of the code: a URI, or a name of the hospital's own. Empty where there was no code. */
  readonly system: string;
  readonly code: string;
  readonly unit: string;
  /** As the hospital calls it. */
  readonly name: string;
  /** When it was seen first. */
  readonly firstAt: number;
}

const selectUnmapped = templates<RecordTables>()<{ hospitalId: string; limit: number }, UnmappedCode>((q, p) =>
  q
    .selectFrom('unmapped_code')
    .select(['code_system as system', 'code', 'unit', 'name', 'first_at as firstAt'])
    .where('hospital_id', '=', p.hospitalId)
    .orderBy('code_system')
    .orderBy('code')
    .orderBy('unit')
    .limit(p.limit),
);

/** Codes of a hospital that lead to nothing, for its engineers: never whose they were. As many as are kept. */
export function unmappedCodesOf(
  { store }: { readonly store: Pick<Store, 'read'> },
  hospitalId: string,
): Promise<readonly UnmappedCode[]> {
  return store.read(selectUnmapped({ hospitalId, limit: limits.unmappedCodes.figure }));
}
