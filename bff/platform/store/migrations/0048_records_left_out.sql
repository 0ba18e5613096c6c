-- 1: something of what the hospital told since it was read from its beginning can not be shown, so that the list says that there is more.
ALTER TABLE record_reading ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1));
