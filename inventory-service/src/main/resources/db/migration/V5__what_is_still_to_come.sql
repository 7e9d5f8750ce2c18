-- A purchase order may be cancelled in part, and a receipt of one that was complete may be reversed: its lines stay.
ALTER TABLE open_purchase_line
    ADD COLUMN cancelled numeric(12, 3) NOT NULL DEFAULT 0;
DROP INDEX open_purchase_line_by_product;
CREATE INDEX open_purchase_line_by_product ON open_purchase_line (product_id, expected_on) WHERE quantity > cancelled + received;
