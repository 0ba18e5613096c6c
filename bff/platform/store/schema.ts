/** The tables as Kysely sees them. The truth is in `migrations/`; a test compares the two on every engine. */

interface UnitTable {
  id: string;
  committed_at: number;
}

interface AuditTable {
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
}

interface TaskTable {
  id: string;
  kind: string;
  subject_id: string;
  state: string;
  run_at: number;
  attempts: number;
  wakes: number;
  lease_token: string | null;
  leased_until: number;
}

interface IdempotencyTable {
  subject: string;
  route: string;
  idempotency_key: string;
  body_hash: string;
  resource_id: string | null;
  created_at: number;
  status: number | null;
  reply: string | null;
}

interface HospitalTable {
  id: string;
  name: string;
  english_name: string;
  initials: string;
  duty_desk_name: string;
  duty_desk_phone: string;
  visit: string;
}

interface CampusTable {
  id: string;
  hospital_id: string;
  ref: string;
  name: string;
  address: string;
  latitude_micro: number | null;
  longitude_micro: number | null;
}

interface SpecialtyTable {
  code: string;
  name: string;
  english_name: string;
  initials: string;
}

interface SpecialtyAliasTable {
  code: string;
  alias: string;
  initials: string;
}

interface DepartmentTable {
  id: string;
  hospital_id: string;
  ref: string;
  code: string;
  name: string;
  campus_id: string;
  floor: string;
  room: string;
  preparation: string;
}

interface PractitionerTable {
  id: string;
  hospital_id: string;
  ref: string;
  department_id: string;
  name: string;
  english_name: string;
  initials: string;
  title: string;
  fee_fen: number;
}

interface SlotTable {
  id: string;
  hospital_id: string;
  hospital_slot_ref: string;
  department_id: string;
  department_code: string;
  practitioner_id: string;
  starts_at: number;
  ends_at: number;
  fee_fen: number;
  state: string;
  offered: number;
  claimed: number;
  asked_at: number;
  free_seen: number;
  short: number;
  numbers: number | null;
}

interface SlotSyncTable {
  hospital_id: string;
  completed_at: number;
  changes_cursor: string | null;
  failing_since: number | null;
  recovering: number;
}

interface PatientTable {
  id: string;
  sealed: string;
  masked_name: string;
  created_at: number;
  data_key: string | null;
  key_id: string;
  birth_year: number;
  masked_phone: string | null;
  phone_index: string | null;
}

interface SessionTable {
  token_hash: string;
  patient_id: string;
  evidence: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
  device_id: string | null;
  staff_id: string | null;
}

interface AppointmentTable {
  id: string;
  patient_id: string;
  slot_id: string;
  claim_id: string;
  created_at: number;
  version: number;
  live: number | null;
  coverage: string;
  booked_by: string | null;
}

interface AppointmentEventTable {
  appointment_id: string;
  version: number;
  at: number;
  claim_state: string;
}

interface ClaimTable {
  id: string;
  appointment_id: string;
  slot_id: string;
  hospital_id: string;
  booking_key: string;
  ghost_of: string | null;
  places: number;
  state: string;
  created_at: number;
  waits_until: number;
  sent_at: number | null;
  settled_at: number | null;
  hospital_ref: string | null;
  tries: number;
  not_found: number;
  cancel_wanted: number;
  know_by: number;
  reason: string | null;
  queue_number: number | null;
}

interface PatientDocumentTable {
  id: string;
  patient_id: string;
  type: string;
  sealed: string;
  masked_number: string;
  match_index: string;
  verified: string;
  created_at: number;
}

interface LocalPatientTable {
  patient_id: string;
  hospital_id: string;
  state: string;
  sealed_ref: string | null;
  changed_at: number;
}

interface PatientLinkTable {
  id: string;
  patient_id: string;
  other_id: string;
  reason: string;
  linked_at: number;
  linked_by: string;
  unlinked_at: number | null;
  unlinked_by: string | null;
  live: number | null;
}

