package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/sales-orders/{id}/returns")
@Tag(
        name = "Returns",
        description = "Goods that come back from a customer, to be sold again or scrapped, and credited.")
class SalesReturnController {

    private final SalesOrderCommands orders;
    private final ShipmentQueries queries;
    private final Commands commands;

    SalesReturnController(SalesOrderCommands orders, ShipmentQueries queries, Commands commands) {
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
    }

    @PostMapping
    @Permission("shipments:write")
    @Operation(
            summary = "Enter goods that came back",
            description =
                    "What can be sold again goes back into stock, and finance drafts a credit note over the share of what was"
                            + " invoiced. The last return of a line takes all that is left of its amounts.")
    @ApiResponse(
            responseCode = "201",
            description = "The return",
            content = @Content(schema = @Schema(implementation = SalesReturnView.class)))
    @Refuses(
            status = 409,
            code = "nothing_to_return",
            detail = "Of sales order SO-2026-000017 nothing is shipped that has not come back.")
    @Refuses(
            status = 422,
            code = "more_than_shipped",
            detail = "lines[0].quantity must be at most 3: so much is shipped and has not come back of line 1",
            field = "lines[0].quantity",
            fieldMessage = "must be at most 3: so much is shipped and has not come back of line 1")
    @RefusesLines
    Mono<ResponseEntity<byte[]>> enter(Caller caller, @PathVariable UUID id, @Valid @RequestBody EnterReturn goods) {
        return commands.run(caller, () -> orders.takeBack(id, goods, caller)
                .map(view -> new Answer(201, "/api/v1/sales-orders/" + id + "/returns/" + view.id(), null, view)));
    }

    @GetMapping
    @Permission("sales-orders:read")
    @Operation(summary = "List the returns of a sales order", description = "The newest first, if not asked otherwise.")
    Mono<Page<SalesReturnView>> list(@PathVariable UUID id, @SortableBy("enteredAt") PageRequest page) {
        return queries.allReturned(id, page);
    }

    @GetMapping("/{returnId}")
    @Permission("sales-orders:read")
    @Operation(summary = "Read a return")
    Mono<SalesReturnView> read(@PathVariable UUID id, @PathVariable UUID returnId) {
        return queries.returned(id, returnId);
    }
}
