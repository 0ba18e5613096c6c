-- Somebody at a kiosk calls for help, and somebody comes. `live` is 1 while it is open and NULL after, so that a device has one open call.
CREATE TABLE help_call (
  id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES device (id),
  hospital_id TEXT NOT NULL,
  campus_ref TEXT NOT NULL,
  step TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  cause TEXT NOT NULL CHECK (cause IN ('pressed', 'readings', 'red-flag')),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  stage TEXT NOT NULL CHECK (stage IN ('volunteers', 'again', 'desk', 'window')),
  answered_by TEXT REFERENCES staff (id),
  next_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT CHECK (outcome IN ('helped', 'withdrawn', 'ticket', 'lapsed')),
  ticket TEXT,
  live INTEGER CHECK (live = 1),
  UNIQUE (device_id, live)
);
CREATE INDEX help_call_by_hall ON help_call (hospital_id, campus_ref, live);
CREATE INDEX help_call_by_age ON help_call (created_at);

-- One helper at one kiosk, for one patient. `touched_at`: until then somebody else had a hand in what stands on the glass. `journey`: as
-- the kiosk told it, masked; gone with the session.
CREATE TABLE assist_session (
  id TEXT PRIMARY KEY,
  help_call_id TEXT NOT NULL REFERENCES help_call (id),
  device_id TEXT NOT NULL REFERENCES device (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  patient_id TEXT REFERENCES patient (id),
  session_hash TEXT,
  state TEXT NOT NULL CHECK (state IN ('asked', 'running', 'ended')),
  asked_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  touched_at BIGINT,
  ended_at BIGINT,
  outcome TEXT,
  acts BIGINT NOT NULL,
  journey TEXT,
  journey_version BIGINT,
  live INTEGER CHECK (live = 1),
  UNIQUE (device_id, live),
  UNIQUE (staff_id, live)
);
CREATE INDEX assist_session_by_call ON assist_session (help_call_id);
CREATE INDEX assist_session_by_patient ON assist_session (patient_id, device_id);
CREATE INDEX assist_session_by_age ON assist_session (asked_at);

CREATE TABLE assist_act (
  session_id TEXT NOT NULL REFERENCES assist_session (id),
  sequence BIGINT NOT NULL,
  content TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (session_id, sequence)
);
