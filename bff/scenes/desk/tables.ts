/** The desk's tickets, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface DeskTables {
  desk_day: {
    hospital_id: string;
    campus_ref: string;
    day: string;
    last_number: number;
    calls: number;
    last_other_call: number;
    bookings: number;
    cancellations: number;
    prints: number;
  };
  desk_ticket: {
    id: string;
    hospital_id: string;
    campus_ref: string;
    day: string;
    number: number;
    reason: string;
    priority: number;
    created_at: number;
    called_at: number | null;
    called_by: string | null;
    ended_at: number | null;
    counter: string | null;
    serving: string | null;
    outcome: string | null;
  };
}

/** The newest migration of these tables. */
export const DESK_MIGRATION = '0045_desk_prints.sql';
