-- A refund that a cashier proposed ('proposed') and that nobody has confirmed ends by itself at `expires_at`. Nothing that staff started
-- goes on without a second member of staff.
ALTER TABLE charge_refund ADD COLUMN expires_at BIGINT
  CONSTRAINT charge_refund_two_people CHECK (confirmed_by <> started_by)
  CONSTRAINT charge_refund_confirmed CHECK (started_by IS NULL OR confirmed_by IS NOT NULL OR state IN ('proposed', 'declined', 'lapsed'));
CREATE INDEX charge_refund_proposed ON charge_refund (created_at, id) WHERE state = 'proposed';

-- The cash of one shift of a cashier, from the first that was taken or given back. `shift_id`: shifts are forgotten, and this is not.
CREATE TABLE drawer (
  shift_id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  since BIGINT NOT NULL
);
CREATE INDEX drawer_by_day ON drawer (since, shift_id);
CREATE INDEX drawer_by_staff ON drawer (staff_id, since);

-- In which shift cash was taken, and given back; `NULL` where it was no cash, or before there were drawers.
ALTER TABLE payment_order ADD COLUMN shift_id TEXT REFERENCES drawer (shift_id);
ALTER TABLE payment_refund ADD COLUMN shift_id TEXT REFERENCES drawer (shift_id);
CREATE INDEX payment_order_by_shift ON payment_order (shift_id) WHERE shift_id IS NOT NULL;
CREATE INDEX payment_refund_by_shift ON payment_refund (shift_id) WHERE shift_id IS NOT NULL;

-- What a cashier said was in the drawer when they went off duty, once, beside what was taken and given back by then. A claim: it changes
-- nothing in the ledger. Amounts are fen; `opening`: what was in it before anything was taken, as they say.
CREATE TABLE drawer_count (
  shift_id TEXT PRIMARY KEY REFERENCES drawer (shift_id),
  at BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  given BIGINT NOT NULL,
  counted BIGINT NOT NULL CHECK (counted >= 0),
  opening BIGINT NOT NULL CHECK (opening >= 0)
);

-- It is written once. PostgreSQL has its own file of the same name.
CREATE TRIGGER drawer_count_no_update BEFORE UPDATE ON drawer_count
BEGIN
  SELECT RAISE(ABORT, 'drawer_count is append-only');
END;

CREATE TRIGGER drawer_count_no_delete BEFORE DELETE ON drawer_count
BEGIN
  SELECT RAISE(ABORT, 'drawer_count is append-only');
END;
