-- A snapshot names the slots that it recounts: no column and no index has to remember which unit touched them.

DROP INDEX slot_by_sync;
ALTER TABLE slot DROP COLUMN sync_unit;
