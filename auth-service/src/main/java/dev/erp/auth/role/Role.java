package dev.erp.auth.role;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
        String name,
        String description,
        boolean builtIn,
        List<String> permissions,
        @JsonIgnore long version,
        Instant createdAt) {

    RoleDetails details() {
        return new RoleDetails(description, permissions);
    }
}
