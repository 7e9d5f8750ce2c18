package dev.erp.audit.trail;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/audit-events/checkpoints")
@Tag(name = "Audit trail")
class CheckpointController {

    private final Checkpoints checkpoints;
    private final SealingKeys keys;

    CheckpointController(Checkpoints checkpoints, SealingKeys keys) {
        this.checkpoints = checkpoints;
        this.keys = keys;
    }

    @GetMapping
    @Permission("audit:read")
    @Operation(
            summary = "List the signed checkpoints",
            description =
                    "Newest first. Sort: number. Each says where every chain stood, signed with Ed25519, and holds"
                            + " the SHA-256 of the one before. Whoever keeps one elsewhere can tell later whether the past was"
                            + " rewritten. They are published on the topic erp.audit.checkpoint, too.")
    Mono<Page<CheckpointView>> list(@SortableBy("number") PageRequest page) {
        return checkpoints.list(page);
    }

    @GetMapping(path = "/key", produces = MediaType.TEXT_PLAIN_VALUE)
    @Permission("audit:read")
    @Operation(
            summary = "The public keys that verify checkpoints",
            description =
                    "X.509 SubjectPublicKeyInfo in PEM, the newest first; empty before the first checkpoint. Keep a"
                            + " copy elsewhere: a key that comes with what it signs proves little.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string", example = "-----BEGIN PUBLIC KEY-----")))
    Mono<ResponseEntity<String>> key() {
        return keys.published()
                .map(key -> SealingKey.pem(key.publicKey()))
                .collect(Collectors.joining())
                .map(pem ->
                        ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(pem));
    }
}
