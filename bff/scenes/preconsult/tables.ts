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
}

/** The newest migration of these tables. */
export const PRECONSULT_MIGRATION = '0040_preconsult_triage.sql';
