-- The dashboard: what the events say of each document, and sums over the documents that are moved by the difference whenever one
-- changes. All of it is made from the trail and can be made again: a generation is one such making, with partitions of its own, so that
-- a second one can be filled beside the first, and the first be dropped.
CREATE TABLE dashboard_generation (
    generation int PRIMARY KEY,
    state      text        NOT NULL CHECK (state IN ('active', 'building', 'retired')),
    started_at timestamptz NOT NULL,
    -- occurred_at of the newest event in it
    as_of      timestamptz,
    skipped    bigint      NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX dashboard_generation_active ON dashboard_generation (state) WHERE state IN ('active', 'building');

-- How far into each chain of the trail a generation has come.
CREATE TABLE dashboard_cursor (
    generation int,
    chain      smallint,
    position   bigint NOT NULL,
    PRIMARY KEY (generation, chain)
) WITH (fillfactor = 50);

CREATE TABLE dashboard_document (
    generation int  NOT NULL,
    kind       text NOT NULL,
    id         uuid NOT NULL,
    state      text NOT NULL,
    PRIMARY KEY (generation, kind, id)
) PARTITION BY LIST (generation);

-- day is the first of January of the year 1 for the sum over all days, and the first of the month where there are no days.
CREATE TABLE dashboard_sum (
    generation int     NOT NULL,
    measure    text    NOT NULL,
    currency   text    NOT NULL,
    day        date    NOT NULL,
    key        text    NOT NULL,
    amount     numeric NOT NULL,
    net        numeric NOT NULL,
    quantity   numeric NOT NULL,
    documents  bigint  NOT NULL,
    PRIMARY KEY (generation, measure, currency, day, key)
) PARTITION BY LIST (generation);
-- the first ones of all time without looking at the others
CREATE INDEX dashboard_sum_top ON dashboard_sum (generation, measure, currency, amount DESC)
    WHERE day = DATE '0001-01-01' AND measure IN ('product', 'customer');

CREATE FUNCTION dashboard_begin(g int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE dashboard_document_%s PARTITION OF dashboard_document FOR VALUES IN (%s) WITH (fillfactor = 70)', g, g);
    EXECUTE format('CREATE TABLE dashboard_sum_%s PARTITION OF dashboard_sum FOR VALUES IN (%s) WITH (fillfactor = 50)', g, g);
    RETURN true;
END
$$;
CREATE FUNCTION dashboard_drop(g int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TABLE IF EXISTS dashboard_document_%s', g);
    EXECUTE format('DROP TABLE IF EXISTS dashboard_sum_%s', g);
    DELETE FROM dashboard_cursor WHERE generation = g;
    DELETE FROM dashboard_generation WHERE generation = g;
    RETURN true;
END
$$;

SELECT dashboard_begin(1);
INSERT INTO dashboard_generation (generation, state, started_at) VALUES (1, 'active', now());
