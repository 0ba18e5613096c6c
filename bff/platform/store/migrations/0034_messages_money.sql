-- A message is about an appointment or about a payment, never both. Of a payment: `about`, what exactly it tells of (a refund, an order, a
-- refund of charges, or the part); there is one message of a kind about each. `fen`: the money of which it tells. `cause`: why money goes
-- back, or who ended the part. `version` and `starts_at` are the appointment's. The tables are built anew, the attempts first to go and last
-- to get their name, so that nothing refers to what is dropped.
CREATE TABLE message_of_either (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  appointment_id TEXT REFERENCES appointment (id),
  version BIGINT,
  starts_at BIGINT,
  payment_id TEXT REFERENCES payment (id),
  part_id TEXT REFERENCES payment_part (id),
  about TEXT,
  fen BIGINT CHECK (fen >= 0),
  cause TEXT,
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
  CHECK ((appointment_id IS NULL) <> (payment_id IS NULL)),
  CHECK ((appointment_id IS NULL) = (version IS NULL) AND (appointment_id IS NULL) = (starts_at IS NULL)),
  CHECK ((payment_id IS NULL) = (part_id IS NULL) AND (payment_id IS NULL) = (about IS NULL) AND (payment_id IS NULL) = (fen IS NULL))
);
INSERT INTO message_of_either (id, patient_id, hospital_id, appointment_id, version, starts_at, kind, language, seen, state, created_at,
    deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome)
  SELECT id, patient_id, hospital_id, appointment_id, version, starts_at, kind, language, seen, state, created_at,
    deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome
  FROM message;

CREATE TABLE attempt_of_either (
  message_id TEXT NOT NULL REFERENCES message_of_either (id),
  channel TEXT NOT NULL,
  send_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  sends BIGINT NOT NULL DEFAULT 0,
  tries BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT,
  PRIMARY KEY (message_id, channel)
);
INSERT INTO attempt_of_either (message_id, channel, send_key, state, sends, tries, sent_at)
  SELECT message_id, channel, send_key, state, sends, tries, sent_at FROM message_attempt;

DROP TABLE message_attempt;
DROP TABLE message;
ALTER TABLE message_of_either RENAME TO message;
ALTER TABLE attempt_of_either RENAME TO message_attempt;
CREATE INDEX message_by_patient ON message (patient_id, created_at, id);
CREATE INDEX message_by_age ON message (created_at);
CREATE INDEX message_by_part ON message (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX message_unreached ON message (hospital_id, due_by, id) WHERE state = 'unreached';
