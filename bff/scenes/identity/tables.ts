/** People, their documents, sessions, devices and staff, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface IdentityTables {
  patient: {
    id: string;
    sealed: string;
    masked_name: string;
    created_at: number;
    data_key: string | null;
    key_id: string;
    birth_year: number;
    level: string;
    proved_at: number | null;
    consented: string | null;
    superseded_by: string | null;
    superseded_at: number | null;
  };
  patient_phone: {
    id: string;
    patient_id: string;
    phone_index: string;
    masked_phone: string;
    bound_at: number;
    held_at: number;
    ended_at: number | null;
  };
  patient_document: {
    id: string;
    patient_id: string;
    type: string;
    sealed: string;
    masked_number: string;
    match_index: string;
    level: string;
    created_at: number;
  };
  local_patient: {
    patient_id: string;
    hospital_id: string;
    state: string;
    sealed_ref: string | null;
    changed_at: number;
    sent_at: number | null;
    failed_at: number | null;
    ref_index: string | null;
  };
  patient_link: {
    id: string;
    patient_id: string;
    other_id: string;
    reason: string;
    linked_at: number;
    linked_by: string;
    unlinked_at: number | null;
    unlinked_by: string | null;
    live: number | null;
    proposed_by: string | null;
  };
  patient_link_proposal: {
    patient_id: string;
    other_id: string;
    hospital_id: string;
    id: string;
    reason: string;
    proposed_by: string;
    proposed_at: number;
    expires_at: number;
  };
  proxy: {
    guardian_id: string;
    patient_id: string;
    relationship: string;
    created_at: number;
    ended_at: number | null;
    level: string;
  };
  session: {
    token_hash: string;
    patient_id: string;
    evidence: string;
    created_at: number;
    expires_at: number;
    ended_at: number | null;
    device_id: string | null;
    staff_id: string | null;
    phone_id: string | null;
    at_desk: number;
    bound_phone_id: string | null;
  };
  device_enrolment: {
    code_hash: string;
    kind: string;
    hospital_id: string;
    campus_ref: string;
    floor: string;
    name: string;
    help_window: string;
    english_help_window: string | null;
    micrometres_per_px: number;
    created_at: number;
    expires_at: number;
    used_at: number | null;
  };
  device: {
    id: string;
    kind: string;
    hospital_id: string;
    campus_ref: string;
    floor: string;
    name: string;
    help_window: string;
    english_help_window: string | null;
    micrometres_per_px: number;
    public_key: string;
    state: string;
    boot: string;
    boot_at: number;
    boot_count: number;
    enrolled_at: number;
    ended_at: number | null;
    reason: string | null;
  };
  used_proof: {
    id: string;
    expires_at: number;
  };
  staff: {
    id: string;
    hospital_id: string;
    number: string;
    name: string;
    role: string;
    pin_hash: string;
    pin_at: number | null;
    state: string;
    tries: number;
    tries_from: number;
    created_at: number;
  };
  staff_pin_try: {
    device_id: string;
    staff_id: string;
    tries: number;
    tries_from: number;
  };
  staff_session: {
    token_hash: string;
    staff_id: string;
    device_id: string;
    created_at: number;
    expires_at: number;
    ended_at: number | null;
    seen_at: number;
  };
  shift: {
    id: string;
    staff_id: string;
    device_id: string;
    hospital_id: string;
    campus_ref: string;
    since: number;
    until: number;
    ended_at: number | null;
  };
  passkey: {
    id: string;
    staff_id: string;
    credential_id: string;
    rp_id: string;
    public_key: string;
    counter: number;
    created_at: number;
  };
  passkey_challenge: {
    device_id: string;
    purpose: string;
    subject: string;
    challenge_hash: string;
    expires_at: number;
  };
  one_time_code_day: {
    phone_index: string;
    day: number;
    sent: number;
  };
  one_time_code: {
    id: string;
    phone_index: string;
    code_hash: string;
    created_at: number;
    expires_at: number;
    tries: number;
    used_at: number | null;
    asked_at_place: string;
    session_hash: string | null;
  };
  bound_phone: {
    id: string;
    patient_id: string;
    phone_id: string;
    secret_hash: string;
    device_id: string;
    staff_id: string | null;
    bound_at: number;
    used_at: number;
    expires_at: number;
    ended_at: number | null;
  };
  phone_binding: {
    patient_id: string;
    id: string;
    token_hash: string;
    phone_id: string;
    secret_hash: string;
    code_hash: string;
    digits: string;
    created_at: number;
    expires_at: number;
    taken_by: string | null;
    bound_phone_id: string | null;
  };
}

/** The newest migration of these tables. */
export const IDENTITY_MIGRATION = '0057_identity_bindings_of_sessions.sql';
