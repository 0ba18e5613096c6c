-- What the calendar file of an appointment said when it was last taken: a calendar replaces what it has under a UID by what has a higher SEQUENCE.
-- `shown` is a hash of what was said, so that nothing is said twice under two numbers.
CREATE TABLE calendar_copy (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id),
  uid TEXT NOT NULL UNIQUE,
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  shown TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CHECK (starts_at < ends_at)
);
