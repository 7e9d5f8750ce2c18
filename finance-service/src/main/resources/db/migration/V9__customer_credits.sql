-- What a customer paid beyond what was outstanding, kept on request. One row per customer and currency, locked by whoever changes it;
-- what made it are payments.
CREATE TABLE customer_credit (
    id          uuid           NOT NULL DEFAULT uuidv7() UNIQUE,
    customer_id uuid           NOT NULL,
    currency    text           NOT NULL,
    balance     numeric(19, 4) NOT NULL CHECK (balance >= 0),
    changed_at  timestamptz    NOT NULL,
    PRIMARY KEY (customer_id, currency)
);

INSERT INTO account (code, name, type) VALUES ('2100', 'Customer credits', 'liability');

-- A payment is of an invoice or of a bill, or it feeds a customer's credit, or refunds it; a payment of an invoice may be taken from it.
ALTER TABLE payment
    ADD COLUMN customer_id uuid,
    ADD COLUMN currency text,
    ADD COLUMN refund boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT payment_method_check,
    ADD CONSTRAINT payment_method_check
        CHECK (method IN ('credit_card', 'bank_transfer', 'cash', 'cheque', 'direct_debit', 'other', 'customer_credit')),
    DROP CONSTRAINT a_payment_is_of_one_document,
    ADD CONSTRAINT a_payment_is_of_one_document
        CHECK (num_nonnulls(invoice_id, bill_id) = 1 OR num_nonnulls(invoice_id, bill_id) = 0 AND customer_id IS NOT NULL),
    ADD CONSTRAINT only_a_credit_has_its_own_currency CHECK ((currency IS NOT NULL) = (num_nonnulls(invoice_id, bill_id) = 0)),
    ADD CONSTRAINT only_a_credit_is_refunded CHECK (NOT refund OR num_nonnulls(invoice_id, bill_id) = 0),
    ADD CONSTRAINT a_bill_is_not_paid_from_a_credit CHECK (bill_id IS NULL OR customer_id IS NULL),
    ADD CONSTRAINT what_is_taken_from_a_credit_says_so CHECK (
        (method = 'customer_credit') = (invoice_id IS NOT NULL AND customer_id IS NOT NULL));
CREATE INDEX payment_by_customer ON payment (customer_id, recorded_at, id) WHERE customer_id IS NOT NULL;

ALTER TABLE journal_entry
    DROP CONSTRAINT journal_entry_kind_check,
    ADD CONSTRAINT journal_entry_kind_check
        CHECK (kind IN ('invoice_sent', 'credit_note_sent', 'bill_sent', 'payment_received', 'payment_made',
                        'payment_reversed', 'credit_received', 'credit_applied', 'credit_refunded'));
