package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.finance.document.DocumentStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the API shows it.
 *
 * @param number missing while a draft
 * @param lines missing in lists
 * @param rounding policy of the document: {@code half_up_per_line} or {@code half_up_in_total}
 * @param paid sum of the payments
 * @param credited sum of the credit notes that were sent
 * @param outstanding gross - paid - credited, at least 0; 0 when void
 * @param overpaid what was paid beyond what the credit notes left of the invoice; missing when nothing
 * @param source {@code order}: drafted when the order was confirmed or reduced; {@code by_hand}: from what is ordered or shipped;
 *     {@code free}: without an order
 * @param orderId missing for a free invoice, like {@code orderNumber}
 * @param paymentTermDays from the day of sending to {@code dueOn}, 0 to 365
 * @param endOfMonth {@code dueOn} is the last day of the month in which these days end
 * @param exchangeRate units of the base currency for one of the invoice's; missing in the base currency, or when it is not known
 */
@Schema(name = "Invoice")
public record InvoiceView(
        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
        UUID id,

        @Schema(example = "INV-2026-000004") @Nullable String number,
        @Schema(example = "partially_paid") DocumentStatus status,

        @Schema(example = "order") Invoice.Source source,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @Nullable
        UUID orderId,

        @Schema(example = "SO-2026-000017") @Nullable String orderNumber,
        Customer customer,
        @Schema(example = "half_up_per_line") String rounding,
        @Nullable List<LineView> lines,
        @Schema(example = "EUR 226.80") Money net,
        @Schema(example = "EUR 15.88") Money tax,
        @Schema(example = "EUR 242.68") Money gross,
        @Schema(example = "EUR 100.00") Money paid,
        @Schema(example = "EUR 0.00") Money credited,
        @Schema(example = "EUR 142.68") Money outstanding,
        @Schema(example = "EUR 10.00") @Nullable Money overpaid,
        @Schema(example = "14") int paymentTermDays,
        @Schema(example = "false") boolean endOfMonth,

        @Schema(example = "0.92", description = "Decimal in a string") @Nullable
        BigDecimal exchangeRate,

        @Schema(example = "2026-11-02T09:15:04.512009Z") Instant createdAt,
        @Schema(example = "2026-11-03T07:30:00Z") @Nullable Instant sentAt,
        @Schema(example = "2026-11-17") @Nullable LocalDate dueOn,
        @Nullable Instant voidedAt,
        @Nullable String voidReason,
        @Schema(example = "3") long version) {

    /** @param lines null for a list's item */
    public static InvoiceView of(Invoice invoice, List<InvoiceLine> lines, LocalDate today) {
        Invoice.Terms terms = invoice.terms();
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                invoice.status(today),
                terms.source(),
                terms.orderId(),
                terms.orderNumber(),
                terms.customer(),
                terms.rounding(),
                lines == null
                        ? null
                        : lines.stream()
                                .map(line -> LineView.of(line, invoice.currency()))
                                .toList(),
                terms.net(),
                terms.tax(),
                terms.gross(),
                invoice.paid(),
                invoice.credited(),
                invoice.outstanding(),
                invoice.overpaid().isZero() ? null : invoice.overpaid(),
                terms.payment().days(),
                terms.payment().endOfMonth(),
                terms.exchangeRate(),
                terms.createdAt(),
                invoice.sent() == null ? null : invoice.sent().at(),
                invoice.sent() == null ? null : invoice.sent().dueOn(),
                invoice.voided() == null ? null : invoice.voided().at(),
                invoice.voided() == null ? null : invoice.voided().reason(),
                invoice.version());
    }
}
