package dev.erp.hr.position;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/positions")
@Tag(name = "Positions", description = "What people are hired for.")
class PositionController {

    private final Positions positions;
    private final Commands commands;

    PositionController(Positions positions, Commands commands) {
        this.positions = positions;
        this.commands = commands;
    }

    @PostMapping
    @Permission("employees:write")
    @Operation(summary = "Create a position")
    @ApiResponse(
            responseCode = "201",
            description = "The position",
            content = @Content(schema = @Schema(implementation = Position.class)))
    @Refuses(status = 409, code = "position_exists", detail = "There is a position Roaster already.")
    Mono<ResponseEntity<byte[]>> create(Caller caller, @Valid @RequestBody Position.Details details) {
        return commands.run(caller, () -> positions
                .create(details, caller)
                .map(position -> Answer.created("/api/v1/positions/" + position.id(), position.version(), position)));
    }

    @GetMapping
    @Permission("employees:read")
    @Operation(
            summary = "List positions",
            description = "Sortable by createdAt (newest first is the default) and title; q searches the title.")
    Mono<Page<Position>> list(
            @SortableBy({"createdAt", "title"}) PageRequest page, @RequestParam(required = false) String q) {
        return positions.list(q, page);
    }

    @GetMapping("/{id}")
    @Permission("employees:read")
    @Operation(summary = "Read a position")
    Mono<ResponseEntity<Position>> read(@PathVariable UUID id) {
        return positions.find(id).map(position -> ResponseEntity.ok()
                .eTag(ETag.of(position.version()))
                .body(position));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("employees:write")
    @Operation(summary = "Change a position", description = "A JSON merge patch (RFC 7396) of the fields of POST.")
    @ApiResponse(
            responseCode = "200",
            description = "The position after the change",
            content = @Content(schema = @Schema(implementation = Position.class)))
    @Refuses(status = 409, code = "position_exists", detail = "There is a position Roaster already.")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(
                            value = Position.Details.class,
                            example = "{\"title\": \"Head roaster\", \"description\": null}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> positions
                .change(id, ifMatch, patch, caller)
                .map(position -> Answer.ok(position.version(), position)));
    }

    @DeleteMapping("/{id}")
    @Permission("employees:write")
    @Operation(summary = "Delete a position that nothing refers to")
    @ApiResponse(responseCode = "204", description = "The position is gone")
    @Refuses(status = 409, code = "position_in_use", detail = "The histories of 12 employees refer to Roaster.")
    Mono<ResponseEntity<byte[]>> delete(Caller caller, @PathVariable UUID id) {
        return commands.run(caller, () -> positions.delete(id, caller).thenReturn(Answer.noContent()));
    }
}
