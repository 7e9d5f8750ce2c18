package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * An invoice as the API shows it.
 *
 * @param number missing while a draft
 * @param lines missing in lists
 * @param rounding policy of the document: {@code half_up_per_line}
 * @param paid sum of the payments
 * @param outstanding gross - paid
 * @param paymentTermDays from the day of sending to {@code dueOn}, 0 to 365
 */
record InvoiceView(
        UUID id,
        String number,
        InvoiceStatus status,
        UUID orderId,
        String orderNumber,
        Customer customer,
        String rounding,
        List<Line> lines,
        Money net,
        Money tax,
        Money gross,
        Money paid,
        Money outstanding,
        int paymentTermDays,
        Instant createdAt,
        Instant sentAt,
        LocalDate dueOn,
        Instant voidedAt,
        String voidReason,
        long version) {

    /** One line; rates and discounts in percent. */
    record Line(
            int line,
            UUID productId,
            String sku,
            String name,
            Quantity quantity,
            Money unitPrice,
            BigDecimal discountPercent,
            Money net,
            BigDecimal taxRate,
            Money tax,
            Money gross) {

        static Line of(InvoiceLine line, Currency currency) {
            return new Line(
                    line.line(),
                    line.productId(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    new Money(line.unitPrice(), currency),
                    line.discountPercent(),
                    new Money(line.net(), currency),
                    line.taxRate(),
                    new Money(line.tax(), currency),
                    new Money(line.gross(), currency));
        }
    }

    /** @param lines null for a list's item */
    static InvoiceView of(Invoice invoice, List<InvoiceLine> lines, LocalDate today) {
        Invoice.Terms terms = invoice.terms();
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                invoice.status(today),
                terms.orderId(),
                terms.orderNumber(),
                terms.customer(),
                terms.rounding(),
                lines == null
                        ? null
                        : lines.stream()
                                .map(line -> Line.of(line, invoice.currency()))
                                .toList(),
                terms.net(),
                terms.tax(),
                terms.gross(),
                invoice.paid(),
                invoice.outstanding(),
                terms.paymentTermDays(),
                terms.createdAt(),
                invoice.sent() == null ? null : invoice.sent().at(),
                invoice.sent() == null ? null : invoice.sent().dueOn(),
                invoice.voided() == null ? null : invoice.voided().at(),
                invoice.voided() == null ? null : invoice.voided().reason(),
                invoice.version());
    }
}
