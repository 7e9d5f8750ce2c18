package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.DashboardViews.Revenue;
import dev.erp.audit.dashboard.DashboardViews.Summary;
import dev.erp.audit.dashboard.DashboardViews.Top;
import dev.erp.audit.dashboard.DashboardViews.TopItem;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    private final TopQueries tops;
    private final Clock clock;

    DashboardController(DashboardQueries queries, TopQueries tops, Clock clock) {
        this.queries = queries;
        this.tops = tops;
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
        Period period = Period.of(from, to);
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
        Period period = Period.of(from, to);
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

    private Mono<Top> top(String measure, String currency, String from, String to, int limit) {
        if (!currency.matches("[A-Z]{3}")) {
            throw Problem.invalid("currency", "malformed", "must be three capital letters (ISO 4217)");
        }
        if (limit < 1 || limit > MAX_TOP) {
            throw Problem.invalid("limit", "out_of_range", "must be a whole number from 1 to " + MAX_TOP);
        }
        Period months = Period.ofMonths(from, to);
        return queries.freshness()
                .zipWhen(fresh -> tops.top(measure, currency, months, limit))
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
}
