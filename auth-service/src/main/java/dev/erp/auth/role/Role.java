package dev.erp.auth.role;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A set of permissions with a name.
 *
 * @param id of its events; the API knows it by its name
 * @param builtIn comes with the system and cannot be changed
 * @param permissions {@code resource:action}, sorted
 */
record Role(
        @JsonIgnore UUID id,
        @Schema(example = "shift_lead") String name,
        @Schema(example = "Confirms stock counts") String description,
        @Schema(example = "false") boolean builtIn,

        @Schema(example = "[\"products:read\", \"stock:adjust\", \"stock:read\"]")
        List<String> permissions,

        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt) {

    RoleDetails details() {
        return new RoleDetails(description, permissions);
    }
}
