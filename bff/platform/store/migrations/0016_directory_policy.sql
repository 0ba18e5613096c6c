-- What a hospital decided for itself, as JSON; what it says nothing about has a default in the code that reads it.
ALTER TABLE hospital ADD COLUMN policy TEXT NOT NULL DEFAULT '{}';
