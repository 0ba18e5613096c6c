-- Opening a person's file at a hospital is a saga of its own. `sent_at`: when the hospital was asked to open one, NULL while it was not.
-- `failed_at`: when it gave no usable answer for the last time, so that whoever waits need not wait longer.
ALTER TABLE local_patient ADD COLUMN sent_at BIGINT;
ALTER TABLE local_patient ADD COLUMN failed_at BIGINT;
UPDATE local_patient SET sent_at = changed_at WHERE state = 'filing';
