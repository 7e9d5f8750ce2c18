package dev.erp.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the databases of a running system with very many products and orders, by SQL: through the API it would take hours. The rows
 * are as services write them, as far as lists read them; they have no history, so the invariants do not hold afterwards.
 */
final class ManyRows {
    static final int PRODUCTS = 100_000;
    static final int CUSTOMERS = 10_000;
    static final int ORDERS = 1_000_000;

    private ManyRows() {}

    static void insert(RunningSystem system) {
        run(system, "inventory", "/many/products.sql");
        run(system, "sales", "/many/orders.sql");
    }

    private static void run(RunningSystem system, String context, String script) {
        try (InputStream in = ManyRows.class.getResourceAsStream(script);
                Connection database = system.connect(context);
                Statement statement = database.createStatement()) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":products", Integer.toString(PRODUCTS))
                    .replace(":customers", Integer.toString(CUSTOMERS))
                    .replace(":orders", Integer.toString(ORDERS));
            statement.execute(sql);
        } catch (IOException | SQLException e) {
            throw new BenchException("The rows of %s cannot be written: %s".formatted(context, e.getMessage()), e);
        }
    }
}
