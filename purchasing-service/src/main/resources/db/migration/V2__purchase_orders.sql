CREATE SEQUENCE purchase_order_number;
CREATE SEQUENCE purchase_receipt_number;

CREATE TABLE purchase_order (
    id                 uuid PRIMARY KEY,
    number             text        NOT NULL UNIQUE,
    supplier_id        uuid        NOT NULL REFERENCES supplier,
    supplier_number    text        NOT NULL,
    supplier_name      text        NOT NULL,
    supplier_reference text,
    note               text,
    currency           text        NOT NULL,
    -- base units for one unit of the currency; null when they are the same, or while it is not known
    exchange_rate      numeric CHECK (exchange_rate > 0),
    -- null: the default warehouse
    warehouse_id       uuid,
    payment_term_days  int         NOT NULL,
    net                numeric     NOT NULL CHECK (net >= 0),
    tax                numeric     NOT NULL CHECK (tax >= 0),
    gross              numeric     NOT NULL CHECK (gross = net + tax),
    -- what people have decided
    phase              text        NOT NULL CHECK (phase IN ('draft', 'submitted', 'approved')),
    -- derived from the phase and the quantities of the lines; kept to be filtered by, and held against them by an invariant
    status             text        NOT NULL
        CHECK (status IN ('draft', 'submitted', 'approved', 'partly_received', 'received', 'billed', 'completed', 'cancelled')),
    -- who drafted, changed or submitted it
    authors            text[]      NOT NULL,
    approved_by        text,
    -- one per event of the order on Kafka
    version            bigint      NOT NULL CHECK (version >= 1),
    -- one per row in purchase_order_step
    steps              int         NOT NULL CHECK (steps >= 1),
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    searched           text        NOT NULL
        GENERATED ALWAYS AS (number || E'\n' || supplier_name || E'\n' || coalesce(supplier_reference, '')) STORED
);
CREATE INDEX purchase_order_by_age ON purchase_order (created_at, id);
CREATE INDEX purchase_order_by_supplier ON purchase_order (supplier_id, created_at, id);
CREATE INDEX purchase_order_by_status ON purchase_order (status, created_at, id);
CREATE INDEX purchase_order_by_words ON purchase_order USING gin (searched gin_trgm_ops);

CREATE TABLE purchase_order_line (
    order_id      uuid    NOT NULL REFERENCES purchase_order,
    line          int     NOT NULL CHECK (line BETWEEN 1 AND 500),
    product_id    uuid    NOT NULL,
    sku           text    NOT NULL,
    name          text    NOT NULL,
    unit          text    NOT NULL,
    unit_decimals int     NOT NULL CHECK (unit_decimals BETWEEN 0 AND 3),
    supplier_sku  text,
    unit_price    numeric NOT NULL CHECK (unit_price >= 0),
    tax_rate      numeric NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    net           numeric NOT NULL CHECK (net >= 0),
    tax           numeric NOT NULL CHECK (tax >= 0),
    gross         numeric NOT NULL CHECK (gross = net + tax),
    expected_on   date    NOT NULL,
    -- sums of the entries in purchase_order_step
    ordered       numeric NOT NULL CHECK (ordered > 0),
    cancelled     numeric NOT NULL CHECK (cancelled BETWEEN 0 AND ordered),
    pending       numeric NOT NULL CHECK (pending >= 0),
    received      numeric NOT NULL CHECK (received >= 0),
    rejected      numeric NOT NULL CHECK (rejected >= 0),
    reversing     numeric NOT NULL CHECK (reversing BETWEEN 0 AND received),
    billed        numeric NOT NULL CHECK (billed >= 0),
    PRIMARY KEY (order_id, line)
);
-- what is on its way of a product
CREATE INDEX purchase_order_line_open ON purchase_order_line (product_id) WHERE ordered > cancelled + received;

-- Goods that came. The arrays have an element for each line of the order, in their order.
CREATE TABLE purchase_receipt (
    id               uuid PRIMARY KEY,
    order_id         uuid        NOT NULL REFERENCES purchase_order,
    number           text        NOT NULL UNIQUE,
    state            text        NOT NULL
        CHECK (state IN ('recorded', 'booked', 'billed', 'waived', 'reversing', 'reversed', 'refused', 'abandoned', 'rejected')),
    accepted         numeric[]   NOT NULL,
    rejected         numeric[]   NOT NULL,
    warehouse_id     uuid,
    delivery_note    text,
    note             text,
    covered          boolean     NOT NULL,
    bill_id          uuid,
    reason           text,
    attention_reason text,
    attention_since  timestamptz,
    waiting_since    timestamptz NOT NULL,
    received_by      text        NOT NULL,
    received_at      timestamptz NOT NULL
);
CREATE INDEX purchase_receipt_by_order ON purchase_receipt (order_id, received_at, id);
CREATE INDEX purchase_receipt_that_waits ON purchase_receipt (waiting_since)
    WHERE attention_since IS NULL AND (state IN ('recorded', 'reversing', 'booked') OR state = 'reversed' AND covered);
CREATE INDEX purchase_receipt_needing_attention ON purchase_receipt (order_id) WHERE attention_since IS NOT NULL;

-- The order's timeline, which is the ledger of its quantities: append only.
CREATE TABLE purchase_order_step (
    order_id   uuid        NOT NULL REFERENCES purchase_order,
    seq        int         NOT NULL CHECK (seq >= 1),
    step       text        NOT NULL,
    -- of the order after the step
    state      text        NOT NULL,
    at         timestamptz NOT NULL,
    detail     text        NOT NULL,
    -- the event that was heard, if one was
    event_id   uuid,
    receipt_id uuid,
    -- what kind of entry it is in the ledger, if any quantity moved, and so much of each line
    entry      text,
    quantities numeric[],
    PRIMARY KEY (order_id, seq),
    CHECK ((entry IS NULL) = (quantities IS NULL))
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the timeline of a purchase order can only be added to';
END $$;
CREATE TRIGGER purchase_order_step_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_order_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
