-- Customers as people know them: contacts, several places to ship to, what they may owe, notes, and a search over all of it.

-- Trusted: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE customer
    -- JSON, as it goes out in events and answers; nothing here looks into it
    ADD COLUMN contacts           text,
    ADD COLUMN shipping_addresses text,
    -- names, e-mail addresses and numbers of the contacts, for the search
    ADD COLUMN contact_text       text,
    -- in the customer's currency; NULL: no limit
    ADD COLUMN credit_limit       numeric CHECK (credit_limit >= 0),
    ADD COLUMN search_text        text GENERATED ALWAYS AS (
        name || ' ' || number || ' ' || coalesce(email, '') || ' ' || coalesce(tax_id, '') || ' ' || coalesce(phone, '')
        || ' ' || coalesce(contact_text, '')) STORED;

-- Customers are read much more often than written.
CREATE INDEX customer_by_text ON customer USING gin (search_text gin_trgm_ops);
CREATE INDEX customer_by_status_age ON customer (status, created_at, id);
CREATE INDEX customer_by_status_name ON customer (status, name, id);
CREATE INDEX customer_reference_by_text ON customer_reference USING gin (reference gin_trgm_ops);

-- What people write down about a customer: never changed, never deleted.
CREATE TABLE customer_note (
    id          uuid PRIMARY KEY,
    customer_id uuid        NOT NULL REFERENCES customer,
    text        text        NOT NULL,
    author      text        NOT NULL,
    author_name text        NOT NULL,
    written_at  timestamptz NOT NULL
);
CREATE INDEX customer_note_by_customer ON customer_note (customer_id, written_at, id);
CREATE TRIGGER customer_note_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_note
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
