package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.DashboardQueries.Freshness;
import dev.erp.audit.dashboard.DashboardQueries.Row;
import dev.erp.audit.dashboard.DashboardQueries.Sums;
import dev.erp.audit.dashboard.DashboardViews.Age;
import dev.erp.audit.dashboard.DashboardViews.Count;
import dev.erp.audit.dashboard.DashboardViews.Currency;
import dev.erp.audit.dashboard.DashboardViews.Open;
import dev.erp.audit.dashboard.DashboardViews.Point;
import dev.erp.audit.dashboard.DashboardViews.Summary;
import dev.erp.audit.dashboard.DashboardViews.Total;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Puts rows of sums into the shape of an answer. Pure. */
final class SummaryOf {

    private static final List<String> BUCKETS = List.of("1-30", "31-60", "61-90", "over-90");
    private static final int BUCKET_DAYS = 30;

    private final List<Row> rows;

    private SummaryOf(List<Row> rows) {
        this.rows = rows;
    }

    static Summary summary(List<Row> rows, Freshness freshness, Period period, LocalDate today) {
        SummaryOf of = new SummaryOf(rows);
        TreeSet<String> currencies = new TreeSet<>();
        rows.stream().map(Row::currency).filter(currency -> !currency.isEmpty()).forEach(currencies::add);
        return new Summary(
                freshness.asOf(),
                freshness.lagMs(),
                period.from(),
                period.to(),
                currencies.stream()
                        .map(currency -> of.currency(currency, today))
                        .toList(),
                of.counts("orders"),
                of.counts("invoices"),
                of.counts("bills"),
                of.counts("purchase_orders"),
                of.counts("products"),
                of.counts("customers"),
                of.counts("suppliers"),
                of.counts("employees"),
                of.counts("users"),
                of.sum(row -> row.measure().equals("below_reorder_level")).documents());
    }

    /** One point for each day or month and currency, in this order. */
    static List<Point> points(List<Row> rows) {
        record At(LocalDate start, String currency) {}
        Map<At, List<Row>> byPoint = new LinkedHashMap<>();
        rows.forEach(row -> byPoint.computeIfAbsent(new At(row.day(), row.currency()), at -> new ArrayList<>())
                .add(row));
        return byPoint.entrySet().stream()
                .map(point -> {
                    SummaryOf of = new SummaryOf(point.getValue());
                    String currency = point.getKey().currency;
                    return new Point(
                            point.getKey().start,
                            currency,
                            of.total("ordered", currency),
                            of.total("invoice_sent", currency),
                            of.total("cash_in", currency),
                            of.total("cash_out", currency));
                })
                .toList();
    }

    private Currency currency(String currency, LocalDate today) {
        return new Currency(
                currency,
                total("ordered", currency),
                total("invoice_sent", currency),
                total("cash_in", currency),
                total("cash_out", currency),
                open("invoice_open", currency, today),
                open("bill_open", currency, today),
                total("stock_value", currency));
    }

    /** Due today is not overdue. */
    private Open open(String measure, String currency, LocalDate today) {
        Predicate<Row> open =
                row -> row.measure().equals(measure) && row.currency().equals(currency);
        Predicate<Row> overdue = open.and(row -> row.day().isBefore(today));
        List<Age> ageing = new ArrayList<>();
        for (String bucket : BUCKETS) {
            Sums sums = sum(overdue.and(row -> bucket(row.day(), today).equals(bucket)));
            ageing.add(new Age(bucket, DashboardQueries.money(sums.amount(), currency), sums.documents()));
        }
        return new Open(sum(open).in(currency), sum(overdue).in(currency), ageing);
    }

    private static String bucket(LocalDate due, LocalDate today) {
        long days = ChronoUnit.DAYS.between(due, today);
        return BUCKETS.get((int) Math.min((days - 1) / BUCKET_DAYS, BUCKETS.size() - 1));
    }

    private Total total(String measure, String currency) {
        return sum(row -> row.measure().equals(measure) && row.currency().equals(currency))
                .in(currency);
    }

    private List<Count> counts(String measure) {
        TreeMap<String, Long> counts = new TreeMap<>();
        rows.stream()
                .filter(row -> row.measure().equals(measure))
                .forEach(row -> counts.merge(row.key(), row.sums().documents(), Long::sum));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
    }

    private Sums sum(Predicate<Row> which) {
        return rows.stream().filter(which).map(Row::sums).reduce(Sums.NONE, Sums::plus);
    }
}
