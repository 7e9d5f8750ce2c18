package dev.erp.auth.key;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth/keys")
@Tag(name = "Keys")
class KeyController {

    private final KeyRotation rotation;

    KeyController(KeyRotation rotation) {
        this.rotation = rotation;
    }

    /** The newest 100. */
    record KeyList(List<KeyRotation.View> items) {}

    @Permission("keys:read")
    @GetMapping
    @Operation(summary = "List the keys that sign access tokens", description = "Without their private parts.")
    Mono<KeyList> list() {
        return rotation.list().collectList().map(KeyList::new);
    }

    @Permission("keys:write")
    @PostMapping("/rotate")
    @Operation(
            summary = "Begin a rotation of the signing key",
            description = "A new key is published now, and signs from signsFrom on. Nobody has to log in again.")
    Mono<KeyList> rotate(Caller caller) {
        return rotation.rotate(caller.actor()).then(Mono.defer(this::list));
    }

    @Permission("keys:write")
    @PostMapping("/{kid}/retire")
    @Operation(
            summary = "Stop trusting a key",
            description =
                    "For a key that has leaked: its tokens are refused within five minutes. If it signs, a new key"
                            + " takes its place.")
    Mono<KeyList> retire(@PathVariable String kid, Caller caller) {
        return rotation.retire(kid, caller.actor()).then(Mono.defer(this::list));
    }
}
