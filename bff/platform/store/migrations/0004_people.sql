-- People, what they agreed to, the devices they stand at, the staff who help them, and their slips.

-- `data_key`: the person's own key, wrapped by the key `key_id` of the key file. NULL in rows from before: those are sealed by it directly.
ALTER TABLE patient ADD COLUMN data_key TEXT;
ALTER TABLE patient ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
ALTER TABLE patient ADD COLUMN birth_year BIGINT NOT NULL DEFAULT 0;
ALTER TABLE patient ADD COLUMN masked_phone TEXT;
ALTER TABLE patient ADD COLUMN phone_index TEXT;
CREATE INDEX patient_by_key ON patient (key_id);
CREATE INDEX patient_by_phone ON patient (phone_index);

-- A number is sealed; `match_index` is a keyed hash of what makes it the same document, so that it can be found and is had once.
CREATE TABLE patient_document (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  type TEXT NOT NULL,
  sealed TEXT NOT NULL,
  masked_number TEXT NOT NULL,
  match_index TEXT NOT NULL UNIQUE,
  verified TEXT NOT NULL CHECK (verified IN ('document-read', 'staff-present', 'typed', 'demo')),
  created_at BIGINT NOT NULL
);
CREATE INDEX patient_document_by_patient ON patient_document (patient_id);

-- The patient's own number at a hospital (建档). `looking` and `filing` are intents; an ambiguous one waits for a person.
CREATE TABLE local_patient (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  state TEXT NOT NULL CHECK (state IN ('filing', 'known', 'ambiguous')),
  sealed_ref TEXT,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (patient_id, hospital_id)
);

-- Two registrations that are one person (FHIR Patient.link `seealso`). `live` is 1 until they are parted again.
CREATE TABLE patient_link (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  other_id TEXT NOT NULL REFERENCES patient (id),
  reason TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  linked_by TEXT NOT NULL,
  unlinked_at BIGINT,
  unlinked_by TEXT,
  live BIGINT CHECK (live = 1),
  CHECK (patient_id < other_id)
);
CREATE UNIQUE INDEX patient_link_once ON patient_link (patient_id, other_id, live);
CREATE INDEX patient_link_by_other ON patient_link (other_id);

CREATE TABLE proxy (
  guardian_id TEXT NOT NULL REFERENCES patient (id),
  patient_id TEXT NOT NULL REFERENCES patient (id),
  relationship TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (guardian_id, patient_id),
  CHECK (guardian_id <> patient_id)
);

CREATE TABLE consent (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  given_by TEXT NOT NULL REFERENCES patient (id),
  kind TEXT NOT NULL CHECK (kind IN ('privacy-notice', 'health-data')),
  version TEXT NOT NULL,
  wording_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  device_id TEXT,
  given_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX consent_by_patient ON consent (patient_id, given_at, id);

CREATE TABLE device_enrolment (
  code_hash TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  campus_ref TEXT NOT NULL,
  floor TEXT NOT NULL,
  name TEXT NOT NULL,
  help_window TEXT NOT NULL,
  micrometres_per_px BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  campus_ref TEXT NOT NULL,
  floor TEXT NOT NULL,
  name TEXT NOT NULL,
  help_window TEXT NOT NULL,
  micrometres_per_px BIGINT NOT NULL,
  public_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'revoked')),
  -- The start of the bridge that was seen last; an older one that appears again means that there are two with one key.
  boot TEXT NOT NULL DEFAULT '',
  boot_at BIGINT NOT NULL DEFAULT 0,
  enrolled_at BIGINT NOT NULL,
  ended_at BIGINT,
  reason TEXT
);

-- Each proof and each reading of a document is used once, by whatever process sees it.
CREATE TABLE used_proof (
  id TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
CREATE INDEX used_proof_by_age ON used_proof (expires_at);

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'left')),
  tries BIGINT NOT NULL DEFAULT 0,
  tries_from BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  UNIQUE (hospital_id, number)
);

CREATE TABLE staff_session (
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  device_id TEXT NOT NULL REFERENCES device (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX staff_session_by_age ON staff_session (expires_at);

-- Where a session was opened: a session of a device needs that device's proof with every request.
ALTER TABLE session ADD COLUMN device_id TEXT;
ALTER TABLE session ADD COLUMN staff_id TEXT;

-- One row a phone and day bounds what is sent; one row a code bounds what is tried.
CREATE TABLE one_time_code_day (
  phone_index TEXT NOT NULL,
  day BIGINT NOT NULL,
  sent BIGINT NOT NULL CHECK (sent <= 5),
  PRIMARY KEY (phone_index, day)
);
CREATE TABLE one_time_code (
  id TEXT PRIMARY KEY,
  phone_index TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0 CHECK (tries <= 5),
  used_at BIGINT
);
CREATE INDEX one_time_code_by_phone ON one_time_code (phone_index, created_at);
CREATE INDEX one_time_code_by_age ON one_time_code (expires_at);

ALTER TABLE appointment ADD COLUMN coverage TEXT NOT NULL DEFAULT 'self-pay' CHECK (coverage IN ('self-pay', 'medical-insurance'));
ALTER TABLE appointment ADD COLUMN booked_by TEXT;

CREATE TABLE slip (
  code TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id),
  issued_at BIGINT NOT NULL
);

-- The person's own access log reads the audit by subject.
CREATE INDEX audit_by_subject ON audit (subject_id, at, id);
ALTER TABLE audit ADD COLUMN device_id TEXT;
ALTER TABLE audit ADD COLUMN reason TEXT;
