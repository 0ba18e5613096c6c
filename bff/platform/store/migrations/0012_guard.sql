-- How a batch of D1 is refused: nothing can be decided between its statements from outside, so a guard that does not hold inserts its
-- name here, and the trigger undoes the whole batch with that name in the error. No row ever stays. SQLite has the table and does not
-- use it, so that `wrangler d1 migrations apply` and our own runner read one folder; PostgreSQL raises by a cast and has none.

CREATE TABLE guard (
  name TEXT NOT NULL,
  got BIGINT NOT NULL,
  want BIGINT NOT NULL
);

CREATE TRIGGER guard_refuses BEFORE INSERT ON guard
BEGIN
  SELECT RAISE(ABORT, 'guard:' || new.name);
END;
