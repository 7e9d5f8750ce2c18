package dev.erp.auth.client;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/** What can be said of an API client, and changed. */
record Details(
        @NotBlank(message = "is required")
        @Size(max = 100, message = "must have at most 100 characters")
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        String name,

        @NotEmpty(message = "is required") @Size(max = 100, message = "must have at most 100 entries")
        List<@NotNull(message = "must not be null") @Size(max = 64, message = "must have at most 64 characters") String>
                scopes,

        Instant expiresAt) {

    List<String> sortedScopes() {
        return scopes.stream().distinct().sorted().toList();
    }
}
