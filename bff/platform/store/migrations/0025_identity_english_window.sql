-- Where people are sent who want a person, for those who read English.
ALTER TABLE device_enrolment ADD COLUMN english_help_window TEXT;
ALTER TABLE device ADD COLUMN english_help_window TEXT;
