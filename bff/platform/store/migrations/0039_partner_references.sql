-- For what a partner's own reference was taken: a transaction of a provider pays one order, and what an insurer or a hospital settled is one
-- part of a payment. `partner`: the provider's channel, 'insurer' or 'hospital'.
CREATE TABLE partner_reference (
  hospital_id TEXT NOT NULL REFERENCES hospital (id),
  partner TEXT NOT NULL,
  ref TEXT NOT NULL,
  used_by TEXT NOT NULL,
  PRIMARY KEY (hospital_id, partner, ref)
);
