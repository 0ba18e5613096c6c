/** The read model of hospitals' slots, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface SlotTables {
  slot: {
    id: string;
    hospital_id: string;
    hospital_slot_ref: string;
    department_id: string;
    department_code: string;
    practitioner_id: string;
    starts_at: number;
    ends_at: number;
    fee_fen: number;
    state: string;
    offered: number;
    claimed: number;
    asked_at: number;
    free_seen: number;
    short: number;
    numbers: number | null;
  };
  slot_sync: {
    hospital_id: string;
    completed_at: number;
    changes_cursor: string | null;
    failing_since: number | null;
    recovering: number;
    slots_unended_since: number | null;
    bookings_unended_since: number | null;
    doubted_since: number | null;
    doubted_readings: number;
    doubted_slots: number;
  };
}

/** The newest migration of these tables. */
export const SLOTS_MIGRATION = '0018_slots_doubt.sql';
