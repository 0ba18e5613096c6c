-- With which phone whoever shared was signed in: the share ends with the number.
ALTER TABLE share ADD COLUMN phone_id TEXT REFERENCES patient_phone (id);
CREATE INDEX share_by_phone ON share (phone_id) WHERE phone_id IS NOT NULL;
