package dev.erp.sales.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
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
@RequestMapping("/api/v1/sales-orders/{id}")
@Tag(name = "Shipments", description = "Goods that leave for a sales order, wholly or in parts.")
class ShipmentController {

    private static final RequestShipment EVERYTHING = new RequestShipment(null, null, null);

    private final SalesOrderCommands orders;
    private final ShipmentQueries queries;
    private final Commands commands;
    private final Outcomes outcomes;

    ShipmentController(SalesOrderCommands orders, ShipmentQueries queries, Commands commands, Outcomes outcomes) {
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
        this.outcomes = outcomes;
    }

    @PostMapping("/shipments")
    @Permission("shipments:write")
    @Operation(
            summary = "Ship goods of a sales order",
            description =
                    "By line and quantity, or everything that is reserved. Inventory issues the goods, or refuses with a"
                            + " reason; with Prefer: wait=N the answer waits up to N seconds (at most 10) for that.")
    @ApiResponse(
            responseCode = "201",
            description = "The shipment, requested or, if it was waited for, shipped or refused",
            content = @Content(schema = @Schema(implementation = ShipmentView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 409,
            code = "nothing_to_ship",
            detail = "Of sales order SO-2026-000017 nothing can be shipped: it is pending.")
    @Refuses(
            status = 422,
            code = "not_reserved",
            detail = "lines[0].quantity must be at most 3: so much is reserved and not shipped of line 1",
            field = "lines[0].quantity",
            fieldMessage = "must be at most 3: so much is reserved and not shipped of line 1")
    @RefusesLines
    Mono<ResponseEntity<byte[]>> request(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody RequestShipment shipment) {
        return ship(caller, id, shipment);
    }

    @PostMapping("/ship")
    @Permission("shipments:write")
    @Operation(
            summary = "Ship all that is reserved for a sales order",
            description = "The same as POST …/shipments without lines.")
    @ApiResponse(
            responseCode = "201",
            description = "The shipment, requested or, if it was waited for, shipped or refused",
            content = @Content(schema = @Schema(implementation = ShipmentView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 409,
            code = "nothing_to_ship",
            detail = "Of sales order SO-2026-000017 nothing can be shipped: it is pending.")
    Mono<ResponseEntity<byte[]>> shipEverything(Caller caller, @PathVariable UUID id) {
        return ship(caller, id, EVERYTHING);
    }

    private Mono<ResponseEntity<byte[]>> ship(Caller caller, UUID id, RequestShipment request) {
        Mono<ResponseEntity<byte[]>> requested =
                commands.run(caller, () -> orders.ship(id, request, caller).map(ShipmentController::created));
        return requested.flatMap(answer -> outcome(caller, id, answer));
    }

    /** At once, or with {@code Prefer: wait=N} when inventory has decided or N seconds are over. */
    private Mono<ResponseEntity<byte[]>> outcome(Caller caller, UUID id, ResponseEntity<byte[]> requested) {
        String location = requested.getHeaders().getLocation().getPath();
        UUID shipment = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        return commands.awaited(
                caller,
                requested,
                outcomes.await(
                        id,
                        caller.patience(),
                        queries.view(id, shipment),
                        view -> view.status() != Shipment.State.REQUESTED),
                ShipmentController::created);
    }

    private static Answer created(ShipmentView view) {
        return new Answer(201, "/api/v1/sales-orders/" + view.orderId() + "/shipments/" + view.id(), null, view);
    }

    @GetMapping("/shipments")
    @Permission("sales-orders:read")
    @Operation(
            summary = "List the shipments of a sales order",
            description = "The newest first, if not asked otherwise.")
    Mono<Page<ShipmentView>> list(@PathVariable UUID id, @SortableBy("requestedAt") PageRequest page) {
        return queries.list(id, page);
    }

    @GetMapping("/shipments/{shipmentId}")
    @Permission("sales-orders:read")
    @Operation(summary = "Read a shipment")
    Mono<ShipmentView> read(@PathVariable UUID id, @PathVariable UUID shipmentId) {
        return queries.view(id, shipmentId);
    }
}
