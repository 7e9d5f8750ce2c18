package dev.erp.auth.role;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What can be changed of a role. */
record RoleDetails(
        @Schema(example = "Confirms stock counts")
        @NotBlank(message = "is required")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        String description,

        @Schema(example = "[\"products:read\", \"stock:read\", \"stock:adjust\"]")
        @NotNull(message = "is required")
        @Size(max = 200, message = "must have at most 200 entries")
        List<@NotNull(message = "must not be null") @Size(max = 64, message = "must have at most 64 characters") String>
                permissions) {

    List<String> sortedPermissions() {
        return permissions.stream().distinct().sorted().toList();
    }
}
