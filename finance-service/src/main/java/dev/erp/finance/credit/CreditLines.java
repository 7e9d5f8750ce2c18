package dev.erp.finance.credit;

import dev.erp.chassis.money.Quantity;
import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a credit note takes back of an invoice, line by line: never more pieces and never more money than is left of the line. What
 * cannot be taken back is an {@link IllegalArgumentException} that says why.
 */
public final class CreditLines {

    /**
     * What somebody wants to have credited.
     *
     * @param line number of the invoice's line
     */
    public record Claim(int line, BigDecimal quantity, BigDecimal net, BigDecimal tax) {}

    private record Part(BigDecimal quantity, BigDecimal net, BigDecimal tax) {

        static final Part NOTHING = new Part(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        static Part of(InvoiceLine line) {
            return new Part(line.quantity().value(), line.net(), line.tax());
        }

        Part plus(Part other) {
            return new Part(quantity.add(other.quantity), net.add(other.net), tax.add(other.tax));
        }

        Part minus(Part other) {
            return new Part(quantity.subtract(other.quantity), net.subtract(other.net), tax.subtract(other.tax));
        }
    }

    private CreditLines() {}

    /**
     * For goods that came back. Shares of a line were rounded by whoever sent them, each by less than a minor unit: the last piece of a
     * line takes what those before it, and a discount that was spread over the lines, have left, so that a line which came back whole
     * is credited whole.
     *
     * @param credited lines of all credit notes of the invoice that are not void
     * @param claims several of one line are summed
     */
    public static List<InvoiceLine> returned(
            List<InvoiceLine> invoiced, List<InvoiceLine> credited, List<Claim> claims) {
        Map<Integer, InvoiceLine> lines = byNumber(invoiced);
        Map<Integer, Part> left = left(invoiced, credited);
        Map<Integer, Part> wanted = new TreeMap<>();
        claims.forEach(c -> wanted.merge(c.line, new Part(c.quantity, c.net, c.tax), Part::plus));
        List<InvoiceLine> result = new ArrayList<>();
        wanted.forEach((number, part) -> {
            require(lines.containsKey(number), "line %d is not on the invoice".formatted(number));
            Part rest = left.get(number);
            requireLeft(number, part, rest);
            InvoiceLine line = lines.get(number);
            long shares = credited.stream().filter(c -> c.line().equals(number)).count();
            BigDecimal slack =
                    BigDecimal.valueOf(invoiced.size() + shares, line.net().scale());
            boolean whole = part.quantity.compareTo(rest.quantity) == 0;
            result.add(line(
                    line,
                    part.quantity,
                    share(number, part.net, rest.net, whole, slack),
                    share(number, part.tax, rest.tax, whole, slack)));
        });
        return result;
    }

    /**
     * For an order that was reduced after its invoice was sent: what the invoice says, without what former reductions took back, less
     * what remains. A discount that is spread anew may move minor units between lines that keep their quantities: they are taken
     * from, or put on, the lines that were reduced.
     *
     * @param byReductions lines of the credit notes for former reductions
     * @param credited lines of all credit notes that are not void
     * @return empty when nothing is left to credit: the reduction was credited before
     */
    public static List<InvoiceLine> reduced(
            List<InvoiceLine> invoiced,
            List<InvoiceLine> byReductions,
            List<InvoiceLine> credited,
            List<InvoiceLine> remaining) {
        Map<Integer, InvoiceLine> lines = byNumber(invoiced);
        remaining.forEach(
                r -> require(lines.containsKey(r.line()), "line %d is not on the invoice".formatted(r.line())));
        Map<Integer, Part> remains = sums(remaining);
        Map<Integer, Part> left = left(invoiced, credited);
        Map<Integer, Part> taken = new TreeMap<>();
        Part moved = Part.NOTHING;
        for (var before : left(invoiced, byReductions).entrySet()) {
            int number = before.getKey();
            Part part = before.getValue().minus(remains.getOrDefault(number, Part.NOTHING));
            if (part.quantity.signum() == 0) {
                moved = moved.plus(part);
                continue;
            }
            require(part.quantity.signum() > 0, "of line %d more remains than was invoiced".formatted(number));
            requireLeft(number, part, left.get(number));
            Part kept = new Part(
                    part.quantity, within(part.net, left.get(number).net), within(part.tax, left.get(number).tax));
            taken.put(number, kept);
            moved = moved.plus(part.minus(kept));
        }
        for (var entry : taken.entrySet()) {
            Part part = entry.getValue();
            Part rest = left.get(entry.getKey());
            Part more = new Part(
                    part.quantity,
                    within(part.net.add(moved.net), rest.net),
                    within(part.tax.add(moved.tax), rest.tax));
            entry.setValue(more);
            moved = moved.minus(more.minus(part));
        }
        require(
                moved.net.signum() == 0 && moved.tax.signum() == 0,
                "the amounts of what remains differ by more than what was reduced");
        List<InvoiceLine> result = new ArrayList<>();
        taken.forEach((number, part) -> result.add(line(lines.get(number), part.quantity, part.net, part.tax)));
        return result;
    }

