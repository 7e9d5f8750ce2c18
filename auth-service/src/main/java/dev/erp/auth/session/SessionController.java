package dev.erp.auth.session;

import dev.erp.auth.throttle.Attempts;
import dev.erp.auth.throttle.Limit;
import dev.erp.auth.throttle.LimitsAttempts;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Principal;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Authentication")
class SessionController {

    private final Sessions sessions;
    private final OwnSessions own;
    private final Attempts attempts;

    SessionController(Sessions sessions, OwnSessions own, Attempts attempts) {
        this.sessions = sessions;
        this.own = own;
        this.attempts = attempts;
    }

    /** A refresh token as a login or a refresh gave it. */
    record RefreshRequest(
            @Schema(example = "erp_rt_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS10b2tlbg")
            @NotBlank(message = "is required")
            @Size(max = 200, message = "must have at most 200 characters")
            String refreshToken) {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "RefreshRequest";
        }
    }

    /** One's sessions that go on, the one used last first. */
    record SessionList(List<OwnSessions.View> items) {}

    @Public
    @PostMapping("/refresh")
    @Operation(
            summary = "Get new tokens for a refresh token",
            description = "A refresh token is good once. If it comes a second time, even at once, its session is ended,"
                    + " because it may have been stolen. So if the answer to a refresh is lost, log in again.")
    @Refuses(
            status = 401,
            code = "invalid_refresh_token",
            detail = "The refresh token is not good (any more). Log in again.")
    @LimitsAttempts
    Mono<ResponseEntity<SessionTokens>> refresh(@Valid @RequestBody RefreshRequest input, ServerWebExchange exchange) {
        Visitor visitor = Visitor.of(exchange);
        List<Limit> limits = List.of(Limit.address("refresh", visitor.address()));
        return attempts.begin(limits, visitor.address())
                .then(Mono.defer(() -> sessions.refresh(input.refreshToken(), visitor)))
                .switchIfEmpty(Mono.error(SessionController::notGood))
                .delayUntil(tokens -> attempts.succeeded(limits))
                .map(tokens ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens));
    }

    @Public
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204", description = "The session has ended, and its access tokens are refused")
    @Operation(
            summary = "End the session of a refresh token",
            description = "The same answer whether there was such a session or not.")
    Mono<Void> logOut(@Valid @RequestBody RefreshRequest input, ServerWebExchange exchange) {
        return sessions.logOut(input.refreshToken(), Visitor.of(exchange));
    }

    @Permission(Permission.SIGNED_IN)
    @GetMapping("/sessions")
    @Operation(summary = "List my sessions that go on")
    Mono<SessionList> list(Caller caller, @AuthenticationPrincipal Principal principal) {
        return own.list(userId(caller), principal.sessionId()).map(SessionList::new);
    }

    @Permission(Permission.SIGNED_IN)
    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204", description = "The session has ended, and its access tokens are refused")
    @Operation(summary = "End one of my sessions")
    Mono<Void> end(@PathVariable UUID id, Caller caller) {
        return own.end(id, userId(caller), caller);
    }

    @Permission(Permission.SIGNED_IN)
    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204", description = "All my sessions have ended, this one too")
    @Operation(summary = "Log out everywhere")
    Mono<Void> endAll(Caller caller) {
        return own.endAll(userId(caller), caller);
    }

    private static UUID userId(Caller caller) {
        return UUID.fromString(caller.actor().id());
    }

    private static Problem notGood() {
        return new Problem(
                        HttpStatus.UNAUTHORIZED,
                        "invalid_refresh_token",
                        "The refresh token is not good (any more). Log in again.")
                .header("WWW-Authenticate", "Bearer");
    }
}
