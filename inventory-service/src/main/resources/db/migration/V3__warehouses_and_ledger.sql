-- Stock lies in warehouses and has a value; orders may wait for it; every quantity of an order is kept with its reservation.

CREATE TABLE warehouse (
    id         uuid PRIMARY KEY,
    code       text        NOT NULL,
    -- the code as it is compared: normalised and in lower case
    code_key   text        NOT NULL UNIQUE,
    name       text        NOT NULL,
    is_default boolean     NOT NULL,
    status     text        NOT NULL CHECK (status IN ('active', 'deactivated')),
    version    bigint      NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK (NOT is_default OR status = 'active')
);
CREATE UNIQUE INDEX warehouse_has_one_default ON warehouse (is_default) WHERE is_default;
CREATE INDEX warehouse_by_creation ON warehouse (created_at, id);
CREATE INDEX warehouse_by_name ON warehouse (name, id);
CREATE INDEX warehouse_status_creation ON warehouse (status, created_at, id);

-- The first one holds all stock that there is so far. Whoever keeps a list of warehouses hears of it like of any other.
INSERT INTO warehouse (id, code, code_key, name, is_default, status, version, created_at, updated_at)
VALUES ('019ab1c0-0000-7000-8000-000000000001', 'MAIN', 'main', 'Main warehouse', true, 'active', 1, now(), now());
INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name, correlation_id)
VALUES ('019ab1c0-0000-7000-8000-000000000002', 'erp.inventory.warehouse', '019ab1c0-0000-7000-8000-000000000001',
        'inventory.warehouse.created.v1',
        '{"warehouseId":"019ab1c0-0000-7000-8000-000000000001","code":"MAIN","name":"Main warehouse","isDefault":true,"status":"active"}',
        1, now(), 'inventory-service', 'inventory-service', '019ab1c0-0000-7000-8000-000000000001');

-- One row per product and warehouse where it ever lay, or was asked for.
ALTER TABLE stock
    -- subject of its events; in the first warehouse that is the product's id
    ADD COLUMN id           uuid,
    ADD COLUMN warehouse_id uuid           NOT NULL DEFAULT '019ab1c0-0000-7000-8000-000000000001' REFERENCES warehouse,
    -- what orders wait for: the sum of their back orders
    ADD COLUMN waiting      numeric(12, 3) NOT NULL DEFAULT 0,
    -- what the goods on hand have cost, in the base currency; value / on_hand is the moving average
    ADD COLUMN value        numeric(28, 4) NOT NULL DEFAULT 0,
    -- whether less is available than the product's reorder level
    ADD COLUMN low          boolean        NOT NULL DEFAULT false;
UPDATE stock
   SET id = product_id, low = on_hand - reserved < reorder_level
  FROM product
 WHERE product.id = product_id;
ALTER TABLE stock
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN warehouse_id DROP DEFAULT,
    DROP CONSTRAINT stock_pkey,
    ADD PRIMARY KEY (product_id, warehouse_id),
    ADD CONSTRAINT stock_id_is_unique UNIQUE (id),
    ADD CONSTRAINT stock_waiting_is_not_negative CHECK (waiting >= 0),
    -- nobody overtakes: what could be promised is promised to those who wait
    ADD CONSTRAINT stock_is_not_available_while_orders_wait CHECK (waiting = 0 OR on_hand = reserved),
    ADD CONSTRAINT stock_value_is_that_of_what_is_there CHECK (value >= 0 AND (on_hand > 0 OR value = 0));
-- None on a column that every order changes: those updates must stay off the indexes.
CREATE INDEX stock_by_warehouse ON stock (warehouse_id, product_id);
CREATE INDEX stock_that_is_low ON stock (product_id) WHERE low;

