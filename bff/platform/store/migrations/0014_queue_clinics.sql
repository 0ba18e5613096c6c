-- A half day in which people are called by number is a clinic; a session is signing in, and nothing else.
ALTER TABLE session_call RENAME TO clinic_call;
ALTER TABLE session_progress RENAME TO clinic_progress;
ALTER TABLE session_lesson RENAME TO clinic_lesson;
DROP INDEX session_lesson_by_practitioner;
CREATE INDEX clinic_lesson_by_practitioner ON clinic_lesson (practitioner_id, starts_at);
DROP INDEX slot_sessions;
CREATE INDEX slot_clinics ON slot (hospital_id, starts_at) WHERE numbers IS NOT NULL;
