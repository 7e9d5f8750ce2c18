package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a product can be promised, now and when open purchase orders arrive.
 *
 * @param available now: on hand less reserved
 * @param waiting what orders wait for, and what comes goes to first
 * @param incoming what approved purchase orders are still to bring, by date, those without a date last
 */
@Schema(name = "Availability")
record AvailabilityView(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "piece") String unit,
        @Schema(example = "178") Quantity onHand,
        @Schema(example = "12") Quantity reserved,
        @Schema(example = "166") Quantity available,
        @Schema(example = "0") Quantity waiting,
        List<Incoming> incoming) {

    /**
     * What an open purchase order is still to bring.
     *
     * @param expectedOn absent when nobody has said
     * @param quantity ordered and not received yet
     * @param availableThen what can be promised then: available now, plus all that comes until then, less what is waited for; less
     *     than zero when even that is not enough
     */
    @Schema(name = "IncomingGoods")
    record Incoming(
            @Schema(example = "2026-12-01") @Nullable LocalDate expectedOn,

            @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2b1dab04")
            UUID purchaseOrderId,

            @Schema(example = "PO-2026-000004") String purchaseOrderNumber,
            @Schema(example = "120") Quantity quantity,

            @Schema(example = "286") Quantity availableThen) {}
}
