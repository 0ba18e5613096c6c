/** What was done, and the chain that seals it, as Kysely sees the tables. The truth is in `migrations/`; a test compares the two on every engine. */
export interface AuditTables {
  audit: {
    id: string;
    at: number;
    actor_kind: string;
    actor_id: string;
    action: string;
    subject_kind: string;
    subject_id: string;
    request_id: string;
    device_id: string | null;
    reason: string | null;
    evidence: string | null;
    phone_id: string | null;
  };
  audit_group: {
    id: string;
    patient_id: string;
  };
  audit_link: {
    seq: number;
    audit_id: string;
    hash: string;
  };
  audit_checkpoint: {
    seq: number;
    hash: string;
    at: number;
    sealed_until: number;
    signature: string;
  };
}

/** The newest migration of these tables. */
export const AUDIT_MIGRATION = '0022_appointments_limits.sql';
