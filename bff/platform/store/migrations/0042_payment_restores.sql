-- When a backup became this database: partners know payments that were begun after the backup, and nobody here does.
CREATE TABLE payment_restore (
  at BIGINT PRIMARY KEY
);
