-- One transfer may pay several invoices: a payment for each, with what they have in common.
ALTER TABLE payment ADD COLUMN transfer_id uuid;
CREATE INDEX payment_by_transfer ON payment (transfer_id) WHERE transfer_id IS NOT NULL;
