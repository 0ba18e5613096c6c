-- What is open, where it is, and what a visitor should know.

ALTER TABLE campus ADD COLUMN latitude_micro BIGINT;
ALTER TABLE campus ADD COLUMN longitude_micro BIGINT;
ALTER TABLE hospital ADD COLUMN visit TEXT NOT NULL DEFAULT '{}';
ALTER TABLE department ADD COLUMN preparation TEXT NOT NULL DEFAULT '{}';

-- Minutes after midnight in Shanghai; weekday 1 is Monday (ISO 8601).
CREATE TABLE opening_hours (
  campus_id TEXT NOT NULL REFERENCES campus (id),
  weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens_at BIGINT NOT NULL CHECK (opens_at BETWEEN 0 AND 1440),
  closes_at BIGINT NOT NULL CHECK (closes_at BETWEEN 0 AND 1440),
  PRIMARY KEY (campus_id, weekday, opens_at)
);

-- `holiday`: no visits then. `maintenance`: no bookings then.
CREATE TABLE closure (
  id TEXT PRIMARY KEY,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'maintenance')),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  english_note TEXT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE INDEX closure_by_hospital ON closure (hospital_id, ends_at);
