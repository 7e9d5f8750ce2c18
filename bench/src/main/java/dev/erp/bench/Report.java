package dev.erp.bench;

import dev.erp.bench.Measured.Load;
import dev.erp.bench.Measured.Variant;
import dev.erp.bench.limit.Limit;
import dev.erp.bench.load.LoadResult;
import dev.erp.bench.probe.Usage;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures in words and tables. */
final class Report {
    private final Measured measured;

    Report(Measured measured) {
        this.measured = measured;
    }

    String text() {
        return String.join(
                "\n", head(), start(), alone(), throughput(), cost(), new CostDetails(measured).text(), explanation());
    }

    private String head() {
        BenchOptions options = measured.options();
        return """
                # Performance

                Found by `./erp bench` on %s with %,d products, windows of %d s after %d s of warm-up.
                Machine: %s.
                %s""".formatted(
                        LocalDate.now(),
                        options.products(),
                        options.seconds(),
                        options.warmUpSeconds(),
                        Machine.describe(),
                        measured.clean()
                                ? "Every order of every run came to its invoice.\n"
                                : "\n**Not every order came to its invoice; see below.**\n" + failures());
    }

    private String failures() {
        return measured.variants().stream()
                .flatMap(v -> java.util.stream.Stream.of(v.saturated(), v.counted(), v.arriving()))
                .map(Load::result)
                .filter(result -> !result.clean())
                .map(r -> "- %s: refused %s, rejected %d, unfinished %d, unsent %d%n"
                        .formatted(r.job().name(), r.refused(), r.rejected(), r.unfinished(), r.unsent()))
                .collect(Collectors.joining());
    }

    private String start() {
        var table = new MarkdownTable("Start and rest", "seen", "wanted")
                .row("start on an empty directory", "%.1f s".formatted(measured.firstStart()), "≤ 20 s")
                .row("start on existing data", "%.1f s".formatted(measured.secondStart()), "≤ 20 s")
                .row("memory at rest", "%,d MiB".formatted(sum(measured.idleMemory())), "≤ 1,536 MiB");
        measured.idleMemory().forEach((name, mebibytes) -> table.row("– " + name, "%,d MiB".formatted(mebibytes), ""));
        table.row("memory after the load", "%,d MiB".formatted(sum(measured.busyMemory())), "");
        Usage idle = measured.idle();
        table.row(
                "CPU at rest, of one core", percent((idle.jvmSeconds() + idle.postgresSeconds()) / idle.seconds()), "");
        return "## Start and rest\n\n" + table;
    }

