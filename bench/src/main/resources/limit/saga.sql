-- One sales order of three lines from its placing to the audit trail: the rows that the services write, in one transaction for
-- each step of the saga, one statement for each table. Event bodies come from an order that the running system has made.
\set customer random(1, :customers)
\set first random(1, :products)
-- steps of less than a third never come back to the first product
\set step random(1, (:products - 1) / 3)
\set second 1 + (:first - 1 + :step) % :products
\set third 1 + (:first - 1 + 2 * :step) % :products
\set quantity1 random(1, 3)
\set quantity2 random(1, 3)
\set quantity3 random(1, 3)
\set pieces :quantity1 + :quantity2 + :quantity3
\set chain random(0, 5)

-- 1. sales places the order
BEGIN;
INSERT INTO sales.sales_order (id, number, customer_id, customer_number, customer_name, currency, discount_percent, discount,
                               net, tax, gross, payment_term_days, status, ordered, version, steps, placed_by, placed_at,
                               updated_at)
SELECT uuidv7(), 'SO-2026-' || lpad(nextval('sales.sales_order_number')::text, 9, '0'), id, number, name, currency, 0, 0,
       10.00 * :pieces::int, 1.90 * :pieces::int, 11.90 * :pieces::int, payment_term_days, 'pending',
       ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric], 1, 1,
       '0193a8c0-7c1e-7055-8a4b-5e6f70819205', now(), now()
  FROM sales.customer
 WHERE id = lpad(to_hex(:customer::int), 32, '0')::uuid
RETURNING id AS order_id, number AS order_number
\gset
INSERT INTO sales.sales_order_line (order_id, line, product_id, sku, name, quantity, unit_price, discount_percent,
                                    net, tax_rate, tax, gross)
SELECT :order_id::uuid, line, product_id, sku, name, quantity, price, 0,
       price * quantity, tax_rate, 1.90 * quantity, price * quantity + 1.90 * quantity
  FROM (VALUES (1, lpad(to_hex(:first::int), 32, '0')::uuid, :quantity1::numeric),
               (2, lpad(to_hex(:second::int), 32, '0')::uuid, :quantity2::numeric),
               (3, lpad(to_hex(:third::int), 32, '0')::uuid, :quantity3::numeric)) AS ordered (line, product_id, quantity)
  JOIN sales.catalogue_product USING (product_id);
INSERT INTO sales.sales_order_step (order_id, seq, step, state, at, detail, kind, quantities)
VALUES (:order_id::uuid, 1, 'placed', 'pending', now(), 'The order was placed.', 'ordered',
        ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric]);
INSERT INTO sales.idempotency_key (caller, key, input_hash, status, location, etag, body, created_at)
VALUES ('0193a8c0-7c1e-7055-8a4b-5e6f70819205', 'bench-' || gen_random_uuid(), sha256(convert_to(:answer, 'UTF8')), 201,
        '/api/v1/sales-orders/' || :order_id, '"1"', :answer, now());
INSERT INTO sales.outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name,
                          correlation_id, traceparent)
VALUES (uuidv7(), 'erp.sales.order', :order_id::uuid, 'sales.order.placed.v1', :placed, 1, now(),
        '0193a8c0-7c1e-7055-8a4b-5e6f70819205', 'Bench Clerk', :order_id::uuid,
        '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00')
RETURNING position AS placed_position, id AS placed_id
\gset
COMMIT;

-- 2. inventory reserves its stock
BEGIN;
INSERT INTO inventory.inbox (event_id, subscription) VALUES (:placed_id::uuid, 'reservation') ON CONFLICT DO NOTHING;
SELECT product_id, on_hand - reserved
  FROM inventory.stock
 WHERE product_id IN (lpad(to_hex(:first::int), 32, '0')::uuid, lpad(to_hex(:second::int), 32, '0')::uuid,
                      lpad(to_hex(:third::int), 32, '0')::uuid)
   AND warehouse_id = '019ab1c0-0000-7000-8000-000000000001'
 ORDER BY product_id
   FOR UPDATE;
UPDATE inventory.stock
   SET reserved = stock.reserved + change.quantity, version = stock.version + 1
  FROM (VALUES (lpad(to_hex(:first::int), 32, '0')::uuid, :quantity1::numeric),
               (lpad(to_hex(:second::int), 32, '0')::uuid, :quantity2::numeric),
               (lpad(to_hex(:third::int), 32, '0')::uuid, :quantity3::numeric)) AS change (product_id, quantity)
 WHERE stock.product_id = change.product_id AND stock.warehouse_id = '019ab1c0-0000-7000-8000-000000000001';
