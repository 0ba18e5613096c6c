/** What people began, as Kysely sees the table. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface DraftTables {
  draft: {
    patient_id: string;
    purpose: string;
    id: string;
    code_hash: string;
    near_hash: string | null;
    device_id: string | null;
    sealed: string;
    created_at: number;
    expires_at: number;
  };
}

/** The newest migration of these tables. */
export const DRAFTS_MIGRATION = '0028_drafts.sql';
