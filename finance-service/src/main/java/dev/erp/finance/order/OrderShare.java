package dev.erp.finance.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of an order is not invoiced yet, line by line, and the share of a further invoice in it: in proportion, rounded half up, and
 * all that is left for the last pieces, so that the invoices of an order add up to it. What cannot be invoiced is an
 * {@link IllegalArgumentException} that says why.
 */
final class OrderShare {

    private record Part(BigDecimal quantity, BigDecimal net, BigDecimal tax) {

        static final Part NOTHING = new Part(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        static Part of(InvoiceLine line) {
            return new Part(line.quantity().value(), line.net(), line.tax());
        }

        Part plus(Part other) {
            return new Part(quantity.add(other.quantity), net.add(other.net), tax.add(other.tax));
        }

        Part minus(Part other) {
            return new Part(
                    quantity.subtract(other.quantity).max(BigDecimal.ZERO),
                    net.subtract(other.net).max(BigDecimal.ZERO),
                    tax.subtract(other.tax).max(BigDecimal.ZERO));
        }
    }

    private final Map<Integer, InvoiceLine> agreed = new TreeMap<>();
    private final Map<Integer, Part> whole = new TreeMap<>();
    private final Map<Integer, Part> invoiced = new TreeMap<>();
    private final Map<Integer, BigDecimal> limits;

    /**
     * @param first lines of the first invoice: what the order agreed
     * @param remaining what remains after the last reduction; empty when there was none
     * @param lines of all invoices that are not void
     * @param notes of these invoices
     * @param limits how much of each line may be invoiced in all, or null for all that is ordered
     */
    OrderShare(
            List<InvoiceLine> first,
            List<OrderFacts.Remaining> remaining,
            List<InvoiceLine> lines,
            List<CreditNote> notes,
            Map<Integer, BigDecimal> limits) {
        first.forEach(line -> agreed.put(line.line(), line));
        if (remaining.isEmpty()) {
            first.forEach(line -> whole.put(line.line(), Part.of(line)));
        } else {
            remaining.forEach(r -> whole.put(r.line(), new Part(r.quantity(), r.net(), r.tax())));
        }
        lines.forEach(line -> invoiced.merge(line.line(), Part.of(line), Part::plus));
        notes.stream()
                .filter(OrderShare::frees)
                .flatMap(note -> note.lines().stream())
                .forEach(line -> invoiced.computeIfPresent(line.line(), (n, part) -> part.minus(Part.of(line))));
        this.limits = limits;
    }

    /** What a person gave back, and what was ordered no longer, may be invoiced anew; what came back may not. */
    private static boolean frees(CreditNote note) {
        return switch (note.terms().kind()) {
            case REDUCTION -> note.counts();
            case MANUAL -> note.sent() != null;
            case RETURN, CANCELLATION -> false;
        };
    }

    /** All that may be invoiced now; empty when there is nothing. */
    List<InvoiceLine> rest() {
        List<InvoiceLine> rest = new ArrayList<>();
        whole.keySet().forEach(line -> {
            BigDecimal open = open(line);
            if (open.signum() > 0) {
                rest.add(of(line, open));
            }
        });
        return rest;
    }

    /** @param quantity more than zero */
    InvoiceLine of(int line, BigDecimal quantity) {
        require(whole.containsKey(line), "line %d is not in the order".formatted(line));
        BigDecimal open = open(line);
        require(
                quantity.compareTo(open) <= 0,
                "of line %d %s may be invoiced now, not %s"
                        .formatted(line, new Quantity(open), new Quantity(quantity)));
        Part all = whole.get(line);
        Part left = all.minus(invoiced.getOrDefault(line, Part.NOTHING));
        boolean isTheRest = quantity.compareTo(left.quantity) == 0;
        InvoiceLine of = agreed.get(line);
        int digits = of.net().scale();
        BigDecimal net = isTheRest
                ? left.net
                : proportion(all.net, quantity, all, digits).min(left.net);
        BigDecimal tax = isTheRest
                ? left.tax
                : proportion(all.tax, quantity, all, digits).min(left.tax);
        return new InvoiceLine(
                line,
                of.productId(),
                of.sku(),
                of.name(),
                new Quantity(quantity),
                of.unitPrice(),
                of.discountPercent(),
                net.setScale(digits),
                of.taxRate(),
                tax.setScale(digits),
                net.add(tax).setScale(digits));
    }

    private BigDecimal open(int line) {
        Part done = invoiced.getOrDefault(line, Part.NOTHING);
        BigDecimal left = whole.get(line).minus(done).quantity;
        if (limits == null) {
            return left;
        }
        BigDecimal limit = limits.getOrDefault(line, BigDecimal.ZERO).subtract(done.quantity);
        return left.min(limit.max(BigDecimal.ZERO));
    }

    private static BigDecimal proportion(BigDecimal amount, BigDecimal quantity, Part of, int digits) {
        return amount.multiply(quantity).divide(of.quantity, digits, RoundingMode.HALF_UP);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
