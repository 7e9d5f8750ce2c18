package dev.erp.audit.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the dashboard answers. Amounts have the minor units of their currency; those of revenue and payments are with tax. */
final class DashboardViews {

    private DashboardViews() {}

    /** A sum of money; not bounded like the money of one document. */
    @Schema(name = "DashboardAmount")
    record Amount(
            @Schema(example = "18420.50") String amount,
            @Schema(example = "EUR") String currency) {}

    /** @param count documents that make it up */
    @Schema(name = "DashboardTotal")
    record Total(Amount total, @Schema(example = "42") long count) {}

    @Schema(name = "DashboardCount")
    record Count(
            @Schema(example = "confirmed") String status,
            @Schema(example = "42") long count) {}

    /** @param bucket how long overdue, in days: {@code 1-30}, {@code 31-60}, {@code 61-90}, {@code over-90} */
    @Schema(name = "DashboardAge")
    record Age(
            @Schema(example = "1-30") String bucket,
            Amount total,
            @Schema(example = "3") long count) {}

    /**
     * What is open.
     *
     * @param overdue the part of it whose day has passed (UTC)
     */
    @Schema(name = "DashboardOpen")
    record Open(Total total, Total overdue, List<Age> ageing) {}

    /**
     * All that is counted in one currency.
     *
     * @param ordered orders that were placed, without rejected and cancelled ones
     * @param invoiced invoices that were sent, less what was credited
     * @param paid payments of customers, less what was taken back
     * @param receivable what customers have yet to pay
     * @param payable what suppliers are yet to be paid
     */
    @Schema(name = "DashboardCurrency")
    record Currency(
            @Schema(example = "EUR") String currency,
            Total ordered,
            Total invoiced,
            Total paid,
            Total cashOut,
            Open receivable,
            Open payable,
            Total stockValue) {}

    /**
     * @param asOf when the newest event happened that is in it; missing when there is none
     * @param lagMs milliseconds since the oldest record of the trail that is not in it was recorded; 0 when all are
     * @param from of the period of ordered, invoiced, paid, cashOut and the counts of orders; missing for all time
     */
    @Schema(name = "DashboardSummary")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            @Schema(example = "2026-11-20T06:00:02.114930Z") @Nullable
            Instant asOf,

            @Schema(example = "120") long lagMs,
            @Schema(example = "2026-11-01") @Nullable LocalDate from,
            @Schema(example = "2026-12-01") @Nullable LocalDate to,
            List<Currency> currencies,
            List<Count> orders,
            List<Count> invoices,
            List<Count> bills,
            List<Count> purchaseOrders,
            List<Count> products,
            List<Count> customers,
            List<Count> suppliers,
            List<Count> employees,
            List<Count> users,
            @Schema(example = "4") long belowReorderLevel) {}

    /** @param start of the day or the month */
    @Schema(name = "DashboardRevenuePoint")
    record Point(
            @Schema(example = "2026-11-20") LocalDate start,
            @Schema(example = "EUR") String currency,
            Total ordered,
            Total invoiced,
            Total paid,
            Total cashOut) {}

    /** Days or months in which nothing happened are left out. */
    @Schema(name = "DashboardRevenue")
    record Revenue(
            @Schema(example = "2026-11-20T06:00:02.114930Z") @Nullable
            Instant asOf,

            @Schema(example = "120") long lagMs,
            @Schema(example = "day") String by,
            List<Point> points) {}

    /** @param quantity ordered, of products; missing for customers */
    @Schema(name = "DashboardTopItem")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TopItem(
            @Schema(example = "0193a8c0-7c1e-7022-8a4b-5e6f70819202")
            UUID id,

            @Schema(example = "WIDGET-1") @Nullable String number,
            @Schema(example = "Widget, small") @Nullable String name,
            Total ordered,
            @Schema(example = "120.5") @Nullable String quantity) {}

    @Schema(name = "DashboardTop")
    record Top(
            @Schema(example = "2026-11-20T06:00:02.114930Z") @Nullable
            Instant asOf,

            @Schema(example = "120") long lagMs,
            List<TopItem> items) {}
}
