-- What an order asks of inventory, and how far each of its lines has come.
--
-- The ledger is the timeline: a step may append quantities of one kind, by line number. Nothing is written per line, and the
-- order keeps the sums in the row that it updates anyway. NULL is zero throughout, and takes no room; only a NULL in "reserved"
-- says more: inventory has not answered yet.
ALTER TABLE sales_order
    ADD COLUMN warehouse_id  uuid,
    ADD COLUMN on_shortage   text CHECK (on_shortage IN ('reject', 'backorder')),
    ADD COLUMN reserve_until timestamptz,
    ADD COLUMN valid_until   date,
    ADD COLUMN ordered       numeric[],
    ADD COLUMN reserved      numeric[],
    ADD COLUMN shipped       numeric[],
    ADD COLUMN invoiced      numeric[],
    ADD COLUMN returned      numeric[],
    ADD COLUMN credited      numeric[],
    ADD COLUMN cancelled     numeric[],
    -- what the customer owes for it; NULL: its gross
    ADD COLUMN owed          numeric CHECK (owed >= 0),
    -- the world was told that all its stock is reserved: it has an invoice, or will
    ADD COLUMN was_confirmed boolean NOT NULL DEFAULT false,
    -- what it waits for in vain; the reason is for people
    ADD COLUMN attention_about text CHECK (attention_about IN ('reservation', 'invoice', 'stock', 'shipment')),
    -- since when it waits for stock, or for an answer that is overdue
    ADD COLUMN waiting_since timestamptz,
    DROP CONSTRAINT sales_order_status_check,
    ADD CONSTRAINT sales_order_status_check CHECK (status IN (
        'quotation', 'pending', 'waiting', 'confirmed', 'invoiced', 'partly_shipped', 'shipped', 'completed', 'rejected',
        'cancelled')),
    -- The status, unless it is one of those that every order goes through. Lists by status need an index, and the updates
    -- that every order meets must not touch one: for them this stays NULL.
    ADD COLUMN rarer_status  text GENERATED ALWAYS AS
        (CASE WHEN status NOT IN ('pending', 'confirmed', 'invoiced') THEN status END) STORED;

ALTER TABLE sales_order_line
    -- why the price is not that of the catalogue; NULL: it is
    ADD COLUMN price_reason text;

ALTER TABLE sales_order_step
    ADD COLUMN kind        text CHECK (kind IN (
        'ordered', 'reserved', 'unreserved', 'shipped', 'invoiced', 'returned', 'credited', 'cancelled', 'rejected')),
    -- by line number; of 'invoiced' and 'credited' negative when the document is void
    ADD COLUMN quantities  numeric[],
    -- the invoice, shipment, return or credit note that they are on
    ADD COLUMN document_id uuid,
    ADD CHECK (kind IS NOT NULL OR quantities IS NULL),
    ADD CHECK (quantities IS NOT NULL OR kind IS NULL OR kind = 'rejected');

-- Orders from before the ledger: what their timelines say, in quantities. Nothing of them was shipped.
CREATE TEMPORARY TABLE agreed ON COMMIT DROP AS
SELECT order_id, array_agg(quantity ORDER BY line) AS quantities
  FROM sales_order_line GROUP BY order_id;
ALTER TABLE agreed ADD PRIMARY KEY (order_id);
ANALYZE agreed;

UPDATE sales_order_step AS step
   SET kind = CASE step.step
                  WHEN 'placed' THEN 'ordered'
                  WHEN 'reservation_confirmed' THEN 'reserved'
                  WHEN 'reservation_released' THEN 'unreserved'
                  WHEN 'invoice_drafted' THEN 'invoiced'
                  WHEN 'invoice_voided' THEN 'invoiced'
                  WHEN 'reservation_rejected' THEN 'rejected'
                  WHEN 'cancelled' THEN 'cancelled' END,
       quantities = CASE step.step
                        WHEN 'reservation_rejected' THEN NULL
                        WHEN 'invoice_voided' THEN (SELECT array_agg(-quantity ORDER BY line)
                                                      FROM unnest(agreed.quantities) WITH ORDINALITY AS q (quantity, line))
                        ELSE agreed.quantities END,
       document_id = CASE WHEN step.step IN ('invoice_drafted', 'invoice_voided')
                          THEN (SELECT invoice_id FROM sales_order WHERE id = step.order_id) END
  FROM agreed
 WHERE agreed.order_id = step.order_id
   AND (step.step IN ('placed', 'reservation_confirmed', 'reservation_released', 'cancelled', 'invoice_drafted')
        -- what a cancelled order heard and did not take in stays a note
        OR step.step = 'reservation_rejected' AND step.state = 'rejected'
        OR step.step = 'invoice_voided'
           AND EXISTS (SELECT FROM sales_order_step AS drafted
                        WHERE drafted.order_id = step.order_id AND drafted.step = 'invoice_drafted'));

