package dev.erp.finance.invoice;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What finance reads of {@code sales.order.confirmed.v1}: all that an invoice needs. Input from outside, so it is checked before
 * it becomes an invoice, and its amounts are added up again.
 */
record ConfirmedOrder(
        UUID orderId,
        String number,
        Customer customer,
        Currency currency,
        String rounding,
        List<InvoiceLine> lines,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal gross,
        Integer paymentTermDays) {

    static final int MAX_LINES = 500;
    static final int MAX_PAYMENT_TERM_DAYS = 365;
    static final String ROUNDING = "half_up_per_line";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MAX_TEXT = 500;

    /** An invoice to be, with its lines. */
    record Draft(Invoice invoice, List<InvoiceLine> lines, Origin origin) {

        InvoiceEvent.Drafted event() {
            Invoice.Terms terms = invoice.terms();
            return new InvoiceEvent.Drafted(
                    invoice.id(),
                    terms.orderId(),
                    terms.orderNumber(),
                    terms.customer(),
                    invoice.currency(),
                    terms.rounding(),
                    lines,
                    terms.net().amount(),
                    terms.tax().amount(),
                    terms.gross().amount(),
                    terms.paymentTermDays());
        }
    }

    /**
     * The invoice for an order, with the same lines and totals.
     *
     * @throws InvalidEventException when something is missing or out of range, or the amounts do not add up
     */
    static Draft draft(IncomingEvent event, UUID invoiceId, Actor service, Instant now) {
        ConfirmedOrder order = event.as(ConfirmedOrder.class);
        try {
            order.check(event.subject());
            List<InvoiceLine> lines =
                    order.lines.stream().map(line -> line.in(order.currency)).toList();
            Invoice.Terms terms = new Invoice.Terms(
                    order.orderId,
                    order.number,
                    order.customer,
                    order.rounding,
                    new Money(order.net, order.currency),
                    new Money(order.tax, order.currency),
                    new Money(order.gross, order.currency),
                    order.paymentTermDays,
                    event.correlationId(),
                    now);
            Invoice invoice = new Invoice(invoiceId, terms, Money.zero(order.currency), null, null, 1);
            return new Draft(invoice, lines, event.causes(service));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidEventException("order " + event.subject() + " cannot be invoiced: " + e.getMessage(), e);
        }
    }

    private void check(UUID subject) {
        require(subject.equals(orderId), "orderId is not the subject of the event");
        requireText(number, "number");
        require(customer != null && customer.customerId() != null, "customer is missing");
        requireText(customer.number(), "customer.number");
        requireText(customer.name(), "customer.name");
        require(currency != null, "currency is missing");
        require(ROUNDING.equals(rounding), "rounding is not " + ROUNDING);
        require(
                paymentTermDays != null && paymentTermDays >= 0 && paymentTermDays <= MAX_PAYMENT_TERM_DAYS,
                "paymentTermDays is not 0 to " + MAX_PAYMENT_TERM_DAYS);
        require(lines != null && !lines.isEmpty() && lines.size() <= MAX_LINES, "lines are not 1 to " + MAX_LINES);
        requireAmount(net, "net");
        requireAmount(tax, "tax");
        requireAmount(gross, "gross");
        int previous = 0;
        BigDecimal netSum = BigDecimal.ZERO;
        BigDecimal taxSum = BigDecimal.ZERO;
        for (InvoiceLine line : lines) {
            require(
                    line != null && line.line() != null && line.line() > previous && line.line() <= MAX_LINES,
                    "lines are not numbered upwards from 1 to " + MAX_LINES);
            previous = line.line();
            check(line);
            netSum = netSum.add(line.net());
            taxSum = taxSum.add(line.tax());
        }
        require(netSum.compareTo(net) == 0, "net " + net + " is not the sum of the lines, " + netSum);
        require(taxSum.compareTo(tax) == 0, "tax " + tax + " is not the sum of the lines, " + taxSum);
        require(net.add(tax).compareTo(gross) == 0, "gross " + gross + " is not net + tax, " + net.add(tax));
    }

    private static void check(InvoiceLine line) {
        String at = "lines[" + line.line() + "].";
        require(line.productId() != null, at + "productId is missing");
        requireText(line.sku(), at + "sku");
        requireText(line.name(), at + "name");
        require(line.quantity() != null && line.quantity().isPositive(), at + "quantity is not more than 0");
        requireAmount(line.unitPrice(), at + "unitPrice");
        requirePercent(line.discountPercent(), at + "discountPercent");
        requireAmount(line.net(), at + "net");
        requirePercent(line.taxRate(), at + "taxRate");
        requireAmount(line.tax(), at + "tax");
        requireAmount(line.gross(), at + "gross");
        require(line.net().add(line.tax()).compareTo(line.gross()) == 0, at + "gross is not net + tax");
    }

    private static void requireText(String text, String field) {
        // PostgreSQL takes no NUL in a text
        require(
                text != null && !text.isEmpty() && text.length() <= MAX_TEXT && text.indexOf('\0') < 0,
                field + " is not 1 to " + MAX_TEXT + " characters without NUL");
    }

    private static void requireAmount(BigDecimal amount, String field) {
        require(amount != null && amount.signum() >= 0, field + " is not an amount from 0 on");
    }

    private static void requirePercent(BigDecimal percent, String field) {
        require(
                percent != null && percent.signum() >= 0 && percent.compareTo(HUNDRED) <= 0,
                field + " is not 0.00 to 100.00");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
