-- The user accounts that auth-service has told of; no more than that they are there.
CREATE TABLE account (
    id      uuid PRIMARY KEY,
    -- never goes back: ids are not used again
    deleted boolean NOT NULL
);
