package dev.erp.auth.client;

import dev.erp.auth.session.Visitor;
import dev.erp.auth.throttle.Attempts;
import dev.erp.auth.throttle.Limit;
import dev.erp.auth.throttle.LimitsAttempts;
import dev.erp.auth.token.AccessToken;
import dev.erp.auth.token.AccessTokens;
import dev.erp.auth.token.TokenSubject;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Authentication")
class TokenController {

    private final ApiClients clients;
    private final AccessTokens tokens;
    private final Attempts attempts;
    private final Clock clock;

    TokenController(ApiClients clients, AccessTokens tokens, Attempts attempts, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.attempts = attempts;
        this.clock = clock;
    }

    @Schema(name = "ClientCredentials")
    record Credentials(
            @Schema(example = "0193f2c4-a063-7f85-9baa-7ebe6c51cf08") @NotNull(message = "is required")
            UUID clientId,

            @Schema(example = "erp_cs_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS1zZWNyZXQ")
            @NotBlank(message = "is required")
            @Size(max = 200, message = "must have at most 200 characters")
            String clientSecret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    @Public
    @PostMapping("/token")
    @Operation(
            summary = "Get an access token for an API client",
            description = "With the client's id and secret. An unknown client and a wrong secret get the same answer.")
    @Refuses(
            status = 401,
            code = "invalid_credentials",
            detail = "The client id or the secret is not right, or the client is disabled or has expired.")
    @LimitsAttempts
    Mono<ResponseEntity<AccessToken>> token(@Valid @RequestBody Credentials input, ServerWebExchange exchange) {
        Visitor visitor = Visitor.of(exchange);
        List<Limit> limits =
                List.of(Limit.accountAtAddress("token", input.clientId().toString(), visitor.address()));
        return attempts.begin(limits, visitor.address())
                .then(Mono.defer(() -> clients.use(input.clientId(), input.clientSecret(), clock.instant())))
                .switchIfEmpty(Mono.error(TokenController::refused))
                .delayUntil(known -> attempts.succeeded(limits))
                .flatMap(known -> tokens.issueTo(new TokenSubject(
                        known.client().id(),
                        known.client().name(),
                        null,
                        List.of(),
                        known.client().scopes(),
                        known.epoch(),
                        null,
                        true)))
                .map(token ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token));
    }

    private static Problem refused() {
        return new Problem(
                        HttpStatus.UNAUTHORIZED,
                        "invalid_credentials",
                        "The client id or the secret is not right, or the client is disabled or has expired.")
                .header("WWW-Authenticate", "Bearer");
    }
}
