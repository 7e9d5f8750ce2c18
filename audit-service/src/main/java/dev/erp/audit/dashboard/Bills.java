package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;

/** Invoices to customers, and bills of suppliers: what was sent, and what of it is open, by the day on which it is due. */
final class Bills implements Kind {

    private final String name;
    private final String topic;

    /** @param name {@code invoice} or {@code bill} */
    Bills(String name, String topic) {
        this.name = name;
        this.topic = topic;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> topics() {
        return Set.of(topic);
    }

    @Override
    public void apply(Document bill, Heard event) {
        if (event.has("currency")) {
            bill.set("currency", event.text("currency"));
        }
        keep(bill, event, "gross");
        keep(bill, event, "paid");
        keep(bill, event, "credited");
        switch (event.action()) {
            case "sent" -> {
                bill.set("sentOn", event.day("sentAt"));
                bill.set("dueOn", event.day("dueOn"));
            }
            case "voided" -> bill.set("voided", true);
            default -> {
                // paid, credited, reversed: all that counts is in the amounts
            }
        }
    }

    private static void keep(Document bill, Heard event, String amount) {
        if (event.has(amount)) {
            bill.set(amount, event.number(amount, BigDecimal.ZERO));
        }
    }

    /** In the words of finance. */
    static String status(Document bill) {
        if (bill.is("voided")) {
            return "void";
        }
        if (!bill.has("sentOn")) {
            return "draft";
        }
        if (open(bill).signum() <= 0) {
            return bill.number("paid").signum() > 0 ? "paid" : "credited";
        }
        return bill.number("paid").signum() > 0 ? "partially_paid" : "sent";
    }

    /** Computed and not taken over: not every event says it, and the parts are in all that change them. */
    private static BigDecimal open(Document bill) {
        return bill.number("gross")
                .subtract(bill.number("paid"))
                .subtract(bill.number("credited"))
                .max(BigDecimal.ZERO);
    }

    @Override
    public void measure(Document bill, Measures sums) {
        if (!bill.has("currency")) {
            return;
        }
        String status = status(bill);
        String currency = bill.text("currency");
        sums.count(name + "s", currency, status, Sum.of(bill.number("gross")));
        if (status.equals("void") || status.equals("draft")) {
            return;
        }
        LocalDate sent = bill.day("sentOn");
        sums.count(
                name + "_sent", currency, sent, "", Sum.of(bill.number("gross").subtract(bill.number("credited"))));
        BigDecimal open = open(bill);
        if (open.signum() > 0) {
            sums.count(name + "_open", currency, bill.day("dueOn"), "", Sum.of(open));
        }
    }
}
