package dev.erp.hr.employee;

import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people enter about somebody, and may change.
 *
 * @param userId the account that they log in with, if they have one; nobody else's
 */
record EmployeeDetails(
        @Schema(example = "Mara Lindqvist")
        @NotBlank(message = "must be given")
        @Size(max = 200, message = "must have at most 200 characters")
        @PlainText
        String name,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07") @Nullable
        UUID userId,

        @Valid @Nullable Contact contact) {

    /** How to reach them. It is told to nobody but HR and themselves, and is in no event. */
    @Schema(name = "EmployeeContact")
    record Contact(
            @Schema(example = "mara@example.com")
            @Email(message = "must be an e-mail address")
            @Size(min = 3, max = 254, message = "must have 3 to 254 characters")
            @PlainText
            String email,

            @Schema(example = "+46 8 5550142")
            @Size(min = 1, max = 50, message = "must have 1 to 50 characters")
            @PlainText
            String phone,

            @Valid Address address) {

        static final Contact NONE = new Contact(null, null, null);
    }

    /** Where they live. */
    @Schema(name = "EmployeeAddress")
    record Address(
            @Schema(example = "Hornsgatan 12") @Size(max = 200, message = "must have at most 200 characters") @PlainText
            String street,

            @Schema(example = "118 20") @Size(max = 20, message = "must have at most 20 characters") @PlainText
            String postalCode,

            @Schema(example = "Stockholm") @Size(max = 100, message = "must have at most 100 characters") @PlainText
            String city,

            @Schema(example = "SE")
            @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166 code of two letters, such as SE")
            String country) {}

    /** Never null, for those who look into it. */
    Contact reachable() {
        return contact == null ? Contact.NONE : contact;
    }
}
