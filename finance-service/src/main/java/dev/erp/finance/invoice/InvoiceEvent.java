package dev.erp.finance.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What happens to invoices, as others hear it on {@value #TOPIC}. */
sealed interface InvoiceEvent {

    String TOPIC = "erp.finance.invoice";

    record Drafted(
            UUID invoiceId,
            UUID orderId,
            String orderNumber,
            Customer customer,
            Currency currency,
            String rounding,
            List<InvoiceLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            int paymentTermDays)
            implements InvoiceEvent {}

    record Sent(
            UUID invoiceId,
            UUID orderId,
            String number,
            Currency currency,
            BigDecimal gross,
            Instant sentAt,
            LocalDate dueOn)
            implements InvoiceEvent {}

    record PartiallyPaid(
            UUID invoiceId,
            UUID orderId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal outstanding)
            implements InvoiceEvent {}

    record Paid(
            UUID invoiceId,
            UUID orderId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal outstanding)
            implements InvoiceEvent {}

    record Voided(UUID invoiceId, UUID orderId, String reason) implements InvoiceEvent {}

    default String type() {
        return switch (this) {
            case Drafted _ -> "finance.invoice.drafted.v1";
            case Sent _ -> "finance.invoice.sent.v1";
            case PartiallyPaid _ -> "finance.invoice.partially-paid.v1";
            case Paid _ -> "finance.invoice.paid.v1";
            case Voided _ -> "finance.invoice.voided.v1";
        };
    }
}
