package dev.erp.auth.user;

import dev.erp.auth.role.GivesRights;
import dev.erp.auth.role.Roles;
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
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
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
@RequestMapping("/api/v1/users")
@Tag(name = "Users")
class UserController {

    private final Users users;
    private final UserChanges changes;
    private final Roles roles;
    private final Passwords passwords;
    private final Commands commands;
    private final MergePatch mergePatch;

    UserController(
            Users users,
            UserChanges changes,
            Roles roles,
            Passwords passwords,
            Commands commands,
            MergePatch mergePatch) {
        this.users = users;
        this.changes = changes;
        this.roles = roles;
        this.passwords = passwords;
        this.commands = commands;
        this.mergePatch = mergePatch;
    }

    @Permission("users:write")
    @PostMapping
    @Operation(
            summary = "Create a user",
            description = "The password has at least 12 characters and at most 72 bytes, and is none that is guessed"
                    + " easily. Nobody can give a role with rights that they do not have themselves.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = User.class)))
    @GivesRights
    @Refuses(status = 409, code = "username_taken", detail = "There is a user sam already.")
    @ChecksPasswords
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody NewUser input, Caller caller) {
        // hashed before the transaction begins, so that no connection waits for bcrypt
        return passwords
                .hashGood("password", input.password(), input.username())
                .flatMap(hash -> commands.run(caller, () -> roles.requireGrantable("roles", input.roles(), caller)
                        .then(Mono.defer(() -> users.create(input, hash, caller::inProcess)))
                        .map(user -> Answer.created("/api/v1/users/" + user.id(), user.version(), user))));
    }

    @Permission("users:read")
    @GetMapping
    @Operation(summary = "List users", description = "Sort by createdAt or username; q searches in both names.")
    Mono<Page<User>> list(
            @SortableBy({"createdAt", "username"}) PageRequest page,
            @RequestParam(name = "q", required = false) String text,
            @Schema(allowableValues = {User.ACTIVE, User.DISABLED}) @RequestParam(required = false) String status) {
        if (status != null && !status.equals(User.ACTIVE) && !status.equals(User.DISABLED)) {
            throw Problem.invalid("status", "unknown", "must be active or disabled");
        }
        return users.page(text, status, page);
    }

    @Permission("users:read")
    @GetMapping("/{id}")
    @Operation(summary = "Read one user")
    Mono<ResponseEntity<User>> read(@PathVariable UUID id) {
        return users.byId(id)
                .map(user -> ResponseEntity.ok().eTag(ETag.of(user.version())).body(user));
    }

    @Permission("users:write")
    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    @Operation(
            summary = "Change a user's name or roles by a merge patch (RFC 7396)",
            description =
                    "New roles count at once: the user's access tokens are refused within a second, and a refresh gives"
                            + " one with the new rights. The last active admin stays admin.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = User.class)))
    @GivesRights
    @MayNotBeTheLastAdmin
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = UserDetails.class, example = "{\"roles\": [\"sales_rep\", \"viewer\"]}") @RequestBody
                    JsonNode patch,
            Caller caller) {
        return commands.run(
                caller, () -> changes.change(id, ifMatch, details -> mergePatch.apply(details, patch), caller)
                        .map(user -> Answer.ok(user.version(), user)));
    }

    @Permission("users:write")
    @PostMapping("/{id}/disable")
    @Operation(
            summary = "Disable a user",
            description = "Ends their sessions; their access tokens are refused within a second.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = User.class)))
    @MayNotBeTheLastAdmin
    Mono<ResponseEntity<byte[]>> disable(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> changes.disable(id, caller).map(user -> Answer.ok(user.version(), user)));
    }

    @Permission("users:write")
    @PostMapping("/{id}/enable")
    @Operation(summary = "Let a disabled user log in again")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = User.class)))
    Mono<ResponseEntity<byte[]>> enable(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> changes.enable(id, caller).map(user -> Answer.ok(user.version(), user)));
    }

    @Permission("users:write")
    @DeleteMapping("/{id}")
    @Operation(
            summary = "Delete a user who has never logged in",
            description = "The audit trail refers to all others: disable them.")
    @ApiResponse(responseCode = "204", description = "The user is gone")
    @MayNotBeTheLastAdmin
    @Refuses(
            status = 409,
            code = "has_history",
            detail =
                    "sam has logged in (last on 2026-11-02T07:58:31.420177Z): the audit trail refers to this user. Disable the user instead.")
    Mono<ResponseEntity<byte[]>> delete(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> changes.delete(id, caller).thenReturn(Answer.noContent()));
    }
}
