-- Everything that somebody can be allowed to do.
CREATE TABLE permission (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z-]*:[a-z]+$')
);

CREATE TABLE role (
    name        text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,63}$'),
    description text    NOT NULL,
    built_in    boolean NOT NULL
);

CREATE TABLE role_permission (
    role       text NOT NULL REFERENCES role ON DELETE CASCADE,
    permission text NOT NULL REFERENCES permission,
    PRIMARY KEY (role, permission)
);

CREATE TABLE app_user (
    id            uuid PRIMARY KEY,
    username      text        NOT NULL UNIQUE CHECK (username = lower(username) AND length(username) BETWEEN 2 AND 64),
    display_name  text        NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    password_hash text        NOT NULL,
    status        text        NOT NULL CHECK (status IN ('active', 'disabled')),
    version       bigint      NOT NULL CHECK (version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX app_user_by_age ON app_user (created_at, id);

CREATE TABLE user_role (
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    role    text NOT NULL REFERENCES role,
    PRIMARY KEY (user_id, role)
);
CREATE INDEX user_role_by_role ON user_role (role);

-- The keys that sign access tokens. Published and retired keys come with rotation; one key signs at any time.
CREATE TABLE signing_key (
    kid         text PRIMARY KEY,
    private_key bytea       NOT NULL,
    encrypted   boolean     NOT NULL,
    public_jwk  text        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('published', 'signing', 'retired')),
    created_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX signing_key_one_signs ON signing_key (status) WHERE status = 'signing';

INSERT INTO permission (name)
SELECT unnest(string_to_array(
    'users:read users:write roles:read roles:write api-clients:read api-clients:write '
    || 'parked-events:read parked-events:replay operations:read audit:read '
    || 'employees:read employees:write employees:own salaries:read salaries:write salaries:own '
    || 'products:read products:write stock:read stock:adjust reservations:read '
    || 'customers:read customers:write sales-orders:read sales-orders:write '
    || 'suppliers:read suppliers:write purchase-orders:read purchase-orders:write '
    || 'invoices:read invoices:write bills:read bills:write payments:read payments:write '
    || 'dashboard:read', ' '));

INSERT INTO role (name, description, built_in)
VALUES ('admin',             'May do everything', true),
       ('hr_manager',        'Employees and salaries', true),
       ('sales_rep',         'Customers and sales orders', true),
       ('inventory_manager', 'Products, stock, suppliers and purchase orders', true),
       ('finance_manager',   'Invoices, bills and payments', true),
       ('viewer',            'Reads the business, changes nothing', true);

INSERT INTO role_permission (role, permission)
SELECT 'admin', name FROM permission;

INSERT INTO role_permission (role, permission)
SELECT role, unnest(string_to_array(permissions, ' '))
  FROM (VALUES
    ('hr_manager',
     'employees:read employees:write employees:own salaries:read salaries:write salaries:own'),
    ('sales_rep',
     'employees:own salaries:own products:read stock:read reservations:read '
     || 'customers:read customers:write sales-orders:read sales-orders:write invoices:read dashboard:read'),
    ('inventory_manager',
     'employees:own salaries:own products:read products:write stock:read stock:adjust reservations:read '
     || 'customers:read sales-orders:read suppliers:read suppliers:write purchase-orders:read purchase-orders:write '
     || 'bills:read dashboard:read'),
    ('finance_manager',
     'audit:read employees:own salaries:own products:read stock:read reservations:read '
     || 'customers:read sales-orders:read suppliers:read purchase-orders:read '
     || 'invoices:read invoices:write bills:read bills:write payments:read payments:write dashboard:read'),
    ('viewer',
     'employees:own salaries:own products:read stock:read reservations:read '
     || 'customers:read sales-orders:read suppliers:read purchase-orders:read '
     || 'invoices:read bills:read payments:read dashboard:read')
  ) AS built_in (role, permissions);
