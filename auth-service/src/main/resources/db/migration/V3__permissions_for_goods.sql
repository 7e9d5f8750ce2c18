-- What comes with warehouses, shipments, purchasing and credit limits. Existing roles of the users' own stay as they are.
INSERT INTO permission (name)
SELECT unnest(string_to_array(
    'warehouses:read warehouses:write stock:transfer reservations:release '
    || 'prices:override shipments:write credit-limits:write '
    || 'purchase-orders:approve purchase-orders:receive', ' '));

INSERT INTO role_permission (role, permission)
SELECT role, unnest(string_to_array(permissions, ' '))
  FROM (VALUES
    ('admin',
     'warehouses:read warehouses:write stock:transfer reservations:release prices:override shipments:write '
     || 'credit-limits:write purchase-orders:approve purchase-orders:receive'),
    ('sales_rep',         'warehouses:read shipments:write'),
    ('inventory_manager',
     'warehouses:read warehouses:write stock:transfer reservations:release shipments:write purchase-orders:approve '
     || 'purchase-orders:receive'),
    ('finance_manager',   'warehouses:read credit-limits:write'),
    ('viewer',            'warehouses:read')
  ) AS built_in (role, permissions);
