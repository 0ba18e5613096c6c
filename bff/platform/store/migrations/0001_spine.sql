-- Portable: runs unchanged on SQLite, D1 and PostgreSQL. Instants are milliseconds, money is fen, bytes are base64url text.

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  committed_at BIGINT NOT NULL
);
CREATE INDEX unit_by_age ON unit (committed_at);

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  request_id TEXT NOT NULL
);

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'done', 'parked')),
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  wakes BIGINT NOT NULL DEFAULT 0,
  lease_token TEXT,
  leased_until BIGINT NOT NULL DEFAULT 0,
  UNIQUE (kind, subject_id)
);
CREATE INDEX task_due ON task (run_at) WHERE state = 'ready';

CREATE TABLE idempotency (
  subject TEXT NOT NULL,
  route TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  resource_id TEXT,
  created_at BIGINT NOT NULL,
  status BIGINT,
  reply TEXT,
  PRIMARY KEY (subject, route, idempotency_key)
);
CREATE INDEX idempotency_by_resource ON idempotency (resource_id);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE hospital (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  english_name TEXT NOT NULL,
  initials TEXT NOT NULL,
  duty_desk_name TEXT NOT NULL,
  duty_desk_phone TEXT NOT NULL
);

CREATE TABLE campus (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  ref TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  UNIQUE (hospital_id, ref)
);

-- A department of the city's list (诊疗科目名录); hospitals offer it as department rows.
CREATE TABLE specialty (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  english_name TEXT NOT NULL,
  initials TEXT NOT NULL
);

CREATE TABLE specialty_alias (
  code TEXT NOT NULL REFERENCES specialty (code),
  alias TEXT NOT NULL,
  initials TEXT NOT NULL,
  PRIMARY KEY (code, alias)
);

CREATE TABLE department (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  ref TEXT NOT NULL,
  code TEXT NOT NULL REFERENCES specialty (code),
  name TEXT NOT NULL,
  campus_id TEXT NOT NULL REFERENCES campus (id),
  floor TEXT NOT NULL,
  room TEXT NOT NULL,
  UNIQUE (hospital_id, ref)
);
CREATE INDEX department_by_code ON department (code, hospital_id);

CREATE TABLE practitioner (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  ref TEXT NOT NULL,
  department_id TEXT NOT NULL REFERENCES department (id),
  name TEXT NOT NULL,
  english_name TEXT NOT NULL,
  initials TEXT NOT NULL,
  title TEXT NOT NULL,
  fee_fen BIGINT NOT NULL CHECK (fee_fen >= 0),
  UNIQUE (hospital_id, ref)
);
CREATE INDEX practitioner_by_department ON practitioner (department_id, id);

-- The gateway's read model of a hospital's slots. `offered` is how many places Onedoor may sell, `claimed` how many it has
-- sold or is selling; the CHECK is the last line of defence against overselling.
CREATE TABLE slot (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  hospital_slot_ref TEXT NOT NULL,
  department_id TEXT NOT NULL REFERENCES department (id),
  department_code TEXT NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  fee_fen BIGINT NOT NULL CHECK (fee_fen >= 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'gone')),
  offered BIGINT NOT NULL,
  claimed BIGINT NOT NULL DEFAULT 0,
  asked_at BIGINT NOT NULL,
  free_seen BIGINT NOT NULL,
  sync_unit TEXT NOT NULL,
  short BIGINT NOT NULL DEFAULT 0,
  UNIQUE (hospital_id, hospital_slot_ref),
  CONSTRAINT slot_never_oversold CHECK (claimed >= 0 AND claimed <= offered)
);
CREATE INDEX slot_open ON slot (starts_at, id) WHERE state = 'open' AND claimed < offered;
CREATE INDEX slot_open_by_department ON slot (department_code, starts_at, id) WHERE state = 'open' AND claimed < offered;
CREATE INDEX slot_open_by_hospital ON slot (hospital_id, starts_at, id) WHERE state = 'open' AND claimed < offered;
CREATE INDEX slot_open_by_practitioner ON slot (practitioner_id, starts_at, id) WHERE state = 'open' AND claimed < offered;
CREATE INDEX slot_by_sync ON slot (sync_unit);

CREATE TABLE slot_sync (
  hospital_id TEXT PRIMARY KEY REFERENCES hospital (id),
  completed_at BIGINT NOT NULL DEFAULT 0,
  changes_cursor TEXT,
  failing_since BIGINT
);

CREATE TABLE patient (
  id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  masked_name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  evidence TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX session_by_age ON session (expires_at);

-- `live` is 1 while the appointment stands and NULL after it ended, so the unique index lets a person book the place again.
CREATE TABLE appointment (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  slot_id TEXT NOT NULL REFERENCES slot (id),
  claim_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  live BIGINT CHECK (live = 1)
);
CREATE UNIQUE INDEX appointment_once ON appointment (slot_id, patient_id, live);
CREATE INDEX appointment_by_patient ON appointment (patient_id, created_at, id);

CREATE TABLE appointment_event (
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  claim_state TEXT NOT NULL,
  PRIMARY KEY (appointment_id, version)
);

-- `places` is 1 for a claim that holds a place of its slot, 0 for a ghost: a late booking at the hospital that is only to be cancelled.
CREATE TABLE claim (
  id TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  slot_id TEXT NOT NULL REFERENCES slot (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  booking_key TEXT NOT NULL,
  ghost_of TEXT,
  places BIGINT NOT NULL CHECK (places IN (0, 1)),
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  waits_until BIGINT NOT NULL,
  sent_at BIGINT,
  settled_at BIGINT,
  hospital_ref TEXT,
  tries BIGINT NOT NULL DEFAULT 0,
  not_found BIGINT NOT NULL DEFAULT 0,
  cancel_wanted BIGINT NOT NULL DEFAULT 0,
  know_by BIGINT NOT NULL,
  reason TEXT
);
CREATE INDEX claim_by_slot ON claim (slot_id);
CREATE INDEX claim_by_key ON claim (hospital_id, booking_key);
CREATE UNIQUE INDEX claim_ghost_once ON claim (hospital_id, hospital_ref, ghost_of) WHERE ghost_of IS NOT NULL;
