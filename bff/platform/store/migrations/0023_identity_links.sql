-- What one member of staff proposed and another one of the same hospital has not confirmed yet. It opens nothing: only a row of
-- patient_link does.
CREATE TABLE patient_link_proposal (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  other_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES staff (id),
  proposed_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (patient_id, other_id, hospital_id)
);
CREATE INDEX patient_link_proposal_by_age ON patient_link_proposal (expires_at);

-- Who proposed what the one in linked_by confirmed. What one member of staff had linked alone is parted: it takes two to say that two
-- registrations are one person, and they can say so again.
ALTER TABLE patient_link ADD COLUMN proposed_by TEXT;
UPDATE patient_link SET live = NULL, unlinked_at = linked_at, unlinked_by = linked_by WHERE live = 1;

-- Wrong PINs count where they are typed: what somebody types at one device closes the number at no other.
CREATE TABLE staff_pin_try (
  device_id TEXT NOT NULL REFERENCES device (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  tries BIGINT NOT NULL,
  tries_from BIGINT NOT NULL,
  PRIMARY KEY (device_id, staff_id)
);
CREATE INDEX staff_pin_try_by_age ON staff_pin_try (tries_from);
