-- How an order reaches whoever pays it: `code`, they scan it off another screen; `link`, they open it on their own phone, and `code` is its address.
ALTER TABLE payment_order ADD COLUMN presented TEXT NOT NULL DEFAULT 'code' CHECK (presented IN ('code', 'link'));
