-- Where goods can go: a copy of inventory's warehouses, fed by its events.
CREATE TABLE warehouse (
    warehouse_id uuid PRIMARY KEY,
    code         text    NOT NULL,
    active       boolean NOT NULL,
    -- version of the warehouse in inventory
    version      bigint  NOT NULL CHECK (version >= 1)
);
