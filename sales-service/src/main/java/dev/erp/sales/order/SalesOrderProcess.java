package dev.erp.sales.order;

import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands and how it came there.
 *
 * @param waitingFor {@code reservation} (inventory), {@code invoice} (finance), or null when it waits for nobody
 */
record SalesOrderProcess(
        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "confirmed") Status status,
        List<Step> steps,

        @Schema(
                example = "invoice",
                allowableValues = {"reservation", "invoice"})
        @Nullable
        String waitingFor,

        SalesOrderView.@Nullable Attention attention) {

    /** @param state of the order after the step */
    @Schema(name = "SalesOrderStep")
    record Step(
            @Schema(example = "2026-11-02T09:15:04.391027Z") Instant at,
            @Schema(example = "reservation_confirmed") String step,
            @Schema(example = "confirmed") Status state,
            @Nullable String detail) {}

    static SalesOrderProcess of(SalesOrder order, List<Step> steps) {
        return new SalesOrderProcess(
                order.id(),
                order.status(),
                steps,
                switch (order.status()) {
                    case PENDING -> "reservation";
                    case CONFIRMED -> "invoice";
                    case INVOICED, REJECTED, CANCELLED -> null;
                },
                SalesOrderView.Attention.of(order));
    }
}
