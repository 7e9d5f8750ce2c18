-- 1. The trail by months. What was there before becomes the first partition, as it is: no record is copied or touched.
--
-- A month is one range of positions in each chain, because a chain's positions and its recorded_at rise together. Uniqueness of
-- (chain, position) across months follows from the head's row lock, under which positions are given out.
DROP TRIGGER audit_event_is_append_only ON audit_event;
DROP INDEX audit_event_by_time, audit_event_by_actor, audit_event_by_action, audit_event_by_resource, audit_event_by_correlation;
ALTER TABLE audit_event DROP CONSTRAINT audit_event_pkey;
ALTER TABLE audit_event RENAME TO audit_event_first;
ALTER TABLE audit_event_first
    -- which fields the hash covers, and how: 1 has no reason, request and address
    ADD COLUMN layout     smallint NOT NULL DEFAULT 1,
    ADD COLUMN reason     text,
    ADD COLUMN request_id text,
    ADD COLUMN address    text,
    -- what it is found by; made from the record, so not hashed
    ADD COLUMN words      tsvector;

CREATE TABLE audit_event (
    chain          smallint    NOT NULL,
    position       bigint      NOT NULL,
    event_id       uuid        NOT NULL,
    topic          text        NOT NULL,
    type           text        NOT NULL,
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
    data           text,
    data_bytes     bytea,
    previous_hash  bytea       NOT NULL,
    hash           bytea       NOT NULL,
    layout         smallint    NOT NULL DEFAULT 2,
    reason         text,
    request_id     text,
    address        text,
    words          tsvector,
    PRIMARY KEY (chain, position, recorded_at),
    CONSTRAINT data_is_text_or_bytes CHECK (num_nonnulls(data, data_bytes) = 1)
) PARTITION BY RANGE (recorded_at);

CREATE INDEX audit_event_by_time ON audit_event (occurred_at, event_id);
CREATE INDEX audit_event_by_actor ON audit_event (actor, occurred_at, event_id);
CREATE INDEX audit_event_by_action ON audit_event (action, occurred_at, event_id);
CREATE INDEX audit_event_by_resource ON audit_event (resource_id, occurred_at, event_id);
CREATE INDEX audit_event_by_correlation ON audit_event (correlation_id, occurred_at, event_id);
CREATE INDEX audit_event_by_words ON audit_event USING gin (words);

-- 2. Who owns a table may do everything with it, until that is taken away: the service's role keeps INSERT and SELECT. It could give
-- itself the rest again; the trigger and the chain are for that. On the partitions too, because they can be named directly.
CREATE FUNCTION audit_guard(guarded text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM CURRENT_USER', guarded);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT '
                   'EXECUTE FUNCTION refuse_change()', guarded || '_is_append_only', guarded);
END
$$;

-- Makes the partition of a month, unless it is there. Nothing else makes one.
CREATE FUNCTION audit_partition(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    partition text := 'audit_event_' || to_char(month, 'YYYY_MM');
    starts timestamptz := date_trunc('month', month)::timestamp AT TIME ZONE 'UTC';
    ends timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF EXISTS (SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                WHERE inhparent = 'audit_event'::regclass AND relname = partition) THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L) WITH (toast_tuple_target = 8160)',
                   partition, starts, ends);
    PERFORM audit_guard(partition);
    RETURN true;
END
$$;

DO $$
DECLARE
    month date := date_trunc('month', greatest(now(), (SELECT max(recorded_at) FROM audit_event_first)) AT TIME ZONE 'UTC')::date;
    partition text := 'audit_event_' || to_char(month, 'YYYY_MM');
BEGIN
    IF EXISTS (SELECT FROM audit_event_first) THEN
        EXECUTE format('ALTER TABLE audit_event_first RENAME TO %I', partition);
        EXECUTE format('ALTER TABLE audit_event ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', partition,
                       (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        PERFORM audit_guard(partition);
    ELSE
        DROP TABLE audit_event_first;
        PERFORM audit_partition(month);
    END IF;
    FOR ahead IN 1..3 LOOP
        PERFORM audit_partition((month + make_interval(months => ahead))::date);
    END LOOP;
END
$$;

-- For a record of a month that has no partition, which is a clock gone wrong: kept rather than refused, and told of by an invariant.
CREATE TABLE audit_event_rest PARTITION OF audit_event DEFAULT;
SELECT audit_guard('audit_event_rest');
SELECT audit_guard('audit_event');

-- A head only moves forward.
CREATE FUNCTION refuse_backwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.chain <> OLD.chain OR NEW.position <= OLD.position THEN
        RAISE EXCEPTION 'the head of chain % only moves forward', OLD.chain USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_chain_only_moves_forward BEFORE UPDATE ON audit_chain FOR EACH ROW EXECUTE FUNCTION refuse_backwards();
REVOKE DELETE, TRUNCATE ON audit_chain FROM CURRENT_USER;

-- 3. Where the chains stood, signed. The content is what was signed, byte for byte: see docs/adr/0021.
CREATE TABLE audit_signing_key (
    kid         text PRIMARY KEY,
    -- PKCS #8; encrypted with erp.audit.key-encryption-key, if there is one
    private_key bytea       NOT NULL,
    encrypted   boolean     NOT NULL,
    -- X.509 SubjectPublicKeyInfo
    public_key  bytea       NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE TABLE audit_checkpoint (
    number     bigint PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    -- of the key; no foreign key, whose check would need the right to update the keys
    kid        text        NOT NULL,
    content    text        NOT NULL,
    signature  bytea       NOT NULL
);
-- What is left of a month that was removed: where each of its chains began and ended, signed.
CREATE TABLE audit_stub (
    number     bigint PRIMARY KEY,
    partition  text        NOT NULL UNIQUE,
    removed_at timestamptz NOT NULL,
    -- of the key; no foreign key, whose check would need the right to update the keys
    kid        text        NOT NULL,
    content    text        NOT NULL,
    signature  bytea       NOT NULL
);
SELECT audit_guard('audit_signing_key'), audit_guard('audit_checkpoint'), audit_guard('audit_stub');
