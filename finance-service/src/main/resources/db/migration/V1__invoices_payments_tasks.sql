-- One invoice per confirmed sales order. Everything up to correlation_id was agreed with the order and never changes. There is no
-- status column: it follows from the columns below it and the date (see invoice_status), so that no two writers can disagree.
CREATE TABLE invoice (
    id                uuid PRIMARY KEY,
    order_id          uuid           NOT NULL UNIQUE,
    order_number      text           NOT NULL,
    customer_id       uuid           NOT NULL,
    customer_number   text           NOT NULL,
    customer_name     text           NOT NULL,
    currency          text           NOT NULL,
    rounding          text           NOT NULL,
    net               numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax               numeric(19, 4) NOT NULL CHECK (tax >= 0),
    gross             numeric(19, 4) NOT NULL,
    payment_term_days int            NOT NULL CHECK (payment_term_days BETWEEN 0 AND 365),
    correlation_id    uuid           NOT NULL,
    created_at        timestamptz    NOT NULL,
    paid              numeric(19, 4) NOT NULL,
    number            text UNIQUE,
    sent_at           timestamptz,
    due_on            date,
    voided_at         timestamptz,
    void_reason       text,
    version           bigint         NOT NULL,
    CONSTRAINT gross_is_net_plus_tax CHECK (gross = net + tax),
    CONSTRAINT paid_is_within_gross CHECK (paid BETWEEN 0 AND gross),
    CONSTRAINT number_comes_with_sending CHECK (num_nulls(number, sent_at, due_on) IN (0, 3)),
    CONSTRAINT void_has_a_reason CHECK (num_nulls(voided_at, void_reason) IN (0, 2)),
    -- a number that was given out stays in the series for good; what was sent is corrected by a credit note
    CONSTRAINT only_drafts_are_voided CHECK (voided_at IS NULL OR sent_at IS NULL),
    CONSTRAINT only_sent_ones_are_paid CHECK (paid = 0 OR sent_at IS NOT NULL)
);
CREATE INDEX invoice_by_age ON invoice (created_at, id);
CREATE INDEX invoice_by_customer ON invoice (customer_id, created_at, id);

-- Without a foreign key: a line is written by the very statement that writes its invoice, and a key would be checked row by row on
-- the hottest path of this service. The invariant every_line_has_its_invoice looks after it.
CREATE TABLE invoice_line (
    invoice_id       uuid           NOT NULL,
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
    PRIMARY KEY (invoice_id, line)
);

-- The last number of each series (INV-2026); its row lock is what makes the series whole, so it is taken last and held shortly.
CREATE TABLE invoice_series (
    series text PRIMARY KEY,
    last   bigint NOT NULL CHECK (last > 0)
);

CREATE TABLE payment (
    id               uuid PRIMARY KEY,
    invoice_id       uuid           NOT NULL REFERENCES invoice,
    method           text           NOT NULL
        CHECK (method IN ('credit_card', 'bank_transfer', 'cash', 'cheque', 'direct_debit', 'other')),
    amount           numeric(19, 4) NOT NULL CHECK (amount > 0),
    reference        text,
    received_on      date           NOT NULL,
    recorded_by      text           NOT NULL,
    recorded_by_name text           NOT NULL,
    recorded_at      timestamptz    NOT NULL
);
CREATE INDEX payment_by_invoice ON payment (invoice_id, recorded_at, id);
CREATE INDEX payment_by_age ON payment (recorded_at, id);
CREATE INDEX payment_by_receipt ON payment (received_on, id);

-- What somebody has to do by hand because the system must not decide it.
CREATE TABLE task (
    id         uuid PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('credit_needed')),
    invoice_id uuid        NOT NULL REFERENCES invoice,
    order_id   uuid        NOT NULL,
    reason     text        NOT NULL,
    opened_at  timestamptz NOT NULL,
    closed_at  timestamptz,
    UNIQUE (kind, invoice_id)
);
CREATE INDEX task_open ON task (opened_at, id) WHERE closed_at IS NULL;

-- The same rule as InvoiceStatus.of, for filters; a test holds the two against each other.
CREATE FUNCTION invoice_status(gross numeric, paid numeric, sent_at timestamptz, due_on date, voided_at timestamptz, today date)
    RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN voided_at IS NOT NULL THEN 'void'
        WHEN sent_at IS NULL THEN 'draft'
        WHEN paid >= gross THEN 'paid'
        WHEN today > due_on THEN 'overdue'
        WHEN paid > 0 THEN 'partially_paid'
        ELSE 'sent'
    END;

-- Payments are a ledger: a wrong one is reversed by a further entry, never changed.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER payment_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
