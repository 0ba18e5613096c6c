-- What a bill would cost whom. `batch_id`: the quotes of one question. `sealed_bill`: visit, lines and the insurer's number of the person,
-- under the person's own key; `bill_hash`: of the same, keyed, to see that a bill has changed. `insurance`: 'none', 'insurer' (Onedoor asks),
-- 'hospital' (its own system settles). `quote_key`: ours at whoever keeps the quote. Amounts are fen everywhere.
CREATE TABLE bill_quote (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  asked_by TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  visit_ref TEXT NOT NULL,
  bill_hash TEXT NOT NULL,
  sealed_bill TEXT NOT NULL,
  total BIGINT NOT NULL CHECK (total > 0),
  fund BIGINT,
  account BIGINT,
  cash BIGINT,
  insurance TEXT NOT NULL,
  state TEXT NOT NULL,
  quote_key TEXT NOT NULL UNIQUE,
  partner_ref TEXT,
  reason TEXT,
  created_at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  sent_at BIGINT,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  CHECK (cash IS NULL OR (fund >= 0 AND account >= 0 AND cash >= 0 AND fund + account + cash = total))
);
CREATE INDEX bill_quote_by_batch ON bill_quote (batch_id);
CREATE INDEX bill_quote_by_patient ON bill_quote (patient_id, created_at);
CREATE INDEX bill_quote_by_age ON bill_quote (created_at);

-- One confirmation: the parts of one person's bills at several hospitals. `paid_by`: whose session it was. `channel`: how the cash parts are paid. `code`: on
-- paper, by which a cashier finds it.
CREATE TABLE payment (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  paid_by TEXT NOT NULL REFERENCES patient (id),
  device_id TEXT,
  channel TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX payment_by_patient ON payment (patient_id, created_at, id);

CREATE TABLE payment_event (
  payment_id TEXT NOT NULL REFERENCES payment (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  part_id TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (payment_id, version)
);

-- What one confirmation pays at one hospital for one visit. `fund`, `account`, `cash`: what the person agreed to. `cash_order`: the order that
-- paid the cash part. `sent_at`: when the step under way was sent first; `settled_cash`: what the hospital, or the insurer, needed in the end.
CREATE TABLE payment_part (
  id TEXT PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment (id),
  quote_id TEXT NOT NULL UNIQUE REFERENCES bill_quote (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  visit_ref TEXT NOT NULL,
  total BIGINT NOT NULL CHECK (total > 0),
  fund BIGINT NOT NULL CHECK (fund >= 0),
  account BIGINT NOT NULL CHECK (account >= 0),
  cash BIGINT NOT NULL CHECK (cash >= 0),
  settled_fund BIGINT,
  settled_account BIGINT,
  settled_cash BIGINT,
  insurance TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  cash_order TEXT,
  cancel_wanted BIGINT NOT NULL,
  pay_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  paid_at BIGINT,
  sent_at BIGINT,
  ended_at BIGINT,
  know_by BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  insurance_ref TEXT,
  settlement_ref TEXT,
  invoice_number TEXT,
  CHECK (fund + account + cash = total),
  CHECK (settled_cash IS NULL OR settled_fund + settled_account + settled_cash = total)
);
CREATE INDEX payment_part_by_payment ON payment_part (payment_id);
CREATE INDEX payment_part_by_bill ON payment_part (hospital_id, visit_ref);
CREATE INDEX payment_part_open ON payment_part (hospital_id, created_at) WHERE ended_at IS NULL;

-- A bill that is being paid: nobody else can pay it at the same time.
CREATE TABLE bill_hold (
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  visit_ref TEXT NOT NULL,
  part_id TEXT NOT NULL UNIQUE REFERENCES payment_part (id),
  PRIMARY KEY (hospital_id, visit_ref)
);

-- What one provider asks somebody to pay, under our key. `returned`: how much of it was sent back or is on its way back.
CREATE TABLE payment_order (
  order_key TEXT PRIMARY KEY,
  part_id TEXT NOT NULL REFERENCES payment_part (id),
  channel TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL,
  code TEXT,
  code_until BIGINT,
  expires_at BIGINT NOT NULL,
  watch_until BIGINT NOT NULL,
  unwanted BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  paid_ref TEXT,
  paid_amount BIGINT,
  paid_at BIGINT,
  staff_id TEXT REFERENCES staff (id),
  returned BIGINT NOT NULL DEFAULT 0,
  CHECK (returned = 0 OR returned <= paid_amount)
);
CREATE INDEX payment_order_by_part ON payment_order (part_id);

-- Money on its way back to where it came from, under our key.
CREATE TABLE payment_refund (
  refund_key TEXT PRIMARY KEY,
  order_key TEXT NOT NULL REFERENCES payment_order (order_key),
  part_id TEXT NOT NULL REFERENCES payment_part (id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  cause TEXT NOT NULL,
  state TEXT NOT NULL,
  provider_ref TEXT,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  done_at BIGINT,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL
);
CREATE INDEX payment_refund_by_part ON payment_refund (part_id);
CREATE INDEX payment_refund_open ON payment_refund (created_at) WHERE done_at IS NULL;

-- A settled part that somebody wants taken back, whole or some lines of it. `line_refs`: the hospital's own references as JSON, or 'whole'.
-- `live`: 1 until it has ended, so that a part has one at a time.
CREATE TABLE charge_refund (
  id TEXT PRIMARY KEY,
  part_id TEXT NOT NULL REFERENCES payment_part (id),
  line_refs TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL,
  live BIGINT,
  reason TEXT,
  asked_by TEXT REFERENCES patient (id),
  started_by TEXT REFERENCES staff (id),
  confirmed_by TEXT REFERENCES staff (id),
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  ended_at BIGINT,
  tries BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  hospital_ref TEXT,
  refund_key TEXT,
  UNIQUE (part_id, live)
);
CREATE INDEX charge_refund_by_money ON charge_refund (refund_key);

-- The ledger: money that moved from one account to another, once and for ever. Accounts: 'payer' (with its channel), 'fund' and 'insured' (the
-- insurer's), 'held' (with the hospital's merchant or insurer code, and its bill not settled yet), 'hospital' (the bill is settled).
CREATE TABLE ledger_movement (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  part_id TEXT NOT NULL REFERENCES payment_part (id),
  from_account TEXT NOT NULL,
  to_account TEXT NOT NULL,
  fen BIGINT NOT NULL CHECK (fen > 0),
  business_key TEXT NOT NULL UNIQUE,
  CHECK (from_account <> to_account)
);
CREATE INDEX ledger_movement_by_part ON ledger_movement (part_id);
CREATE INDEX ledger_movement_by_day ON ledger_movement (at, hospital_id);

-- Balances at the end of a day in +08:00, so that no sum reads the whole ledger.
CREATE TABLE ledger_balance (
  day TEXT NOT NULL,
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  account TEXT NOT NULL,
  fen BIGINT NOT NULL,
  PRIMARY KEY (day, hospital_id, account)
);
