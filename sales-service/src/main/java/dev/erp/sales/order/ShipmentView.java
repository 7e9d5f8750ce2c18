package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.customer.Address;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients see of shipments. */
@Schema(name = "Shipment")
record ShipmentView(
        @Schema(example = "0193f2c4-6c2f-7b41-8d66-30707f2d0b14")
        UUID id,

        @Schema(example = "SH-2026-000004") String number,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "shipped") Shipment.State status,

        @Schema(example = "insufficient_reservation", description = "Why inventory refused it; only when it did")
        @Nullable
        String reason,

        @Schema(example = "DHL") @Nullable String carrier,
        @Schema(example = "JD014600003SE") @Nullable String trackingNumber,

        @Schema(description = "Where the goods go: the address of the order") @Nullable
        Address shippingAddress,

        List<Line> lines,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String requestedBy,

        @Schema(example = "2026-11-03T07:30:00Z") Instant requestedAt,

        @Schema(example = "2026-11-03T07:30:00.2Z", description = "When inventory issued the goods, or refused to")
        @Nullable
        Instant decidedAt) {

    @Schema(name = "ShipmentLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "12") Quantity quantity) {}

    /** @param lines of the order */
    static ShipmentView of(Shipment shipment, List<SalesOrder.Line> lines) {
        return new ShipmentView(
                shipment.id(),
                shipment.number(),
                shipment.orderId(),
                shipment.state(),
                shipment.reason(),
                shipment.carrier(),
                shipment.trackingNumber(),
                shipment.shippingAddress(),
                LineQuantity.of(shipment.quantities(), lines).stream()
                        .map(line -> new Line(line.line(), line.productId(), line.sku(), line.quantity()))
                        .toList(),
                shipment.requestedBy(),
                shipment.requestedAt(),
                shipment.decidedAt());
    }
}
