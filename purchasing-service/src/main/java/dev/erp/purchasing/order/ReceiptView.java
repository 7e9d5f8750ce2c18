package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt as a client sees it. */
@Schema(name = "PurchaseReceipt")
record ReceiptView(
        @Schema(example = "0193f2c4-7a31-7c02-8d55-3b9e1f6a4c01")
        UUID id,

        @Schema(example = "GR-2026-000012") String number,

        @Schema(example = "0193f2c4-6d2a-7b44-9e10-5a3c8f7d2b01")
        UUID purchaseOrderId,

        @Schema(example = "booked") Receipt.State state,
        List<Line> lines,

        @Schema(example = "0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01") @Nullable
        UUID warehouseId,

        @Schema(example = "LS-88120") @Nullable String deliveryNote,
        @Schema(example = "One bag torn") @Nullable String note,

        @Schema(
                example = "the supplier sent the wrong beans",
                description = "Why it was refused, is to be reversed, or was abandoned")
        @Nullable
        String reason,

        @Schema(example = "0193f2c4-8e20-7d13-9a41-2c7f5b3d6e01", description = "Finance's bill for it") @Nullable
        UUID billId,

        PurchaseOrderView.@Nullable Attention attention,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String receivedBy,

        @Schema(example = "2026-11-09T07:40:11.218313Z") Instant receivedAt,
        @JsonIgnore String etag) {

    @Schema(name = "PurchaseReceiptLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "24") Quantity accepted,
            @Schema(example = "1") Quantity rejected) {}

    static ReceiptView of(PurchaseOrder order, Receipt receipt) {
        List<Line> lines = order.lines().stream()
                .map(line -> new Line(
                        line.line(),
                        line.productId(),
                        line.sku(),
                        receipt.accepted().get(line.line() - 1),
                        receipt.rejected().get(line.line() - 1)))
                .filter(line -> line.accepted.isPositive() || line.rejected.isPositive())
                .toList();
        return new ReceiptView(
                receipt.id(),
                receipt.number(),
                order.id(),
                receipt.state(),
                lines,
                receipt.warehouseId(),
                receipt.deliveryNote(),
                receipt.note(),
                receipt.reason(),
                receipt.billId(),
                PurchaseOrderView.Attention.of(List.of(receipt)),
                receipt.receivedBy(),
                receipt.receivedAt(),
                PurchaseOrderView.etag(order));
    }
}
