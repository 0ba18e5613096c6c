-- For whoever watches: what waits for people, without looking through everything. Neither index holds a row on an ordinary day.
CREATE INDEX claim_manual ON claim (hospital_id, know_by) WHERE state = 'manual';
CREATE INDEX slot_short ON slot (hospital_id) WHERE short = 1;
