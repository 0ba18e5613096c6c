-- A booking at a hospital is of one person. `held_ref` is the hospital's reference while a claim stands for the booking, NULL before, after,
-- and for ghosts. Where one reference was given twice in the past, the first claim has it.
ALTER TABLE claim ADD COLUMN held_ref TEXT;
UPDATE claim SET held_ref = hospital_ref WHERE id IN (
  SELECT min(id) FROM claim
  WHERE ghost_of IS NULL AND hospital_ref IS NOT NULL AND state IN ('confirmed', 'cancelling', 'cancel-sent', 'manual')
  GROUP BY hospital_id, hospital_ref
);
CREATE UNIQUE INDEX claim_held_once ON claim (hospital_id, held_ref) WHERE held_ref IS NOT NULL;
-- A file at a hospital is of one person. `ref_index` is the blind index of its sealed reference; NULL where it was sealed before there was one.
ALTER TABLE local_patient ADD COLUMN ref_index TEXT;
CREATE UNIQUE INDEX local_patient_of_one ON local_patient (hospital_id, ref_index) WHERE ref_index IS NOT NULL;
CREATE INDEX local_patient_unindexed ON local_patient (hospital_id, patient_id) WHERE state = 'known' AND ref_index IS NULL;
