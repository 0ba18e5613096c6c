-- Messages that hospitals sent of their own accord, so that each is applied once. `hash` shows whether a number was used twice.
CREATE TABLE inbound_message (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (source, id)
);
CREATE INDEX inbound_message_by_age ON inbound_message (received_at);
