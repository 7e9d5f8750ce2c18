package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import java.math.BigDecimal;
import java.util.Set;

/** Cash in and out, by the day of the payment; what is taken back counts against it on its own day. */
final class Payments implements Kind {

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public Set<String> topics() {
        return Set.of("erp.finance.payment");
    }

    @Override
    public void apply(Document payment, Heard event) {
        switch (event.action()) {
            case "recorded" -> fill(payment, event, "cash_in", "receivedOn");
            case "made" -> fill(payment, event, "cash_out", "paidOn");
            case "reversed" -> {
                if (!event.has("invoiceId") && !event.has("billId")) {
                    return; // of a customer's credit, which counts when an invoice is paid from it
                }
                payment.set("back", event.number("amount", BigDecimal.ZERO));
                payment.set("backOn", event.day("reversedOn"));
                if (!payment.has("currency")) {
                    payment.set("currency", event.text("currency"));
                    payment.set("way", event.has("billId") ? "cash_out" : "cash_in");
                }
            }
            default -> {
                // no other event moves money
            }
        }
    }

    private static void fill(Document payment, Heard event, String way, String day) {
        payment.set("way", way);
        payment.set("currency", event.text("currency"));
        payment.set("amount", event.number("amount", BigDecimal.ZERO));
        payment.set("on", event.day(day));
    }

    @Override
    public void measure(Document payment, Measures sums) {
        if (payment.has("on")) {
            sums.count(
                    payment.text("way"),
                    payment.text("currency"),
                    payment.day("on"),
                    "",
                    Sum.of(payment.number("amount")));
        }
        if (payment.has("backOn")) {
            sums.count(
                    payment.text("way"),
                    payment.text("currency"),
                    payment.day("backOn"),
                    "",
                    new Sum(payment.number("back").negate(), BigDecimal.ZERO, BigDecimal.ZERO, 0));
        }
    }
}
