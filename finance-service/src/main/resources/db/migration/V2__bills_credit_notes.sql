-- A draft whose order is reduced is voided and drafted again for what remains: the editions of an order's invoice count from 1.
-- Unique in both, so that a confirmation that comes again finds the first edition and drafts no second one.
ALTER TABLE invoice
    ADD COLUMN edition int NOT NULL DEFAULT 1 CHECK (edition > 0),
    ADD COLUMN credited numeric(19, 4) NOT NULL DEFAULT 0,
    ADD CONSTRAINT credited_is_within_gross CHECK (credited BETWEEN 0 AND gross),
    ADD CONSTRAINT only_sent_ones_are_credited CHECK (credited = 0 OR sent_at IS NOT NULL),
    DROP CONSTRAINT invoice_order_id_key,
    ADD CONSTRAINT invoice_edition_is_unique UNIQUE (order_id, edition);

-- every kind of document has its series
ALTER TABLE invoice_series RENAME TO number_series;

-- A credit note takes back a part of an invoice. As a draft it only takes up its part; the invoice's credited rises when it is sent.
CREATE TABLE credit_note (
    id              uuid PRIMARY KEY,
    kind            text           NOT NULL CHECK (kind IN ('return', 'reduction', 'cancellation')),
    invoice_id      uuid           NOT NULL REFERENCES invoice,
    order_id        uuid           NOT NULL,
    order_number    text           NOT NULL,
    return_id       uuid UNIQUE,
    return_number   text,
    customer_id     uuid           NOT NULL,
    customer_number text           NOT NULL,
    customer_name   text           NOT NULL,
    currency        text           NOT NULL,
    rounding        text           NOT NULL,
    reason          text           NOT NULL,
    net             numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax             numeric(19, 4) NOT NULL CHECK (tax >= 0),
    gross           numeric(19, 4) NOT NULL,
    correlation_id  uuid           NOT NULL,
    created_at      timestamptz    NOT NULL,
    number          text UNIQUE,
    sent_at         timestamptz,
    voided_at       timestamptz,
    void_reason     text,
    version         bigint         NOT NULL,
    CONSTRAINT credit_gross_is_net_plus_tax CHECK (gross = net + tax),
    CONSTRAINT credit_number_comes_with_sending CHECK (num_nulls(number, sent_at) IN (0, 2)),
    CONSTRAINT credit_void_has_a_reason CHECK (num_nulls(voided_at, void_reason) IN (0, 2)),
    CONSTRAINT only_drafted_credit_notes_are_voided CHECK (voided_at IS NULL OR sent_at IS NULL),
    CONSTRAINT a_return_has_its_number CHECK (num_nulls(return_id, return_number) = CASE kind WHEN 'return' THEN 0 ELSE 2 END)
);
CREATE INDEX credit_note_by_invoice ON credit_note (invoice_id, created_at, id);
CREATE INDEX credit_note_by_age ON credit_note (created_at, id);
CREATE INDEX credit_note_by_customer ON credit_note (customer_id, created_at, id);
CREATE INDEX credit_note_by_order ON credit_note (order_id);

CREATE TABLE credit_note_line (
    credit_note_id   uuid           NOT NULL,
    line             int            NOT NULL CHECK (line BETWEEN 1 AND 500),
    product_id       uuid           NOT NULL,
    sku              text           NOT NULL,
    name             text           NOT NULL,
    quantity         numeric(12, 3) NOT NULL CHECK (quantity > 0),
    unit_price       numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    discount_percent numeric(5, 2)  NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
    net              numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax_rate         numeric(5, 2)  NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    tax              numeric(19, 4) NOT NULL CHECK (tax >= 0),
    gross            numeric(19, 4) NOT NULL CHECK (gross = net + tax),
    PRIMARY KEY (credit_note_id, line)
);

