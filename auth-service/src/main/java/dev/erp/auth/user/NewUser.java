package dev.erp.auth.user;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;

/** Somebody who shall be able to log in; the user name becomes lower case. */
record NewUser(
        @Schema(example = "sam")
        @NotNull(message = "is required")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9._@-]{1,63}",
                message = "must be 2 to 64 characters: letters a to z, digits, and . _ @ - after the first")
        String username,

        @Schema(example = "Sam Okafor")
        @NotBlank(message = "is required")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        String displayName,

        @Schema(example = "quiet-Harbour-lanterns-41", minLength = 12, maxLength = 72)
        @NotNull(message = "is required")
        @Size(min = Passwords.MIN_LENGTH, message = "must have at least 12 characters")
        String password,

        @Schema(example = "[\"sales_rep\"]")
        @NotNull(message = "is required")
        @Size(max = 20, message = "must have at most 20 entries")
        List<@NotNull(message = "must not be null") @Size(max = 64, message = "must have at most 64 characters") String>
                roles) {

    NewUser {
        username = username == null ? null : username.toLowerCase(Locale.ROOT);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