INSERT INTO inventory.reservation (order_id, order_number, warehouse_id, state, version, decided_at, updated_at)
VALUES (:order_id::uuid, :order_number, '019ab1c0-0000-7000-8000-000000000001', 'confirmed', 1, now(), now());
INSERT INTO inventory.reservation_line (order_id, product_id, quantity)
VALUES (:order_id::uuid, lpad(to_hex(:first::int), 32, '0')::uuid, :quantity1::numeric),
       (:order_id::uuid, lpad(to_hex(:second::int), 32, '0')::uuid, :quantity2::numeric),
       (:order_id::uuid, lpad(to_hex(:third::int), 32, '0')::uuid, :quantity3::numeric);
INSERT INTO inventory.stock_movement (id, product_id, warehouse_id, kind, on_hand_change, reserved_change, document_type,
                                      document_id, actor, occurred_at)
VALUES (uuidv7(), lpad(to_hex(:first::int), 32, '0')::uuid, '019ab1c0-0000-7000-8000-000000000001', 'reservation', 0, :quantity1::numeric,
        'sales_order', :order_id::uuid, 'inventory-service', now()),
       (uuidv7(), lpad(to_hex(:second::int), 32, '0')::uuid, '019ab1c0-0000-7000-8000-000000000001', 'reservation', 0, :quantity2::numeric,
        'sales_order', :order_id::uuid, 'inventory-service', now()),
       (uuidv7(), lpad(to_hex(:third::int), 32, '0')::uuid, '019ab1c0-0000-7000-8000-000000000001', 'reservation', 0, :quantity3::numeric,
        'sales_order', :order_id::uuid, 'inventory-service', now());
INSERT INTO inventory.outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name,
                              correlation_id, causation_id, traceparent)
VALUES (uuidv7(), 'erp.inventory.reservation', :order_id::uuid, 'inventory.reservation.confirmed.v1', :reserved, 1, now(),
        'inventory-service', 'inventory-service', :order_id::uuid, :placed_id::uuid,
        '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00')
RETURNING position AS reserved_position, id AS reserved_id
\gset
COMMIT;

-- 3. sales confirms the order
BEGIN;
INSERT INTO sales.inbox (event_id, subscription) VALUES (:reserved_id::uuid, 'sales-order-saga') ON CONFLICT DO NOTHING;
UPDATE sales.sales_order
   SET status = 'confirmed', version = 2, steps = 2, updated_at = now(),
       reserved = ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric]
 WHERE id = :order_id::uuid;
INSERT INTO sales.sales_order_step (order_id, seq, step, state, at, detail, event_id, kind, quantities)
VALUES (:order_id::uuid, 2, 'confirmed', 'confirmed', now(), 'The stock is reserved.', :reserved_id::uuid, 'reserved',
        ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric]);
INSERT INTO sales.outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name,
                          correlation_id, causation_id, traceparent)
VALUES (uuidv7(), 'erp.sales.order', :order_id::uuid, 'sales.order.confirmed.v1', :confirmed, 2, now(),
        'sales-service', 'sales-service', :order_id::uuid, :reserved_id::uuid,
        '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00')
RETURNING position AS confirmed_position, id AS confirmed_id
\gset
COMMIT;

-- 4. finance writes the invoice
BEGIN;
INSERT INTO finance.inbox (event_id, subscription) VALUES (:confirmed_id::uuid, 'invoicing') ON CONFLICT DO NOTHING;
INSERT INTO finance.invoice (id, order_id, order_number, customer_id, customer_number, customer_name, currency, rounding,
                             net, tax, gross, payment_term_days, correlation_id, created_at, paid, version)
VALUES (uuidv7(), :order_id::uuid, :order_number, lpad(to_hex(:customer::int), 32, '0')::uuid, 'C-000001', 'Customer 1',
        'EUR', 'half_up_per_line', 10.00 * :pieces::int, 1.90 * :pieces::int, 11.90 * :pieces::int, 30, :order_id::uuid,
        now(), 0, 1)
RETURNING id AS invoice_id
\gset
INSERT INTO finance.invoice_line (invoice_id, line, product_id, sku, name, quantity, unit_price, discount_percent,
                                  net, tax_rate, tax, gross)
VALUES (:invoice_id::uuid, 1, lpad(to_hex(:first::int), 32, '0')::uuid, 'BENCH-00001', 'Bench product 1', :quantity1::numeric,
        10.00, 0, 10.00 * :quantity1::int, 19.00, 1.90 * :quantity1::int, 11.90 * :quantity1::int),
       (:invoice_id::uuid, 2, lpad(to_hex(:second::int), 32, '0')::uuid, 'BENCH-00002', 'Bench product 2', :quantity2::numeric,
        10.00, 0, 10.00 * :quantity2::int, 19.00, 1.90 * :quantity2::int, 11.90 * :quantity2::int),
       (:invoice_id::uuid, 3, lpad(to_hex(:third::int), 32, '0')::uuid, 'BENCH-00003', 'Bench product 3', :quantity3::numeric,
        10.00, 0, 10.00 * :quantity3::int, 19.00, 1.90 * :quantity3::int, 11.90 * :quantity3::int);
INSERT INTO finance.outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name,
                            correlation_id, causation_id, traceparent)
