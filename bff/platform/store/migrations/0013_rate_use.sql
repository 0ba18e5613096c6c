-- What processes tell each other of callers who ask much. `key` is a digest; rows are forgotten after some minutes.
CREATE TABLE rate_use (
  key TEXT NOT NULL,
  process TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (key, process)
);
CREATE INDEX rate_use_by_age ON rate_use (started_at);
