-- When somebody was seen with a session of staff last: once they have been away for a minute it is locked. Those from before are.
ALTER TABLE staff_session ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX staff_session_by_device ON staff_session (device_id, ended_at);

-- Who is on duty in the hall of a device, until they end it, open another one, or the time is over.
CREATE TABLE shift (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  device_id TEXT NOT NULL REFERENCES device (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  campus_ref TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX shift_by_staff ON shift (staff_id, ended_at);
CREATE INDEX shift_by_hospital ON shift (hospital_id, since, id);
CREATE INDEX shift_by_age ON shift (until);

-- What a device is: a kiosk has a bridge that reads documents; a phone of staff and a computer at a desk are a browser with a key of its own.
ALTER TABLE device_enrolment ADD COLUMN kind TEXT NOT NULL DEFAULT 'kiosk' CHECK (kind IN ('kiosk', 'phone', 'desk'));
ALTER TABLE device ADD COLUMN kind TEXT NOT NULL DEFAULT 'kiosk' CHECK (kind IN ('kiosk', 'phone', 'desk'));

-- Passkeys of staff. `public_key` is COSE in base64url; `counter` of the authenticator never goes back. A device has one challenge of
-- each purpose at a time, kept as its hash; `subject` is the member for `add`, and the number that was typed for `sign-in`.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  credential_id TEXT NOT NULL UNIQUE,
  rp_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  counter BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX passkey_by_staff ON passkey (staff_id, created_at);
CREATE TABLE passkey_challenge (
  device_id TEXT NOT NULL REFERENCES device (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('add', 'sign-in')),
  subject TEXT NOT NULL,
  challenge_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (device_id, purpose)
);
