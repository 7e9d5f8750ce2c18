package dev.erp.sales.order;

import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where an order stands and how it came there.
 *
 * @param waitingFor {@code reservation} (inventory), {@code invoice} (finance), or null when it waits for nobody
 */
record SalesOrderProcess(
        UUID orderId,
        Status status,
        List<Step> steps,

        @Schema(allowableValues = {"reservation", "invoice"})
        String waitingFor,

        SalesOrderView.Attention attention) {

    /** @param state of the order after the step */
    @Schema(name = "SalesOrderStep")
    record Step(Instant at, String step, Status state, String detail) {}

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
