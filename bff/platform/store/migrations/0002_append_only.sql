-- Audit rows and the history of an appointment are written once. PostgreSQL has its own file of the same name.

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'audit is append-only');
END;

CREATE TRIGGER appointment_event_no_update BEFORE UPDATE ON appointment_event
BEGIN
  SELECT RAISE(ABORT, 'appointment_event is append-only');
END;

CREATE TRIGGER appointment_event_no_delete BEFORE DELETE ON appointment_event
BEGIN
  SELECT RAISE(ABORT, 'appointment_event is append-only');
END;
