-- What a person said that somebody has to look at first: one row a person and rule, of which only a keyed hash stands here. Until `until`
-- nothing is booked for them but at a desk. Which rule it is, what was said and in which manner it is met is sealed by the person's own key.
CREATE TABLE red_flag (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  rule_hash TEXT NOT NULL,
  said_by TEXT NOT NULL REFERENCES patient (id),
  device_id TEXT REFERENCES device (id),
  content_id TEXT NOT NULL,
  content_version TEXT NOT NULL,
  sealed TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (patient_id, rule_hash)
);
CREATE INDEX red_flag_by_patient ON red_flag (patient_id, until);
CREATE INDEX red_flag_by_age ON red_flag (at);

-- Which tables and forms a clinician of this city has signed, by the hash of their content. A version is signed once.
CREATE TABLE clinical_approval (
  kind TEXT NOT NULL CHECK (kind IN ('rules', 'form')),
  content_id TEXT NOT NULL,
  content_version TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_on TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (kind, content_id, content_version)
);
