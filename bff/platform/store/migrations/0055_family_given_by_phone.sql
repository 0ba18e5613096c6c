-- With which phone the helped person was signed in when they agreed: the grant ends with the number.
ALTER TABLE family_grant ADD COLUMN phone_id TEXT REFERENCES patient_phone (id);
CREATE INDEX family_grant_by_phone ON family_grant (phone_id) WHERE phone_id IS NOT NULL;
