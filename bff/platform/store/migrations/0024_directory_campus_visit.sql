-- What a visitor of a campus should know, as JSON: its name and address in English, how to get there, where its emergency department is.
ALTER TABLE campus ADD COLUMN visit TEXT NOT NULL DEFAULT '{}';
