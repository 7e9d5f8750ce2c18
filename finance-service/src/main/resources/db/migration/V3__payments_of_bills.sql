-- The supplier's own number of a bill; the table beside it keeps a second bill with the same number out, whatever its case.
ALTER TABLE bill ADD COLUMN supplier_bill_number text;
CREATE TABLE supplier_bill_number (
    supplier_id uuid NOT NULL,
    number      text NOT NULL,
    bill_id     uuid NOT NULL REFERENCES bill,
    PRIMARY KEY (supplier_id, number)
);

-- Money comes in for an invoice or goes out for a bill. A wrong payment is taken back by a further entry, once.
ALTER TABLE payment
    ALTER COLUMN invoice_id DROP NOT NULL,
    ADD COLUMN bill_id uuid REFERENCES bill,
    ADD COLUMN reverses uuid UNIQUE REFERENCES payment,
    ADD COLUMN reason text,
    ADD CONSTRAINT a_payment_is_of_one_document CHECK (num_nonnulls(invoice_id, bill_id) = 1),
    ADD CONSTRAINT a_reversal_has_a_reason CHECK (num_nulls(reverses, reason) IN (0, 2));
CREATE INDEX payment_by_bill ON payment (bill_id, recorded_at, id) WHERE bill_id IS NOT NULL;
