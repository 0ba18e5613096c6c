-- Hospitals that know mornings and numbers. `slot.numbers`: how many a session gives out; NULL where one comes at `starts_at`.
ALTER TABLE slot ADD COLUMN numbers BIGINT;
CREATE INDEX slot_sessions ON slot (hospital_id, starts_at) WHERE numbers IS NOT NULL;
ALTER TABLE claim ADD COLUMN queue_number BIGINT;

-- What the hospital told of a session: who was called when, how far it is, and what it taught once it had ended.
CREATE TABLE session_call (
  slot_id TEXT NOT NULL REFERENCES slot (id),
  number BIGINT NOT NULL CHECK (number >= 1),
  called_at BIGINT NOT NULL,
  PRIMARY KEY (slot_id, number)
);

CREATE TABLE session_progress (
  slot_id TEXT PRIMARY KEY REFERENCES slot (id),
  asked_at BIGINT NOT NULL,
  ended BIGINT NOT NULL CHECK (ended IN (0, 1))
);

-- `delay_ms`, `pace_ms`, `planned_pace_ms` in ms; the surprises in thousandths.
CREATE TABLE session_lesson (
  slot_id TEXT PRIMARY KEY REFERENCES slot (id),
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  starts_at BIGINT NOT NULL,
  delay_ms BIGINT NOT NULL,
  pace_ms BIGINT NOT NULL,
  planned_pace_ms BIGINT NOT NULL,
  plan_surprise BIGINT NOT NULL,
  queue_surprise BIGINT NOT NULL
);
CREATE INDEX session_lesson_by_practitioner ON session_lesson (practitioner_id, starts_at);