interface ProxyTable {
  guardian_id: string;
  patient_id: string;
  relationship: string;
  created_at: number;
  ended_at: number | null;
}

interface ConsentTable {
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
}

interface DeviceEnrolmentTable {
  code_hash: string;
  hospital_id: string;
  campus_ref: string;
  floor: string;
  name: string;
  help_window: string;
  micrometres_per_px: number;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

interface DeviceTable {
  id: string;
  hospital_id: string;
  campus_ref: string;
  floor: string;
  name: string;
  help_window: string;
  micrometres_per_px: number;
  public_key: string;
  state: string;
  boot: string;
  boot_at: number;
  enrolled_at: number;
  ended_at: number | null;
  reason: string | null;
}

interface UsedProofTable {
  id: string;
  expires_at: number;
}

interface StaffTable {
  id: string;
  hospital_id: string;
  number: string;
  name: string;
  pin_hash: string;
  state: string;
  tries: number;
  tries_from: number;
  created_at: number;
}

interface StaffSessionTable {
  token_hash: string;
  staff_id: string;
  device_id: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

interface OneTimeCodeDayTable {
  phone_index: string;
  day: number;
  sent: number;
}

interface OneTimeCodeTable {
  id: string;
  phone_index: string;
  code_hash: string;
  created_at: number;
  expires_at: number;
  tries: number;
  used_at: number | null;
}

interface SlipTable {
  code: string;
  appointment_id: string;
  issued_at: number;
}

interface OpeningHoursTable {
  campus_id: string;
  weekday: number;
  opens_at: number;
  closes_at: number;
}

interface ClosureTable {
  id: string;
  hospital_id: string;
  kind: string;
  starts_at: number;
  ends_at: number;
  note: string;
  english_note: string;
}

interface InboundMessageTable {
  source: string;
  id: string;
  hash: string;
  received_at: number;
}

interface AuditLinkTable {
  seq: number;
  audit_id: string;
  hash: string;
}

interface AuditCheckpointTable {
  seq: number;
  hash: string;
  at: number;
  sealed_until: number;
  signature: string;
}

interface RateUseTable {
  key: string;
  process: string;
  started_at: number;
  used: number;
}

interface SessionCallTable {
  slot_id: string;
  number: number;
  called_at: number;
}

interface SessionProgressTable {
  slot_id: string;
  asked_at: number;
  ended: number;
}

interface SessionLessonTable {
  slot_id: string;
  practitioner_id: string;
  starts_at: number;
  delay_ms: number;
  pace_ms: number;
  planned_pace_ms: number;
  plan_surprise: number;
  queue_surprise: number;
}

export interface Schema {
  unit: UnitTable;
  audit: AuditTable;
  task: TaskTable;
  idempotency: IdempotencyTable;
  hospital: HospitalTable;
  campus: CampusTable;
  specialty: SpecialtyTable;
  specialty_alias: SpecialtyAliasTable;
  department: DepartmentTable;
  practitioner: PractitionerTable;
  slot: SlotTable;
  slot_sync: SlotSyncTable;
  patient: PatientTable;
  session: SessionTable;
  appointment: AppointmentTable;
  appointment_event: AppointmentEventTable;
  claim: ClaimTable;
  patient_document: PatientDocumentTable;
  local_patient: LocalPatientTable;
  patient_link: PatientLinkTable;
  proxy: ProxyTable;
  consent: ConsentTable;
  device_enrolment: DeviceEnrolmentTable;
  device: DeviceTable;
  used_proof: UsedProofTable;
  staff: StaffTable;
  staff_session: StaffSessionTable;
  one_time_code_day: OneTimeCodeDayTable;
  one_time_code: OneTimeCodeTable;
  slip: SlipTable;
  opening_hours: OpeningHoursTable;
  closure: ClosureTable;
  inbound_message: InboundMessageTable;
  audit_link: AuditLinkTable;
  audit_checkpoint: AuditCheckpointTable;
  rate_use: RateUseTable;
  session_call: SessionCallTable;
  session_progress: SessionProgressTable;
  session_lesson: SessionLessonTable;
}
