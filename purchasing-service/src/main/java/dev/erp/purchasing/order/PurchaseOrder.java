package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A purchase order: what is agreed, what has come of it, and how far it is. Commands and answers give a {@link Decision}; nothing
 * here knows of SQL or Kafka.
 *
 * @param authors ids of those who drafted, changed or submitted it, in that order, each once
 * @param approvedBy id of who approved it, or null
 * @param version counts the order's events; 1 is its drafting
 * @param steps counts the steps on its timeline
 */
record PurchaseOrder(
        UUID id,
        String number,
        Terms terms,
        Phase phase,
        List<Line> lines,
        List<Receipt> receipts,
        List<String> authors,
        String approvedBy,
        long version,
        int steps,
        Instant createdAt,
        Instant updatedAt) {

    /** How lines and totals are rounded: each line by itself, and every total is a sum of lines. */
    static final String ROUNDING = "half_up_per_line";

    /** The supplier as it was when the order was drafted or last changed. */
    @Schema(name = "PurchaseOrderSupplier")
    record Supplier(
            @Schema(example = "0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01")
            UUID supplierId,

            @Schema(example = "V-000004") String number,
            @Schema(example = "Rösterei Hansen GmbH") String name) {}

    /**
     * What holds for the whole order.
     *
     * @param exchangeRate base units for one unit of the order's currency; null when they are the same, or it is not known yet
     * @param warehouseId where the goods shall go; null for the default warehouse
     */
    record Terms(
            Supplier supplier,
            Currency currency,
            BigDecimal exchangeRate,
            UUID warehouseId,
            String supplierReference,
            String note,
            int paymentTermDays) {

        /** An amount in the base currency, rounded half up; what has no rate yet counts as it is. */
        Money inBase(BigDecimal amount, Currency base) {
            return Money.rounded(exchangeRate == null ? amount : amount.multiply(exchangeRate), base);
        }
    }

    /**
     * @param line number of the line within the order, from 1
     * @param unitDecimals how many decimals its quantities may have
     * @param supplierSku what the supplier calls it, or null
     * @param unitPrice of one unit without tax, at the minor units of the order's currency
     */
    record Line(
            int line,
            UUID productId,
            String sku,
            String name,
            String unit,
            int unitDecimals,
            String supplierSku,
            BigDecimal unitPrice,
            BigDecimal taxRate,
            Amounts amounts,
            LocalDate expectedOn,
            Quantities quantities) {

        Line with(Quantities after) {
            return new Line(
                    line,
                    productId,
                    sku,
                    name,
                    unit,
                    unitDecimals,
                    supplierSku,
                    unitPrice,
                    taxRate,
                    amounts,
                    expectedOn,
                    after);
        }

        /** What one unit costs in the base currency, four decimals. */
        BigDecimal unitCost(Terms terms) {
            BigDecimal rate = terms.exchangeRate == null ? BigDecimal.ONE : terms.exchangeRate;
            return unitPrice.multiply(rate).setScale(4, RoundingMode.HALF_UP);
        }
    }

    Amounts totals() {
        return Amounts.sum(lines.stream().map(Line::amounts).toList(), terms.currency);
    }

    PurchaseOrderStatus status() {
        return PurchaseOrderStatus.of(
                phase, lines.stream().map(Line::quantities).toList());
    }

    /** @throws Problem 404 */
    Receipt receipt(UUID receiptId) {
        return find(receiptId).orElseThrow(() -> Problem.notFound("receipt of " + number, receiptId));
    }

    Optional<Receipt> find(UUID receiptId) {
        return receipts.stream()
                .filter(receipt -> receipt.id().equals(receiptId))
                .findFirst();
    }

    /** 409: it is not in a state for that. */
    Problem unfit(String forWhat) {
        PurchaseOrderStatus status = status();
        String code =
                switch (status) {
                    case DRAFT -> "order_is_draft";
                    case SUBMITTED -> "order_is_submitted";
                    case APPROVED -> "order_is_approved";
                    case PARTLY_RECEIVED -> "order_is_partly_received";
                    case RECEIVED -> "order_is_received";
                    case BILLED -> "order_is_billed";
                    case COMPLETED -> "order_is_completed";
                    case CANCELLED -> "order_is_cancelled";
                };
        return Problem.conflict(
                code,
                "Purchase order %s is %s and cannot %s."
                        .formatted(number, status.code().replace('_', ' '), forWhat));
    }

    PurchaseOrder with(Terms newTerms, List<Line> newLines, List<String> newAuthors) {
        return new PurchaseOrder(
                id,
                number,
                newTerms,
                phase,
                newLines,
                receipts,
                newAuthors,
                approvedBy,
                version,
                steps,
                createdAt,
                updatedAt);
    }

    PurchaseOrder with(Phase next, String approver) {
        return new PurchaseOrder(
                id, number, terms, next, lines, receipts, authors, approver, version, steps, createdAt, updatedAt);
    }

    PurchaseOrder with(List<Line> newLines, List<Receipt> newReceipts) {
        return new PurchaseOrder(
                id,
                number,
                terms,
                phase,
                newLines,
                newReceipts,
                authors,
                approvedBy,
                version,
                steps,
                createdAt,
                updatedAt);
    }

    PurchaseOrder counted(long newVersion, int newSteps, Instant at) {
        return new PurchaseOrder(
                id, number, terms, phase, lines, receipts, authors, approvedBy, newVersion, newSteps, createdAt, at);
    }
}
