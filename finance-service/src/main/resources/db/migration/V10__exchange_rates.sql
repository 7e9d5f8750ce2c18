-- What one unit of a currency cost in the base currency on a day. Replaced by whoever corrects it; its events have its history.
CREATE TABLE exchange_rate (
    id              uuid PRIMARY KEY,
    currency        text           NOT NULL,
    day             date           NOT NULL,
    rate            numeric(19, 6) NOT NULL CHECK (rate > 0),
    entered_by      text           NOT NULL,
    entered_by_name text           NOT NULL,
    entered_at      timestamptz    NOT NULL,
    version         bigint         NOT NULL,
    UNIQUE (currency, day)
);
CREATE INDEX exchange_rate_by_day ON exchange_rate (day, id);

-- A credit note has the rate of its invoice, an entry that of its document. What is there already has none: nobody knows it any more.
ALTER TABLE credit_note ADD COLUMN exchange_rate numeric(19, 6) CHECK (exchange_rate > 0);
ALTER TABLE journal_entry ADD COLUMN exchange_rate numeric(19, 6) CHECK (exchange_rate > 0);
