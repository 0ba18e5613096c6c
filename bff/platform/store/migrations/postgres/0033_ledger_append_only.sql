-- PostgreSQL's form of ../0033_ledger_append_only.sql.

CREATE TRIGGER ledger_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_movement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
