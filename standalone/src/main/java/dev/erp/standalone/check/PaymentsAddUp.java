package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What an invoice says is paid is the sum of its payments that were not reversed, and never more than its total. */
final class PaymentsAddUp implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("paid = sum of the payments, never more than the total");
    private final Map<String, BigDecimal> drafted = new HashMap<>();
    private final Map<String, BigDecimal> payments = new HashMap<>();
    private final Map<String, BigDecimal> paid = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "finance.invoice.drafted" -> drafted.put(event.key(), new BigDecimal(event.text("gross")));
            case "finance.payment.recorded" -> {
                found.checked();
                payments.merge(event.text("invoiceId"), new BigDecimal(event.text("amount")), BigDecimal::add);
            }
            case "finance.payment.reversed" -> {
                if (!event.text("invoiceId").isEmpty()) {
                    BigDecimal taken = new BigDecimal(event.text("amount")).negate();
                    payments.merge(event.text("invoiceId"), taken, BigDecimal::add);
                }
            }
            case "finance.invoice.partially-paid", "finance.invoice.paid", "finance.invoice.payment-reversed" -> {
                BigDecimal amount = new BigDecimal(event.text("paid"));
                paid.put(event.key(), amount);
                BigDecimal gross = new BigDecimal(event.text("gross"));
                BigDecimal total = drafted.getOrDefault(event.key(), gross); // the topic may have forgotten the draft
                if (gross.compareTo(total) != 0) {
                    found.violation(
                            "%s: was drafted over %s and says %s".formatted(event.text("number"), total, gross));
                }
                BigDecimal outstanding = new BigDecimal(event.text("outstanding"));
                BigDecimal credited =
                        new BigDecimal(event.data().path("credited").asString("0"));
                // a credit note after the payment may have taken back more than was left
                BigDecimal left = gross.subtract(amount).subtract(credited);
                boolean withinGross = credited.signum() > 0 || left.signum() >= 0;
                if (!withinGross || outstanding.compareTo(left.max(BigDecimal.ZERO)) != 0) {
                    found.violation("%s: paid %s + outstanding %s is not %s"
                            .formatted(event.text("number"), amount, outstanding, gross));
                }
            }
            default -> {}
        }
    }

    @Override
    public Finding finding(Services services) {
        payments.forEach((invoice, sum) -> {
            BigDecimal says = paid.getOrDefault(invoice, BigDecimal.ZERO);
            if (says.compareTo(sum) != 0) {
                found.violation("invoice %s says %s is paid, its payments make %s".formatted(invoice, says, sum));
            }
        });
        paid.keySet().stream()
                .filter(invoice ->
                        !payments.containsKey(invoice) && paid.get(invoice).signum() > 0)
                .forEach(invoice -> found.violation("invoice %s is paid without a payment".formatted(invoice)));
        return found.build();
    }
}
