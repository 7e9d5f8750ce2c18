-- Every event of every topic, once, in hash chains: one chain per Kafka partition number, so that several instances, each with its
-- own partitions, can append beside each other.
--
-- The key stays usable when the table is partitioned by month: a chain's positions and its recorded_at rise together, so a month is
-- one range of positions in each chain. The key then becomes (chain, position, recorded_at), as PostgreSQL asks for, and positions
-- stay unique because the head of the chain is locked when they are given out. Nothing refers to the key.
CREATE TABLE audit_event (
    chain          smallint    NOT NULL,
    position       bigint      NOT NULL,
    event_id       uuid        NOT NULL,
    topic          text        NOT NULL,
    type           text        NOT NULL,
    -- from the type: sales.order.placed.v1 is "placed" on a "sales-order"
    action         text        NOT NULL,
    resource_type  text        NOT NULL,
    resource_id    uuid        NOT NULL,
    sequence       bigint      NOT NULL,
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    actor          text        NOT NULL,
    actor_name     text        NOT NULL,
    correlation_id uuid        NOT NULL,
    causation_id   uuid,
    traceparent    text,
    -- the body as it came: text where it is UTF-8, else bytes. Not json: parsing would change it, or refuse it.
    data           text,
    data_bytes     bytea,
    previous_hash  bytea       NOT NULL,
    hash           bytea       NOT NULL,
    PRIMARY KEY (chain, position),
    CONSTRAINT data_is_text_or_bytes CHECK (num_nonnulls(data, data_bytes) = 1)
) WITH (
    -- keeps bodies of up to 8 kB in the row: compressing each one would cost more than all the rest of appending it
    toast_tuple_target = 8160
);

-- One index per filter, each in the order of the list (newest first). All but the first two grow at a few right edges, because ids are
-- UUIDv7. A type is found by its action.
CREATE INDEX audit_event_by_time ON audit_event (occurred_at, event_id);
CREATE INDEX audit_event_by_actor ON audit_event (actor, occurred_at, event_id);
CREATE INDEX audit_event_by_action ON audit_event (action, occurred_at, event_id);
CREATE INDEX audit_event_by_resource ON audit_event (resource_id, occurred_at, event_id);
CREATE INDEX audit_event_by_correlation ON audit_event (correlation_id, occurred_at, event_id);

-- Where each chain ends. Its row lock serialises appending to the chain.
CREATE TABLE audit_chain (
    chain       smallint PRIMARY KEY,
    position    bigint      NOT NULL,
    hash        bytea       NOT NULL,
    recorded_at timestamptz NOT NULL
);

-- Append-only. The service's role owns the table for now, so this guards against mistakes and against injected SQL, and the hash
-- chain shows the rest. A role of its own that may only INSERT and SELECT comes with the separation of roles.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_chain_only_moves BEFORE DELETE OR TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
