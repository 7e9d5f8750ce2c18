package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrder.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Orders as rows of their tables; the names of the components in snake case are those of the columns. */
final class WrittenRows {

    @JsonNaming(SnakeCaseStrategy.class)
    record OrderRow(
            UUID id,
            String number,
            UUID supplierId,
            String supplierNumber,
            String supplierName,
            String supplierReference,
            String note,
            String currency,
            BigDecimal exchangeRate,
            UUID warehouseId,
            int paymentTermDays,
            @JsonUnwrapped Amounts totals,
            String phase,
            String status,
            List<String> authors,
            String approvedBy,
            long version,
            int steps,
            Instant createdAt,
            Instant updatedAt,
            int lines) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record LineRow(
            UUID orderId,
            int line,
            UUID productId,
            String sku,
            String name,
            String unit,
            int unitDecimals,
            String supplierSku,
            BigDecimal unitPrice,
            BigDecimal taxRate,
            @JsonUnwrapped Amounts amounts,
            LocalDate expectedOn,
            @JsonUnwrapped Quantities quantities) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ReceiptRow(
            UUID id,
            UUID orderId,
            String number,
            String state,
            List<Quantity> accepted,
            List<Quantity> rejected,
            UUID warehouseId,
            String deliveryNote,
            String note,
            boolean covered,
            UUID billId,
            String reason,
            String attentionReason,
            Instant attentionSince,
            Instant waitingSince,
            String receivedBy,
            Instant receivedAt) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record StepRow(
            UUID orderId,
            int seq,
            String step,
            String state,
            Instant at,
            String detail,
            UUID eventId,
            UUID receiptId,
            String entry,
            List<Quantity> quantities) {}

    private WrittenRows() {}

    static OrderRow order(PurchaseOrder order) {
        Terms terms = order.terms();
        return new OrderRow(
                order.id(),
                order.number(),
                terms.supplier().supplierId(),
                terms.supplier().number(),
                terms.supplier().name(),
                terms.supplierReference(),
                terms.note(),
                terms.currency().getCurrencyCode(),
                terms.exchangeRate(),
                terms.warehouseId(),
                terms.paymentTermDays(),
                order.totals(),
                order.phase().code(),
                order.status().code(),
                order.authors(),
                order.approvedBy(),
                order.version(),
                order.steps(),
                order.createdAt(),
                order.updatedAt(),
                order.lines().size());
    }

    static Stream<LineRow> lines(PurchaseOrder order) {
        return order.lines().stream().map(line -> row(order, line));
    }

    private static LineRow row(PurchaseOrder order, Line line) {
        return new LineRow(
                order.id(),
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.unit(),
                line.unitDecimals(),
                line.supplierSku(),
                line.unitPrice(),
                line.taxRate(),
                line.amounts(),
                line.expectedOn(),
                line.quantities());
    }

    static Stream<ReceiptRow> receipts(PurchaseOrder order) {
        return order.receipts().stream().map(receipt -> row(order, receipt));
    }

    private static ReceiptRow row(PurchaseOrder order, Receipt receipt) {
        Receipt.Attention attention = receipt.attention();
        return new ReceiptRow(
                receipt.id(),
                order.id(),
                receipt.number(),
                receipt.state().code(),
                receipt.accepted(),
                receipt.rejected(),
                receipt.warehouseId(),
                receipt.deliveryNote(),
                receipt.note(),
                receipt.covered(),
                receipt.billId(),
                receipt.reason(),
                attention == null ? null : attention.reason(),
                attention == null ? null : attention.since(),
                receipt.waitingSince(),
                receipt.receivedBy(),
                receipt.receivedAt());
    }

    static Stream<StepRow> steps(Decision decision) {
        return decision.steps().stream()
                .map(step -> new StepRow(
                        decision.order().id(),
                        step.seq(),
                        step.step(),
                        step.state().code(),
                        step.at(),
                        step.detail(),
                        step.heard(),
                        step.receiptId(),
                        step.entry() == null ? null : step.entry().code(),
                        step.entry() == null ? null : step.quantities()));
    }
}
