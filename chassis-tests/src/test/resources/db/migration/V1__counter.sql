CREATE TABLE counter (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    value      bigint      NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL
);

-- what the subscription "tally" heard
CREATE TABLE tally (
    id        uuid PRIMARY KEY,
    heard     bigint   NOT NULL,
    sequences bigint[] NOT NULL
);
