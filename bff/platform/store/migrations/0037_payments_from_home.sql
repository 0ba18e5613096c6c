-- `payer_code`: on the paper by which somebody pays from home; another one than `code`, so that neither the receipt nor the cashier's paper opens
-- the page of whoever pays. Null for every other payment.
ALTER TABLE payment ADD COLUMN payer_code TEXT;
CREATE UNIQUE INDEX payment_by_payer_code ON payment (payer_code);
