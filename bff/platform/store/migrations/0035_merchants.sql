-- The number under which a hospital is a merchant at a provider, as two of its finance office agreed to it; the first is the one with which the
-- hospital joined. An order is written for no other number.
CREATE TABLE merchant (
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  channel TEXT NOT NULL,
  number TEXT NOT NULL,
  since BIGINT NOT NULL,
  proposed_by TEXT REFERENCES staff (id),
  agreed_by TEXT REFERENCES staff (id),
  PRIMARY KEY (hospital_id, channel),
  CHECK (proposed_by <> agreed_by)
);

-- Another number that one of them wants: nothing follows from it until a second one agrees.
CREATE TABLE merchant_proposal (
  hospital_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  number TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES staff (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (hospital_id, channel),
  FOREIGN KEY (hospital_id, channel) REFERENCES merchant (hospital_id, channel)
);

-- Since when the member has this PIN; NULL where it is the first.
ALTER TABLE staff ADD COLUMN pin_at BIGINT;
