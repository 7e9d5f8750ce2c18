package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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
        description =
                "From a quotation, or at once, to the last shipment: pending, confirmed or waiting, invoiced, partly shipped,"
                        + " shipped, completed; or rejected, or cancelled. The status follows from the quantities of the"
                        + " lines.")
class SalesOrderController {

    private final PlacingSalesOrders placing;
    private final SalesOrderCommands orders;
    private final SalesOrderQueries queries;
    private final Commands commands;

    SalesOrderController(
            PlacingSalesOrders placing, SalesOrderCommands orders, SalesOrderQueries queries, Commands commands) {
        this.placing = placing;
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
    }

    @PostMapping
    @Permission("sales-orders:write")
    @Operation(
            summary = "Place a sales order, or make a quotation",
            description =
                    "It is priced with the catalogue and accepted as pending; inventory reserves its stock next. With"
                            + " Prefer: wait=N the answer waits up to N seconds (at most 10) until that is decided. A"
                            + " quotation reserves nothing and keeps its prices until it is placed.")
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
    @Refuses(
            status = 422,
            code = "too_many_decimals",
            detail = "Product COF-ESP-1000 is sold by the piece, in whole quantities only, not 1.5.",
            field = "lines[0].quantity")
    @Refuses(
            status = 422,
            code = "credit_limit_exceeded",
            detail = "Customer C-000017 may owe 5000.00 EUR; 4900.00 are open already, and this order is about 242.68.",
            field = "customerId")
    @Refuses(
            status = 409,
            code = "reference_taken",
            detail = "The customer's reference is that of sales order SO-2026-000017 already.",
            field = "customerReference",
            fieldMessage = "is the reference of sales order SO-2026-000017 already")
    @Refuses(
            status = 403,
            code = "price_override_denied",
            detail = "A price that is not the catalogue's needs the permission prices:override.")
    Mono<ResponseEntity<byte[]>> place(Caller caller, @Valid @RequestBody PlaceSalesOrder order) {
        return placing.place(caller, order);
    }

    @GetMapping
    @Permission("sales-orders:read")
    @Operation(
            summary = "List sales orders",
            description =
                    "Sortable by placedAt (newest first is the default) and number; q searches number, customer and"
                            + " customer's reference.")
    Mono<Page<SalesOrderView.Summary>> list(
            @SortableBy({"placedAt", "number"}) PageRequest page,
            @RequestParam(required = false)
                    @Schema(
                            allowableValues = {
                                "quotation",
                                "pending",
                                "waiting",
                                "confirmed",
                                "invoiced",
                                "partly_shipped",
                                "shipped",
                                "completed",
                                "rejected",
                                "cancelled"
                            })
                    String status,
            @RequestParam(required = false) UUID customerId,
            @RequestParam(required = false) Boolean attention,
            @RequestParam(required = false) String q,
            @RequestParam(required = false) Instant placedFrom,
            @RequestParam(required = false) Instant placedTo) {
        return queries.list(
                new SalesOrderQueries.Filter(status(status), customerId, attention, q, placedFrom, placedTo), page);
    }

    @GetMapping("/{id}")
    @Permission("sales-orders:read")
    @Operation(summary = "Read a sales order")
    Mono<ResponseEntity<SalesOrderView>> read(@PathVariable UUID id) {
        return queries.view(id)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    /**
     * @param reason for the timeline, and for those who undo what they did for the order
     * @param lines how much of which; everything that has not left if not given
     */
    record CancelSalesOrder(
            @Schema(example = "The customer ordered twice")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason,

            @Size(min = 1, max = 500, message = "must have 1 to 500 lines; leave it out for the whole order")
            List<@NotNull(message = "must not be null") @Valid LineRequest> lines) {}

    @PostMapping("/{id}/cancel")
    @Permission("sales-orders:write")
    @Operation(
            summary = "Cancel a sales order, or a part of it",
            description =
                    "As far as the goods allow: what has left can be returned. Stock is released, and the invoice is voided,"
                            + " drafted anew for what remains or, if it was sent, followed by a credit note.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, cancelled or reduced",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_rejected",
            detail = "Sales order SO-2026-000017 is rejected and cannot be cancelled.")
    @Refuses(
            status = 409,
            code = "order_is_cancelled",
            detail = "Sales order SO-2026-000017 is cancelled and cannot be cancelled.")
    @Refuses(
            status = 409,
            code = "order_is_shipped",
            detail = "Sales order SO-2026-000017 is shipped. A return takes goods back.")
    @Refuses(
            status = 409,
            code = "order_is_quotation",
            detail = "Sales order SO-2026-000017 is a quotation: change it, or cancel the whole of it.")
    @Refuses(
            status = 409,
            code = "shipment_under_way",
            detail =
                    "A shipment of sales order SO-2026-000017 is under way. What it does not take can be cancelled when"
                            + " inventory has answered.")
    @Refuses(
            status = 422,
            code = "more_than_unshipped",
            detail = "lines[0].quantity must be at most 3: so much is neither shipped nor about to be of line 1",
            field = "lines[0].quantity",
            fieldMessage = "must be at most 3: so much is neither shipped nor about to be of line 1")
    @RefusesLines
    Mono<ResponseEntity<byte[]>> cancel(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody CancelSalesOrder cancel) {
        return commands.run(caller, () -> orders.cancel(id, cancel.reason(), cancel.lines(), caller)
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
                        "status",
                        "unknown",
                        "must be one of "
                                + Arrays.stream(Status.values())
                                        .map(Status::code)
                                        .collect(Collectors.joining(", "))));
    }
}
