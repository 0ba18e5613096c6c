/** Messages to people, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface MessageTables {
  message: {
    id: string;
    patient_id: string;
    hospital_id: string | null;
    appointment_id: string | null;
    version: number | null;
    starts_at: number | null;
    payment_id: string | null;
    part_id: string | null;
    about: string | null;
    fen: number | null;
    cause: string | null;
    break_glass_id: string | null;
    grant_id: string | null;
    kind: string;
    language: string;
    seen: number;
    state: string;
    created_at: number;
    deliver_by: number;
    recipient_id: string | null;
    read_at: number | null;
    unreached_at: number | null;
    due_by: number | null;
    closed_at: number | null;
    closed_by: string | null;
    outcome: string | null;
    held_until: number | null;
  };
  message_preference: {
    patient_id: string;
    version: number;
    phone_off: string;
    app_off: string;
    quiet_from: number | null;
    quiet_until: number | null;
    language: string;
    changed_at: number;
  };
  message_attempt: {
    message_id: string;
    channel: string;
    send_key: string;
    state: string;
    sends: number;
    tries: number;
    sent_at: number | null;
  };
}

/** The newest migration of these tables. */
export const MESSAGES_MIGRATION = '0053_messages_preferences.sql';
