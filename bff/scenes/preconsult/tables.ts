/** Triage and pre-consults, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface PreconsultTables {
  red_flag: {
    patient_id: string;
    rule_hash: string;
    said_by: string;
    device_id: string | null;
    content_id: string;
    content_version: string;
    sealed: string;
    first_at: number;
    at: number;
    until: number;
  };
  clinical_approval: {
    kind: string;
    content_id: string;
    content_version: string;
    content_hash: string;
    approved_by: string;
    approved_on: string;
    at: number;
  };
  preconsult: {
    id: string;
    patient_id: string;
    appointment_id: string;
    begun_by: string;
    content_id: string;
    content_version: string;
    sealed: string;
    version: number;
    submitted: number;
    created_at: number;
    changed_at: number;
  };
  summary_delivery: {
    delivery_key: string;
    preconsult_id: string;
    nth: number;
    hospital_id: string;
    state: string;
    sealed: string;
    created_at: number;
    sent_at: number | null;
    settled_at: number | null;
    tries: number;
    not_found: number;
    hospital_ref: string | null;
    reason: string | null;
    doctor_answer: string | null;
    doctor_at: number | null;
  };
  doctor_cursor: {
    hospital_id: string;
    cursor: string;
    at: number;
  };
}

/** The newest migration of these tables. */
export const PRECONSULT_MIGRATION = '0041_preconsult_forms.sql';
