package dev.erp.auth.login;

import dev.erp.auth.session.SessionTokens;
import dev.erp.auth.session.Visitor;
import dev.erp.auth.throttle.LimitsAttempts;
import dev.erp.auth.token.Accounts;
import dev.erp.auth.user.ChecksPasswords;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
    @Schema(name = "SignedInUser")
    record Me(
            @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
            UUID id,

            @Schema(example = "sam") String username,
            @Schema(example = "Sam Okafor") String displayName,
            @Schema(example = "[\"sales_rep\"]") List<String> roles,

            @Schema(
                    example =
                            "[\"customers:read\", \"customers:write\", \"sales-orders:read\", \"sales-orders:write\"]")
            List<String> permissions) {}

    @Public
    @PostMapping("/login")
    @Operation(
            summary = "Log in",
            description = "Begins a session: an access token for the header Authorization: Bearer, valid for expiresIn"
                    + " seconds, and a refresh token that is good for one POST /auth/refresh. An unknown user and a wrong"
                    + " password get the same answer. After some failures the answer is 429 for a while.")
    @Refuses(status = 401, code = "invalid_credentials", detail = "The user name or the password is not right.")
    @LimitsAttempts
    @ChecksPasswords
    Mono<ResponseEntity<SessionTokens>> login(@Valid @RequestBody LoginRequest input, ServerWebExchange exchange) {
        return login.login(input, Visitor.of(exchange))
                .map(tokens ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens));
    }

    @Permission(Permission.SIGNED_IN)
    @GetMapping("/me")
    @Operation(summary = "Who am I, and what may I do")
    @Refuses(status = 404, code = "not_found", detail = "There is no user 0193f2c4-a063-7f85-9baa-7ebe6c51cf08.")
    Mono<Me> me(Caller caller) {
        UUID id = UUID.fromString(caller.actor().id());
        return accounts.byId(id)
                .map(user -> new Me(user.id(), user.username(), user.displayName(), user.roles(), user.permissions()))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("user", id)));
    }
}
