-- Who is served at a desk: the session ends with the next one there, and when the clerk signs out; while the clerk is locked it is nobody's.
ALTER TABLE session ADD COLUMN at_desk INTEGER NOT NULL DEFAULT 0 CHECK (at_desk IN (0, 1));
CREATE INDEX session_at_desk ON session (device_id) WHERE at_desk = 1;

-- A hall's desk, anew each day. `last_number`: of its tickets, one after the other. `calls`: how many were called; `last_other_call`: which of
-- them was the last without priority. `bookings`, `cancellations`: asked for there.
CREATE TABLE desk_day (
  hospital_id TEXT NOT NULL,
  campus_ref TEXT NOT NULL,
  day TEXT NOT NULL,
  last_number BIGINT NOT NULL DEFAULT 0,
  calls BIGINT NOT NULL DEFAULT 0,
  last_other_call BIGINT NOT NULL DEFAULT 0,
  bookings BIGINT NOT NULL DEFAULT 0,
  cancellations BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (hospital_id, campus_ref, day)
);

-- `priority`: elders and disabled people come first, within a bound. No name: whoever holds the number is called. `serving`: the clerk who
-- serves it now, one at a time.
CREATE TABLE desk_ticket (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL,
  campus_ref TEXT NOT NULL,
  day TEXT NOT NULL,
  number BIGINT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('help-call', 'window')),
  priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
  created_at BIGINT NOT NULL,
  called_at BIGINT,
  called_by TEXT REFERENCES staff (id),
  ended_at BIGINT,
  counter TEXT,
  serving TEXT UNIQUE REFERENCES staff (id),
  outcome TEXT CHECK (outcome IN ('served', 'not-there')),
  UNIQUE (hospital_id, campus_ref, day, number)
);
CREATE INDEX desk_ticket_by_age ON desk_ticket (created_at);
