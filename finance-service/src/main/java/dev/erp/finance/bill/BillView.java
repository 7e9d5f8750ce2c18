package dev.erp.finance.bill;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.document.DocumentStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bill as the API shows it: what a supplier is owed for one receipt of goods, or for what was entered by hand.
 *
 * @param number missing while a draft
 * @param supplierNumber the supplier's own number of the bill; missing when there is none
 * @param purchaseOrderId missing when it is for none, like {@code purchaseOrderNumber}
 * @param receiptId missing when it was entered by hand, like {@code receiptNumber} and {@code receivedAt}
 * @param exchangeRate units of the base currency for one of the bill's; missing when it is in the base currency
 * @param lines missing in lists
 * @param outstanding gross - paid; 0 when void
 * @param paymentTermDays from the day of sending to {@code dueOn}, 0 to 365
 * @param endOfMonth {@code dueOn} is the last day of the month in which these days end
 * @param rounding policy of the document: {@code half_up_per_line} or {@code half_up_in_total}
 */
@Schema(name = "Bill")
record BillView(
        @Schema(example = "0193f2c4-a074-7f85-9baa-7ebe61cd1f08")
        UUID id,

        @Schema(example = "BILL-2026-000002") @Nullable String number,
        @Schema(example = "RE-10291") @Nullable String supplierNumber,

        @Schema(
                example = "draft",
                allowableValues = {"draft", "sent", "partially_paid", "paid", "overdue", "void"})
        DocumentStatus status,

        @Schema(example = "0193f2c4-b185-7096-8cbb-8fcf72de2009") @Nullable
        UUID purchaseOrderId,

        @Schema(example = "PO-2026-000003") @Nullable String purchaseOrderNumber,

        @Schema(example = "0193f2c4-c296-71a7-9dcc-90e083ef310b") @Nullable
        UUID receiptId,

        @Schema(example = "GR-2026-000005") @Nullable String receiptNumber,
        @Schema(example = "2026-11-18T08:02:00Z") @Nullable Instant receivedAt,
        Supplier supplier,

        @Schema(example = "0.92", description = "Decimal in a string") @Nullable
        BigDecimal exchangeRate,

        @Nullable List<Line> lines,
        @Schema(example = "EUR 240.00") Money net,
        @Schema(example = "EUR 16.80") Money tax,
        @Schema(example = "EUR 256.80") Money gross,
        @Schema(example = "EUR 0.00") Money paid,
        @Schema(example = "EUR 256.80") Money outstanding,
        @Schema(example = "30") int paymentTermDays,
        @Schema(example = "false") boolean endOfMonth,
        @Schema(example = "half_up_per_line") String rounding,
        @Schema(example = "2026-11-18T08:02:04.512009Z") Instant createdAt,
        @Schema(example = "2026-11-19T07:30:00Z") @Nullable Instant sentAt,
        @Schema(example = "2026-12-19") @Nullable LocalDate dueOn,
        @Nullable Instant voidedAt,
        @Nullable String voidReason,
        @Schema(example = "1") long version) {

    /**
     * One line: what was accepted of a line of the purchase order.
     *
     * @param unitPrice decimal in a string, in the bill's currency, up to four decimals
     */
    @Schema(name = "BillLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @Nullable
            UUID productId,

            @Schema(example = "COF-ESP-1000") @Nullable String sku,
            @Schema(example = "Espresso beans, 1 kg") String name,
            @Schema(example = "20") Quantity quantity,
            @Schema(example = "12.00") BigDecimal unitPrice,
            @Schema(example = "5.00") @Nullable BigDecimal discountPercent,
            @Schema(example = "EUR 240.00") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 16.80") Money tax,
            @Schema(example = "EUR 256.80") Money gross) {

        static Line of(BillLine line, Currency currency) {
            return new Line(
                    line.line(),
                    line.productId(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.discountPercent(),
                    new Money(line.net(), currency),
                    line.taxRate(),
                    new Money(line.tax(), currency),
                    new Money(line.gross(), currency));
        }
    }

    /** @param lines null for a list's item */
    static BillView of(Bill bill, List<BillLine> lines, LocalDate today) {
        Bill.Terms terms = bill.terms();
        Bill.Receipt receipt = terms.receipt();
        return new BillView(
                bill.id(),
                bill.number(),
                terms.supplierNumber(),
                bill.status(today),
                receipt.purchaseOrderId(),
                receipt.purchaseOrderNumber(),
                receipt.receiptId(),
                receipt.receiptNumber(),
                receipt.receivedAt(),
                terms.supplier(),
                terms.exchangeRate(),
                lines == null
                        ? null
                        : lines.stream()
                                .map(line -> Line.of(line, bill.currency()))
                                .toList(),
                terms.net(),
                terms.tax(),
                terms.gross(),
                bill.paid(),
                bill.outstanding(),
                terms.payment().days(),
                terms.payment().endOfMonth(),
                terms.rounding(),
                terms.createdAt(),
                bill.sent() == null ? null : bill.sent().at(),
                bill.sent() == null ? null : bill.sent().dueOn(),
                bill.voided() == null ? null : bill.voided().at(),
                bill.voided() == null ? null : bill.voided().reason(),
                bill.version());
    }
}