ALTER TABLE stock_movement
    ADD COLUMN warehouse_id uuid           NOT NULL DEFAULT '019ab1c0-0000-7000-8000-000000000001',
    -- in the base currency; null where nothing moves that has a value
    ADD COLUMN unit_cost    numeric(19, 4),
    -- value of a stock = sum of value_change
    ADD COLUMN value_change numeric(28, 4) NOT NULL DEFAULT 0;
ALTER TABLE stock_movement
    ALTER COLUMN warehouse_id DROP DEFAULT,
    DROP CONSTRAINT stock_movement_check,
    ADD CONSTRAINT stock_movement_fits_its_kind CHECK (
        CASE kind
            WHEN 'receipt' THEN on_hand_change <> 0 AND reserved_change = 0
            WHEN 'reservation' THEN on_hand_change = 0 AND reserved_change > 0
            WHEN 'release' THEN on_hand_change = 0 AND reserved_change < 0
            WHEN 'issue' THEN on_hand_change < 0 AND reserved_change = on_hand_change
            WHEN 'adjustment' THEN on_hand_change <> 0 AND reserved_change = 0
            WHEN 'transfer' THEN on_hand_change <> 0 AND reserved_change = 0
            WHEN 'return' THEN on_hand_change > 0 AND reserved_change = 0
            WHEN 'count' THEN reserved_change = 0
            ELSE false
        END),
    ADD CONSTRAINT stock_movement_of_value_moves_goods CHECK (on_hand_change <> 0 OR value_change = 0);

ALTER TABLE reservation
    ADD COLUMN warehouse_id  uuid NOT NULL DEFAULT '019ab1c0-0000-7000-8000-000000000001',
    -- after this what is still held is released by itself; null = never
    ADD COLUMN reserve_until timestamptz,
    DROP CONSTRAINT reservation_state_check,
    DROP CONSTRAINT reservation_check;
ALTER TABLE reservation
    ALTER COLUMN warehouse_id DROP DEFAULT,
    ADD CONSTRAINT reservation_state_is_known CHECK
        (state IN ('confirmed', 'waiting', 'rejected', 'released', 'expired', 'fulfilled')),
    ADD CONSTRAINT reservation_has_a_reason CHECK ((reason IS NULL) = (state IN ('confirmed', 'fulfilled')));
CREATE INDEX reservation_that_may_expire ON reservation (reserve_until)
    WHERE reserve_until IS NOT NULL AND state IN ('confirmed', 'waiting');

-- quantity = what the order asks for; reserved = quantity - issued - what it waits for, as long as the reservation is open
ALTER TABLE reservation_line
    DROP CONSTRAINT reservation_line_quantity_check,
    ADD COLUMN issued   numeric(12, 3) NOT NULL DEFAULT 0,
    ADD COLUMN returned numeric(12, 3) NOT NULL DEFAULT 0,
    -- value of what was issued and did not come back
    ADD COLUMN cost     numeric(28, 4) NOT NULL DEFAULT 0,
    ADD CONSTRAINT reservation_line_adds_up CHECK
        (quantity >= 0 AND issued >= 0 AND issued <= quantity AND returned >= 0 AND cost >= 0);

-- What an order waits for; gone when it has come.
CREATE TABLE back_order (
    order_id     uuid           NOT NULL,
    product_id   uuid           NOT NULL,
    warehouse_id uuid           NOT NULL,
    quantity     numeric(12, 3) NOT NULL CHECK (quantity > 0),
    -- when the order arrived, in microseconds; within one set of orders they follow each other
    position     bigint         NOT NULL,
    PRIMARY KEY (order_id, product_id)
);
CREATE INDEX back_order_queue ON back_order (product_id, warehouse_id, position, order_id);

-- Shipments and returns that were booked: asked for again, they are answered again and not booked again.
CREATE TABLE order_document (
    id        uuid PRIMARY KEY,
    order_id  uuid        NOT NULL,
    kind      text        NOT NULL CHECK (kind IN ('shipment', 'return')),
    booked_at timestamptz NOT NULL
);
CREATE INDEX order_document_by_order ON order_document (order_id, booked_at);
