package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Refuses;
import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What can be done with an offer before it is an order. */
@RestController
@RequestMapping("/api/v1/sales-orders")
@Tag(name = "Sales orders")
class QuotationController {

    private final Quotations quotations;
    private final SalesOrderQueries queries;
    private final Commands commands;
    private final Outcomes outcomes;

    QuotationController(Quotations quotations, SalesOrderQueries queries, Commands commands, Outcomes outcomes) {
        this.quotations = quotations;
        this.queries = queries;
        this.commands = commands;
        this.outcomes = outcomes;
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("sales-orders:write")
    @Operation(
            summary = "Change a quotation",
            description =
                    "A JSON merge patch (RFC 7396). Lines are given whole, and priced anew if they change; what was placed"
                            + " does not change any more (409 order_is_placed).")
    @ApiResponse(
            responseCode = "200",
            description = "The quotation after the change",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_placed",
            detail = "Sales order SO-2026-000017 is confirmed, and not a quotation any more.")
    @Refuses(
            status = 409,
            code = "reference_taken",
            detail = "The customer's reference is that of sales order SO-2026-000017 already.",
            field = "customerReference",
            fieldMessage = "is the reference of sales order SO-2026-000017 already")
    @Refuses(
            status = 422,
            code = "unknown_product",
            detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.",
            field = "lines[0].productId")
    @Refuses(
            status = 403,
            code = "price_override_denied",
            detail = "A price that is not the catalogue's needs the permission prices:override.")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = QuotationDetails.class, example = "{\"discountPercent\": \"5.00\"}") @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> quotations
                .change(id, ifMatch, patch, caller)
                .map(view -> new Answer(200, null, view.etag(), view)));
    }

    @PostMapping("/{id}/place")
    @Permission("sales-orders:write")
    @Operation(
            summary = "Place a quotation",
            description =
                    "At the prices of the offer. With Prefer: wait=N the answer waits up to N seconds (at most 10) until"
                            + " inventory has answered.")
    @ApiResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 409,
            code = "order_is_placed",
            detail = "Sales order SO-2026-000017 is confirmed, and not a quotation any more.")
    @Refuses(
            status = 409,
            code = "quotation_expired",
            detail = "Quotation SO-2026-000017 was valid until 2026-11-30. Give it a new date, or make a new one.")
    @Refuses(
            status = 422,
            code = "customer_inactive",
            detail = "Customer C-000017 is inactive and cannot order.",
            field = "customerId")
    @Refuses(
            status = 422,
            code = "product_discontinued",
            detail = "Product COF-ESP-1000 is not sold any more.",
            field = "lines[0].productId")
    @Refuses(
            status = 422,
            code = "credit_limit_exceeded",
            detail = "Customer C-000017 may owe 5000.00 EUR; 4900.00 are open already, and this order is about 242.68.",
            field = "customerId")
    Mono<ResponseEntity<byte[]>> placeQuotation(Caller caller, @PathVariable UUID id) {
        Mono<ResponseEntity<byte[]>> placed = commands.run(
                caller, () -> quotations.place(id, caller).map(view -> new Answer(200, null, view.etag(), view)));
        return placed.flatMap(answer -> commands.awaited(
                caller,
                answer,
                outcomes.await(id, caller.patience(), queries.view(id), view -> view.status() != Status.PENDING),
                view -> new Answer(200, null, view.etag(), view)));
    }
}