UPDATE sales_order AS o
   SET ordered = agreed.quantities,
       reserved = CASE WHEN done.reserved AND done.unreserved
                       THEN array_fill(0::numeric, ARRAY[cardinality(agreed.quantities)])
                       WHEN done.reserved THEN agreed.quantities END,
       was_confirmed = done.confirmed,
       invoiced = CASE WHEN done.invoiced AND NOT done.voided THEN agreed.quantities END,
       cancelled = CASE WHEN o.status = 'cancelled' THEN agreed.quantities END,
       owed = CASE WHEN o.status IN ('rejected', 'cancelled') AND (o.invoice_id IS NULL OR done.voided) THEN 0
                   WHEN done.paid THEN 0 END,
       waiting_since = o.attention_since,
       attention_about = CASE WHEN o.attention_since IS NULL THEN NULL
                              WHEN o.status = 'pending' THEN 'reservation' ELSE 'invoice' END,
       -- the invoice of an order that goes on was voided by hand: it waits for another one
       status = CASE WHEN o.status = 'invoiced' AND done.voided THEN 'confirmed' ELSE o.status END
  FROM agreed,
       (SELECT order_id,
               bool_or(kind = 'reserved') AS reserved, bool_or(kind = 'unreserved') AS unreserved,
               coalesce(bool_or(step = 'reservation_confirmed' AND state = 'confirmed'), false) AS confirmed,
               coalesce(bool_or(step = 'invoice_drafted'), false) AS invoiced,
               coalesce(bool_or(step = 'invoice_voided'), false) AS voided,
               coalesce(bool_or(step = 'invoice_paid'), false) AS paid
          FROM sales_order_step GROUP BY order_id) AS done
 WHERE agreed.order_id = o.id AND done.order_id = o.id;

UPDATE sales_order_step AS last
   SET state = o.status
  FROM sales_order AS o
 WHERE last.order_id = o.id AND last.seq = o.steps AND last.state <> o.status;

ALTER TABLE sales_order ADD CHECK ((attention_about IS NULL) = (attention_since IS NULL));

-- The service owns its tables, so a missing grant would not stop it: this does. A correction is a new step.
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER sales_order_step_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON sales_order_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();

-- None of them holds a column that the way from an order to its invoice changes.
CREATE INDEX sales_order_by_rarer_status ON sales_order (rarer_status, placed_at, id) WHERE rarer_status IS NOT NULL;
CREATE INDEX sales_order_waiting ON sales_order (waiting_since, id) WHERE waiting_since IS NOT NULL;

-- A customer's own number for an order, once among the orders that are neither rejected nor cancelled. Written only when one is
-- given.
CREATE TABLE customer_reference (
    customer_id uuid NOT NULL,
    reference   text NOT NULL,
    order_id    uuid NOT NULL UNIQUE,
    PRIMARY KEY (customer_id, reference)
);
-- of orders that share a reference from before, the first has it
INSERT INTO customer_reference (customer_id, reference, order_id)
SELECT DISTINCT ON (customer_id, customer_reference) customer_id, customer_reference, id
  FROM sales_order
 WHERE customer_reference IS NOT NULL AND status NOT IN ('rejected', 'cancelled')
 ORDER BY customer_id, customer_reference, placed_at, id;

CREATE SEQUENCE shipment_number;
CREATE SEQUENCE sales_return_number;

-- Goods that leave for an order. Few per order and never in its first second, so foreign keys and indexes may cost.
CREATE TABLE shipment (
    id              uuid PRIMARY KEY,
    number          text        NOT NULL UNIQUE,
    order_id        uuid        NOT NULL REFERENCES sales_order,
    state           text        NOT NULL CHECK (state IN ('requested', 'shipped', 'refused')),
    -- why it was refused
    reason          text CHECK ((reason IS NULL) = (state <> 'refused')),
    carrier         text,
    tracking_number text,
    -- by line number
    quantities      numeric[]   NOT NULL,
    requested_by    text        NOT NULL,
    requested_at    timestamptz NOT NULL,
    decided_at      timestamptz CHECK ((decided_at IS NULL) = (state = 'requested'))
);
CREATE INDEX shipment_by_order ON shipment (order_id, requested_at, id);
CREATE INDEX shipment_requested ON shipment (requested_at, id) WHERE state = 'requested';

-- Goods that came back.
CREATE TABLE sales_return (
    id            uuid PRIMARY KEY,
    number        text        NOT NULL UNIQUE,
    order_id      uuid        NOT NULL REFERENCES sales_order,
    state         text        NOT NULL CHECK (state IN ('entered', 'restocked')),
    reason        text        NOT NULL,
    invoice_id    uuid,
    credit_note_id uuid,
    entered_by    text        NOT NULL,
    entered_at    timestamptz NOT NULL
);
CREATE INDEX sales_return_by_order ON sales_return (order_id, entered_at, id);

CREATE TABLE sales_return_line (
    return_id   uuid    NOT NULL REFERENCES sales_return,
    line        int     NOT NULL CHECK (line BETWEEN 1 AND 500),
    product_id  uuid    NOT NULL,
    sku         text    NOT NULL,
    quantity    numeric NOT NULL CHECK (quantity > 0),
    disposition text    NOT NULL CHECK (disposition IN ('restock', 'scrap')),
    net         numeric NOT NULL CHECK (net >= 0),
    tax_rate    numeric NOT NULL,
    tax         numeric NOT NULL CHECK (tax >= 0),
    gross       numeric NOT NULL CHECK (gross = net + tax),
    PRIMARY KEY (return_id, line)
);

-- Quantities of the product may have so many decimals; 0 for products from before units.
ALTER TABLE catalogue_product
    ADD COLUMN unit          text NOT NULL DEFAULT 'piece',
    ADD COLUMN unit_decimals int  NOT NULL DEFAULT 0 CHECK (unit_decimals BETWEEN 0 AND 3);
