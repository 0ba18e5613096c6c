-- A report of a person at a hospital, as it is now. What was withdrawn leaves its row, so that an older version does not come back. What is
-- in it lies sealed by the person's own key: `sealed_head` is what a list shows, `sealed` the report with its original.
CREATE TABLE result (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  report_ref TEXT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  withdrawn BIGINT NOT NULL CHECK (withdrawn IN (0, 1)),
  issued_at BIGINT NOT NULL,
  sealed_head TEXT,
  sealed TEXT,
  corrected_at BIGINT,
  first_read_at BIGINT,
  -- Null: kept for as long as the person agrees.
  kept_until BIGINT,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (patient_id, hospital_id, report_ref)
);
CREATE INDEX result_by_patient ON result (patient_id, issued_at, id) WHERE withdrawn = 0;
CREATE INDEX result_kept ON result (kept_until) WHERE kept_until IS NOT NULL;

-- One value of a version of a report that can be seen over time. `trend_index` is a keyed hash of whose it is and what was measured: which
-- test somebody had is nobody's to read.
CREATE TABLE result_point (
  result_id TEXT NOT NULL REFERENCES result (id),
  version BIGINT NOT NULL,
  nth BIGINT NOT NULL,
  trend_index TEXT NOT NULL,
  at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (result_id, version, nth)
);
CREATE INDEX result_point_by_trend ON result_point (trend_index, at);

-- How far one hospital's answer about one person was read. `kind`: reports, or a list that is read whole and lies sealed here.
CREATE TABLE record_reading (
  patient_id TEXT NOT NULL REFERENCES patient (id),
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  kind TEXT NOT NULL,
  cursor TEXT,
  sealed TEXT,
  read_at BIGINT,
  failed_at BIGINT,
  kept_until BIGINT NOT NULL,
  PRIMARY KEY (patient_id, hospital_id, kind)
);
CREATE INDEX record_reading_kept ON record_reading (kept_until);

-- Codes of a hospital that lead to nothing that is known here, for its engineers: never whose they were.
CREATE TABLE unmapped_code (
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  code_system TEXT NOT NULL,
  code TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  PRIMARY KEY (hospital_id, code_system, code, unit)
);
