package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrder.Supplier;
import dev.erp.purchasing.order.PurchaseOrder.Terms;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Purchase orders for tests: {@code Orders.approved(10, 5)} has a line of ten and one of five, at 1.00 EUR each. */
final class Orders {

    static final Instant NOW = Instant.parse("2026-11-22T14:05:06Z");
    static final String AUTHOR = "author";
    static final Currency EUR = Currency.getInstance("EUR");
    static final BigDecimal FIVE_PERCENT = BigDecimal.valueOf(5);

    private Orders() {}

    static PurchaseOrder draft(int... quantities) {
        return draft("1.00", quantities);
    }

    static PurchaseOrder draft(String price, int... quantities) {
        List<Line> lines = new ArrayList<>();
        for (int quantity : quantities) {
            lines.add(line(lines.size() + 1, Quantity.of(quantity), price));
        }
        var supplier = new Supplier(UUID.randomUUID(), "V-000004", "Hansen");
        return new PurchaseOrder(
                UUID.randomUUID(),
                "PO-2026-000009",
                new Terms(supplier, EUR, null, null, null, null, 14),
                Phase.DRAFT,
                List.copyOf(lines),
                List.of(),
                List.of(AUTHOR),
                null,
                1,
                1,
                NOW,
                NOW);
    }

    static Line line(int number, Quantity quantity, String price) {
        BigDecimal unitPrice = new BigDecimal(price);
        BigDecimal tax = new BigDecimal("19.00");
        return new Line(
                number,
                UUID.randomUUID(),
                "SKU-" + number,
                "Widget",
                "piece",
                0,
                null,
                unitPrice,
                tax,
                Amounts.of(quantity, unitPrice, tax, EUR),
                LocalDate.of(2026, 11, 27),
                Quantities.ordered(quantity));
    }

    static Agreeing.Limit limit(String amount) {
        return new Agreeing.Limit(Money.of(amount, "EUR"));
    }

    static PurchaseOrder approved(int... quantities) {
        return Agreeing.submit(draft(quantities), AUTHOR, limit("1000000.00"), NOW)
                .order();
    }

    static PurchaseOrder with(PurchaseOrder order, BigDecimal exchangeRate, String currency) {
        Terms t = order.terms();
        return order.with(
                new Terms(
                        t.supplier(),
                        Currency.getInstance(currency),
                        exchangeRate,
                        t.warehouseId(),
                        t.supplierReference(),
                        t.note(),
                        t.paymentTermDays()),
                order.lines(),
                order.authors());
    }

    /** A receipt of so much of each line; nothing sent back. */
    static Receiving.Delivery delivery(int... accepted) {
        List<Receiving.Counted> counted = new ArrayList<>();
        for (int i = 0; i < accepted.length; i++) {
            if (accepted[i] > 0) {
                counted.add(new Receiving.Counted(i + 1, Quantity.of(accepted[i]), Quantity.ZERO));
            }
        }
        return delivery(counted);
    }

    static Receiving.Delivery delivery(List<Receiving.Counted> counted) {
        return new Receiving.Delivery(UUID.randomUUID(), "GR-2026-000012", counted, null, null, "warehouse");
    }

    static PurchaseOrder recorded(PurchaseOrder order, Receiving.Delivery delivery) {
        return Receiving.record(order, delivery, FIVE_PERCENT, NOW).order();
    }

    /** What the saga makes of a reply about the order's receipt with this number in their order. */
    static Decision heard(PurchaseOrder order, int receipt, Reply reply) {
        return Answering.decide(order, order.receipts().get(receipt), reply, UUID.randomUUID(), NOW);
    }

    static Reply booked(PurchaseOrder order, int receipt) {
        return new Reply.StockBooked(order.id(), order.receipts().get(receipt).id(), List.of());
    }

    static Reply billed(PurchaseOrder order, int receipt, UUID bill) {
        return new Reply.BillDrafted(order.id(), order.receipts().get(receipt).id(), bill);
    }

    static List<String> types(Decision decision) {
        return decision.told().stream()
                .map(told ->
                        told.event().type().replace("purchasing.order.", "").replace(".v1", ""))
                .toList();
    }
}
