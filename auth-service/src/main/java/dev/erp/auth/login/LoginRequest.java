package dev.erp.auth.login;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What somebody typed. */
record LoginRequest(
        @Schema(example = "sam")
        @NotBlank(message = "is required")
        @Size(max = 64, message = "must have at most 64 characters")
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        String username,

        @Schema(example = "quiet-Harbour-lanterns-41")
        @NotEmpty(message = "is required")
        @Size(max = 72, message = "must have at most 72 bytes in UTF-8")
        String password) {

    /** Never shows the password. */
    @Override
    public String toString() {
        return "LoginRequest[" + username + "]";
    }
}
