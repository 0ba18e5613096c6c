-- The seal of the audit: every row gets its place in a chain of hashes, and now and then the end of the chain is signed.
CREATE TABLE audit_link (
  seq BIGINT PRIMARY KEY,
  audit_id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL
);

-- `sealed_until`: rows from before this instant were looked for when it was signed.
CREATE TABLE audit_checkpoint (
  seq BIGINT PRIMARY KEY,
  hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  sealed_until BIGINT NOT NULL,
  signature TEXT NOT NULL
);
