-- Which start of its bridge a device was last seen with, as the bridge counts them; 0 while it has shown no count. `boot_at` is then when the
-- gateway first saw that start, on its own clock: a kiosk's clock may be wrong.
ALTER TABLE device ADD COLUMN boot_count BIGINT NOT NULL DEFAULT 0;
