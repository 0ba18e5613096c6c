-- A clinician opened everything of somebody who could not be asked, for some hours, and another member of staff says whether that was right:
-- nobody judges what they did themselves.
-- Why, in their words, and what the reviewer says lie sealed by the person's own key.
CREATE TABLE break_glass (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  reason TEXT NOT NULL CHECK (reason IN ('unconscious', 'life-in-danger', 'cannot-answer')),
  sealed TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  review_by BIGINT NOT NULL,
  reviewed_at BIGINT,
  reviewed_by TEXT REFERENCES staff (id),
  verdict TEXT CHECK (verdict IN ('justified', 'not-justified')),
  sealed_note TEXT,
  CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (verdict IS NULL)
    AND (reviewed_at IS NULL) = (sealed_note IS NULL)),
  CONSTRAINT break_glass_two_people CHECK (reviewed_by <> staff_id)
);
CREATE INDEX break_glass_by_hospital ON break_glass (hospital_id, opened_at, id);
CREATE INDEX break_glass_by_patient ON break_glass (patient_id, staff_id, expires_at);
CREATE INDEX break_glass_unreviewed ON break_glass (hospital_id, review_by) WHERE reviewed_at IS NULL;
CREATE INDEX break_glass_reviewed ON break_glass (opened_at) WHERE reviewed_at IS NOT NULL;

-- A message is about an appointment, about a payment, or about records that were opened so: one of the three. The tables are built anew, the
-- attempts first to go and last to get their name, so that nothing refers to what is dropped.
CREATE TABLE message_of_any (
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
  break_glass_id TEXT UNIQUE REFERENCES break_glass (id),
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
  CHECK (CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN break_glass_id IS NULL THEN 0 ELSE 1 END = 1),
  CHECK ((appointment_id IS NULL) = (version IS NULL) AND (appointment_id IS NULL) = (starts_at IS NULL)),
  CHECK ((payment_id IS NULL) = (part_id IS NULL) AND (payment_id IS NULL) = (about IS NULL) AND (payment_id IS NULL) = (fen IS NULL))
);
INSERT INTO message_of_any (id, patient_id, hospital_id, appointment_id, version, starts_at, payment_id, part_id, about, fen, cause, kind,
    language, seen, state, created_at, deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome)
  SELECT id, patient_id, hospital_id, appointment_id, version, starts_at, payment_id, part_id, about, fen, cause, kind,
    language, seen, state, created_at, deliver_by, recipient_id, read_at, unreached_at, due_by, closed_at, closed_by, outcome
  FROM message;

CREATE TABLE attempt_of_any (
  message_id TEXT NOT NULL REFERENCES message_of_any (id),
  channel TEXT NOT NULL,
  send_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  sends BIGINT NOT NULL DEFAULT 0,
  tries BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT,
  PRIMARY KEY (message_id, channel)
);
INSERT INTO attempt_of_any (message_id, channel, send_key, state, sends, tries, sent_at)
  SELECT message_id, channel, send_key, state, sends, tries, sent_at FROM message_attempt;

DROP TABLE message_attempt;
DROP TABLE message;
ALTER TABLE message_of_any RENAME TO message;
ALTER TABLE attempt_of_any RENAME TO message_attempt;
CREATE INDEX message_by_patient ON message (patient_id, created_at, id);
CREATE INDEX message_by_age ON message (created_at);
CREATE INDEX message_by_part ON message (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX message_unreached ON message (hospital_id, due_by, id) WHERE state = 'unreached';
