package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands and how it came there.
 *
 * @param waitingFor {@code reservation} (the answer of inventory), {@code stock} (goods that are not there), {@code invoice}
 *     (finance), {@code shipment} (inventory issues the goods), or null when it waits for nobody
 */
record SalesOrderProcess(
        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "confirmed") Status status,
        List<Step> steps,

        @Schema(
                example = "invoice",
                allowableValues = {"reservation", "stock", "invoice", "shipment"})
        @Nullable
        String waitingFor,

        @Schema(example = "2026-11-02T09:15:04.218313Z", description = "Since when it waits") @Nullable
        Instant waitingSince,

        SalesOrderView.@Nullable Attention attention) {

    /**
     * @param state of the order after the step
     * @param kind what of the quantities it changed; null when nothing
     * @param quantities by line, in the order of the lines
     */
    @Schema(name = "SalesOrderStep")
    record Step(
            @Schema(example = "2026-11-02T09:15:04.391027Z") Instant at,
            @Schema(example = "reservation_confirmed") String step,
            @Schema(example = "confirmed") Status state,
            @Nullable String detail,

            @Schema(
                    example = "reserved",
                    allowableValues = {
                        "ordered",
                        "reserved",
                        "unreserved",
                        "shipped",
                        "invoiced",
                        "returned",
                        "credited",
                        "cancelled",
                        "rejected"
                    },
                    description = "What it appends to the ledger of quantities")
            @Nullable
            String kind,

            @Schema(
                    example = "[12]",
                    description = "How much of each line; of invoiced negative when an invoice is void")
            @Nullable
            List<Quantity> quantities,

            @Schema(description = "The invoice, shipment, return or credit note that it is about") @Nullable
            UUID documentId) {}

    static SalesOrderProcess of(SalesOrder order, List<Step> steps) {
        SalesOrderView.Waiting waiting = SalesOrderView.Waiting.of(order);
        return new SalesOrderProcess(
                order.id(),
                order.status(),
                steps,
                waiting == null ? null : waiting.waitingFor(),
                waiting == null ? null : waiting.since(),
                SalesOrderView.Attention.of(order));
    }

    static @Nullable String waitingFor(SalesOrder order) {
        if (order.attention() != null) {
            return order.attention().about().code();
        }
        return switch (order.status()) {
            case PENDING -> "reservation";
            case WAITING -> "stock";
            case CONFIRMED -> "invoice";
            case PARTLY_SHIPPED, SHIPPED -> order.quantities().isInvoiced() ? null : stockOrInvoice(order);
            case QUOTATION, INVOICED, COMPLETED, REJECTED, CANCELLED -> null;
        };
    }

    private static String stockOrInvoice(SalesOrder order) {
        return order.quantities().isWhollyReserved() ? "invoice" : "stock";
    }
}
