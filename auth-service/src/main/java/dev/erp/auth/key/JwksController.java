package dev.erp.auth.key;

import dev.erp.chassis.security.Public;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The public keys, for whoever verifies access tokens. */
@RestController
@Tag(name = "Keys")
class JwksController {

    /** What is published, for the API document. */
    @Schema(name = "JsonWebKeySet")
    record KeySet(List<Key> keys) {}

    /** The public part of an RSA key. */
    @Schema(name = "JsonWebKey")
    record Key(
            @Schema(example = "RSA") String kty,
            @Schema(example = "sig") String use,
            @Schema(example = "RS256") String alg,

            @Schema(example = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGCqXs")
            String kid,

            @Schema(example = "AQAB") String e,

            @Schema(example = "q83vEjRWeJCrze8SNFZ4kKvN7xI0Vniq")
            String n) {}

    private static final Duration MAY_BE_CACHED = Duration.ofMinutes(5);

    private final SigningKeys keys;

    JwksController(SigningKeys keys) {
        this.keys = keys;
    }

    @Public
    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The public keys that verify access tokens",
            description = "A JSON Web Key Set (RFC 7517). A token names its key in the header kid.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeySet.class)))
    Mono<ResponseEntity<String>> keys() {
        return keys.published().map(published -> ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAY_BE_CACHED).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"keys\":[" + String.join(",", published) + "]}"));
    }
}
