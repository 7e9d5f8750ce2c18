-- Ids ascend with the number, as UUIDv7 ascend with time.
INSERT INTO product (id, sku, sku_key, name, description, category, unit, unit_decimals, price, currency, tax_rate,
                     reorder_level, reorder_quantity, status, version, created_at, updated_at)
SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       'MANY-' || lpad(n::text, 6, '0'), 'many-' || lpad(n::text, 6, '0'),
       (ARRAY ['Steel', 'Oak', 'Linen', 'Copper', 'Glass'])[1 + n % 5] || ' '
       || (ARRAY ['kettle', 'table', 'curtain', 'lamp', 'bowl', 'shelf', 'stool'])[1 + n % 7] || ' no. ' || n,
       'Made for the ' || (ARRAY ['kitchen', 'office', 'garden', 'workshop'])[1 + n % 4] || ', series ' || n / 1000,
       (ARRAY ['Household', 'Furniture', 'Textiles', 'Lighting'])[1 + n % 4],
       'piece', 0, 1 + n % 900 + 0.90, 'EUR', CASE n % 3 WHEN 0 THEN 7.00 ELSE 19.00 END,
       10, 50, CASE n % 20 WHEN 0 THEN 'discontinued' ELSE 'active' END, 1,
       timestamptz '2024-01-01' + n * interval '5 minutes', timestamptz '2024-01-01' + n * interval '5 minutes'
  FROM generate_series(1, :products) AS n;

INSERT INTO stock (id, product_id, warehouse_id, on_hand, reserved, value, low)
SELECT id, id, '019ab1c0-0000-7000-8000-000000000001', 100, 95 * (n % 50 = 0)::int, 500, n % 50 = 0
  FROM (SELECT id, substring(sku FROM 6)::int AS n FROM product WHERE sku LIKE 'MANY-%') AS many;

ANALYZE;
