package dev.erp.auth.user;

import dev.erp.auth.role.GivesRights;
import dev.erp.auth.session.Visitor;
import dev.erp.auth.throttle.LimitsAttempts;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Principal;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Authentication")
class PasswordController {

    private static final String TOO_LONG = "must have at most 72 bytes in UTF-8";

    private final PasswordChanges changes;

    PasswordController(PasswordChanges changes) {
        this.changes = changes;
    }

    record PasswordChange(
            @Schema(example = "quiet-Harbour-lanterns-41")
            @NotEmpty(message = "is required")
            @Size(max = 72, message = TOO_LONG)
            String currentPassword,

            @Schema(example = "seven-Otters-by-the-weir", minLength = 12, maxLength = 72)
            @NotEmpty(message = "is required")
            String newPassword) {

        /** Never shows a password. */
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    record PasswordReset(
            @Schema(example = "erp_pr_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS10b2tlbg")
            @NotBlank(message = "is required")
            @Size(max = 200, message = "must have at most 200 characters")
            String resetToken,

            @Schema(example = "seven-Otters-by-the-weir", minLength = 12, maxLength = 72)
            @NotEmpty(message = "is required")
            String newPassword) {

        /** Never shows the token or the password. */
        @Override
        public String toString() {
            return "PasswordReset";
        }
    }

    @Permission(Permission.SIGNED_IN)
    @PostMapping("/auth/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204", description = "The password is changed")
    @Operation(
            summary = "Change my password",
            description =
                    "My other sessions end. Access tokens are refused from now on, this one too: get a new one by a"
                            + " refresh.")
    @Refuses(status = 404, code = "not_found", detail = "There is no user 0193f2c4-a063-7f85-9baa-7ebe6c51cf08.")
    @Refuses(
            status = 422,
            code = "wrong_password",
            detail = "currentPassword is not the current password",
            field = "currentPassword",
            fieldCode = "wrong",
            fieldMessage = "is not the current password")
    @LimitsAttempts
    @ChecksPasswords
    Mono<Void> change(
            @Valid @RequestBody PasswordChange input, Caller caller, @AuthenticationPrincipal Principal principal) {
        UUID id = UUID.fromString(caller.actor().id());
        return changes.change(id, input.currentPassword(), input.newPassword(), principal.sessionId(), caller);
    }

    @Permission("users:write")
    @PostMapping("/users/{id}/password-reset")
    @Operation(
            summary = "Issue a one-time token for a user who forgot the password",
            description =
                    "Hand it to the user, who sets a new password with POST /auth/password-reset. It is shown once, and"
                            + " replaces an older one. The old password stays good until then.")
    @GivesRights
    Mono<ResponseEntity<PasswordChanges.IssuedReset>> issueReset(@PathVariable UUID id, Caller caller) {
        return changes.issueReset(id, caller)
                .map(issued ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(issued));
    }

    @Public
    @PostMapping("/auth/password-reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204", description = "The password is set, and all sessions of the user have ended")
    @Operation(
            summary = "Set a new password with a one-time token",
            description = "The token is the one that POST /users/{id}/password-reset gave; it is good once.")
    @Refuses(
            status = 422,
            code = "invalid_reset_token",
            detail = "resetToken is not good (any more): ask for a new one",
            field = "resetToken",
            fieldCode = "invalid",
            fieldMessage = "is not good (any more): ask for a new one")
    @LimitsAttempts
    @ChecksPasswords
    Mono<Void> reset(@Valid @RequestBody PasswordReset input, ServerWebExchange exchange) {
        return changes.reset(input.resetToken(), input.newPassword(), Visitor.of(exchange));
    }
}
