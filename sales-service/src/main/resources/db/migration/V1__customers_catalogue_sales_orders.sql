-- Who buys. Customers are never deleted: orders and invoices refer to them for good.
CREATE SEQUENCE customer_number;

CREATE TABLE customer (
    id                uuid PRIMARY KEY,
    number            text        NOT NULL UNIQUE,
    name              text        NOT NULL,
    email             text,
    phone             text,
    tax_id            text,
    currency          text        NOT NULL,
    payment_term_days int         NOT NULL CHECK (payment_term_days BETWEEN 0 AND 365),
    -- as it goes out in events and answers; nothing here looks into it
    billing_address   text,
    status            text        NOT NULL CHECK (status IN ('active', 'inactive')),
    version           bigint      NOT NULL CHECK (version >= 1),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);
CREATE INDEX customer_by_name ON customer (name, id);
CREATE INDEX customer_by_age ON customer (created_at, id);

-- What can be sold and at what price: a copy of inventory's products, fed by its events.
CREATE TABLE catalogue_product (
    product_id uuid PRIMARY KEY,
    sku        text    NOT NULL,
    name       text    NOT NULL,
    price      numeric NOT NULL CHECK (price >= 0),
    currency   text    NOT NULL,
    tax_rate   numeric NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    status     text    NOT NULL CHECK (status IN ('active', 'discontinued')),
    -- version of the product in inventory
    version    bigint  NOT NULL CHECK (version >= 1)
);

-- Numbers are taken in blocks of 100; a restart leaves a gap, which is fine for orders (invoices have none).
CREATE SEQUENCE sales_order_number INCREMENT 100;

-- No foreign keys on these three tables: the statement that places an order checks the customer itself and writes order,
-- lines and first step together, and nothing is ever deleted. A key would look up and lock the parent once per line, and
-- the customer's row once per order, where hot customers would queue. The invariants check what the keys would.
CREATE TABLE sales_order (
    id                 uuid PRIMARY KEY,
    number             text        NOT NULL UNIQUE,
    customer_id        uuid        NOT NULL,
    customer_number    text        NOT NULL,
    customer_name      text        NOT NULL,
    customer_reference text,
    note               text,
    currency           text        NOT NULL,
    discount_percent   numeric     NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
    discount           numeric     NOT NULL CHECK (discount >= 0),
    net                numeric     NOT NULL CHECK (net >= 0),
    tax                numeric     NOT NULL CHECK (tax >= 0),
    gross              numeric     NOT NULL CHECK (gross = net + tax),
    payment_term_days  int         NOT NULL,
    status             text        NOT NULL
        CHECK (status IN ('pending', 'confirmed', 'invoiced', 'rejected', 'cancelled')),
    attention_reason   text,
    attention_since    timestamptz,
    invoice_id         uuid,
    -- one per event of the order on Kafka
    version            bigint      NOT NULL CHECK (version >= 1),
    -- one per row in sales_order_step
    steps              int         NOT NULL CHECK (steps >= version),
    placed_by          text        NOT NULL,
    placed_at          timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
) WITH (
    -- An order is updated twice within a second of its birth. Room in the page keeps these updates there (HOT), and no
    -- index holds a column that they change, status above all: no index entry is written but the first.
    fillfactor = 70
);
CREATE INDEX sales_order_by_age ON sales_order (placed_at, id);
CREATE INDEX sales_order_by_customer ON sales_order (customer_id, placed_at, id);
CREATE INDEX sales_order_needing_attention ON sales_order (placed_at, id) WHERE attention_since IS NOT NULL;

CREATE TABLE sales_order_line (
    order_id         uuid    NOT NULL,
    line             int     NOT NULL CHECK (line BETWEEN 1 AND 500),
    product_id       uuid    NOT NULL,
    sku              text    NOT NULL,
    name             text    NOT NULL,
    quantity         numeric NOT NULL CHECK (quantity > 0),
    unit_price       numeric NOT NULL CHECK (unit_price >= 0),
    discount_percent numeric NOT NULL CHECK (discount_percent BETWEEN 0 AND 100),
    net              numeric NOT NULL CHECK (net >= 0),
    tax_rate         numeric NOT NULL,
    tax              numeric NOT NULL CHECK (tax >= 0),
    gross            numeric NOT NULL CHECK (gross = net + tax),
    PRIMARY KEY (order_id, line)
);

-- The order's timeline: append only.
CREATE TABLE sales_order_step (
    order_id uuid        NOT NULL,
    seq      int         NOT NULL CHECK (seq >= 1),
    step     text        NOT NULL,
    -- of the order after the step
    state    text        NOT NULL,
    at       timestamptz NOT NULL,
    detail   text        NOT NULL,
    -- the event that was heard, if one was
    event_id uuid,
    PRIMARY KEY (order_id, seq)
);
