-- How a hospital's lists are read. `…_unended_since`: a list that did not come to an end, and is not believed. `doubted_…`: complete
-- readings in a row that lacked many slots, since the first of them began, and how many slots the last one lacked.
ALTER TABLE slot_sync ADD COLUMN slots_unended_since BIGINT;
ALTER TABLE slot_sync ADD COLUMN bookings_unended_since BIGINT;
ALTER TABLE slot_sync ADD COLUMN doubted_since BIGINT;
ALTER TABLE slot_sync ADD COLUMN doubted_readings BIGINT NOT NULL DEFAULT 0;
ALTER TABLE slot_sync ADD COLUMN doubted_slots BIGINT NOT NULL DEFAULT 0;
-- Slots in which somebody has a place, for those that the hospital's list does not mention any more.
CREATE INDEX slot_claimed ON slot (hospital_id, starts_at) WHERE claimed > 0;
