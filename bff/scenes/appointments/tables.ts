/** Appointments, their history, and the claims behind them, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface AppointmentTables {
  appointment: {
    id: string;
    patient_id: string;
    slot_id: string;
    claim_id: string;
    created_at: number;
    version: number;
    live: number | null;
    coverage: string;
    booked_by: string | null;
  };
  appointment_event: {
    appointment_id: string;
    version: number;
    at: number;
    claim_state: string;
  };
  booking_turn: {
    patient_id: string;
    turns: number;
    cancelled: number;
    cancelled_from: number;
  };
  calendar_copy: {
    appointment_id: string;
    uid: string;
    sequence: number;
    shown: string;
    starts_at: number;
    ends_at: number;
    changed_at: number;
  };
  claim: {
    id: string;
    appointment_id: string;
    slot_id: string;
    hospital_id: string;
    booking_key: string;
    ghost_of: string | null;
    places: number;
    state: string;
    created_at: number;
    waits_until: number;
    sent_at: number | null;
    settled_at: number | null;
    hospital_ref: string | null;
    tries: number;
    not_found: number;
    cancel_wanted: number;
    know_by: number;
    reason: string | null;
    queue_number: number | null;
    held_ref: string | null;
  };
}

/** The newest migration of these tables. */
export const APPOINTMENTS_MIGRATION = '0049_appointments_calendar.sql';