    private static long sum(Map<String, Long> mebibytes) {
        return mebibytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private String alone() {
        LoadResult alone = measured.alone();
        return "## One order alone\n\n"
                + new MarkdownTable(
                                "%,d orders, one after the other".formatted(alone.accepted()),
                                "p50",
                                "p99",
                                "p50 wanted")
                        .row(
                                "POST, from request to answer",
                                ms(alone.post().p50()),
                                ms(alone.post().p99()),
                                "≤ 10 ms")
                        .row(
                                "placed → invoiced",
                                ms(alone.saga().p50()),
                                ms(alone.saga().p99()),
                                "≤ 60 ms");
    }

    private String throughput() {
        var table = table("Throughput");
        row(
                table,
                "completed sagas per second",
                v -> number(v.saturated().result().sagasPerSecond()));
        row(table, "the limit (pgbench), orders per second", v -> limit(v, l -> number(l.ordersPerSecond())));
        row(table, "**ratio** (wanted: ≥ 0.50)", v -> v.ratio()
                .map(r -> "**%.2f**".formatted(r))
                .orElse("–"));
        row(
                table,
                "orders under way meanwhile",
                v -> number(v.saturated().result().job().inFlight()));
        row(table, "– POST p50 / p99", v -> pair(v.saturated().result().post()));
        row(
                table,
                "– placed → invoiced p50 / p99",
                v -> pair(v.saturated().result().saga()));
        row(
                table,
                "**arriving at a fixed rate** (70 %), per second",
                v -> number(v.arriving().result().job().rate()));
        row(
                table,
                "– completed sagas per second",
                v -> number(v.arriving().result().sagasPerSecond()));
        row(table, "– POST p50 / p99", v -> pair(v.arriving().result().post()));
        row(table, "– POST p99.9 / max", v -> extremes(v.arriving().result().post()));
        row(
                table,
                "– placed → invoiced p50 / p99",
                v -> pair(v.arriving().result().saga()));
        row(
                table,
                "– placed → invoiced p99.9 / max",
                v -> extremes(v.arriving().result().saga()));
        row(table, "– machine busy", v -> percent(v.arriving().usage().busy()));
        String install = measured.variants().stream().anyMatch(v -> v.limit().isEmpty())
                ? "\npgbench is not installed, so there is no limit and no ratio: %s.\n".formatted(Limit.INSTALL)
                : "";
        return "## Throughput\n\n" + table + install;
    }

    private String cost() {
        var table = table("Cost of one order at full speed");
        row(table, "CPU ms: services and Kafka (one JVM)", v -> perOrder(v.saturated(), u -> u.jvmSeconds() * 1e3));
        row(table, "CPU ms: PostgreSQL", v -> perOrder(v.saturated(), u -> u.postgresSeconds() * 1e3));
        row(table, "CPU ms: load generator", v -> perOrder(v.saturated(), u -> u.loadSeconds() * 1e3));
        row(table, "**CPU ms: all**", v -> perOrder(v.saturated(), u -> u.allSeconds() * 1e3));
        row(
                table,
                "generator's share of that CPU",
                v -> percent(v.saturated().usage().loadSeconds()
                        / v.saturated().usage().allSeconds()));
        row(
                table,
                "machine busy / stolen by the hypervisor",
                v -> percent(v.saturated().usage().busy()) + " / "
                        + percent(v.saturated().usage().stolen()));
        row(table, "**SQL statements**", v -> perOrder(v.counted(), u -> statements(u, false)));
        row(table, "– and BEGIN, COMMIT, SET", v -> perOrder(v.counted(), u -> statements(u, true)));
        row(
                table,
                "commits",
                v -> perOrder(v.saturated(), u -> u.commits().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
        row(table, "fsyncs of WAL", v -> perOrder(v.saturated(), Usage::walSyncs));
        row(table, "kB of WAL", v -> perOrder(v.saturated(), u -> u.walBytes() / 1e3));
        row(
                table,
                "pgbench: CPU ms of PostgreSQL",
                v -> limit(v, l -> perOrder(l, l.usage().postgresSeconds())));
        row(
                table,
                "pgbench: CPU ms of pgbench",
                v -> limit(v, l -> perOrder(l, l.usage().loadSeconds())));
        row(
                table,
                "pgbench: kB of WAL",
                v -> limit(v, l -> perOrder(l, l.usage().walBytes() / 1e6)));
        row(
                table,
                "pgbench: fsyncs of WAL",
                v -> limit(v, l -> perOrder(l, l.usage().walSyncs() / 1e3)));
        row(table, "pgbench: machine busy", v -> limit(v, l -> percent(l.usage().busy())));
        row(table, "pgbench: latency of one order", v -> limit(v, l -> ms(l.latencyMillis())));
        return "## Cost\n\n" + table;
    }

    private MarkdownTable table(String title) {
        return new MarkdownTable(
                Columns.of(title, measured.variants(), v -> "%s (%,d products)".formatted(v.name(), v.products())));
    }

    private void row(MarkdownTable table, String name, Function<Variant, String> value) {
        table.row(Columns.of(name, measured.variants(), value));
    }

    private static double statements(Usage usage, boolean control) {
        return usage.statements().stream()
                .filter(statement -> statement.controlsTransaction() == control)
                .mapToLong(Usage.Statement::calls)
                .sum();
    }

    private static String perOrder(Load load, Function<Usage, Number> of) {
        return "%.2f"
                .formatted(of.apply(load.usage()).doubleValue() / load.result().completed());
    }

    /** @param thousands what the window of pgbench's run used, in thousands of the unit that is told */
    private static String perOrder(Limit.Result limit, double thousands) {
        return "%.2f".formatted(thousands * 1e3 / (limit.usage().seconds() * limit.ordersPerSecond()));
    }

    private static String limit(Variant variant, Function<Limit.Result, String> value) {
        return variant.limit().map(value).orElse("–");
    }

    private static String pair(LoadResult.Latency latency) {
        return "%s / %s".formatted(ms(latency.p50()), ms(latency.p99()));
    }

    private static String extremes(LoadResult.Latency latency) {
        return "%s / %s".formatted(ms(latency.p999()), ms(latency.max()));
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private String explanation() {
        return """
                ## What is measured

                - A saga is complete when a subscriber has `sales.order.invoiced` in hand. All processes run on this one machine: the
                  services with Kafka in one JVM, PostgreSQL, and the load generator in a process of its own.
                - *At full speed* a new order is placed whenever one of those under way is invoiced, so nothing piles up and the rate
                  is one that can be sustained. *Arriving at a fixed rate* is an open model: latency counts from the moment at which
                  the order was due, whether or not it could be sent then (no coordinated omission).
                - Clerks log in before each run; an order has three lines of different products and an Idempotency-Key.
                - SQL statements are counted by pg_stat_statements in a run of their own, so that counting slows nothing down that is
                  timed; a statement of a set counts once for the set. Commits include transactions that only read.
                - The limit: pgbench, %d clients, prepared statements, writes the same rows into the same tables (the services' own
                  migrations in a scratch database), with event bodies of a real order, one transaction for each of the six steps and
                  one statement that clears the outboxes, on the same server and after the same checkpoint, while the services idle.
                  The script is bench/src/main/resources/limit/saga.sql. pgbench makes no HTTP request, checks no token, prices
                  nothing and sends nothing to Kafka.
                """.formatted(Limit.CLIENTS);
    }
}
