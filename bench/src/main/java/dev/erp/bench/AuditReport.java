package dev.erp.bench;

import dev.erp.bench.AuditMeasured.Asked;
import dev.erp.bench.AuditMeasured.Export;
import dev.erp.bench.AuditMeasured.Verification;
import dev.erp.bench.load.LoadResult.Latency;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What the trail and the dashboard do with very many events, in words and tables. */
final class AuditReport {
    private final AuditMeasured measured;

    AuditReport(AuditMeasured measured) {
        this.measured = measured;
    }

    String text() {
        return String.join(
                "\n",
                head(),
                rates(),
                "## Dashboard\n\n" + answers(measured.answers(), "p99 ≤ 10 ms"),
                "## Trail\n\n" + answers(measured.searches(), "p99 ≤ 50 ms"),
                exports());
    }

    private String head() {
        return """
                # Audit trail and dashboard

                Found by `./erp bench --audit` on %s, with %,d records of %,d orders in the trail.
                Machine: %s.
                %s
                """.formatted(
                        LocalDate.now(),
                        measured.records(),
                        AuditMeasurement.ORDERS,
                        Machine.describe(),
                        measured.clean()
                                ? "Everything was answered as it should."
                                : "**Not everything was answered as it should.**");
    }

    private String rates() {
        var table = new MarkdownTable("what", "seen");
        table.row(
                "events appended, from a topic into the chains, the dashboard beside it",
                "%s/s".formatted(whole(measured.appendedPerSecond())));
        table.row("the dashboard has them all, after the last one", seconds(measured.dashboardSeconds()));
        table.row(
                "the dashboard made anew",
                "%s (%s records/s)"
                        .formatted(
                                seconds(measured.rebuildSeconds()),
                                whole(measured.records() / measured.rebuildSeconds())));
        for (Verification one : measured.verifications()) {
            table.row("records verified", "%s/s".formatted(whole(one.perSecond())));
        }
        return "## Rates\n\n" + table;
    }

    private static String answers(List<Asked> answers, String wanted) {
        var table = new MarkdownTable(
                "GET, %.0f per second".formatted(AuditMeasured.PER_SECOND), "p50", "p99", "max", "wanted");
        for (Asked asked : answers) {
            Latency latency = asked.result().latency();
            table.row(
                    "`%s`".formatted(asked.path()),
                    millis(latency.p50()),
                    millis(latency.p99()),
                    millis(latency.max()),
                    wanted);
        }
        return table.toString();
    }

    private String exports() {
        var table =
                new MarkdownTable("export", "lines", "MB", "time", "MiB before", "1st half, most", "2nd half, most");
        for (Export export : measured.exports()) {
            table.row(
                    export.format(),
                    "%,d".formatted(export.lines()),
                    whole(export.bytes() / 1e6),
                    seconds(export.seconds()),
                    Long.toString(export.mebibytesBefore()),
                    Long.toString(export.mebibytesFirstHalf()),
                    Long.toString(export.mebibytesSecondHalf()));
        }
        return "## Export through the gateway\n\nMiB: proportional set size of services and broker.\n\n" + table;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f s", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
