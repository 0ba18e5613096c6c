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
}

interface CampusTable {
  id: string;
  hospital_id: string;
  ref: string;
  name: string;
  address: string;
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
}

interface SlotSyncTable {
  hospital_id: string;
  completed_at: number;
  changes_cursor: string | null;
  failing_since: number | null;
}

interface PatientTable {
  id: string;
  sealed: string;
  masked_name: string;
  created_at: number;
}

interface SessionTable {
  token_hash: string;
  patient_id: string;
  evidence: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

interface AppointmentTable {
  id: string;
  patient_id: string;
  slot_id: string;
  claim_id: string;
  created_at: number;
  version: number;
  live: number | null;
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
}
