-- 1 after a restore until the hospital's list of bookings has been read through: what was booked after the backup is not known before.
ALTER TABLE slot_sync ADD COLUMN recovering BIGINT NOT NULL DEFAULT 0;
