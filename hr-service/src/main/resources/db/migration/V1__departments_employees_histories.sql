-- Trusted extensions: who owns the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- A tree. That it has no loop is checked under an advisory lock when a parent changes.
CREATE TABLE department (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    parent_id  uuid REFERENCES department,
    version    bigint      NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX department_name ON department (lower(name));
CREATE INDEX department_by_name ON department (name, id);
CREATE INDEX department_by_parent ON department (parent_id);

CREATE TABLE position (
    id          uuid PRIMARY KEY,
    title       text        NOT NULL,
    description text,
    version     bigint      NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX position_title ON position (lower(title));
CREATE INDEX position_by_title ON position (title, id);

-- Who works or has worked here. Never deleted: documents and the audit trail refer to them.
CREATE SEQUENCE employee_number;

CREATE TABLE employee (
    id            uuid PRIMARY KEY,
    number        text        NOT NULL UNIQUE,
    -- the account in auth-service, if they have one; nobody shares it
    user_id       uuid UNIQUE,
    name          text        NOT NULL,
    email         text,
    phone         text,
    -- as it goes out in answers; nothing here looks into it
    address       text,
    -- number, name, e-mail address and telephone number, one a line
    searched      text        NOT NULL,
    start_date    date        NOT NULL,
    -- their last day, once it is known
    end_date      date,
    -- when the departure took effect: their account was ended
    terminated_at timestamptz,
    version       bigint      NOT NULL CHECK (version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CHECK (end_date >= start_date),
    CHECK (terminated_at IS NULL OR end_date IS NOT NULL)
);
CREATE INDEX employee_by_name ON employee (name, id);
CREATE INDEX employee_by_age ON employee (created_at, id);
CREATE INDEX employee_by_words ON employee USING gin (searched gin_trgm_ops);
CREATE INDEX employee_leaving ON employee (end_date) WHERE terminated_at IS NULL AND end_date IS NOT NULL;

-- What somebody does here, from which day to which; after employee.end_date nothing holds any more.
CREATE TABLE job (
    id              uuid PRIMARY KEY,
    employee_id     uuid        NOT NULL REFERENCES employee,
    valid           daterange   NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    department_id   uuid        NOT NULL REFERENCES department,
    position_id     uuid        NOT NULL REFERENCES position,
    manager_id      uuid REFERENCES employee,
    employment_type text        NOT NULL,
    created_at      timestamptz NOT NULL,
    CHECK (manager_id <> employee_id),
    CONSTRAINT job_one_at_a_time EXCLUDE USING gist (employee_id WITH =, valid WITH &&)
);
CREATE INDEX job_by_department ON job (department_id);
CREATE INDEX job_by_position ON job (position_id);
CREATE INDEX job_by_manager ON job (manager_id);

-- What somebody earns, from which day to which. No amount and no currency can be read here.
CREATE TABLE salary (
    id          uuid PRIMARY KEY,
    employee_id uuid        NOT NULL REFERENCES employee,
    valid       daterange   NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    -- month, year or hour
    per         text        NOT NULL,
    -- which of the service's keys encrypted the amount
    key_id      text        NOT NULL,
    -- nonce, ciphertext and tag: 60 bytes, however large the amount is
    amount      bytea       NOT NULL CHECK (length(amount) = 60),
    created_at  timestamptz NOT NULL,
    CONSTRAINT salary_one_at_a_time EXCLUDE USING gist (employee_id WITH =, valid WITH &&)
);
CREATE INDEX salary_by_key ON salary (key_id, id);
