-- Ids ascend with the number, as UUIDv7 ascend with time.
INSERT INTO customer (id, number, name, email, currency, payment_term_days, status, version, created_at, updated_at)
SELECT ('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'M-' || lpad(n::text, 6, '0'),
       (ARRAY ['Bakery', 'Hotel', 'Studio', 'Clinic', 'School'])[1 + n % 5] || ' '
       || (ARRAY ['Morgenrot', 'Seeblick', 'Lindenhof', 'Rheinufer'])[1 + n % 4] || ' ' || n,
       'customer' || n || '@many.example', 'EUR', 30, 'active', 1,
       timestamptz '2024-01-01' + n * interval '1 hour', timestamptz '2024-01-01' + n * interval '1 hour'
  FROM generate_series(1, :customers) AS n;

-- Most orders are long completed; one in a hundred waits, was rejected or cancelled.
INSERT INTO sales_order (id, number, customer_id, customer_number, customer_name, customer_reference, currency,
                         discount_percent, discount, net, tax, gross, payment_term_days, status, ordered, reserved, shipped,
                         invoiced, waiting_since, version, steps, placed_by, placed_at, updated_at)
SELECT ('01900000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid, 'SO-2025-' || lpad((1000000 + n)::text, 8, '0'),
       customer.id, customer.number, customer.name, CASE n % 10 WHEN 0 THEN 'PO-' || n END, 'EUR', 0, 0,
       n % 5000 + 1.00, 0.19, n % 5000 + 1.19, 30, status, ARRAY [1::numeric],
       CASE WHEN status IN ('completed', 'invoiced', 'cancelled') THEN ARRAY [1::numeric] END,
       CASE WHEN status = 'completed' THEN ARRAY [1::numeric] END,
       CASE WHEN status IN ('completed', 'invoiced') THEN ARRAY [1::numeric] END,
       CASE WHEN status = 'waiting' THEN placed_at END, 4, 4, '01900000-0000-7000-b000-000000000001', placed_at, placed_at
  FROM (SELECT n, timestamptz '2025-01-01' + n * interval '30 seconds' AS placed_at,
               CASE WHEN n > 0.97 * :orders THEN 'invoiced'
                    WHEN n % 100 = 1 THEN 'waiting' WHEN n % 100 = 2 THEN 'rejected' WHEN n % 100 = 3 THEN 'cancelled'
                    ELSE 'completed' END AS status
          FROM generate_series(1, :orders) AS n) AS orders
  JOIN customer ON customer.number = 'M-' || lpad((1 + n::bigint * 7919 % :customers)::text, 6, '0');

INSERT INTO sales_order_line (order_id, line, product_id, sku, name, quantity, unit_price, discount_percent, net, tax_rate, tax, gross)
SELECT id, 1, ('01900000-0000-7000-8000-' || lpad(to_hex(1 + abs(hashtext(number)) % :products), 12, '0'))::uuid,
       'MANY', 'Many', 1, net, 0, net, 19.00, tax, gross
  FROM sales_order WHERE number LIKE 'SO-2025-0%';

INSERT INTO customer_reference (customer_id, reference, order_id)
SELECT customer_id, customer_reference, id FROM sales_order
 WHERE customer_reference IS NOT NULL AND status NOT IN ('rejected', 'cancelled');

ANALYZE;