-- What a supplier is owed for one receipt of goods. As with invoices there is no status column.
CREATE TABLE bill (
    id                    uuid PRIMARY KEY,
    purchase_order_id     uuid           NOT NULL,
    purchase_order_number text           NOT NULL,
    receipt_id            uuid           NOT NULL UNIQUE,
    receipt_number        text           NOT NULL,
    received_at           timestamptz    NOT NULL,
    supplier_id           uuid           NOT NULL,
    supplier_number       text           NOT NULL,
    supplier_name         text           NOT NULL,
    currency              text           NOT NULL,
    exchange_rate         numeric(19, 6) CHECK (exchange_rate > 0),
    net                   numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax                   numeric(19, 4) NOT NULL CHECK (tax >= 0),
    gross                 numeric(19, 4) NOT NULL,
    payment_term_days     int            NOT NULL CHECK (payment_term_days BETWEEN 0 AND 365),
    correlation_id        uuid           NOT NULL,
    created_at            timestamptz    NOT NULL,
    paid                  numeric(19, 4) NOT NULL,
    number                text UNIQUE,
    sent_at               timestamptz,
    due_on                date,
    voided_at             timestamptz,
    void_reason           text,
    version               bigint         NOT NULL,
    CONSTRAINT bill_gross_is_net_plus_tax CHECK (gross = net + tax),
    CONSTRAINT bill_paid_is_within_gross CHECK (paid BETWEEN 0 AND gross),
    CONSTRAINT bill_number_comes_with_sending CHECK (num_nulls(number, sent_at, due_on) IN (0, 3)),
    CONSTRAINT bill_void_has_a_reason CHECK (num_nulls(voided_at, void_reason) IN (0, 2)),
    CONSTRAINT only_drafted_bills_are_voided CHECK (voided_at IS NULL OR sent_at IS NULL),
    CONSTRAINT only_sent_bills_are_paid CHECK (paid = 0 OR sent_at IS NOT NULL)
);
CREATE INDEX bill_by_age ON bill (created_at, id);
CREATE INDEX bill_by_supplier ON bill (supplier_id, created_at, id);
CREATE INDEX bill_by_purchase_order ON bill (purchase_order_id, created_at, id);

CREATE TABLE bill_line (
    bill_id    uuid           NOT NULL,
    line       int            NOT NULL CHECK (line BETWEEN 1 AND 500),
    product_id uuid           NOT NULL,
    sku        text           NOT NULL,
    name       text           NOT NULL,
    quantity   numeric(12, 3) NOT NULL CHECK (quantity > 0),
    unit_price numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    net        numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax_rate   numeric(5, 2)  NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    tax        numeric(19, 4) NOT NULL CHECK (tax >= 0),
    gross      numeric(19, 4) NOT NULL CHECK (gross = net + tax),
    PRIMARY KEY (bill_id, line)
);

-- A task is opened once for each kind and subject: an invoice, a return, a receipt, or the event that could not be followed.
ALTER TABLE task
    ADD COLUMN subject_id uuid,
    ADD COLUMN bill_id uuid REFERENCES bill,
    ADD COLUMN purchase_order_id uuid,
    ALTER COLUMN invoice_id DROP NOT NULL,
    ALTER COLUMN order_id DROP NOT NULL,
    DROP CONSTRAINT task_kind_check,
    ADD CONSTRAINT task_kind_check CHECK (kind IN ('credit_needed', 'return_not_credited', 'bill_correction_needed')),
    DROP CONSTRAINT task_kind_invoice_id_key;
UPDATE task SET subject_id = invoice_id;
ALTER TABLE task
    ALTER COLUMN subject_id SET NOT NULL,
    ADD CONSTRAINT task_subject_is_unique UNIQUE (kind, subject_id);

-- The same rule as DocumentStatus.of, for filters; a test holds the two against each other.
DROP FUNCTION invoice_status(numeric, numeric, timestamptz, date, timestamptz, date);
CREATE FUNCTION document_status(
    gross numeric, paid numeric, credited numeric, sent_at timestamptz, due_on date, voided_at timestamptz, today date)
    RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN voided_at IS NOT NULL THEN 'void'
        WHEN sent_at IS NULL THEN 'draft'
        WHEN credited > 0 AND credited >= gross THEN 'credited'
        WHEN paid + credited >= gross THEN 'paid'
        WHEN today > due_on THEN 'overdue'
        WHEN paid > 0 THEN 'partially_paid'
        ELSE 'sent'
    END;
