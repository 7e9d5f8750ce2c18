package dev.erp.bench.limit;

import dev.erp.bench.BenchException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bodies that the rows of one order carry, so that pgbench writes rows of the same size.
 *
 * @param byName as the script calls them: placed, reserved, confirmed, drafted, invoiced (events) and answer (to the POST)
 */
public record SagaBodies(Map<String, String> byName) {
    private static final Map<String, String> NAMES = Map.of(
            "sales.order.placed.v1", "placed",
            "inventory.reservation.confirmed.v1", "reserved",
            "sales.order.confirmed.v1", "confirmed",
            "finance.invoice.drafted.v1", "drafted",
            "sales.order.invoiced.v1", "invoiced");

    /** Copies the map. */
    public SagaBodies {
        byName = Map.copyOf(byName);
    }

    /**
     * Those of the order that was invoiced last.
     *
     * @param audit superuser's connection to the audit trail's database
     * @param sales superuser's connection to the orders' database
     */
    public static SagaBodies ofLastOrder(Connection audit, Connection sales) throws SQLException {
        Map<String, String> bodies = new TreeMap<>();
        String order = null;
        try (var statement = audit.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT type, data, resource_id, correlation_id
                          FROM audit_event
                         WHERE correlation_id = (SELECT correlation_id FROM audit_event
                                                  WHERE type = 'sales.order.invoiced.v1'
                                                  ORDER BY occurred_at DESC LIMIT 1)
                        """)) {
            while (row.next()) {
                order = row.getString(4);
                String name = NAMES.get(row.getString(1));
                if (name != null) {
                    bodies.put(name, row.getString(2));
                }
            }
        }
        if (bodies.size() != NAMES.size()) {
            throw new BenchException(
                    "The audit trail does not hold the five events of an order, but " + bodies.keySet());
        }
        bodies.put("answer", answer(sales, order));
        return new SagaBodies(bodies);
    }

    private static String answer(Connection sales, String order) throws SQLException {
        try (var statement = sales.prepareStatement("SELECT body FROM idempotency_key WHERE location LIKE ?")) {
            statement.setString(1, "%" + order);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new BenchException("The answer to the POST of order %s was not kept.".formatted(order));
                }
                return row.getString(1);
            }
        }
    }
}
