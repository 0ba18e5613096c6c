import { templates } from '../../platform/store/statement.ts';
import type { Statement, Store } from '../../platform/store/store.ts';
import type { SlotTables } from '../slots/tables.ts';

const template = templates<Pick<SlotTables, 'slot_sync'>>();

const selectRecovering = template((q, p: { yes: number }) =>
  q.selectFrom('slot_sync').select('hospital_id as hospitalId').where('recovering', '=', p.yes),
);

const clearRecovering = template((q, p: { hospitalId: string }) =>
  q.updateTable('slot_sync').set({ recovering: 0 }).where('hospital_id', '=', p.hospitalId).where('recovering', '=', 1),
);

/** Marks every hospital, for the restore of a backup: the whole list of bookings is read again, from the beginning. */
export const markRecovering = template((q, p: { yes: number }) =>
  q.updateTable('slot_sync').set({ recovering: p.yes, changes_cursor: null }),
);

/**
 * Hospitals at which this gateway does not know yet what was booked after the backup from which it was restored. Booking there would
 * book for a second time whoever sends their wish again. Asked at the first booking, and again only while there is one.
 */
export class Recovery {
  readonly #store: Store;
  #waiting: boolean | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async isUnderWay(hospitalId: string): Promise<boolean> {
    if (this.#waiting === false) return false;
    const rows = await this.#store.read(selectRecovering({ yes: 1 }));
    this.#waiting = rows.length > 0;
    return rows.some((row) => row.hospitalId === hospitalId);
  }

  /** For the unit that ends the reading of the hospital's whole list, or the comparing by hand. */
  endedPart(hospitalId: string): Statement {
    return clearRecovering({ hospitalId });
  }
}
