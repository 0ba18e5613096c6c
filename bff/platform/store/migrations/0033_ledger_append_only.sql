-- The ledger and the history of a payment are written once. PostgreSQL has its own file of the same name.

CREATE TRIGGER ledger_movement_no_update BEFORE UPDATE ON ledger_movement
BEGIN
  SELECT RAISE(ABORT, 'ledger_movement is append-only');
END;

CREATE TRIGGER ledger_movement_no_delete BEFORE DELETE ON ledger_movement
BEGIN
  SELECT RAISE(ABORT, 'ledger_movement is append-only');
END;

CREATE TRIGGER payment_event_no_update BEFORE UPDATE ON payment_event
BEGIN
  SELECT RAISE(ABORT, 'payment_event is append-only');
END;

CREATE TRIGGER payment_event_no_delete BEFORE DELETE ON payment_event
BEGIN
  SELECT RAISE(ABORT, 'payment_event is append-only');
END;
