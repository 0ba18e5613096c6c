-- A browser that is a person's own, together with the number that it holds. Of the browser's secret there is only a hash.
CREATE TABLE bound_phone (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  phone_id TEXT NOT NULL REFERENCES patient_phone (id),
  secret_hash TEXT NOT NULL,
  device_id TEXT NOT NULL,
  staff_id TEXT,
  bound_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX bound_phone_by_patient ON bound_phone (patient_id);
CREATE INDEX bound_phone_by_secret ON bound_phone (secret_hash);
CREATE INDEX bound_phone_by_age ON bound_phone (expires_at);

-- A browser that waits to be bound, for ten minutes: one a person. Of its code there is only a keyed hash.
CREATE TABLE phone_binding (
  patient_id TEXT PRIMARY KEY REFERENCES patient (id),
  id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  phone_id TEXT NOT NULL REFERENCES patient_phone (id),
  secret_hash TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  digits TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  taken_by TEXT,
  bound_phone_id TEXT
);
CREATE INDEX phone_binding_by_id ON phone_binding (id);
CREATE INDEX phone_binding_by_age ON phone_binding (expires_at);

-- On which of them a session stands.
ALTER TABLE session ADD COLUMN bound_phone_id TEXT;
CREATE INDEX session_by_bound_phone ON session (bound_phone_id) WHERE bound_phone_id IS NOT NULL;

-- Which session a code opened, so that a request whose answer was lost finds it again.
ALTER TABLE one_time_code ADD COLUMN session_hash TEXT;
