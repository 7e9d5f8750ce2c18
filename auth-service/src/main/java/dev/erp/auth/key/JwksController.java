package dev.erp.auth.key;

import dev.erp.chassis.security.Public;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
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
    Mono<ResponseEntity<String>> keys() {
        return keys.published().map(published -> ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAY_BE_CACHED).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"keys\":[" + String.join(",", published) + "]}"));
    }
}
