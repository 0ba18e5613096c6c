-- One grown-up lets another act for them (FHIR R5 Consent.provision): for what, from when until when, and how they agreed to it. A grant without
-- a helper waits for whoever has its code. `live` is null once it has ended: two people have one live grant in each direction.
CREATE TABLE family_grant (
  id TEXT PRIMARY KEY,
  helped_id TEXT NOT NULL REFERENCES patient (id),
  helper_id TEXT REFERENCES patient (id),
  appointments BIGINT NOT NULL CHECK (appointments IN (0, 1)),
  results BIGINT NOT NULL CHECK (results IN (0, 1)),
  money BIGINT NOT NULL CHECK (money IN (0, 1)),
  evidence TEXT NOT NULL,
  proved BIGINT NOT NULL CHECK (proved IN (0, 1)),
  sees_from BIGINT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'phone')),
  device_id TEXT REFERENCES device (id),
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  wording_version TEXT NOT NULL,
  wording_hash TEXT NOT NULL,
  agreed_at BIGINT NOT NULL,
  take_by BIGINT,
  given_at BIGINT,
  ends_at BIGINT NOT NULL,
  live BIGINT CHECK (live = 1),
  ended_at BIGINT,
  ended_by TEXT CHECK (ended_by IN ('helped', 'helper', 'time', 'lapsed', 'replaced', 'taken-over', 'withdrawn')),
  told BIGINT NOT NULL CHECK (told IN (0, 1)),
  UNIQUE (helped_id, helper_id, live),
  CHECK (helper_id <> helped_id),
  CHECK (appointments + results + money > 0),
  CHECK (proved = 1 OR (results = 0 AND money = 0)),
  CHECK ((helper_id IS NULL) = (given_at IS NULL)),
  CHECK ((live IS NULL) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX family_grant_by_helper ON family_grant (helper_id, live);
CREATE INDEX family_grant_by_helped ON family_grant (helped_id, live);
CREATE INDEX family_grant_untold ON family_grant (ended_at) WHERE told = 0;
CREATE INDEX family_grant_live_by_end ON family_grant (ends_at) WHERE live = 1;
CREATE INDEX family_grant_by_age ON family_grant (agreed_at);

-- Codes by which two people find each other, once. Of each there is only a keyed hash.
CREATE TABLE family_code (
  code_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'offer')),
  patient_id TEXT NOT NULL REFERENCES patient (id),
  grant_id TEXT UNIQUE REFERENCES family_grant (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CHECK ((kind = 'offer') = (grant_id IS NOT NULL))
);
CREATE INDEX family_code_by_patient ON family_code (patient_id, kind, expires_at);
CREATE INDEX family_code_by_age ON family_code (expires_at);

-- A message is about an appointment, about a payment, about records that were opened in an emergency, or about a grant: one of the four. Of a
-- grant there need be no hospital. The tables are built anew, the attempts first to go and last to get their name.
CREATE TABLE message_with_grants (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT REFERENCES hospital (id),
  appointment_id TEXT REFERENCES appointment (id),
  version BIGINT,
  starts_at BIGINT,
  payment_id TEXT REFERENCES payment (id),
  part_id TEXT REFERENCES payment_part (id),
  about TEXT,
  fen BIGINT CHECK (fen >= 0),
  cause TEXT,
  break_glass_id TEXT UNIQUE REFERENCES break_glass (id),
  grant_id TEXT REFERENCES family_grant (id),
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  seen BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deliver_by BIGINT NOT NULL,
  recipient_id TEXT REFERENCES patient (id),
  read_at BIGINT,
  unreached_at BIGINT,
  due_by BIGINT,
  closed_at BIGINT,
  closed_by TEXT REFERENCES staff (id),
  outcome TEXT,
  UNIQUE (appointment_id, version),
  UNIQUE (about, kind),
  UNIQUE (grant_id, kind),
  CHECK (CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN break_glass_id IS NULL THEN 0 ELSE 1 END + CASE WHEN grant_id IS NULL THEN 0 ELSE 1 END = 1),
  CHECK ((appointment_id IS NULL) = (version IS NULL) AND (appointment_id IS NULL) = (starts_at IS NULL)),
  CHECK ((payment_id IS NULL) = (part_id IS NULL) AND (payment_id IS NULL) = (about IS NULL) AND (payment_id IS NULL) = (fen IS NULL)),
  CHECK ((grant_id IS NULL) = (hospital_id IS NOT NULL))
);
INSERT INTO message_with_grants (id, patient_id, hospital_id, appointment_id, version, starts_at, payment_id, part_id, about, fen, cause,
    break_glass_id, kind, language, seen, state, created_at, deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome)
  SELECT id, patient_id, hospital_id, appointment_id, version, starts_at, payment_id, part_id, about, fen, cause,
    break_glass_id, kind, language, seen, state, created_at, deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome
  FROM message;

CREATE TABLE attempt_with_grants (
  message_id TEXT NOT NULL REFERENCES message_with_grants (id),
  channel TEXT NOT NULL,
  send_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  sends BIGINT NOT NULL DEFAULT 0,
  tries BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT,
  PRIMARY KEY (message_id, channel)
);
INSERT INTO attempt_with_grants (message_id, channel, send_key, state, sends, tries, sent_at)
  SELECT message_id, channel, send_key, state, sends, tries, sent_at FROM message_attempt;

DROP TABLE message_attempt;
DROP TABLE message;
ALTER TABLE message_with_grants RENAME TO message;
ALTER TABLE attempt_with_grants RENAME TO message_attempt;
CREATE INDEX message_by_patient ON message (patient_id, created_at, id);
CREATE INDEX message_by_age ON message (created_at);
CREATE INDEX message_by_part ON message (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX message_unreached ON message (hospital_id, due_by, id) WHERE state = 'unreached';
