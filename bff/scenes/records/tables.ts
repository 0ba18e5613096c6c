/** Results and lists of people, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface RecordTables {
  result: {
    id: string;
    patient_id: string;
    hospital_id: string;
    report_ref: string;
    version: number;
    kind: string;
    withdrawn: number;
    issued_at: number;
    sealed_head: string | null;
    sealed: string | null;
    corrected_at: number | null;
    first_read_at: number | null;
    kept_until: number | null;
    created_at: number;
    changed_at: number;
  };
  result_point: {
    result_id: string;
    version: number;
    nth: number;
    trend_index: string;
    at: number;
    sealed: string;
  };
  record_reading: {
    patient_id: string;
    hospital_id: string;
    kind: string;
    cursor: string | null;
    sealed: string | null;
    read_at: number | null;
    failed_at: number | null;
    kept_until: number;
    left_out: number;
    received: number;
  };
  unmapped_code: {
    hospital_id: string;
    code_system: string;
    code: string;
    unit: string;
    name: string;
    first_at: number;
  };
  share: {
    id: string;
    patient_id: string;
    made_by: string;
    device_id: string | null;
    kind: string;
    hospital_id: string | null;
    sealed: string;
    link_index: string | null;
    direct: number;
    passcode_mac: string | null;
    tries_left: number;
    wording_version: string;
    wording_hash: string;
    language: string;
    channel: string;
    created_at: number;
    expires_at: number;
    ended_at: number | null;
    ended_because: string | null;
    phone_id: string | null;
  };
  share_file: {
    share_id: string;
    nth: number;
    content_type: string;
    sealed: string;
  };
  share_location: {
    token_index: string;
    share_id: string;
    nth: number;
    expires_at: number;
    used_at: number | null;
  };
  share_read: {
    id: string;
    share_id: string;
    at: number;
    outcome: string;
    staff_id: string | null;
    sealed_recipient: string | null;
  };
  break_glass: {
    id: string;
    patient_id: string;
    hospital_id: string;
    staff_id: string;
    reason: string;
    sealed: string;
    opened_at: number;
    expires_at: number;
    reads: number;
    review_by: number;
    reviewed_at: number | null;
    reviewed_by: string | null;
    verdict: string | null;
    sealed_note: string | null;
  };
}

/** The newest migration of these tables. */
export const RECORDS_MIGRATION = '0056_records_shared_by_phone.sql';
