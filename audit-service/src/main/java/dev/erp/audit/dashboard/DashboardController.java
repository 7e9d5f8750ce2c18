package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.DashboardQueries.Period;
import dev.erp.audit.dashboard.DashboardViews.Revenue;
import dev.erp.audit.dashboard.DashboardViews.Summary;
import dev.erp.audit.dashboard.DashboardViews.Top;
import dev.erp.audit.dashboard.DashboardViews.TopItem;
import dev.erp.audit.dashboard.Rebuilding.Source;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/dashboard")
@Tag(
        name = "Dashboard",
        description = "Sums over all services, kept from their events: moments old, and no service is asked")
class DashboardController {

    private static final int MAX_TOP = 100;

    private final DashboardQueries queries;
    private final Rebuilding rebuilding;
    private final Clock clock;

    DashboardController(DashboardQueries queries, Rebuilding rebuilding, Clock clock) {
        this.queries = queries;
        this.rebuilding = rebuilding;
        this.clock = clock;
    }

    @GetMapping("/summary")
    @Permission("dashboard:read")
    @Operation(
            summary = "The whole business at a glance",
            description = "Revenue and cash by currency, what is open and overdue with its age, stock, and how many of"
                    + " everything. from and to narrow what was ordered, invoiced and paid, and the counts of orders by"
                    + " the day of the order; what is open and in stock is as it is now. Amounts are with tax.")
    Mono<Summary> summary(
            @Parameter(description = "Date (UTC), inclusive", example = "2026-11-01") @RequestParam(required = false)
                    String from,
            @Parameter(description = "Date (UTC), exclusive", example = "2026-12-01") @RequestParam(required = false)
                    String to) {
        Period period = period(from, to);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        // first how new it is: what comes between the two makes it newer than it says
        return queries.freshness()
                .zipWhen(fresh -> queries.summary(period))
                .map(found -> SummaryOf.summary(found.getT2(), found.getT1(), period, today));
    }

    @GetMapping("/revenue")
    @Permission("dashboard:read")
    @Operation(
            summary = "Revenue and cash by day or month",
            description =
                    "By currency; what was ordered by the day of the order, invoiced by that of sending, paid by that"
                            + " of the payment. Days and months in which nothing happened are left out.")
    Mono<Revenue> revenue(
            @Parameter(description = "day or month") @RequestParam(defaultValue = "day") String by,
            @Parameter(description = "Date (UTC), inclusive", example = "2026-11-01") @RequestParam(required = false)
                    String from,
            @Parameter(description = "Date (UTC), exclusive", example = "2026-12-01") @RequestParam(required = false)
                    String to) {
        if (!by.equals("day") && !by.equals("month")) {
            throw Problem.invalid("by", "unknown", "must be day or month");
        }
        Period period = period(from, to);
        return queries.freshness()
                .zipWhen(fresh -> queries.revenue(period, by))
                .map(found ->
                        new Revenue(found.getT1().asOf(), found.getT1().lagMs(), by, SummaryOf.points(found.getT2())));
    }

    @GetMapping("/top-products")
    @Permission("dashboard:read")
    @Operation(
            summary = "The products that were ordered for most money",
            description =
                    "By the lines of orders that were neither rejected nor cancelled. A period is of whole months.")
    Mono<Top> topProducts(
            @Parameter(description = "ISO 4217", example = "EUR") @RequestParam String currency,
            @Parameter(description = "First month, inclusive", example = "2026-01-01") @RequestParam(required = false)
                    String from,
            @Parameter(description = "Month, exclusive", example = "2026-07-01") @RequestParam(required = false)
                    String to,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "10") int limit) {
        return top("product", currency, from, to, limit);
    }

    @GetMapping("/top-customers")
    @Permission("dashboard:read")
    @Operation(
            summary = "The customers that ordered for most money",
            description = "By orders that were neither rejected nor cancelled. A period is of whole months.")
    Mono<Top> topCustomers(
            @Parameter(description = "ISO 4217", example = "EUR") @RequestParam String currency,
            @Parameter(description = "First month, inclusive", example = "2026-01-01") @RequestParam(required = false)
                    String from,
            @Parameter(description = "Month, exclusive", example = "2026-07-01") @RequestParam(required = false)
                    String to,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "10") int limit) {
        return top("customer", currency, from, to, limit);
    }

    @GetMapping("/rebuild")
    @Permission("operations:read")
    @Operation(
            summary = "How far the dashboard has come",
            description = "The newest generation: the one that is being made, or the one that answers.")
    Mono<RebuildView> rebuildStatus() {
        return rebuilding.status();
    }

    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Permission("parked-events:replay")
    @Operation(
            summary = "Make the dashboard anew",
            description =
                    "Beside the one that answers, which goes on; when the new one has come as far, it takes its place. From"
                            + " the topics while they still have everything from their first record on, and from the audit"
                            + " trail when they do not; from says which one is wanted. One at a time.")
    @Refuses(status = 409, code = "rebuild_running", detail = Rebuilding.REBUILD_RUNNING)
    @Refuses(status = 409, code = "topics_incomplete", detail = Rebuilding.TOPICS_INCOMPLETE)
    Mono<RebuildView> rebuild(
            @Parameter(description = "topics or trail", example = "trail") @RequestParam(required = false)
                    String from) {
        return rebuilding.rebuild(
                switch (from) {
                    case null -> null;
                    case "topics" -> Source.TOPICS;
                    case "trail" -> Source.TRAIL;
                    default -> throw Problem.invalid("from", "unknown", "must be topics or trail");
                });
    }

    private Mono<Top> top(String measure, String currency, String from, String to, int limit) {
        if (!currency.matches("[A-Z]{3}")) {
            throw Problem.invalid("currency", "malformed", "must be three capital letters (ISO 4217)");
        }
        if (limit < 1 || limit > MAX_TOP) {
            throw Problem.invalid("limit", "out_of_range", "must be a whole number from 1 to " + MAX_TOP);
        }
        Period months = period(from, to);
        firstOfMonth("from", months.from());
        firstOfMonth("to", months.to());
        return queries.freshness()
                .zipWhen(fresh -> queries.top(measure, currency, months, limit))
                .map(found -> new Top(
                        found.getT1().asOf(),
                        found.getT1().lagMs(),
                        found.getT2().stream()
                                .map(row -> new TopItem(
                                        row.id(),
                                        row.number(),
                                        row.name(),
                                        row.sums().in(currency),
                                        measure.equals("product")
                                                ? row.sums()
                                                        .quantity()
                                                        .stripTrailingZeros()
                                                        .toPlainString()
                                                : null))
                                .toList()));
    }

    private static void firstOfMonth(String field, LocalDate date) {
        if (date != null && date.getDayOfMonth() != 1) {
            throw Problem.invalid(field, "out_of_range", "must be the first day of a month");
        }
    }

    private static Period period(String from, String to) {
        Period period = new Period(date("from", from), date("to", to));
        if (period.from() != null && period.to() != null && !period.from().isBefore(period.to())) {
            throw Problem.invalid("to", "out_of_range", "must be after from");
        }
        return period;
    }

    private static LocalDate date(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1900 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException e) {
            throw malformedDate(field);
        }
        throw malformedDate(field);
    }

    private static Problem malformedDate(String field) {
        return Problem.invalid(field, "malformed", "must be a date from 1900-01-01 to 9999-12-31, such as 2026-11-22");
    }
}
