package dev.erp.auth.client;

import dev.erp.auth.role.GivesRights;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatch;
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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
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
@RequestMapping("/api/v1/api-clients")
@Tag(name = "API clients")
class ApiClientController {

    private static final String PATH = "/api/v1/api-clients/";
    private static final long MAX_OVERLAP_SECONDS = 30L * 24 * 3600;

    private final ApiClients clients;
    private final ApiClientChanges changes;
    private final Commands commands;
    private final Transactions transactions;
    private final MergePatch mergePatch;

    ApiClientController(
            ApiClients clients,
            ApiClientChanges changes,
            Commands commands,
            Transactions transactions,
            MergePatch mergePatch) {
        this.clients = clients;
        this.changes = changes;
        this.commands = commands;
        this.transactions = transactions;
        this.mergePatch = mergePatch;
    }

    /** @param overlapSeconds how long the old secrets stay good: 0 to 30 days */
    @Schema(name = "SecretRotation")
    record Rotation(
            @Schema(example = "86400")
            @Min(value = 0, message = "must be 0 or more")
            @Max(value = MAX_OVERLAP_SECONDS, message = "must be at most 2592000, which is 30 days")
            long overlapSeconds) {}

    // answers that show a secret are not kept under an Idempotency-Key: what is stored could be read
    @Permission("api-clients:write")
    @PostMapping
    @Operation(
            summary = "Create an API client",
            description =
                    "Its scopes are permissions that the caller has. The secret is shown once. An Idempotency-Key is"
                            + " ignored, because answers with secrets are not stored: a name can be taken only once.")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = ApiClientChanges.Issued.class)))
    @GivesRights
    @Refuses(status = 409, code = "name_taken", detail = "There is an API client Web shop already.")
    Mono<ResponseEntity<ApiClientChanges.Issued>> create(@Valid @RequestBody Details input, Caller caller) {
        return transactions.run(changes.create(input, caller)).map(issued -> ResponseEntity.created(
                        URI.create(PATH + issued.client().id()))
                .eTag(ETag.of(issued.client().version()))
                .cacheControl(CacheControl.noStore())
                .body(issued));
    }

    @Permission("api-clients:write")
    @PostMapping("/{id}/rotate")
    @Operation(
            summary = "Give an API client a new secret",
            description = "It is shown once. The old ones stay good for overlapSeconds.")
    @GivesRights
    Mono<ResponseEntity<ApiClientChanges.Issued>> rotate(
            @PathVariable UUID id, @Valid @RequestBody Rotation input, Caller caller) {
        return transactions
                .run(changes.rotate(id, Duration.ofSeconds(input.overlapSeconds()), caller))
                .map(issued ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(issued));
    }

    @Permission("api-clients:read")
    @GetMapping
    @Operation(summary = "List API clients", description = "Sort by createdAt or name; q searches in the name.")
    Mono<Page<ApiClient>> list(
            @RequestParam(name = "q", required = false) String text,
            @SortableBy({"createdAt", "name"}) PageRequest page) {
        return clients.page(text, page);
    }

    @Permission("api-clients:read")
    @GetMapping("/{id}")
    @Operation(summary = "Read one API client")
    Mono<ResponseEntity<ApiClient>> read(@PathVariable UUID id) {
        return clients.byId(id)
                .map(client ->
                        ResponseEntity.ok().eTag(ETag.of(client.version())).body(client));
    }

    @Permission("api-clients:write")
    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    @Operation(
            summary = "Change an API client's name, scopes or expiry by a merge patch (RFC 7396)",
            description = "Its access tokens are refused within a second; it gets new ones with the new scopes.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiClient.class)))
    @GivesRights
    @Refuses(status = 409, code = "name_taken", detail = "There is an API client Web shop already.")
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = Details.class, example = "{\"scopes\": [\"products:read\"], \"expiresAt\": null}")
                    @RequestBody
                    JsonNode patch,
            Caller caller) {
        return commands.run(
                caller, () -> changes.change(id, ifMatch, details -> mergePatch.apply(details, patch), caller)
                        .map(client -> Answer.ok(client.version(), client)));
    }

    @Permission("api-clients:write")
    @PostMapping("/{id}/disable")
    @Operation(summary = "Disable an API client; its access tokens are refused within a second")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiClient.class)))
    Mono<ResponseEntity<byte[]>> disable(@PathVariable UUID id, Caller caller) {
        return setStatus(id, ApiClient.DISABLED, caller);
    }

    @Permission("api-clients:write")
    @PostMapping("/{id}/enable")
    @Operation(summary = "Let a disabled API client get tokens again")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ApiClient.class)))
    Mono<ResponseEntity<byte[]>> enable(@PathVariable UUID id, Caller caller) {
        return setStatus(id, ApiClient.ACTIVE, caller);
    }

    private Mono<ResponseEntity<byte[]>> setStatus(UUID id, String status, Caller caller) {
        return commands.run(
                caller, () -> changes.setStatus(id, status, caller).map(client -> Answer.ok(client.version(), client)));
    }

    @Permission("api-clients:write")
    @DeleteMapping("/{id}")
    @Operation(summary = "Delete an API client; its access tokens are refused within a second")
    @ApiResponse(responseCode = "204", description = "The API client is gone")
    Mono<ResponseEntity<byte[]>> delete(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> changes.delete(id, caller).thenReturn(Answer.noContent()));
    }
}
