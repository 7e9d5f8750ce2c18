package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.ETag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A purchase order as a client sees it. */
@Schema(name = "PurchaseOrder")
record PurchaseOrderView(
        @Schema(example = "0193f2c4-6d2a-7b44-9e10-5a3c8f7d2b01")
        UUID id,

        @Schema(example = "PO-2026-000009") String number,
        @Schema(example = "partly_received") PurchaseOrderStatus status,
        PurchaseOrder.Supplier supplier,
        @Schema(example = "A-2026-1177") @Nullable String supplierReference,
        @Schema(example = "Deliver to gate 2") @Nullable String note,

        @Schema(example = "0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01") @Nullable
        UUID warehouseId,

        @Schema(example = "EUR") Currency currency,
        @Nullable BigDecimal exchangeRate,
        @Schema(example = PurchaseOrder.ROUNDING) String rounding,
        List<Line> lines,
        @Schema(example = "EUR 456.00") Money net,
        @Schema(example = "EUR 31.92") Money tax,
        @Schema(example = "EUR 487.92") Money gross,
        @Schema(example = "14") int paymentTermDays,
        @Nullable Attention attention,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String createdBy,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be08") @Nullable
        String approvedBy,

        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant createdAt,
        @Schema(example = "2026-11-09T07:40:11.391027Z") Instant updatedAt,
        @JsonIgnore String etag) {

    @Schema(name = "PurchaseOrderLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "Espresso beans, 1 kg") String name,
            @Schema(example = "piece") String unit,
            @Schema(example = "HAN-4711-A") @Nullable String supplierSku,
            @Schema(example = "EUR 11.40") Money unitPrice,
            @Schema(example = "EUR 456.00") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 31.92") Money tax,
            @Schema(example = "EUR 487.92") Money gross,
            @Schema(example = "2026-11-20") LocalDate expectedOn,
            @JsonUnwrapped Progress quantities) {}

    /**
     * What has become of a line.
     *
     * @param quantity ordered
     * @param open what can be cancelled, and what further receipts are expected to bring
     */
    @Schema(name = "PurchaseOrderLineQuantities")
    record Progress(
            @Schema(example = "40") Quantity quantity,
            @Schema(example = "0") Quantity cancelled,

            @Schema(example = "0", description = "Accepted at the door, not in stock yet")
            Quantity pending,

            @Schema(example = "24", description = "In stock")
            Quantity received,

            @Schema(example = "1", description = "Sent back at the door, and still owed")
            Quantity rejected,

            @Schema(example = "0", description = "Of what was received, asked to leave the stock again")
            Quantity reversing,

            @Schema(example = "24", description = "Has a bill, or nobody waits for one")
            Quantity billed,

            @Schema(example = "16") Quantity open) {

        static Progress of(Quantities q) {
            return new Progress(
                    q.ordered(),
                    q.cancelled(),
                    q.pending(),
                    q.received(),
                    q.rejected(),
                    q.reversing(),
                    q.billed(),
                    q.open());
        }
    }

    /**
     * Why somebody should look at the order.
     *
     * @param nextActions what can be done about it: {@code wait}, {@code retry} (POST …/process/retry) or {@code abandon} (POST
     *     …/process/abandon)
     */
    @Schema(name = "PurchaseOrderAttention")
    record Attention(
            @Schema(example = "finance drafted no bill of receipt GR-2026-000012 within 30 s")
            String reason,

            @Schema(example = "2026-11-09T07:45:11.391027Z") Instant since,

            @Schema(example = "[\"wait\", \"retry\", \"abandon\"]")
            List<String> nextActions) {

        /** Of the receipts that ask for it, the one that has for longest; null when there is none. */
        static Attention of(List<Receipt> receipts) {
            return receipts.stream()
                    .filter(receipt -> receipt.attention() != null)
                    .min(Comparator.comparing(receipt -> receipt.attention().since()))
                    .map(receipt -> new Attention(
                            receipt.attention().reason(), receipt.attention().since(), Waiting.nextActions(receipt)))
                    .orElse(null);
        }
    }

    /** An order in a list: without its lines. */
    @Schema(name = "PurchaseOrderSummary")
    record Summary(
            @Schema(example = "0193f2c4-6d2a-7b44-9e10-5a3c8f7d2b01")
            UUID id,

            @Schema(example = "PO-2026-000009") String number,
            @Schema(example = "partly_received") PurchaseOrderStatus status,
            PurchaseOrder.Supplier supplier,
            @Schema(example = "A-2026-1177") @Nullable String supplierReference,
            @Schema(example = "EUR 456.00") Money net,
            @Schema(example = "EUR 31.92") Money tax,
            @Schema(example = "EUR 487.92") Money gross,

            @Schema(example = "2026-11-09T07:45:11.391027Z", description = "Since when it asks for attention") @Nullable
            Instant attentionSince,

            @Schema(example = "2026-11-02T09:15:04.218313Z") Instant createdAt) {}

    static PurchaseOrderView of(PurchaseOrder order) {
        PurchaseOrder.Terms terms = order.terms();
        Amounts totals = order.totals();
        Currency currency = terms.currency();
        return new PurchaseOrderView(
                order.id(),
                order.number(),
                order.status(),
                terms.supplier(),
                terms.supplierReference(),
                terms.note(),
                terms.warehouseId(),
                currency,
                terms.exchangeRate(),
                PurchaseOrder.ROUNDING,
                order.lines().stream().map(line -> line(line, currency)).toList(),
                new Money(totals.net(), currency),
                new Money(totals.tax(), currency),
                new Money(totals.gross(), currency),
                terms.paymentTermDays(),
                Attention.of(order.receipts()),
                order.authors().getFirst(),
                order.approvedBy(),
                order.createdAt(),
                order.updatedAt(),
                etag(order));
    }

    /** A draft's is its version, for If-Match. Later an order also changes by steps that are no events of its own. */
    static String etag(PurchaseOrder order) {
        return order.status() == PurchaseOrderStatus.DRAFT
                ? ETag.of(order.version())
                : "\"" + order.version() + "-" + order.steps() + "\"";
    }

    private static Line line(PurchaseOrder.Line line, Currency currency) {
        return new Line(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.unit(),
                line.supplierSku(),
                new Money(line.unitPrice(), currency),
                new Money(line.amounts().net(), currency),
                line.taxRate(),
                new Money(line.amounts().tax(), currency),
                new Money(line.amounts().gross(), currency),
                line.expectedOn(),
                Progress.of(line.quantities()));
    }
}
