-- Evidence has levels. What somebody typed is a claim: it takes no document's place, and whoever proves the document takes it over.

-- A phone that opens a registration. `held_at`: when it was shown last that it is this person's, by a code or by being named beside a proof.
CREATE TABLE patient_phone (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  phone_index TEXT NOT NULL,
  masked_phone TEXT NOT NULL,
  bound_at BIGINT NOT NULL,
  held_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- Each document once among those that were proved, and as often as somebody claims it.
CREATE TABLE document_by_level (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  type TEXT NOT NULL,
  sealed TEXT NOT NULL,
  masked_number TEXT NOT NULL,
  match_index TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('claimed', 'document-read', 'vouched-for')),
  created_at BIGINT NOT NULL
);
INSERT INTO document_by_level (id, patient_id, type, sealed, masked_number, match_index, level, created_at)
  SELECT id, patient_id, type, sealed, masked_number, match_index,
    CASE verified WHEN 'typed' THEN 'claimed' WHEN 'staff-present' THEN 'vouched-for' ELSE 'document-read' END, created_at
  FROM patient_document;
DROP TABLE patient_document;
ALTER TABLE document_by_level RENAME TO patient_document;
CREATE UNIQUE INDEX patient_document_proved ON patient_document (match_index) WHERE level <> 'claimed';
CREATE INDEX patient_document_by_match ON patient_document (match_index);
CREATE INDEX patient_document_by_patient ON patient_document (patient_id);

-- `proved_at`: the last proof of another kind than a code. `consented`: the version of the notice that the person agrees to now, in both kinds.
ALTER TABLE patient ADD COLUMN level TEXT NOT NULL DEFAULT 'claimed' CHECK (level IN ('claimed', 'document-read', 'vouched-for'));
ALTER TABLE patient ADD COLUMN proved_at BIGINT;
ALTER TABLE patient ADD COLUMN consented TEXT;
ALTER TABLE patient ADD COLUMN superseded_by TEXT REFERENCES patient (id);
ALTER TABLE patient ADD COLUMN superseded_at BIGINT;
CREATE INDEX patient_by_successor ON patient (superseded_by) WHERE superseded_by IS NOT NULL;

UPDATE patient SET level = COALESCE((SELECT max(patient_document.level) FROM patient_document WHERE patient_document.patient_id = patient.id), 'claimed');
UPDATE patient SET proved_at = COALESCE(
    (SELECT max(audit.at) FROM audit WHERE audit.subject_id = patient.id AND audit.action = 'session.open'
      AND (audit.device_id IS NOT NULL OR audit.actor_kind = 'staff')), created_at)
  WHERE level <> 'claimed';
UPDATE patient SET consented = (
  SELECT max(consent.version) FROM consent WHERE consent.patient_id = patient.id AND consent.kind = 'privacy-notice'
    AND consent.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM consent health WHERE health.patient_id = patient.id
      AND health.kind = 'health-data' AND health.version = consent.version AND health.withdrawn_at IS NULL));

-- Of what was only typed and then opened at a kiosk or by staff, nobody can tell any more whose it is: its phone opens it no longer, and no
-- guardian by word sees it. The card takes it over. A card that was read at a kiosk says nothing of a phone: only what was opened elsewhere
-- was opened by a code.
INSERT INTO patient_phone (id, patient_id, phone_index, masked_phone, bound_at, held_at, ended_at)
  SELECT 'phn_' || substr(patient.id, 5), patient.id, patient.phone_index, COALESCE(patient.masked_phone, ''), patient.created_at,
    COALESCE((SELECT max(audit.at) FROM audit WHERE audit.subject_id = patient.id AND audit.action = 'session.open'
      AND audit.device_id IS NULL AND audit.actor_kind = 'patient'), patient.created_at),
    CASE WHEN patient.level = 'claimed' THEN
      (SELECT min(audit.at) FROM audit WHERE audit.subject_id = patient.id AND audit.action = 'session.open'
        AND (audit.device_id IS NOT NULL OR audit.actor_kind = 'staff')) END
  FROM patient WHERE patient.phone_index IS NOT NULL;
CREATE INDEX patient_phone_by_patient ON patient_phone (patient_id);
CREATE INDEX patient_phone_by_index ON patient_phone (phone_index) WHERE ended_at IS NULL;
DROP INDEX patient_by_phone;
ALTER TABLE patient DROP COLUMN phone_index;
ALTER TABLE patient DROP COLUMN masked_phone;

ALTER TABLE proxy ADD COLUMN level TEXT NOT NULL DEFAULT 'claimed' CHECK (level IN ('claimed', 'document-read', 'vouched-for'));
UPDATE proxy SET ended_at = (
    SELECT min(audit.at) FROM audit WHERE audit.subject_id = proxy.patient_id AND audit.action = 'session.open'
      AND (audit.device_id IS NOT NULL OR audit.actor_kind = 'staff'))
  WHERE ended_at IS NULL;

CREATE INDEX consent_by_giver ON consent (given_by, given_at);

-- Sessions say which phone opened them. Those from before do not, and end: everybody shows once more who they are.
ALTER TABLE session ADD COLUMN phone_id TEXT;
UPDATE session SET ended_at = created_at WHERE ended_at IS NULL;
CREATE INDEX session_by_patient ON session (patient_id) WHERE ended_at IS NULL;

-- The log names the evidence and the phone of each act.
ALTER TABLE audit ADD COLUMN evidence TEXT;
ALTER TABLE audit ADD COLUMN phone_id TEXT;
