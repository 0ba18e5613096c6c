-- What a member of staff does. Whoever was added before there were roles helps at the devices, and vouches for nobody.
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT 'volunteer'
  CHECK (role IN ('volunteer', 'clerk', 'cashier', 'finance', 'reviewer', 'hospital-it'));

-- What was proposed before was proposed by somebody who is a volunteer now.
DELETE FROM patient_link_proposal;
