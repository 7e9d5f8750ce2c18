package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What happens to invoices, as others hear it on {@value #TOPIC}. Each event says whose invoice it is and what is outstanding after
 * it, so that whoever keeps a customer's open invoices needs no other source.
 */
public sealed interface InvoiceEvent {

    String TOPIC = "erp.finance.invoice";

    /**
     * @param orderId null for a free invoice, here and in all others
     * @param endOfMonth true when the payment term ends with a month; else null
     * @param byHand true when a person drafted it; else null
     * @param replaces the draft that was voided for this one, or null
     * @param repeated true when nothing happened but that somebody asked again; else null
     */
    record Drafted(
            UUID invoiceId,
            UUID orderId,
            String orderNumber,
            UUID customerId,
            Customer customer,
            Currency currency,
            String rounding,
            List<InvoiceLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            BigDecimal outstanding,
            int paymentTermDays,
            Boolean endOfMonth,
            BigDecimal exchangeRate,
            Boolean byHand,
            UUID replaces,
            Boolean repeated)
            implements InvoiceEvent {}

    record Sent(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal outstanding,
            BigDecimal exchangeRate,
            Instant sentAt,
            LocalDate dueOn)
            implements InvoiceEvent {}

    /** @param credited null while no credit note was sent */
    record PartiallyPaid(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            BigDecimal outstanding)
            implements InvoiceEvent {}

    /** @param credited null while no credit note was sent */
    record Paid(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            BigDecimal outstanding)
            implements InvoiceEvent {}

    /**
     * @param amount of this credit note
     * @param credited all of them
     * @param overpaid what was paid beyond what is left of the invoice; null when nothing
     */
    record Credited(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            UUID creditNoteId,
            String creditNoteNumber,
            Currency currency,
            BigDecimal amount,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            BigDecimal outstanding,
            BigDecimal overpaid)
            implements InvoiceEvent {}

    /**
     * @param amount of the payment that was reversed
     * @param credited null while no credit note was sent
     */
    record PaymentReversed(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal amount,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            BigDecimal outstanding)
            implements InvoiceEvent {}

    /**
     * @param replacedBy the draft that takes its place, or null
     * @param repeated true when nothing happened but that somebody asked again; else null
     */
    record Voided(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String reason,
            Currency currency,
            BigDecimal outstanding,
            UUID replacedBy,
            Boolean repeated)
            implements InvoiceEvent {}

    /** @param dueOn the last day to pay, which is over */
    record Overdue(
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal outstanding,
            LocalDate dueOn)
            implements InvoiceEvent {}

    static InvoiceEvent drafted(Invoice invoice, List<InvoiceLine> lines, UUID replaces, boolean repeated) {
        Invoice.Terms terms = invoice.terms();
        return new Drafted(
                invoice.id(),
                terms.orderId(),
                terms.orderNumber(),
                terms.customer().customerId(),
                terms.customer(),
                invoice.currency(),
                terms.rounding(),
                lines,
                terms.net().amount(),
                terms.tax().amount(),
                terms.gross().amount(),
                invoice.outstanding().amount(),
                terms.payment().days(),
                terms.payment().endOfMonthOrNull(),
                terms.exchangeRate(),
                terms.source() == Invoice.Source.ORDER ? null : true,
                replaces,
                repeated ? true : null);
    }

    static InvoiceEvent sent(Invoice invoice) {
        return new Sent(
                invoice.id(),
                invoice.orderId(),
                customerOf(invoice),
                invoice.number(),
                invoice.currency(),
                invoice.terms().gross().amount(),
                invoice.outstanding().amount(),
                invoice.terms().exchangeRate(),
                invoice.sent().at(),
                invoice.sent().dueOn());
    }

    /** What a payment, or a credit note after payments, made of it. */
    static InvoiceEvent settled(Invoice invoice) {
        BigDecimal gross = invoice.terms().gross().amount();
        BigDecimal paid = invoice.paid().amount();
        BigDecimal credited = orNull(invoice.credited());
        BigDecimal left = invoice.outstanding().amount();
        UUID customer = customerOf(invoice);
        UUID order = invoice.orderId();
        return left.signum() == 0
                ? new Paid(
                        invoice.id(),
                        order,
                        customer,
                        invoice.number(),
                        invoice.currency(),
                        gross,
                        paid,
                        credited,
                        left)
                : new PartiallyPaid(
                        invoice.id(),
                        order,
                        customer,
                        invoice.number(),
                        invoice.currency(),
                        gross,
                        paid,
                        credited,
                        left);
    }

    static InvoiceEvent credited(Invoice invoice, UUID creditNoteId, String creditNoteNumber, Money amount) {
        return new Credited(
                invoice.id(),
                invoice.orderId(),
                customerOf(invoice),
                invoice.number(),
                creditNoteId,
                creditNoteNumber,
                invoice.currency(),
                amount.amount(),
                invoice.terms().gross().amount(),
                invoice.paid().amount(),
                invoice.credited().amount(),
                invoice.outstanding().amount(),
                orNull(invoice.overpaid()));
    }

    static InvoiceEvent paymentReversed(Invoice invoice, Money amount) {
        return new PaymentReversed(
                invoice.id(),
                invoice.orderId(),
                customerOf(invoice),
                invoice.number(),
                invoice.currency(),
                amount.amount(),
                invoice.terms().gross().amount(),
                invoice.paid().amount(),
                orNull(invoice.credited()),
                invoice.outstanding().amount());
    }

    static InvoiceEvent overdue(Invoice invoice) {
        return new Overdue(
                invoice.id(),
                invoice.orderId(),
                customerOf(invoice),
                invoice.number(),
                invoice.currency(),
                invoice.terms().gross().amount(),
                invoice.outstanding().amount(),
                invoice.sent().dueOn());
    }

    static InvoiceEvent voided(Invoice invoice, UUID replacedBy, Boolean repeated) {
        return new Voided(
                invoice.id(),
                invoice.orderId(),
                customerOf(invoice),
                invoice.voided().reason(),
                invoice.currency(),
                invoice.outstanding().amount(),
                replacedBy,
                repeated);
    }

    UUID orderId();

    /** Version 1 promises an order; what happens to free invoices is of version 2, which does not. */
    default String type() {
        String what =
                switch (this) {
                    case Drafted _ -> "drafted";
                    case Sent _ -> "sent";
                    case PartiallyPaid _ -> "partially-paid";
                    case Paid _ -> "paid";
                    case PaymentReversed _ -> "payment-reversed";
                    case Overdue _ -> "overdue";
                    case Credited _ -> "credited";
                    case Voided _ -> "voided";
                };
        return "finance.invoice." + what + (orderId() == null ? ".v2" : ".v1");
    }

    private static UUID customerOf(Invoice invoice) {
        return invoice.terms().customer().customerId();
    }

    private static BigDecimal orNull(Money amount) {
        return amount.isZero() ? null : amount.amount();
    }
}
