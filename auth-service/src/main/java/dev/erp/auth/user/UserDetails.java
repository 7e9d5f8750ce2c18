package dev.erp.auth.user;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What can be changed of a user by PATCH. */
record UserDetails(
        @Schema(example = "Sam Okafor")
        @NotBlank(message = "is required")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        String displayName,

        @Schema(example = "[\"sales_rep\"]")
        @NotNull(message = "is required")
        @Size(max = 20, message = "must have at most 20 entries")
        List<@NotNull(message = "must not be null") @Size(max = 64, message = "must have at most 64 characters") String>
                roles) {}
