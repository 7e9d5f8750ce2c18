package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The process of an order as a resource: what happened, what it waits for, and what can be done about it. */
@RestController
@RequestMapping("/api/v1/sales-orders")
@Tag(name = "Sales orders")
class SalesOrderProcessController {

    private final SalesOrderCommands orders;
    private final SalesOrderQueries queries;
    private final Commands commands;

    SalesOrderProcessController(SalesOrderCommands orders, SalesOrderQueries queries, Commands commands) {
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
    }

    @GetMapping("/waiting")
    @Permission("sales-orders:read")
    @Operation(
            summary = "List the sales orders that wait",
            description =
                    "For stock, or for an answer that has not come in its time; with what for and since when. The shortest"
                            + " wait first is the default; sort=waitingSince begins with the longest.")
    Mono<Page<SalesOrderView.Summary>> waiting(@SortableBy("waitingSince") PageRequest page) {
        return queries.waiting(page);
    }

    @GetMapping("/{id}/process")
    @Permission("sales-orders:read")
    @Operation(
            summary = "Read the process of a sales order",
            description =
                    "Its steps so far with the quantities that they changed, what it waits for and since when, and whether"
                            + " somebody should look at it.")
    Mono<SalesOrderProcess> process(@PathVariable UUID id) {
        return queries.process(id);
    }

    /** @param reason for the timeline */
    @Schema(name = "SalesOrderIntervention")
    record Intervention(
            @Schema(example = "Called the warehouse: they are back")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason) {}

    @PostMapping("/{id}/process/retry")
    @Permission("sales-orders:write")
    @Operation(
            summary = "Ask again for what has not come",
            description =
                    "Only for an order that asks for attention and says that this can be done: inventory or finance is asked"
                            + " once more. Whoever had answered answers the same again, so nothing happens twice.")
    @ApiResponse(
            responseCode = "200",
            description = "The order; it asks for attention until the answer is there",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Refuses(
            status = 409,
            code = "nothing_to_retry",
            detail = "Sales order SO-2026-000017 waits for nothing that can be asked for again.")
    Mono<ResponseEntity<byte[]>> retry(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody Intervention intervention) {
        return commands.run(caller, () -> orders.retry(id, intervention.reason(), caller)
                .map(view -> new Answer(200, null, view.etag(), view)));
    }

    @PostMapping("/{id}/process/abandon")
    @Permission("sales-orders:write")
    @Operation(
            summary = "Give up waiting",
            description =
                    "Only for an order that asks for attention and says that this can be done: what has not left is"
                            + " cancelled, and everybody undoes what they did for it.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, cancelled or reduced to what has left",
            content = @Content(schema = @Schema(implementation = SalesOrderView.class)))
    @Refuses(
            status = 409,
            code = "nothing_to_abandon",
            detail = "Sales order SO-2026-000017 waits for nothing that can be given up.")
    @Refuses(
            status = 409,
            code = "shipment_under_way",
            detail =
                    "A shipment of sales order SO-2026-000017 is under way. What it does not take can be cancelled when"
                            + " inventory has answered.")
    Mono<ResponseEntity<byte[]>> abandon(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody Intervention intervention) {
        return commands.run(caller, () -> orders.abandon(id, intervention.reason(), caller)
                .map(view -> new Answer(200, null, view.etag(), view)));
    }
}
