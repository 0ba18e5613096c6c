-- The seal is written once. PostgreSQL has its own file of the same name.

CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
BEGIN
  SELECT RAISE(ABORT, 'audit_link is append-only');
END;

CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
BEGIN
  SELECT RAISE(ABORT, 'audit_link is append-only');
END;

CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN
  SELECT RAISE(ABORT, 'audit_checkpoint is append-only');
END;

CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN
  SELECT RAISE(ABORT, 'audit_checkpoint is append-only');
END;
