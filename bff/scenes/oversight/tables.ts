/** What people agreed to, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface OversightTables {
  consent: {
    id: string;
    patient_id: string;
    given_by: string;
    kind: string;
    version: string;
    wording_hash: string;
    language: string;
    channel: string;
    device_id: string | null;
    given_at: number;
    withdrawn_at: number | null;
  };
}

/** The newest migration of these tables. */
export const OVERSIGHT_MIGRATION = '0020_identity_evidence.sql';
