import { templates } from '../../platform/store/statement.ts';
import type { SlotTables } from '../slots/tables.ts';

const template = templates<Pick<SlotTables, 'slot_sync'>>();

export const selectChangesCursor = template((q, p: { hospitalId: string }) =>
  q.selectFrom('slot_sync').select('changes_cursor as changesCursor').where('hospital_id', '=', p.hospitalId),
);

export const saveChangesCursor = template((q, p: { hospitalId: string; cursor: string }) =>
  q.updateTable('slot_sync').set({ changes_cursor: p.cursor }).where('hospital_id', '=', p.hospitalId),
);
