package dev.erp.auth.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody who can log in, as the API shows them.
 *
 * @param username lower case, unique
 * @param status {@code active} or {@code disabled}
 * @param version counts the changes, from 1
 */
record User(
        UUID id,
        String username,
        String displayName,
        String status,
        List<String> roles,
        @JsonIgnore long version,
        Instant createdAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    static User created(UUID id, NewUser input, Instant now) {
        List<String> roles = input.roles().stream().distinct().sorted().toList();
        return new User(id, input.username(), input.displayName().strip(), ACTIVE, roles, 1, now);
    }
}
