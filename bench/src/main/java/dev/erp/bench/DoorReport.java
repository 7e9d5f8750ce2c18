package dev.erp.bench;

import dev.erp.bench.DoorMeasured.Get;
import dev.erp.bench.DoorMeasured.Logins;
import java.time.LocalDate;
import java.util.Locale;

/** What identity and the door cost, in words and tables. */
final class DoorReport {
    private final DoorMeasured measured;

    DoorReport(DoorMeasured measured) {
        this.measured = measured;
    }

    String text() {
        return String.join("\n", head(), token(), logins(), gets(), explanation());
    }

    private String head() {
        return """
                # The door

                Found by `./erp bench --door` on %s.
                Machine: %s.
                %s""".formatted(
                LocalDate.now(),
                Machine.describe(),
                measured.clean()
                        ? "Every request was answered as it should.\n"
                        : "\n**Not every request was answered as it should:** logins %s, others %s and %s.\n"
                                .formatted(
                                        measured.logins().refused(),
                                        measured.logins().othersAlone().refused(),
                                        measured.logins().othersMeanwhile().refused()));
    }

    private String token() {
        return "## Access tokens\n\n"
                + new MarkdownTable("Check of a token that was seen before", "seen", "wanted")
                        .row("CPU", millis(measured.tokenCheckNanos() / 1e6, 4), "≤ 0.1 ms");
    }

    private String logins() {
        Logins logins = measured.logins();
        return "## Logins\n\n"
                + new MarkdownTable("%d logins at once".formatted(logins.atOnce()), "seen", "wanted")
                        .row(
                                "bcrypt of cost %d alone, all cores, before / after".formatted(logins.bcryptCost()),
                                "%s / %s".formatted(rate(logins.bcryptBefore()), rate(logins.bcryptAfter())),
                                "")
                        .row("logins through the gateway", rate(logins.perSecond()), "")
                        .row("**share of bcrypt alone**", number(logins.ratio()), "≥ 0.85")
                        .row("logins while others read", rate(logins.perSecondBesideOthers()), "")
                        .row(
                                "others alone, %.0f GETs per second: p50 / p99 / max"
                                        .formatted(logins.othersPerSecond()),
                                latencies(logins.othersAlone().latency()),
                                "")
                        .row(
                                "others beside the logins: p50 / p99 / max",
                                latencies(logins.othersMeanwhile().latency()),
                                "")
                        .row("**others' p99, of what it was**", number(logins.harm()), "about 1");
    }

    private String gets() {
        var table = new MarkdownTable(
                "CPU of one GET", "bytes", "gateway", "service behind it", "service alone", "**ratio**", "wanted");
        for (Get get : measured.gets()) {
            table.row(
                    get.name(),
                    "%,d".formatted(get.bytes()),
                    millis(get.gateway(), 3),
                    millis(get.serviceBehind(), 3),
                    millis(get.serviceDirect(), 3),
                    number(get.ratio()),
                    "≤ 1.6");
        }
        return "## A GET through the gateway\n\n" + table;
    }

    private static String latencies(dev.erp.bench.load.LoadResult.Latency latency) {
        return "%s / %s / %s".formatted(millis(latency.p50(), 1), millis(latency.p99(), 1), millis(latency.max(), 1));
    }

    private static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String millis(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f ms", value);
    }

    private String explanation() {
        return """
                ## What is measured

                - A token is checked by the gateway's own verifier in a whole gateway, with tokens of %d users in turn; thread CPU time.
                - bcrypt alone compares with the library that auth-service has, on as many threads as there are cores, while the
                  system rests. Logins are those of users who are known at their address, each with one under way. Others are GETs
                  of a product at a fixed rate; latency counts from when they were due, as a client on this same machine sees it.
                - A GET's CPU is that of the processes, all threads of theirs, by turns through the gateway and at the service, over
                  as many connections; the gateway writes its access log. PostgreSQL and the client are not counted.
                """.formatted(DoorMeasurement.USERS);
    }
}
