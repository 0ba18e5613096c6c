-- 1: something of what the hospital told since it was read from its beginning can not be shown, so that the list says that there is more.
ALTER TABLE record_reading ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1));
-- Reports that it has told since then, those that were told twice among them: a hospital that never comes to an end is not read for ever.
ALTER TABLE record_reading ADD COLUMN received BIGINT NOT NULL DEFAULT 0;
