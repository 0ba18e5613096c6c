/** What hospitals told of their queues, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface QueueTables {
  clinic_call: {
    slot_id: string;
    number: number;
    called_at: number;
  };
  clinic_progress: {
    slot_id: string;
    asked_at: number;
    ended: number;
  };
  clinic_lesson: {
    slot_id: string;
    practitioner_id: string;
    starts_at: number;
    delay_ms: number;
    pace_ms: number;
    planned_pace_ms: number;
    plan_surprise: number;
    queue_surprise: number;
  };
}

/** The newest migration of these tables. */
export const QUEUE_MIGRATION = '0014_queue_clinics.sql';
