-- token_epoch: access tokens with a lower one are refused everywhere; last_login_at: null for somebody without a history.
ALTER TABLE app_user
    ADD COLUMN token_epoch   bigint NOT NULL DEFAULT 0,
    ADD COLUMN last_login_at timestamptz;
-- who was there before this is taken to have a history
UPDATE app_user SET last_login_at = updated_at;

-- A login that goes on. Kept for a while after its end, to recognise refresh tokens that come again.
CREATE TABLE session (
    id           uuid PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES app_user,
    version      bigint      NOT NULL CHECK (version >= 1),
    address      text,
    device       text,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    end_reason   text,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_by_user ON session (user_id, last_used_at);
CREATE INDEX session_by_end ON session (least(expires_at, ended_at));

-- Only SHA-256 hashes: whoever reads this table cannot log in with it.
CREATE TABLE refresh_token (
    hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    session_id uuid        NOT NULL REFERENCES session ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);

CREATE TABLE password_reset (
    user_id    uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
    hash       bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    expires_at timestamptz NOT NULL
);

-- Failures to give a right secret, in a row. Whose is a hash: people type passwords where names belong.
CREATE TABLE attempt (
    scope      text        NOT NULL,
    key        bytea       NOT NULL CHECK (octet_length(key) = 32),
    failures   integer     NOT NULL CHECK (failures >= 0),
    wait_until timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX attempt_by_age ON attempt (last_at);

CREATE TABLE api_client (
    id           uuid PRIMARY KEY,
    name         text        NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    status       text        NOT NULL CHECK (status IN ('active', 'disabled')),
    scopes       text[]      NOT NULL CHECK (cardinality(scopes) > 0),
    expires_at   timestamptz,
    version      bigint      NOT NULL CHECK (version >= 1),
    token_epoch  bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_client_by_age ON api_client (created_at, id);

CREATE TABLE api_client_secret (
    hash        bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    client_id   uuid        NOT NULL REFERENCES api_client ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    valid_until timestamptz
);
CREATE INDEX api_client_secret_by_client ON api_client_secret (client_id);

-- id: of a role's events; the API knows roles by their names.
ALTER TABLE role
    ADD COLUMN id         uuid        NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    ADD COLUMN version    bigint      NOT NULL DEFAULT 1 CHECK (version >= 1),
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();

-- A key is published before it signs, so that everybody knows it by then; it is published on after it has signed for as long as
-- its tokens live, and then retired: they are refused. version: of its events, 0 before the first.
ALTER TABLE signing_key
    ADD COLUMN id         uuid   NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    ADD COLUMN version    bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
    ADD COLUMN signs_from timestamptz,
    ADD COLUMN retires_at timestamptz;
UPDATE signing_key SET signs_from = created_at;

INSERT INTO permission (name) VALUES ('keys:read'), ('keys:write');
INSERT INTO role_permission (role, permission) VALUES ('admin', 'keys:read'), ('admin', 'keys:write');
