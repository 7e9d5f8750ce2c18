-- The catalogue: categories, units of measure, how much to buy again, a search over words and parts of words, former prices.

-- Trusted: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE product
    ADD COLUMN category         text,
    ADD COLUMN unit             text           NOT NULL DEFAULT 'piece',
    -- how many decimals a quantity of this product may have
    ADD COLUMN unit_decimals    smallint       NOT NULL DEFAULT 0 CHECK (unit_decimals BETWEEN 0 AND 3),
    -- how much to buy when it falls below its reorder level; 0 = whoever buys decides
    ADD COLUMN reorder_quantity numeric(12, 3) NOT NULL DEFAULT 0 CHECK (reorder_quantity >= 0),
    -- words as they are written, of any language: 'simple' knows no stems and no stop words
    ADD COLUMN search           tsvector GENERATED ALWAYS AS
        (to_tsvector('simple', sku || ' ' || name || ' ' || coalesce(description, ''))) STORED;

-- What was counted in parts before there were units, stays countable in parts.
UPDATE product
   SET unit_decimals = 3
 WHERE EXISTS (SELECT FROM stock_movement
                WHERE product_id = product.id
                  AND (on_hand_change <> trunc(on_hand_change) OR reserved_change <> trunc(reserved_change)))
    OR reorder_level <> trunc(reorder_level);

ALTER TABLE product ALTER COLUMN unit DROP DEFAULT, ALTER COLUMN unit_decimals DROP DEFAULT, ALTER COLUMN reorder_quantity DROP DEFAULT;

CREATE INDEX product_by_words ON product USING gin (search);
CREATE INDEX product_by_parts ON product USING gin (sku gin_trgm_ops, name gin_trgm_ops, description gin_trgm_ops);

-- Each filter with each order of the list. Products are read much more often than written.
CREATE INDEX product_category_creation ON product (category, created_at, id);
CREATE INDEX product_category_name ON product (category, name, id);
CREATE INDEX product_category_sku ON product (category, sku_key, id);
CREATE INDEX product_category_status_creation ON product (category, status, created_at, id);
CREATE INDEX product_category_status_name ON product (category, status, name, id);
CREATE INDEX product_category_status_sku ON product (category, status, sku_key, id);
CREATE INDEX product_status_creation ON product (status, created_at, id);
CREATE INDEX product_status_name ON product (status, name, id);
CREATE INDEX product_status_sku ON product (status, sku_key, id);
CREATE INDEX product_unit_creation ON product (unit, created_at, id);
CREATE INDEX product_unit_name ON product (unit, name, id);
CREATE INDEX product_unit_sku ON product (unit, sku_key, id);

-- Every price that a product has had, the present one included.
CREATE TABLE product_price (
    id         uuid PRIMARY KEY,
    product_id uuid           NOT NULL REFERENCES product,
    price      numeric(19, 4) NOT NULL CHECK (price >= 0),
    currency   text           NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    valid_from timestamptz    NOT NULL,
    -- who said so: a user's id, or a service
    actor      text           NOT NULL
);
CREATE INDEX product_price_by_product ON product_price (product_id, valid_from, id);
CREATE TRIGGER product_price_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON product_price
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();

-- Of the prices before nothing is known but the last one, and that it holds at least since then.
INSERT INTO product_price (id, product_id, price, currency, valid_from, actor)
SELECT gen_random_uuid(), id, price, currency, updated_at, 'inventory-service' FROM product;
