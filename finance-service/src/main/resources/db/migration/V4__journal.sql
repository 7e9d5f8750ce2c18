-- The chart of accounts, the same as Account; a test holds the two against each other.
CREATE TABLE account (
    code text PRIMARY KEY,
    name text NOT NULL,
    type text NOT NULL CHECK (type IN ('asset', 'liability', 'income'))
);
INSERT INTO account (code, name, type)
VALUES ('1000', 'Bank', 'asset'),
       ('1010', 'Cash', 'asset'),
       ('1200', 'Accounts receivable', 'asset'),
       ('1300', 'Input tax', 'asset'),
       ('1400', 'Goods received', 'asset'),
       ('2000', 'Accounts payable', 'liability'),
       ('2200', 'Output tax', 'liability'),
       ('4000', 'Sales', 'income');

-- A document or payment is booked once; what is wrong is taken back by a further entry, once.
CREATE TABLE journal_entry (
    id              uuid PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('invoice_sent', 'credit_note_sent', 'bill_sent', 'payment_received',
                                                         'payment_made', 'payment_reversed')),
    document_id     uuid        NOT NULL UNIQUE,
    document_number text        NOT NULL,
    booked_on       date        NOT NULL,
    currency        text        NOT NULL,
    reverses        uuid UNIQUE REFERENCES journal_entry,
    booked_by       text        NOT NULL,
    booked_by_name  text        NOT NULL,
    booked_at       timestamptz NOT NULL,
    CONSTRAINT only_reversals_reverse CHECK ((reverses IS NOT NULL) = (kind = 'payment_reversed'))
);
CREATE INDEX journal_entry_by_day ON journal_entry (booked_on, id);
CREATE INDEX journal_entry_by_time ON journal_entry (booked_at, id);

-- One amount, from one account to another: the sum of the debits cannot differ from that of the credits.
CREATE TABLE journal_posting (
    entry_id uuid           NOT NULL REFERENCES journal_entry,
    line     int            NOT NULL CHECK (line > 0),
    debit    text           NOT NULL REFERENCES account,
    credit   text           NOT NULL REFERENCES account,
    amount   numeric(19, 4) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entry_id, line),
    CONSTRAINT from_one_account_to_another CHECK (debit <> credit)
);

CREATE TRIGGER journal_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_posting_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The books are closed up to this day. One row, locked in share mode by whoever books.
CREATE TABLE period_lock (
    only_one     boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    locked_until date   NOT NULL,
    version      bigint NOT NULL
);
INSERT INTO period_lock (locked_until, version) VALUES ('1970-01-01', 0);

-- What was sent and paid before there was a journal. The day of sending is the due date less the payment term.
WITH booked AS (
    INSERT INTO journal_entry (id, kind, document_id, document_number, booked_on, currency, booked_by, booked_by_name, booked_at)
    SELECT uuidv7(), 'invoice_sent', id, number, due_on - payment_term_days, currency, 'finance-service', 'finance-service', sent_at
      FROM invoice WHERE sent_at IS NOT NULL AND gross > 0
    RETURNING id, document_id
)
INSERT INTO journal_posting (entry_id, line, debit, credit, amount)
SELECT booked.id, part.line, '1200', part.credit, part.amount
  FROM booked
  JOIN invoice ON invoice.id = booked.document_id
 CROSS JOIN LATERAL (VALUES (1, '4000', invoice.net), (2, '2200', invoice.tax)) AS part (line, credit, amount)
 WHERE part.amount > 0;

WITH booked AS (
    INSERT INTO journal_entry (id, kind, document_id, document_number, booked_on, currency, booked_by, booked_by_name, booked_at)
    SELECT uuidv7(), 'credit_note_sent', id, number, sent_at::date, currency, 'finance-service', 'finance-service', sent_at
      FROM credit_note WHERE sent_at IS NOT NULL AND gross > 0
    RETURNING id, document_id
)
INSERT INTO journal_posting (entry_id, line, debit, credit, amount)
SELECT booked.id, part.line, part.debit, '1200', part.amount
  FROM booked
  JOIN credit_note ON credit_note.id = booked.document_id
 CROSS JOIN LATERAL (VALUES (1, '4000', credit_note.net), (2, '2200', credit_note.tax)) AS part (line, debit, amount)
 WHERE part.amount > 0;

WITH booked AS (
    INSERT INTO journal_entry (id, kind, document_id, document_number, booked_on, currency, booked_by, booked_by_name, booked_at)
    SELECT uuidv7(), 'payment_received', payment.id, invoice.number, payment.received_on, invoice.currency,
           payment.recorded_by, payment.recorded_by_name, payment.recorded_at
      FROM payment JOIN invoice ON invoice.id = payment.invoice_id
    RETURNING id, document_id
)
INSERT INTO journal_posting (entry_id, line, debit, credit, amount)
SELECT booked.id, 1, CASE payment.method WHEN 'cash' THEN '1010' ELSE '1000' END, '1200', payment.amount
  FROM booked JOIN payment ON payment.id = booked.document_id;
