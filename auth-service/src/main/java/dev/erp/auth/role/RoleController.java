package dev.erp.auth.role;

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
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
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
@RequestMapping("/api/v1")
@Tag(name = "Roles")
class RoleController {

    private final Roles roles;
    private final RoleChanges changes;
    private final Commands commands;
    private final MergePatch mergePatch;

    RoleController(Roles roles, RoleChanges changes, Commands commands, MergePatch mergePatch) {
        this.roles = roles;
        this.changes = changes;
        this.commands = commands;
        this.mergePatch = mergePatch;
    }

    record PermissionList(
            @Schema(example = "[\"customers:read\", \"customers:write\", \"products:read\"]")
            List<String> items) {}

    @Permission("roles:read")
    @GetMapping("/permissions")
    @Operation(summary = "List everything that a role can allow")
    Mono<PermissionList> permissions() {
        return roles.permissions().collectList().map(PermissionList::new);
    }

    @Permission("roles:read")
    @GetMapping("/roles")
    @Operation(summary = "List roles", description = "Sort by name or createdAt; q searches in name and description.")
    Mono<Page<Role>> list(
            @RequestParam(name = "q", required = false) String text,
            @SortableBy({"name", "createdAt"}) PageRequest page) {
        return roles.page(text, page);
    }

    @Permission("roles:read")
    @GetMapping("/roles/{name}")
    @Operation(summary = "Read one role")
    Mono<ResponseEntity<Role>> read(@PathVariable String name) {
        return roles.byName(name)
                .map(role -> ResponseEntity.ok().eTag(ETag.of(role.version())).body(role));
    }

    @Permission("roles:write")
    @PostMapping("/roles")
    @Operation(
            summary = "Create a role",
            description = "With permissions that the caller has. Roles that come with the system cannot be changed.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Role.class)))
    @GivesRights
    @Refuses(status = 409, code = "name_taken", detail = "There is a role shift_lead already.")
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody NewRole input, Caller caller) {
        return commands.run(caller, () -> changes.create(input, caller)
                .map(role -> Answer.created("/api/v1/roles/" + role.name(), role.version(), role)));
    }

    @Permission("roles:write")
    @PatchMapping(
            path = "/roles/{name}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    @Operation(
            summary = "Change a role's description or permissions by a merge patch (RFC 7396)",
            description =
                    "New permissions count at once for everybody who has the role: their access tokens are refused"
                            + " within a second, and a refresh gives one with the new rights.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Role.class)))
    @GivesRights
    @Refuses(
            status = 409,
            code = "built_in",
            detail = "The role sales_rep comes with the system: make one of your own instead.")
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable String name,
            IfMatch ifMatch,
            @MergePatchOf(value = RoleDetails.class, example = "{\"permissions\": [\"products:read\", \"stock:read\"]}")
                    @RequestBody
                    JsonNode patch,
            Caller caller) {
        return commands.run(
                caller, () -> changes.change(name, ifMatch, details -> mergePatch.apply(details, patch), caller)
                        .map(role -> Answer.ok(role.version(), role)));
    }

    @Permission("roles:write")
    @DeleteMapping("/roles/{name}")
    @Operation(summary = "Delete a role that nobody has")
    @ApiResponse(responseCode = "204", description = "The role is gone")
    @Refuses(
            status = 409,
            code = "built_in",
            detail = "The role sales_rep comes with the system: make one of your own instead.")
    @Refuses(status = 409, code = "role_in_use", detail = "3 users have the role shift_lead: take it from them first.")
    Mono<ResponseEntity<byte[]>> delete(@PathVariable String name, Caller caller) {
        return commands.run(caller, () -> changes.delete(name, caller).thenReturn(Answer.noContent()));
    }
}
