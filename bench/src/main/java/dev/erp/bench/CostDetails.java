package dev.erp.bench;

import dev.erp.bench.Measured.Load;
import dev.erp.bench.probe.Usage;
import java.util.Map;
import java.util.TreeMap;

/** Where the cost of an order lies: by database, by thread, by statement; of the first variant. */
final class CostDetails {
    private static final int TOP = 15;
    private static final int QUERY_LENGTH = 110;

    private final Load saturated;
    private final Load counted;

    CostDetails(Measured measured) {
        var first = measured.variants().getFirst();
        saturated = first.saturated();
        counted = first.counted();
    }

    String text() {
        return "## Where it goes\n\nPer order at full speed, wide.\n\n"
                + String.join(
                        "\n",
                        databases().toString(),
                        threads().toString(),
                        statements().toString());
    }

    private MarkdownTable databases() {
        var table = new MarkdownTable("Database", "statements", "execution ms", "commits");
        Map<String, double[]> sums = new TreeMap<>();
        for (Usage.Statement statement : counted.usage().statements()) {
            double[] sum = sums.computeIfAbsent(statement.database(), name -> new double[2]);
            sum[0] += statement.calls();
            sum[1] += statement.millis();
        }
        sums.forEach((database, sum) -> table.row(
                database,
                perOrder(counted, sum[0]),
                perOrder(counted, sum[1]),
                perOrder(saturated, saturated.usage().commits().getOrDefault(database, 0L))));
        return table;
    }

    private MarkdownTable threads() {
        var table = new MarkdownTable("Threads of the JVM (by name)", "CPU ms");
        saturated.usage().threads().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(TOP)
                .forEach(thread -> table.row(thread.getKey(), perOrder(saturated, thread.getValue() * 1e3)));
        return table;
    }

    private MarkdownTable statements() {
        var table = new MarkdownTable("Statement", "database", "calls", "execution ms");
        counted.usage().statements().stream()
                .limit(TOP)
                .forEach(statement -> table.row(
                        "`%s`".formatted(brief(statement.query())),
                        statement.database(),
                        perOrder(counted, statement.calls()),
                        perOrder(counted, statement.millis())));
        return table;
    }

    private static String brief(String query) {
        String line = query.strip().replaceAll("\\s+", " ").replace("|", "¦").replace("`", "'");
        return line.length() <= QUERY_LENGTH ? line : line.substring(0, QUERY_LENGTH - 1) + "…";
    }

    private static String perOrder(Load load, double value) {
        return "%.3f".formatted(value / load.result().completed());
    }
}
