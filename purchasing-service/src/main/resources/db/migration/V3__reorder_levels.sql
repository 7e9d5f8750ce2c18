-- Stocks that have fallen below the reorder level of their product, with what was last heard to be available. Whether that still is
-- too little is asked when proposals are made, because levels change.
CREATE TABLE fallen_stock (
    stock_id     uuid PRIMARY KEY,
    product_id   uuid        NOT NULL,
    -- null: the first warehouse, before there were several
    warehouse_id uuid,
    available    numeric     NOT NULL,
    fallen_at    timestamptz NOT NULL,
    -- version of the stock in inventory
    version      bigint      NOT NULL CHECK (version >= 1)
);
CREATE INDEX fallen_stock_by_age ON fallen_stock (fallen_at, stock_id);
