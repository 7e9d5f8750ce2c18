-- Customers and suppliers as finance knows them, from the events of sales and purchasing; the newest version counts.
CREATE TABLE party (
    id                uuid PRIMARY KEY,
    kind              text    NOT NULL CHECK (kind IN ('customer', 'supplier')),
    number            text    NOT NULL,
    name              text    NOT NULL,
    currency          text    NOT NULL,
    payment_term_days int     NOT NULL CHECK (payment_term_days BETWEEN 0 AND 365),
    tax_id            text,
    address           text,
    active            boolean NOT NULL,
    version           bigint  NOT NULL
);

-- An invoice may be drafted by hand, of an order or without one. The payment term may end with a month; a foreign currency has its rate.
ALTER TABLE invoice
    ALTER COLUMN order_id DROP NOT NULL,
    ALTER COLUMN order_number DROP NOT NULL,
    ADD COLUMN source text NOT NULL DEFAULT 'order' CHECK (source IN ('order', 'by_hand', 'free')),
    ADD COLUMN end_of_month boolean NOT NULL DEFAULT false,
    ADD COLUMN exchange_rate numeric(19, 6) CHECK (exchange_rate > 0),
    ADD CONSTRAINT only_free_invoices_have_no_order
        CHECK (num_nulls(order_id, order_number) = CASE source WHEN 'free' THEN 2 ELSE 0 END);
ALTER TABLE invoice_line ALTER COLUMN product_id DROP NOT NULL, ALTER COLUMN sku DROP NOT NULL;
ALTER TABLE credit_note ALTER COLUMN order_id DROP NOT NULL, ALTER COLUMN order_number DROP NOT NULL;
ALTER TABLE credit_note_line ALTER COLUMN product_id DROP NOT NULL, ALTER COLUMN sku DROP NOT NULL;

-- What is known of orders beside their invoices, for invoices by hand. Written when it happens, which is not when they are confirmed.
CREATE TABLE cancelled_order (
    order_id     uuid PRIMARY KEY,
    reason       text        NOT NULL,
    cancelled_at timestamptz NOT NULL
);
INSERT INTO cancelled_order (order_id, reason, cancelled_at)
SELECT order_id, 'order_cancelled', max(voided_at) FROM invoice WHERE void_reason = 'order_cancelled' GROUP BY order_id;
INSERT INTO cancelled_order (order_id, reason, cancelled_at)
SELECT order_id, min(reason), min(created_at) FROM credit_note WHERE kind = 'cancellation' GROUP BY order_id
ON CONFLICT DO NOTHING;

-- What remains of an order after its last reduction; without a row it is what its first invoice says.
CREATE TABLE remaining_line (
    order_id uuid           NOT NULL,
    line     int            NOT NULL CHECK (line BETWEEN 1 AND 500),
    quantity numeric(12, 3) NOT NULL CHECK (quantity > 0),
    net      numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax      numeric(19, 4) NOT NULL CHECK (tax >= 0),
    PRIMARY KEY (order_id, line)
);
INSERT INTO remaining_line (order_id, line, quantity, net, tax)
SELECT latest.order_id, line, quantity, invoice_line.net, invoice_line.tax
  FROM (SELECT DISTINCT ON (order_id) order_id, id, edition FROM invoice ORDER BY order_id, edition DESC) AS latest
  JOIN invoice_line ON invoice_id = latest.id
 WHERE latest.edition > 1;

CREATE TABLE shipped_line (
    order_id    uuid           NOT NULL,
    shipment_id uuid           NOT NULL,
    line        int            NOT NULL CHECK (line BETWEEN 1 AND 500),
    quantity    numeric(12, 3) NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, shipment_id, line)
);

-- A bill may be entered by hand, with or without a purchase order; one for a receipt may be drafted again after it was voided.
ALTER TABLE bill
    ALTER COLUMN purchase_order_id DROP NOT NULL,
    ALTER COLUMN purchase_order_number DROP NOT NULL,
    ALTER COLUMN receipt_id DROP NOT NULL,
    ALTER COLUMN receipt_number DROP NOT NULL,
    ALTER COLUMN received_at DROP NOT NULL,
    ADD COLUMN edition int NOT NULL DEFAULT 1 CHECK (edition > 0),
    ADD COLUMN rounding text NOT NULL DEFAULT 'half_up_per_line' CHECK (rounding IN ('half_up_per_line', 'half_up_in_total')),
    ADD COLUMN end_of_month boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT a_purchase_order_has_its_number CHECK (num_nulls(purchase_order_id, purchase_order_number) IN (0, 2)),
    ADD CONSTRAINT a_receipt_has_its_number CHECK (num_nulls(receipt_id, receipt_number, received_at) IN (0, 3)),
    DROP CONSTRAINT bill_receipt_id_key,
    ADD CONSTRAINT bill_edition_is_unique UNIQUE (receipt_id, edition);
ALTER TABLE bill_line
    ALTER COLUMN product_id DROP NOT NULL,
    ALTER COLUMN sku DROP NOT NULL,
    ADD COLUMN discount_percent numeric(5, 2) CHECK (discount_percent BETWEEN 0 AND 100);

CREATE TABLE reversed_receipt (
    receipt_id uuid PRIMARY KEY
);
INSERT INTO reversed_receipt (receipt_id)
SELECT receipt_id FROM bill WHERE void_reason = 'receipt_reversed'
UNION
SELECT subject_id FROM task WHERE kind = 'bill_correction_needed';

-- Whose a purchase order is: from its approval, or from its receipts.
CREATE TABLE purchase_order (
    id          uuid PRIMARY KEY,
    number      text NOT NULL,
    supplier_id uuid NOT NULL
);
INSERT INTO purchase_order (id, number, supplier_id)
SELECT DISTINCT ON (purchase_order_id) purchase_order_id, purchase_order_number, supplier_id FROM bill;
