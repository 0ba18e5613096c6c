-- Doctors and nurses are staff too. What a role may be is said by the column, which is built anew: no engine changes it in place.
ALTER TABLE staff RENAME COLUMN role TO former_role;
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT 'volunteer'
  CHECK (role IN ('volunteer', 'clerk', 'cashier', 'finance', 'reviewer', 'clinician', 'hospital-it'));
UPDATE staff SET role = former_role;
ALTER TABLE staff DROP COLUMN former_role;
