-- A trusted extension: who owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What can be bought: a copy of inventory's products, fed by its events.
CREATE TABLE catalogue_product (
    product_id       uuid PRIMARY KEY,
    sku              text    NOT NULL,
    name             text    NOT NULL,
    unit             text    NOT NULL,
    -- how many decimals a quantity in this unit may have
    unit_decimals    int     NOT NULL CHECK (unit_decimals BETWEEN 0 AND 3),
    tax_rate         numeric NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    reorder_level    numeric NOT NULL CHECK (reorder_level >= 0),
    -- 0: what is missing to the level is bought
    reorder_quantity numeric NOT NULL CHECK (reorder_quantity >= 0),
    status           text    NOT NULL CHECK (status IN ('active', 'discontinued')),
    -- version of the product in inventory
    version          bigint  NOT NULL CHECK (version >= 1)
);

-- Who sells to us. Suppliers are never deleted: orders and bills refer to them for good.
CREATE SEQUENCE supplier_number;

CREATE TABLE supplier (
    id                uuid PRIMARY KEY,
    number            text        NOT NULL UNIQUE,
    name              text        NOT NULL,
    tax_id            text,
    currency          text        NOT NULL,
    payment_term_days int         NOT NULL CHECK (payment_term_days BETWEEN 0 AND 365),
    lead_time_days    int         NOT NULL CHECK (lead_time_days BETWEEN 0 AND 365),
    -- as they go out in events and answers; nothing here looks into them
    contacts          text        NOT NULL,
    addresses         text        NOT NULL,
    -- number, name, tax id, and the names and e-mail addresses of the contacts, one a line
    searched          text        NOT NULL,
    status            text        NOT NULL CHECK (status IN ('active', 'inactive')),
    version           bigint      NOT NULL CHECK (version >= 1),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);
CREATE INDEX supplier_by_name ON supplier (name, id);
CREATE INDEX supplier_by_age ON supplier (created_at, id);
CREATE INDEX supplier_by_words ON supplier USING gin (searched gin_trgm_ops);

-- What a supplier calls a product, and what it costs there, in the supplier's currency.
CREATE TABLE supplier_product (
    supplier_id  uuid        NOT NULL REFERENCES supplier,
    product_id   uuid        NOT NULL,
    supplier_sku text        NOT NULL,
    price        numeric     NOT NULL CHECK (price >= 0),
    version      bigint      NOT NULL CHECK (version >= 1),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (supplier_id, product_id)
);
-- who sells a product, the cheapest first
CREATE INDEX supplier_product_by_price ON supplier_product (product_id, price);
