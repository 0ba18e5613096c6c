-- What somebody began and did not finish, for ten minutes: one row a person and purpose. Of its codes there are only keyed hashes.
CREATE TABLE draft (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  purpose TEXT NOT NULL,
  id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  near_hash TEXT,
  device_id TEXT,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (patient_id, purpose)
);
CREATE INDEX draft_by_age ON draft (expires_at);
