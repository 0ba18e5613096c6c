-- A browser that waits to be bound, one a session: what another session of the person asks for leaves it waiting.
CREATE TABLE phone_binding_of_session (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  token_hash TEXT NOT NULL,
  phone_id TEXT NOT NULL REFERENCES patient_phone (id),
  secret_hash TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  digits TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  taken_by TEXT,
  bound_phone_id TEXT,
  UNIQUE (patient_id, token_hash)
);
INSERT INTO phone_binding_of_session (id, patient_id, token_hash, phone_id, secret_hash, code_hash, digits, created_at, expires_at, taken_by,
    bound_phone_id)
  SELECT id, patient_id, token_hash, phone_id, secret_hash, code_hash, digits, created_at, expires_at, taken_by, bound_phone_id
  FROM phone_binding;
DROP TABLE phone_binding;
ALTER TABLE phone_binding_of_session RENAME TO phone_binding;
CREATE INDEX phone_binding_by_age ON phone_binding (expires_at);
