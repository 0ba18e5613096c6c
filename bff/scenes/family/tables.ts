/** Grants among grown-ups and the codes that lead to them, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface FamilyTables {
  family_grant: {
    id: string;
    helped_id: string;
    helper_id: string | null;
    appointments: number;
    results: number;
    money: number;
    evidence: string;
    proved: number;
    sees_from: number;
    channel: string;
    device_id: string | null;
    language: string;
    wording_version: string;
    wording_hash: string;
    agreed_at: number;
    take_by: number | null;
    given_at: number | null;
    ends_at: number;
    live: number | null;
    ended_at: number | null;
    ended_by: string | null;
    told: number;
    phone_id: string | null;
  };
  family_code: {
    code_hash: string;
    kind: string;
    patient_id: string;
    grant_id: string | null;
    created_at: number;
    expires_at: number;
  };
}

/** The newest migration of these tables. */
export const FAMILY_MIGRATION = '0055_family_given_by_phone.sql';
