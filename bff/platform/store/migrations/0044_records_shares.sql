-- What a person shares, with whom and until when. Of a link only hashes lie here: who has the address and the key is whoever got them.
CREATE TABLE share (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  made_by TEXT NOT NULL REFERENCES patient (id),
  device_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('doctor', 'link')),
  hospital_id TEXT REFERENCES hospital (id),
  -- Which parts, and what it is called, sealed by the person's own key.
  sealed TEXT NOT NULL,
  link_index TEXT UNIQUE,
  direct BIGINT NOT NULL CHECK (direct IN (0, 1)),
  passcode_mac TEXT,
  tries_left BIGINT NOT NULL CHECK (tries_left >= 0),
  wording_version TEXT NOT NULL,
  wording_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_because TEXT
);
CREATE INDEX share_by_patient ON share (patient_id, created_at);
CREATE INDEX share_by_hospital ON share (hospital_id, expires_at) WHERE hospital_id IS NOT NULL;
CREATE INDEX share_by_end ON share (expires_at);

-- What a link gives, sealed by the key that only the link has. It goes when the share ends.
CREATE TABLE share_file (
  share_id TEXT NOT NULL REFERENCES share (id),
  nth BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (share_id, nth)
);

-- An address of a file that was handed out, once.
CREATE TABLE share_location (
  token_index TEXT PRIMARY KEY,
  share_id TEXT NOT NULL REFERENCES share (id),
  nth BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX share_location_by_age ON share_location (expires_at);
CREATE INDEX share_location_by_share ON share_location (share_id);

-- Who asked for it, in their own words (sealed by the person's key) or as the member of staff they are, and what they were answered.
CREATE TABLE share_read (
  id TEXT PRIMARY KEY,
  share_id TEXT NOT NULL REFERENCES share (id),
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  staff_id TEXT,
  sealed_recipient TEXT
);
CREATE INDEX share_read_by_share ON share_read (share_id, at);
