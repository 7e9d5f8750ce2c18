package dev.erp.finance.order;

import static dev.erp.finance.document.Checks.require;
import static dev.erp.finance.document.Checks.requireText;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.finance.document.Checks;
import dev.erp.finance.document.PaymentTerms;
import dev.erp.finance.invoice.Customer;
import dev.erp.finance.invoice.Draft;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What finance reads of {@code sales.order.confirmed.v1}: all that an invoice needs. Input from outside, so it is checked before
 * it becomes an invoice, and its amounts are added up again.
 */
public record ConfirmedOrder(
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

    static final String ROUNDING = "half_up_per_line";

    /**
     * The invoice for an order, with the same lines and totals.
     *
     * @throws InvalidEventException when something is missing or out of range, or the amounts do not add up
     */
    public static Draft draft(IncomingEvent event, UUID invoiceId, Actor service, Instant now) {
        ConfirmedOrder order = event.as(ConfirmedOrder.class);
        try {
            order.check(event.subject());
            Invoice.Terms terms = new Invoice.Terms(
                    order.orderId,
                    order.number,
                    1,
                    order.customer,
                    order.rounding,
                    new Money(order.net, order.currency),
                    new Money(order.tax, order.currency),
                    new Money(order.gross, order.currency),
                    PaymentTerms.net(order.paymentTermDays),
                    null,
                    Invoice.Source.ORDER,
                    event.correlationId(),
                    now);
            List<InvoiceLine> lines =
                    order.lines.stream().map(line -> line.in(order.currency)).toList();
            return new Draft(Invoice.draft(invoiceId, terms), lines, event.causes(service), null);
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
        Checks.requirePaymentTerm(paymentTermDays);
        InvoiceLine.requireSound(lines, net, tax, gross);
    }
}
