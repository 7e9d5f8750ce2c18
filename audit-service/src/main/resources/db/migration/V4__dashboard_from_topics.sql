-- A dashboard can be made from the topics too, as far as they reach back: how far it has come in each partition is committed with
-- its sums. What is behind the end it takes from the trail, from where that stood before the ends were looked up.
ALTER TABLE dashboard_generation
    ADD COLUMN source text NOT NULL DEFAULT 'trail' CHECK (source IN ('trail', 'topics'));

CREATE TABLE dashboard_replay (
    generation  int,
    topic       text,
    partition   int,
    next_offset bigint NOT NULL,
    end_offset  bigint NOT NULL,
    PRIMARY KEY (generation, topic, partition)
) WITH (fillfactor = 50);

CREATE OR REPLACE FUNCTION dashboard_drop(g int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TABLE IF EXISTS dashboard_document_%s', g);
    EXECUTE format('DROP TABLE IF EXISTS dashboard_sum_%s', g);
    DELETE FROM dashboard_replay WHERE generation = g;
    DELETE FROM dashboard_cursor WHERE generation = g;
    DELETE FROM dashboard_generation WHERE generation = g;
    RETURN true;
END
$$;
