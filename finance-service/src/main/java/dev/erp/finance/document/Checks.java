package dev.erp.finance.document;

import java.math.BigDecimal;

/** Checks of documents that other services send. What fails is an {@link IllegalArgumentException} that names the field. */
public final class Checks {

    public static final int MAX_LINES = 500;
    public static final int MAX_PAYMENT_TERM_DAYS = 365;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MAX_TEXT = 500;

    private Checks() {}

    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** 1 to 500 characters; PostgreSQL takes no NUL in a text. */
    public static void requireText(String text, String field) {
        require(
                text != null && !text.isEmpty() && text.length() <= MAX_TEXT && text.indexOf('\0') < 0,
                field + " is not 1 to " + MAX_TEXT + " characters without NUL");
    }

    public static void requireAmount(BigDecimal amount, String field) {
        require(amount != null && amount.signum() >= 0, field + " is not an amount from 0 on");
    }

    public static void requirePercent(BigDecimal percent, String field) {
        require(
                percent != null && percent.signum() >= 0 && percent.compareTo(HUNDRED) <= 0,
                field + " is not 0.00 to 100.00");
    }

    public static void requirePaymentTerm(Integer days) {
        require(
                days != null && days >= 0 && days <= MAX_PAYMENT_TERM_DAYS,
                "paymentTermDays is not 0 to " + MAX_PAYMENT_TERM_DAYS);
    }

    /** Adds up the lines of a document, in their order, and holds the sums against its totals. */
    public static final class Sums {

        private int previous;
        private BigDecimal net = BigDecimal.ZERO;
        private BigDecimal tax = BigDecimal.ZERO;

        /** @throws IllegalArgumentException when the number is not a higher one up to {@value #MAX_LINES}, or gross is not net + tax */
        public void add(Integer line, BigDecimal lineNet, BigDecimal lineTax, BigDecimal lineGross) {
            require(
                    line != null && line > previous && line <= MAX_LINES,
                    "lines are not numbered upwards from 1 to " + MAX_LINES);
            previous = line;
            addAmounts("lines[" + line + "].", lineNet, lineTax, lineGross);
        }

        /** The same without a look at the line's number: several parts of one line may follow each other. */
        public void addAmounts(String at, BigDecimal lineNet, BigDecimal lineTax, BigDecimal lineGross) {
            requireAmount(lineNet, at + "net");
            requireAmount(lineTax, at + "tax");
            requireAmount(lineGross, at + "gross");
            require(lineNet.add(lineTax).compareTo(lineGross) == 0, at + "gross is not net + tax");
            net = net.add(lineNet);
            tax = tax.add(lineTax);
        }

        public void requireTotals(BigDecimal totalNet, BigDecimal totalTax, BigDecimal totalGross) {
            requireAmount(totalNet, "net");
            requireAmount(totalTax, "tax");
            requireAmount(totalGross, "gross");
            require(net.compareTo(totalNet) == 0, "net " + totalNet + " is not the sum of the lines, " + net);
            require(tax.compareTo(totalTax) == 0, "tax " + totalTax + " is not the sum of the lines, " + tax);
            require(
                    totalNet.add(totalTax).compareTo(totalGross) == 0,
                    "gross " + totalGross + " is not net + tax, " + totalNet.add(totalTax));
        }
    }
}
