-- Bounds that hold also when sixty requests come at once.

-- One row a patient: whoever books for them holds it while it is counted what they have. `cancelled`: how often they gave appointments
-- back since `cancelled_from`.
CREATE TABLE booking_turn (
  patient_id TEXT PRIMARY KEY REFERENCES patient (id),
  turns BIGINT NOT NULL,
  cancelled BIGINT NOT NULL DEFAULT 0,
  cancelled_from BIGINT NOT NULL DEFAULT 0
);

-- What was used of a bound by a subject in the time that ends at `ends_at`.
CREATE TABLE bound_use (
  bound TEXT NOT NULL,
  subject TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (bound, subject, ends_at)
);
CREATE INDEX bound_use_by_age ON bound_use (ends_at);

-- Where a code was asked for: a keyed hash of the device or the address. '' in rows from before.
ALTER TABLE one_time_code ADD COLUMN asked_at_place TEXT NOT NULL DEFAULT '';

-- People whose things were looked at in one act: one audit row names the group, and each of them finds it by the group that they are in.
CREATE TABLE audit_group (
  id TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  PRIMARY KEY (id, patient_id)
);
CREATE INDEX audit_group_by_patient ON audit_group (patient_id);
