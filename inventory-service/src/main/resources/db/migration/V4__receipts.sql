-- What purchasing has told: receipts that were booked, and purchase orders that are still to come.

CREATE TABLE receipt (
    id                uuid PRIMARY KEY,
    purchase_order_id uuid        NOT NULL,
    state             text        NOT NULL CHECK (state IN ('booked', 'refused', 'reversed')),
    -- why it was refused
    reason            text CHECK ((reason IS NOT NULL) = (state = 'refused')),
    -- what it brought: [{productId, sku, warehouseId, quantity, value}]
    lines             jsonb       NOT NULL,
    filled_orders     uuid[]      NOT NULL,
    version           bigint      NOT NULL CHECK (version >= 1),
    booked_at         timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);

CREATE TABLE open_purchase_line (
    purchase_order_id uuid           NOT NULL,
    line              int            NOT NULL,
    number            text           NOT NULL,
    product_id        uuid           NOT NULL,
    -- null: the default warehouse
    warehouse_id      uuid,
    quantity          numeric(12, 3) NOT NULL CHECK (quantity > 0),
    received          numeric(12, 3) NOT NULL DEFAULT 0,
    -- null: nobody has said when
    expected_on       date,
    PRIMARY KEY (purchase_order_id, line)
);
CREATE INDEX open_purchase_line_by_product ON open_purchase_line (product_id, expected_on);
