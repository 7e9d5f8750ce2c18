package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
@Schema(name = "Invoice")
record InvoiceView(
        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
        UUID id,

        @Schema(example = "INV-2026-000004") @Nullable String number,
        @Schema(example = "partially_paid") InvoiceStatus status,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "SO-2026-000017") String orderNumber,
        Customer customer,
        @Schema(example = "half_up_per_line") String rounding,
        @Nullable List<Line> lines,
        @Schema(example = "EUR 226.80") Money net,
        @Schema(example = "EUR 15.88") Money tax,
        @Schema(example = "EUR 242.68") Money gross,
        @Schema(example = "EUR 100.00") Money paid,
        @Schema(example = "EUR 142.68") Money outstanding,
        @Schema(example = "14") int paymentTermDays,
        @Schema(example = "2026-11-02T09:15:04.512009Z") Instant createdAt,
        @Schema(example = "2026-11-03T07:30:00Z") @Nullable Instant sentAt,
        @Schema(example = "2026-11-17") @Nullable LocalDate dueOn,
        @Nullable Instant voidedAt,
        @Nullable String voidReason,
        @Schema(example = "3") long version) {

    /** One line; rates and discounts in percent. */
    @Schema(name = "InvoiceLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "Espresso beans, 1 kg") String name,
            @Schema(example = "12") Quantity quantity,
            @Schema(example = "EUR 18.90") Money unitPrice,
            @Schema(example = "0.00") BigDecimal discountPercent,
            @Schema(example = "EUR 226.80") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 15.88") Money tax,
            @Schema(example = "EUR 242.68") Money gross) {

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
