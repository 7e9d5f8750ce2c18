package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.sales.PlainText;
import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/sales-orders")
@Tag(
        name = "Sales orders",
        description = "From placing to invoice: pending, confirmed, invoiced; or rejected, or cancelled.")
class SalesOrderController {

    private final PlacingSalesOrders placing;
    private final SalesOrders orders;
    private final SalesOrderQueries queries;
    private final Commands commands;

    SalesOrderController(PlacingSalesOrders placing, SalesOrders orders, SalesOrderQueries queries, Commands commands) {
        this.placing = placing;
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
    }

    @PostMapping
    @Permission("sales-orders:write")
    @Operation(
            summary = "Place a sales order",
            description =
                    "It is priced with the catalogue and accepted as pending; inventory reserves its stock next. With"
                            + " Prefer: wait=N the answer waits up to N seconds (at most 10) until that is decided.")
    @ApiResponse(
            responseCode = "201",
            description = "The order",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 422,
            code = "unknown_customer",
            detail = "There is no customer 0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01.",
            field = "customerId")
    @Refuses(
            status = 422,
            code = "customer_inactive",
            detail = "Customer C-000017 is inactive and cannot order.",
            field = "customerId")
    @Refuses(
            status = 422,
            code = "unknown_product",
            detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.",
            field = "lines[0].productId")
    @Refuses(
            status = 422,
            code = "product_discontinued",
            detail = "Product COF-ESP-1000 is not sold any more.",
            field = "lines[0].productId")
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "Product COF-ESP-1000 is sold in EUR, but the customer buys in CHF.",
            field = "lines[0].productId")
    Mono<ResponseEntity<byte[]>> place(Caller caller, @Valid @RequestBody PlaceSalesOrder order) {
        return placing.place(caller, order);
    }

    @GetMapping
    @Permission("sales-orders:read")
    @Operation(
            summary = "List sales orders",
            description = "Sortable by placedAt (newest first is the default) and number.")
    Mono<Page<SalesOrderView.Summary>> list(
            @SortableBy({"placedAt", "number"}) PageRequest page,
            @RequestParam(required = false)
                    @Schema(allowableValues = {"pending", "confirmed", "invoiced", "rejected", "cancelled"})
                    String status,
            @RequestParam(required = false) UUID customerId,
            @RequestParam(required = false) Boolean attention,
            @RequestParam(required = false) Instant placedFrom,
            @RequestParam(required = false) Instant placedTo) {
        return queries.list(
                new SalesOrderQueries.Filter(status(status), customerId, attention, placedFrom, placedTo), page);
    }

    @GetMapping("/{id}")
    @Permission("sales-orders:read")
    @Operation(summary = "Read a sales order")
    Mono<ResponseEntity<SalesOrderView>> read(@PathVariable UUID id) {
        return queries.view(id)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    @GetMapping("/{id}/process")
    @Permission("sales-orders:read")
    @Operation(
            summary = "Read the process of a sales order",
            description = "Its steps so far, what it waits for, and whether somebody should look at it.")
    Mono<SalesOrderProcess> process(@PathVariable UUID id) {
        return queries.process(id);
    }

    /** @param reason for the timeline, and for those who undo what they did for the order */
    record CancelSalesOrder(
            @Schema(example = "The customer ordered twice")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason) {}

    @PostMapping("/{id}/cancel")
    @Permission("sales-orders:write")
    @Operation(
            summary = "Cancel a sales order",
            description =
                    "Its stock is released, and its invoice is voided or, if it was sent, gets a task for a credit."
                            + " Rejected and cancelled orders cannot be cancelled (409 order_is_rejected,"
                            + " order_is_cancelled).")
    @ApiResponse(
            responseCode = "200",
            description = "The order, cancelled",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_rejected",
            detail = "Sales order SO-2026-000017 is rejected and cannot be cancelled.")
    @Refuses(
            status = 409,
            code = "order_is_cancelled",
            detail = "Sales order SO-2026-000017 is cancelled and cannot be cancelled.")
    Mono<ResponseEntity<byte[]>> cancel(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody CancelSalesOrder cancel) {
        return commands.run(caller, () -> orders.cancel(id, cancel.reason(), caller)
                .zipWhen(order -> orders.lines(List.of(id)))
                .map(read -> SalesOrderView.of(read.getT1(), read.getT2().get(id)))
                .map(view -> new Answer(200, null, view.etag(), view)));
    }

    private static Status status(String code) {
        if (code == null) {
            return null;
        }
        return Arrays.stream(Status.values())
                .filter(status -> status.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "status", "unknown", "must be pending, confirmed, invoiced, rejected or cancelled"));
    }
}
