package dev.erp.bench;

import dev.erp.bench.ListsMeasured.Asked;
import dev.erp.bench.ListsMeasured.Pages;
import dev.erp.bench.load.LoadResult.Latency;
import java.time.LocalDate;
import java.util.Locale;

/** What lists of very many documents cost, in words and tables. */
final class ListsReport {
    private final ListsMeasured measured;

    ListsReport(ListsMeasured measured) {
        this.measured = measured;
    }

    String text() {
        return String.join("\n", head(), lists(), pages(), memory());
    }

    private String head() {
        return """
                # Lists

                Found by `./erp bench --lists` on %s, among %,d orders of %,d customers, and %,d products.
                Machine: %s.
                %s
                """.formatted(
                        LocalDate.now(),
                        ManyRows.ORDERS,
                        ManyRows.CUSTOMERS,
                        ManyRows.PRODUCTS,
                        Machine.describe(),
                        measured.clean()
                                ? "Every request was answered with 200."
                                : "**Not every request was answered with 200.**");
    }

    private String lists() {
        var table = new MarkdownTable(
                "GET, %.0f per second".formatted(ListsMeasured.PER_SECOND), "p50", "p99", "max", "wanted");
        for (Asked list : measured.lists()) {
            Latency latency = list.result().latency();
            table.row(
                    "`%s`".formatted(list.path()),
                    millis(latency.p50()),
                    millis(latency.p99()),
                    millis(latency.max()),
                    "p99 ≤ 50 ms");
        }
        return "## Filters and searches\n\n" + table;
    }

    private String pages() {
        var table = new MarkdownTable("pages of 50, one after the other", "first 5 %", "last 5 %", "ratio", "wanted");
        for (Pages pages : measured.pages()) {
            table.row(
                    "%,d of `%s`".formatted(pages.pages(), pages.path()),
                    millis(pages.first()),
                    millis(pages.last()),
                    String.format(Locale.ROOT, "%.2f", pages.last() / pages.first()),
                    "about 1");
        }
        return "## Page after page\n\n" + table;
    }

    private String memory() {
        return "Services and broker, proportional set size: %d MiB before, %d MiB after.%n"
                .formatted(measured.mebibytesBefore(), measured.mebibytesAfter());
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }
}
