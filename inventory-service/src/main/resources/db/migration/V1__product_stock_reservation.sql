-- Product and stock are few and change often; movements and reservations are many and only grow.

CREATE TABLE product (
    id            uuid PRIMARY KEY,
    sku           text           NOT NULL,
    -- the SKU as it is compared: normalised and in lower case, by the service, so that it does not depend on the locale of the database
    sku_key       text           NOT NULL UNIQUE,
    name          text           NOT NULL,
    description   text,
    -- without tax, in the minor units of the currency
    price         numeric(19, 4) NOT NULL CHECK (price >= 0),
    currency      text           NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- percent
    tax_rate      numeric(5, 2)  NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    -- below this many available pieces it should be bought again; 0 = never
    reorder_level numeric(12, 3) NOT NULL CHECK (reorder_level >= 0),
    status        text           NOT NULL CHECK (status IN ('active', 'discontinued')),
    version       bigint         NOT NULL CHECK (version >= 1),
    created_at    timestamptz    NOT NULL,
    updated_at    timestamptz    NOT NULL
);
CREATE INDEX product_by_creation ON product (created_at, id);
CREATE INDEX product_by_name ON product (name, id);

-- One row per product, made with it. Available is on_hand - reserved.
CREATE TABLE stock (
    product_id    uuid PRIMARY KEY REFERENCES product,
    on_hand       numeric(12, 3) NOT NULL DEFAULT 0,
    reserved      numeric(12, 3) NOT NULL DEFAULT 0,
    -- counts every change
    version       bigint         NOT NULL DEFAULT 1,
    -- counts the published ones (reservations publish no event of the stock): sequence of the last event on erp.inventory.stock
    event_version bigint         NOT NULL DEFAULT 0,
    CHECK (reserved >= 0),
    CHECK (on_hand >= reserved)
) WITH (
    -- Hot products are updated once per set of orders: room on the page keeps those updates off the index (HOT).
    fillfactor = 40, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0
);

-- Why the stock is what it is: on_hand = sum of on_hand_change, reserved = sum of reserved_change, for every product.
-- No foreign keys here and below: each would lock and dirty the row of the product for every line of every order. What is
-- written in the statement that has just locked the product's stock cannot dangle; the invariants of the service check it.
CREATE TABLE stock_movement (
    id              uuid PRIMARY KEY,
    product_id      uuid           NOT NULL,
    kind            text           NOT NULL,
    on_hand_change  numeric(12, 3) NOT NULL,
    reserved_change numeric(12, 3) NOT NULL,
    -- what it was for: 'sales_order' and the order's id; null for an adjustment, which is its own document
    document_type   text,
    document_id     uuid,
    reason          text,
    -- who did it: a user's id, or the service that reacted to an event
    actor           text           NOT NULL,
    occurred_at     timestamptz    NOT NULL,
    CHECK (CASE kind
               WHEN 'adjustment' THEN on_hand_change <> 0 AND reserved_change = 0
               WHEN 'reservation' THEN on_hand_change = 0 AND reserved_change > 0
               WHEN 'release' THEN on_hand_change = 0 AND reserved_change < 0
               ELSE false
           END),
    CHECK ((document_type IS NULL) = (document_id IS NULL))
);
CREATE INDEX stock_movement_by_product ON stock_movement (product_id, occurred_at);

-- The service owns its tables, so a missing grant would not stop it: this does. A correction is a new movement.
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER stock_movement_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();

-- The answer to one order: all its lines reserved, or none.
CREATE TABLE reservation (
    order_id     uuid PRIMARY KEY,
    order_number text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('confirmed', 'rejected', 'released')),
    -- why it was rejected or released
    reason       text CHECK ((reason IS NULL) = (state = 'confirmed')),
    -- what stood in the way: [{productId, sku?, requested, available}]
    shortages    jsonb CHECK ((shortages IS NULL) = (state <> 'rejected')),
    version      bigint      NOT NULL CHECK (version >= 1),
    decided_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX reservation_by_decision ON reservation (decided_at, order_id);
-- Most reservations are confirmed, so a list of those needs no index of its own, and making them pays for none.
CREATE INDEX reservation_not_confirmed ON reservation (state, decided_at, order_id) WHERE state <> 'confirmed';

-- One row per product of a reserved order: its lines of one product are summed.
CREATE TABLE reservation_line (
    order_id   uuid           NOT NULL,
    product_id uuid           NOT NULL,
    quantity   numeric(12, 3) NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, product_id)
);
