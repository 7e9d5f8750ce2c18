package dev.erp.fabric;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Databases and their roles, made idempotently with a superuser's connection. */
final class DatabaseSetup {
    private DatabaseSetup() {}

    /** Connects to a server's database as its superuser. */
    @FunctionalInterface
    interface Superuser {
        Connection connect(String database) throws SQLException;
    }

    /** @param name of the database and of the role that owns it */
    static void createDatabase(Superuser superuser, String name, String password) {
        createDatabases(superuser, Map.of(name, password));
    }

    /** All over one connection: logging in with SCRAM costs more than looking whether a database is there. */
    static void createDatabases(Superuser superuser, Map<String, String> passwordsByName) {
        try (Connection connection = superuser.connect("postgres")) {
            try (var statement = connection.createStatement()) {
                // a service has no business in the server's own databases
                statement.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
            }
            for (Map.Entry<String, String> database : passwordsByName.entrySet()) {
                create(connection, database.getKey(), database.getValue());
            }
        } catch (SQLException e) {
            throw new FabricException(
                    "The databases %s cannot be set up: %s.".formatted(passwordsByName.keySet(), e.getMessage()), e);
        }
    }

    private static void create(Connection connection, String name, String password) throws SQLException {
        if (exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
            run(connection, "SELECT format('ALTER ROLE %I PASSWORD %L', ?::text, ?::text)", name, password);
        } else {
            run(connection, """
                    SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %L', ?::text, ?::text)
                    """, name, password);
        }
        if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
            // template0, because template1 cannot be copied while anybody is connected to it
            run(
                    connection,
                    "SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0', ?::text, ?::text)",
                    name,
                    name);
        }
        run(connection, "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?::text)", name);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Utility statements take no parameters, so PostgreSQL itself quotes the values: {@code format} with %I and %L. */
    private static void run(Connection connection, String formatQuery, String... values) throws SQLException {
        String command;
        try (var statement = connection.prepareStatement(formatQuery)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                command = rows.getString(1);
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
