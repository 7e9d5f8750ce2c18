package dev.erp.bench.limit;

import dev.erp.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One database with the tables of four services, each in a schema of its own, made by the services' own migrations: whatever they
 * change, the limit changes with them.
 */
final class ScratchDatabase {
    static final String NAME = "bench_limit";
    static final int CUSTOMERS = 200;
    private static final List<String> CONTEXTS = List.of("sales", "inventory", "finance", "audit");
    private static final String CHASSIS = "service-chassis/src/main/resources/db/chassis";

    private final Path root;

    /** @param root of the project */
    ScratchDatabase(Path root) {
        this.root = root;
    }

    static void drop(Connection superuser) throws SQLException {
        execute(superuser, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(NAME));
    }

    static void create(Connection superuser) throws SQLException {
        drop(superuser);
        execute(superuser, "CREATE DATABASE %s TEMPLATE template0".formatted(NAME));
    }

    /** Tables, and {@code products} products in stock with ids from 1 on. */
    void fill(Connection scratch, int products) throws SQLException {
        // where every schema finds it: a migration of one service would create it in that one's alone
        execute(scratch, "CREATE EXTENSION pg_trgm SCHEMA public");
        for (String context : CONTEXTS) {
            execute(scratch, "CREATE SCHEMA %s".formatted(context));
            execute(scratch, "SET search_path TO %s, public".formatted(context));
            for (Path migration : migrations(context)) {
                execute(scratch, text(migration));
            }
        }
        execute(scratch, "RESET search_path");
        customers(scratch);
        products(scratch, products);
        execute(scratch, """
                INSERT INTO audit.audit_chain (chain, position, hash, recorded_at)
                SELECT chain, 0, sha256('genesis'), now() FROM generate_series(0, 5) AS chain
                """);
        execute(scratch, "VACUUM ANALYZE");
    }

    private static void customers(Connection scratch) throws SQLException {
        execute(scratch, """
                INSERT INTO sales.customer (id, number, name, currency, payment_term_days, status, version, created_at, updated_at)
                SELECT lpad(to_hex(n), 32, '0')::uuid, 'C-' || lpad(n::text, 6, '0'), 'Customer ' || n, 'EUR', 30, 'active', 1,
                       now(), now()
                  FROM generate_series(1, %d) AS n
                """.formatted(CUSTOMERS));
    }

    private static void products(Connection scratch, int products) throws SQLException {
        execute(scratch, """
                INSERT INTO sales.catalogue_product (product_id, sku, name, price, currency, tax_rate, status, version)
                SELECT lpad(to_hex(n), 32, '0')::uuid, 'BENCH-' || lpad(n::text, 5, '0'), 'Bench product ' || n, 10.00, 'EUR',
                       19.00, 'active', 1
                  FROM generate_series(1, %d) AS n
                """.formatted(products));
        execute(scratch, """
                INSERT INTO inventory.product (id, sku, sku_key, name, unit, unit_decimals, price, currency, tax_rate,
                                               reorder_level, reorder_quantity, status, version, created_at, updated_at)
                SELECT product_id, sku, lower(sku), name, unit, unit_decimals, price, currency, tax_rate,
                       0, 0, status, 1, now(), now()
                  FROM sales.catalogue_product
                """);
        execute(scratch, """
                INSERT INTO inventory.stock (id, product_id, warehouse_id, on_hand)
                SELECT product.id, product.id, warehouse.id, 900000000
                  FROM inventory.product, inventory.warehouse
                """);
        // what the migrations announce, nobody here hears
        execute(scratch, "DELETE FROM inventory.outbox");
    }

    private List<Path> migrations(String context) {
        List<Path> all = new ArrayList<>(sqlIn(root.resolve(CHASSIS)));
        all.addAll(sqlIn(root.resolve(context + "-service/src/main/resources/db/migration")));
        return all;
    }

    private static List<Path> sqlIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted(new ByVersion())
                    .toList();
        } catch (IOException e) {
            throw new BenchException("The migrations in %s cannot be read: %s".formatted(directory, e), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchException("The migration %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
