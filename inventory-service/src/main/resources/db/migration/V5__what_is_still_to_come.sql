-- A purchase order may be cancelled in part, and a receipt of one that was complete may be reversed: its lines stay.
ALTER TABLE open_purchase_line
    ADD COLUMN cancelled numeric(12, 3) NOT NULL DEFAULT 0;
DROP INDEX open_purchase_line_by_product;
CREATE INDEX open_purchase_line_by_product ON open_purchase_line (product_id, expected_on) WHERE quantity > cancelled + received;

-- A product with a reorder level of which there never was anything is below it, and nobody was told: now everybody is.
WITH untold AS (
    UPDATE stock
       SET event_version = 1
      FROM product, warehouse
     WHERE product.id = product_id AND warehouse.id = warehouse_id
       AND low AND event_version = 0 AND is_default AND product.status = 'active'
    RETURNING stock.id, product_id, sku, warehouse_id, code, on_hand, reserved, reorder_level, reorder_quantity
)
INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name, correlation_id)
SELECT gen_random_uuid(), 'erp.inventory.stock', id, 'inventory.stock.below-reorder-level.v1',
       json_build_object('productId', product_id, 'sku', sku, 'stockId', id, 'warehouseId', warehouse_id, 'warehouseCode', code,
                         'onHand', trim_scale(on_hand), 'reserved', trim_scale(reserved),
                         'available', trim_scale(on_hand - reserved), 'reorderLevel', trim_scale(reorder_level),
                         'reorderQuantity', trim_scale(reorder_quantity)),
       1, now(), 'inventory-service', 'inventory-service', product_id
  FROM untold;

-- What was last told to be available of a stock that is known to be low. Reservations tell nothing of the stock: a round looks for
-- those of which something else is true by now. It changes with events only, so that reservations stay off its index.
ALTER TABLE stock
    ADD COLUMN told_low numeric(12, 3);
UPDATE stock SET told_low = 0 WHERE low AND event_version > 0;
CREATE INDEX stock_told_to_be_low ON stock (product_id, warehouse_id) WHERE told_low IS NOT NULL;
