package dev.erp.sales.customer;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
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
@RequestMapping("/api/v1/customers/{id}/notes")
@Tag(name = "Customers")
class CustomerNoteController {

    private final CustomerNotes notes;
    private final Commands commands;

    CustomerNoteController(CustomerNotes notes, Commands commands) {
        this.notes = notes;
        this.commands = commands;
    }

    @PostMapping
    @Permission("customers:write")
    @Operation(
            summary = "Write a note about a customer",
            description =
                    "With who wrote it and when. It is never changed and never deleted; a correction is another note.")
    @ApiResponse(
            responseCode = "201",
            description = "The note",
            content = @Content(schema = @Schema(implementation = CustomerNote.class)))
    Mono<ResponseEntity<byte[]>> add(Caller caller, @PathVariable UUID id, @Valid @RequestBody CustomerNote.New note) {
        return commands.run(caller, () -> notes.add(id, note.text(), caller)
                .map(added -> new Answer(201, "/api/v1/customers/" + id + "/notes", null, added)));
    }

    @GetMapping
    @Permission("customers:read")
    @Operation(summary = "List the notes about a customer", description = "The newest first, if not asked otherwise.")
    Mono<Page<CustomerNote>> list(@PathVariable UUID id, @SortableBy("writtenAt") PageRequest page) {
        return notes.list(id, page);
    }
}
