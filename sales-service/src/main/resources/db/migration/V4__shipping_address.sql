-- Where the goods of an order go: JSON, as it goes out in events and answers; nothing here looks into it. It is what was given
-- with the order or the customer's address when it was placed, and does not change with the customer. NULL for older orders.
ALTER TABLE sales_order
    ADD COLUMN shipping_address text;
