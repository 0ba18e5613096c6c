import { templates } from '../../platform/store/statement.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import type { PreconsultTables } from './tables.ts';

const template = templates<PreconsultTables>();

const selectCursor = template<{ hospitalId: string }, { cursor: string }>((q, p) =>
  q.selectFrom('doctor_cursor').select(['cursor']).where('hospital_id', '=', p.hospitalId),
);

/** How far we have read what this hospital's doctors said; absent before the first time. */
export async function readDoctorCursor(store: Pick<Store, 'read'>, hospitalId: string): Promise<string | undefined> {
  const [row] = await store.read(selectCursor({ hospitalId }));
  return row?.cursor;
}

const putCursor = template((q, p: { hospitalId: string; cursor: string; now: number }) =>
  q
    .insertInto('doctor_cursor')
    .values({ hospital_id: p.hospitalId, cursor: p.cursor, at: p.now })
    .onConflict((conflict) => conflict.column('hospital_id').doUpdateSet({ cursor: p.cursor, at: p.now })),
);

export function putDoctorCursorPart(values: { hospitalId: string; cursor: string; now: number }): Part {
  return putCursor(values);
}
