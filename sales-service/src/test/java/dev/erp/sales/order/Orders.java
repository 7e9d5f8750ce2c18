package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.SalesOrder.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Orders and their parts, for tests of the rules. */
final class Orders {

    static final UUID ID = UUID.randomUUID();
    static final UUID INVOICE = UUID.randomUUID();
    static final Instant NOW = Instant.parse("2026-11-22T14:05:06Z");
    static final Currency EUR = Currency.getInstance("EUR");

    private Orders() {}

    static PerLine perLine(long... quantities) {
        return new PerLine(Arrays.stream(quantities).mapToObj(Quantity::of).toList());
    }

    /** In the order of the record: ordered, reserved, shipped, invoiced, returned, credited, cancelled; null for NONE. */
    static Quantities quantities(long[]... sums) {
        PerLine[] all = Arrays.stream(sums)
                .map(sum -> sum == null ? PerLine.NONE : perLine(sum))
                .toArray(PerLine[]::new);
        return new Quantities(all[0], all[1], all[2], all[3], all[4], all[5], all[6], false);
    }

    /** Quantities of an order of 12 pieces, in one line, that has this status. */
    static Quantities in(Status status) {
        long[] all = {12};
        long[] some = {5};
        long[] none = null;
        return switch (status) {
            case QUOTATION -> quantities(none, none, none, none, none, none, none);
            case PENDING -> quantities(all, none, none, none, none, none, none);
            case WAITING -> quantities(all, some, none, none, none, none, none);
            case CONFIRMED -> quantities(all, all, none, none, none, none, none);
            case INVOICED -> quantities(all, all, none, all, none, none, none);
            case PARTLY_SHIPPED -> quantities(all, all, some, all, none, none, none);
            case SHIPPED -> quantities(all, all, all, none, none, none, none);
            case COMPLETED -> quantities(all, all, all, all, none, none, none);
            case REJECTED -> in(Status.PENDING).and(Quantities.Entry.REJECTED);
            case CANCELLED -> quantities(all, all, none, none, none, none, all);
        };
    }

    /** 12 pieces for 12.00 and 24 % tax. */
    static final List<Line> LINES = List.of(line(1, UUID.randomUUID(), "WIDGET-1", "12", "12.00", "24.00"));

    static Line line(int number, UUID product, String sku, String quantity, String net, String taxRate) {
        BigDecimal tax = new BigDecimal(net)
                .multiply(new BigDecimal(taxRate))
                .movePointLeft(2)
                .setScale(2, java.math.RoundingMode.HALF_UP);
        return new Line(
                number,
                product,
                sku,
                "Widget",
                new Quantity(new BigDecimal(quantity)),
                new BigDecimal("1.00"),
                new BigDecimal("0.00"),
                new BigDecimal(net),
                new BigDecimal(taxRate),
                tax,
                new BigDecimal(net).add(tax),
                null);
    }

    static SalesOrder order(Status status) {
        return order(in(status), LINES);
    }

    static SalesOrder order(Quantities quantities, List<Line> lines) {
        BigDecimal net = lines.stream().map(Line::net).reduce(BigDecimal::add).orElseThrow();
        BigDecimal tax = lines.stream().map(Line::tax).reduce(BigDecimal::add).orElseThrow();
        return new SalesOrder(
                ID,
                "SO-2026-000017",
                new SalesOrder.Customer(UUID.randomUUID(), "C-000012", "Müller & Söhne GmbH"),
                null,
                null,
                EUR,
                new BigDecimal("0.00"),
                new Pricing.Totals(new BigDecimal("0.00"), net, tax, net.add(tax)),
                30,
                Terms.USUAL,
                null,
                null,
                quantities,
                quantities.isWhollyReserved(),
                null,
                quantities.status() == Status.WAITING ? NOW.minusSeconds(30) : null,
                quantities.invoiced().isZero() ? null : INVOICE,
                null,
                2,
                3,
                "somebody",
                NOW.minusSeconds(60),
                NOW.minusSeconds(60));
    }

    static SalesOrder asking(SalesOrder order, Attention.About about) {
        var what = new SalesOrder.Happening("overdue", NOW.minusSeconds(10), "late", null);
        var attention = new Attention(about, "late", NOW.minusSeconds(10));
        return order.after(what, new SalesOrder.Effect(null, null, attention, order.invoiceId(), order.owed()))
                .order();
    }

    static Shipment shipment(UUID id, long... quantities) {
        return new Shipment(
                id,
                "SH-2026-000004",
                ID,
                Shipment.State.REQUESTED,
                null,
                "DHL",
                null,
                null,
                perLine(quantities),
                "somebody",
                NOW,
                null);
    }

    static List<Integer> numbers(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }
}
