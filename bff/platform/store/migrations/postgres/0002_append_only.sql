-- PostgreSQL's form of ../0002_append_only.sql.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER appointment_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON appointment_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
