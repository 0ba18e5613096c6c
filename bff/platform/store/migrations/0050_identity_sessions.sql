-- A person's sessions are looked up also after they ended, so that ending one twice is no error.
CREATE INDEX session_by_patient_and_age ON session (patient_id, expires_at);
