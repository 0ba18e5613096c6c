-- What a person has to know, one row each: a kind, an appointment and instants, no text and nothing personal. `language`: that of the newest
-- consent when it was written. `state`: 'waiting' while the ways to the phone are tried; 'delivered', 'read'; 'unreached', on the list of
-- calls of the hospital's desk until 'closed'; 'stopped', the consent was withdrawn. `seen`: 1 where whoever booked stood there and was told;
-- then nobody calls, and without a phone it ends as 'shown'. `recipient_id`: whose phone it goes to, a guardian's for a child.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
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
  UNIQUE (appointment_id, version)
);
CREATE INDEX message_by_patient ON message (patient_id, created_at, id);
CREATE INDEX message_by_age ON message (created_at);
CREATE INDEX message_unreached ON message (hospital_id, due_by, id) WHERE state = 'unreached';

-- What was tried by one way to the phone, under one key. `sends`: how often it may have gone out.
CREATE TABLE message_attempt (
  message_id TEXT NOT NULL REFERENCES message (id),
  channel TEXT NOT NULL,
  send_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  sends BIGINT NOT NULL DEFAULT 0,
  tries BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT,
  PRIMARY KEY (message_id, channel)
);
