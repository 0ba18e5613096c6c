-- The form that is filled in for an appointment, one at the most; its answers lie sealed by the person's own key.
CREATE TABLE preconsult (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  begun_by TEXT NOT NULL REFERENCES patient (id),
  content_id TEXT NOT NULL,
  content_version TEXT NOT NULL,
  sealed TEXT NOT NULL,
  version BIGINT NOT NULL,
  submitted BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (appointment_id)
);
CREATE INDEX preconsult_by_patient ON preconsult (patient_id, created_at);
CREATE INDEX preconsult_by_age ON preconsult (created_at);

-- One summary on its way to the hospital, under a key of ours. `nth`: in the order in which the person agreed to them.
CREATE TABLE summary_delivery (
  delivery_key TEXT PRIMARY KEY,
  preconsult_id TEXT NOT NULL REFERENCES preconsult (id),
  nth BIGINT NOT NULL,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  state TEXT NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  settled_at BIGINT,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  hospital_ref TEXT,
  reason TEXT,
  doctor_answer TEXT CHECK (doctor_answer IN ('read', 'corrected', 'not-useful')),
  doctor_at BIGINT,
  UNIQUE (preconsult_id, nth)
);
CREATE INDEX summary_delivery_by_ref ON summary_delivery (hospital_id, hospital_ref);
CREATE INDEX summary_delivery_waiting ON summary_delivery (hospital_id, created_at) WHERE settled_at IS NULL;

-- How far we have read what a hospital's doctors said.
CREATE TABLE doctor_cursor (
  hospital_id TEXT PRIMARY KEY REFERENCES hospital (id),
  cursor TEXT NOT NULL,
  at BIGINT NOT NULL
);
