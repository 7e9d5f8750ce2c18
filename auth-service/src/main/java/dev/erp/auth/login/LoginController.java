package dev.erp.auth.login;

import dev.erp.auth.session.SessionTokens;
import dev.erp.auth.session.Visitor;
import dev.erp.auth.token.Accounts;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Authentication")
class LoginController {

    private final Login login;
    private final Accounts accounts;

    LoginController(Login login, Accounts accounts) {
        this.login = login;
        this.accounts = accounts;
    }

    /** Who somebody is, and what they may do. */
    record Me(UUID id, String username, String displayName, List<String> roles, List<String> permissions) {}

    @Public
    @PostMapping("/login")
    @Operation(
            summary = "Log in",
            description = "Begins a session: an access token for the header Authorization: Bearer, valid for expiresIn"
                    + " seconds, and a refresh token that is good for one POST /auth/refresh. An unknown user and a wrong"
                    + " password get the same answer. After some failures the answer is 429 for a while.")
    Mono<ResponseEntity<SessionTokens>> login(@Valid @RequestBody LoginRequest input, ServerWebExchange exchange) {
        return login.login(input, Visitor.of(exchange))
                .map(tokens ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens));
    }

    @Permission(Permission.SIGNED_IN)
    @GetMapping("/me")
    @Operation(summary = "Who am I, and what may I do")
    Mono<Me> me(Caller caller) {
        UUID id = UUID.fromString(caller.actor().id());
        return accounts.byId(id)
                .map(user -> new Me(user.id(), user.username(), user.displayName(), user.roles(), user.permissions()))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("user", id)));
    }
}