VALUES (uuidv7(), 'erp.finance.invoice', :invoice_id::uuid, 'finance.invoice.drafted.v1', :drafted, 1, now(),
        'finance-service', 'finance-service', :order_id::uuid, :confirmed_id::uuid,
        '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00')
RETURNING position AS drafted_position, id AS drafted_id
\gset
COMMIT;

-- 5. sales notes the invoice
BEGIN;
INSERT INTO sales.inbox (event_id, subscription) VALUES (:drafted_id::uuid, 'sales-order-saga') ON CONFLICT DO NOTHING;
UPDATE sales.sales_order
   SET status = 'invoiced', version = 3, steps = 3, invoice_id = :invoice_id::uuid, updated_at = now(),
       invoiced = ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric]
 WHERE id = :order_id::uuid;
INSERT INTO sales.sales_order_step (order_id, seq, step, state, at, detail, event_id, kind, quantities, document_id)
VALUES (:order_id::uuid, 3, 'invoiced', 'invoiced', now(), 'The invoice was drafted.', :drafted_id::uuid, 'invoiced',
        ARRAY[:quantity1::numeric, :quantity2::numeric, :quantity3::numeric], :invoice_id::uuid);
INSERT INTO sales.outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at, actor, actor_name,
                          correlation_id, causation_id, traceparent)
VALUES (uuidv7(), 'erp.sales.order', :order_id::uuid, 'sales.order.invoiced.v1', :invoiced, 3, now(),
        'sales-service', 'sales-service', :order_id::uuid, :drafted_id::uuid,
        '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00')
RETURNING position AS invoiced_position, id AS invoiced_id
\gset
COMMIT;

-- 6. audit appends the five events to a chain
BEGIN;
INSERT INTO audit.inbox (event_id, subscription)
VALUES (:placed_id::uuid, 'audit-trail'), (:reserved_id::uuid, 'audit-trail'), (:confirmed_id::uuid, 'audit-trail'),
       (:drafted_id::uuid, 'audit-trail'), (:invoiced_id::uuid, 'audit-trail')
ON CONFLICT DO NOTHING;
SELECT position AS head_position, hash AS head_hash FROM audit.audit_chain WHERE chain = :chain::smallint FOR UPDATE
\gset
INSERT INTO audit.audit_event (chain, position, event_id, topic, type, action, resource_type, resource_id, sequence,
                               occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id, traceparent, data,
                               previous_hash, hash)
SELECT :chain::smallint, :head_position::bigint + nr, event_id, topic, type, action, resource_type, resource_id, sequence,
       now(), now(), actor, actor_name, :order_id::uuid, causation_id,
       '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', data, :head_hash::bytea, sha256(convert_to(data, 'UTF8'))
  FROM (VALUES (1, :placed_id::uuid, 'erp.sales.order', 'sales.order.placed.v1', 'placed', 'sales-order', :order_id::uuid, 1,
                '0193a8c0-7c1e-7055-8a4b-5e6f70819205', 'Bench Clerk', NULL::uuid, :placed),
               (2, :reserved_id::uuid, 'erp.inventory.reservation', 'inventory.reservation.confirmed.v1', 'confirmed',
                'inventory-reservation', :order_id::uuid, 1, 'inventory-service', 'inventory-service', :placed_id::uuid,
                :reserved),
               (3, :confirmed_id::uuid, 'erp.sales.order', 'sales.order.confirmed.v1', 'confirmed', 'sales-order',
                :order_id::uuid, 2, 'sales-service', 'sales-service', :reserved_id::uuid, :confirmed),
               (4, :drafted_id::uuid, 'erp.finance.invoice', 'finance.invoice.drafted.v1', 'drafted', 'finance-invoice',
                :invoice_id::uuid, 1, 'finance-service', 'finance-service', :confirmed_id::uuid, :drafted),
               (5, :invoiced_id::uuid, 'erp.sales.order', 'sales.order.invoiced.v1', 'invoiced', 'sales-order',
                :order_id::uuid, 3, 'sales-service', 'sales-service', :drafted_id::uuid, :invoiced))
       AS appended (nr, event_id, topic, type, action, resource_type, resource_id, sequence, actor, actor_name, causation_id,
                    data);
UPDATE audit.audit_chain
   SET position = position + 5, hash = sha256(convert_to(:invoiced, 'UTF8')), recorded_at = now()
 WHERE chain = :chain::smallint;
COMMIT;

-- 7. the relays delete what Kafka has taken; one statement for the three outboxes, which is kinder than three services can be
WITH sold AS (
    DELETE FROM sales.outbox
     WHERE position IN (:placed_position::bigint, :confirmed_position::bigint, :invoiced_position::bigint)
), reserved AS (
    DELETE FROM inventory.outbox WHERE position = :reserved_position::bigint
)
DELETE FROM finance.outbox WHERE position = :drafted_position::bigint;