    /**
     * So many pieces of a line, at their share of it: in proportion, rounded half up, and all that is left of the line for the last
     * ones.
     *
     * @param quantity more than zero
     */
    public static Claim share(List<InvoiceLine> invoiced, List<InvoiceLine> credited, int line, BigDecimal quantity) {
        InvoiceLine of = byNumber(invoiced).get(line);
        require(of != null, "line %d is not on the invoice".formatted(line));
        Part left = left(invoiced, credited).get(line);
        requireLeft(line, new Part(quantity, BigDecimal.ZERO, BigDecimal.ZERO), left);
        boolean isTheRest = quantity.compareTo(left.quantity) == 0;
        return new Claim(
                line,
                quantity,
                isTheRest ? left.net : proportion(of.net(), quantity, of).min(left.net),
                isTheRest ? left.tax : proportion(of.tax(), quantity, of).min(left.tax));
    }

    private static BigDecimal proportion(BigDecimal amount, BigDecimal quantity, InvoiceLine of) {
        return amount.multiply(quantity).divide(of.quantity().value(), amount.scale(), RoundingMode.HALF_UP);
    }

    /** Everything that is left of the invoice. */
    public static List<InvoiceLine> rest(List<InvoiceLine> invoiced, List<InvoiceLine> credited) {
        Map<Integer, InvoiceLine> lines = byNumber(invoiced);
        List<InvoiceLine> result = new ArrayList<>();
        left(invoiced, credited).forEach((number, part) -> {
            if (part.quantity.signum() > 0) {
                result.add(line(lines.get(number), part.quantity, part.net, part.tax));
            }
        });
        return result;
    }

    private static Map<Integer, InvoiceLine> byNumber(List<InvoiceLine> invoiced) {
        Map<Integer, InvoiceLine> lines = new TreeMap<>();
        invoiced.forEach(line -> lines.put(line.line(), line));
        return lines;
    }

    private static Map<Integer, Part> sums(List<InvoiceLine> lines) {
        Map<Integer, Part> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.line(), Part.of(line), Part::plus));
        return sums;
    }

    private static Map<Integer, Part> left(List<InvoiceLine> invoiced, List<InvoiceLine> credited) {
        Map<Integer, Part> left = sums(invoiced);
        sums(credited).forEach((number, part) -> left.computeIfPresent(number, (n, whole) -> whole.minus(part)));
        return left;
    }

    private static void requireLeft(int number, Part part, Part left) {
        require(
                part.quantity.compareTo(left.quantity) <= 0,
                "of line %d %s are to be credited, and only %s are left"
                        .formatted(number, new Quantity(part.quantity), new Quantity(left.quantity)));
    }

    private static BigDecimal share(int number, BigDecimal amount, BigDecimal left, boolean whole, BigDecimal slack) {
        BigDecimal beyond = amount.subtract(left);
        require(
                beyond.compareTo(slack) <= 0,
                "of line %d %s is to be credited, and only %s is left".formatted(number, amount, left));
        boolean isTheRest = whole && beyond.abs().compareTo(slack) <= 0;
        return isTheRest ? left : amount.min(left);
    }

    private static BigDecimal within(BigDecimal amount, BigDecimal most) {
        return amount.max(BigDecimal.ZERO).min(most);
    }

    private static InvoiceLine line(InvoiceLine of, BigDecimal quantity, BigDecimal net, BigDecimal tax) {
        int digits = of.net().scale();
        return new InvoiceLine(
                of.line(),
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

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
