-- What somebody wants of messages, one row a person, and none of whoever never said anything. `phone_off`: kinds that do not go to their phone;
-- `app_off`: kinds that an open app does not tell of; both are lists of JSON. What is off still stands in their list of messages. Quiet hours are
-- minutes of the day in the city's time, and may go over midnight.
CREATE TABLE message_preference (
  patient_id TEXT PRIMARY KEY REFERENCES patient (id),
  version BIGINT NOT NULL CHECK (version > 0),
  phone_off TEXT NOT NULL,
  app_off TEXT NOT NULL,
  quiet_from BIGINT CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_until BIGINT CHECK (quiet_until BETWEEN 0 AND 1439),
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  changed_at BIGINT NOT NULL,
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
  CHECK (quiet_from <> quiet_until)
);

-- Until when a message waited for the end of somebody's quiet hours: no message waits a second time.
ALTER TABLE message ADD COLUMN held_until BIGINT;

-- Whoever follows their messages hears of what was read elsewhere.
CREATE INDEX message_by_reading ON message (patient_id, read_at) WHERE read_at IS NOT NULL;
