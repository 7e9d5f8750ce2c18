-- Events that were committed with the state and are not on Kafka yet. The column names in the first block are the ones
-- that Debezium's outbox event router reads, so that it can replace the relay.
CREATE TABLE outbox (
    position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id             uuid        NOT NULL,
    aggregatetype  text        NOT NULL,
    aggregateid    uuid        NOT NULL,
    type           text        NOT NULL,
    payload        text        NOT NULL,
    sequence       bigint      NOT NULL,
    occurred_at    timestamptz NOT NULL,
    actor          text        NOT NULL,
    actor_name     text        NOT NULL,
    correlation_id uuid        NOT NULL,
    causation_id   uuid,
    traceparent    text
) WITH (
    -- A queue: every row dies soon. Vacuum by count, not by share of a table that is empty most of the time.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0
);

-- What was handled already, one row per subscription and event. Ids are UUIDv7, so inserts land at the index' right edge.
CREATE TABLE inbox (
    event_id     uuid NOT NULL,
    subscription text NOT NULL,
    PRIMARY KEY (event_id, subscription)
);

-- Events that could not be handled, and those of the same aggregate that came later and wait behind them.
CREATE TABLE parked_event (
    id           uuid PRIMARY KEY,
    subscription text        NOT NULL,
    subject      uuid,
    event_id     uuid,
    topic        text        NOT NULL,
    partition    int         NOT NULL,
    "offset"     bigint      NOT NULL,
    key          bytea,
    headers      jsonb       NOT NULL,
    body         bytea,
    reason       text        NOT NULL,
    parked_at    timestamptz NOT NULL,
    UNIQUE (subscription, topic, partition, "offset")
);
CREATE INDEX parked_event_by_subject ON parked_event (subscription, subject);

-- The answer to a request that carried an Idempotency-Key, committed with its effect.
CREATE TABLE idempotency_key (
    caller     text        NOT NULL,
    key        text        NOT NULL,
    input_hash bytea       NOT NULL,
    status     int         NOT NULL,
    location   text,
    etag       text,
    body       text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key USING brin (created_at);
