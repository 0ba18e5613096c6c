-- How often clerks of a hall printed the results of whom they served, on one day.
ALTER TABLE desk_day ADD COLUMN prints BIGINT NOT NULL DEFAULT 0;
