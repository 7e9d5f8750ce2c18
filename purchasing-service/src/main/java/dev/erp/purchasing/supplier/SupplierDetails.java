package dev.erp.purchasing.supplier;

import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;

/**
 * What people enter about a supplier, and may change.
 *
 * @param currency of the supplier's prices and of the orders there
 * @param paymentTermDays from the receipt of goods to the due date of their bill; {@value #DEFAULT_PAYMENT_TERM_DAYS} if not given
 * @param leadTimeDays from the order to the goods; {@value #DEFAULT_LEAD_TIME_DAYS} if not given
 */
record SupplierDetails(
        @Schema(example = "Rösterei Hansen GmbH")
        @NotBlank(message = "must be given")
        @Size(max = 200, message = "must have at most 200 characters")
        @PlainText
        String name,

        @Schema(example = "DE987654321") @Size(min = 1, max = 50, message = "must have 1 to 50 characters") @PlainText
        String taxId,

        @Schema(example = "EUR") @NotNull(message = "must be given: an ISO 4217 code")
        Currency currency,

        @Schema(example = "14", defaultValue = "30")
        @Min(value = 0, message = "must be 0 to 365 days")
        @Max(value = 365, message = "must be 0 to 365 days")
        Integer paymentTermDays,

        @Schema(example = "5", defaultValue = "7")
        @Min(value = 0, message = "must be 0 to 365 days")
        @Max(value = 365, message = "must be 0 to 365 days")
        Integer leadTimeDays,

        @Size(max = 20, message = "must have at most 20 contacts")
        List<@NotNull(message = "must not be null") @Valid Contact> contacts,

        @Size(max = 10, message = "must have at most 10 addresses")
        List<@NotNull(message = "must not be null") @Valid Address> addresses) {

    static final int DEFAULT_PAYMENT_TERM_DAYS = 30;
    static final int DEFAULT_LEAD_TIME_DAYS = 7;

    SupplierDetails {
        paymentTermDays = paymentTermDays == null ? DEFAULT_PAYMENT_TERM_DAYS : paymentTermDays;
        leadTimeDays = leadTimeDays == null ? DEFAULT_LEAD_TIME_DAYS : leadTimeDays;
        contacts = contacts == null ? List.of() : contacts;
        addresses = addresses == null ? List.of() : addresses;
    }

    /** Somebody to talk to. */
    @Schema(name = "SupplierContact")
    record Contact(
            @Schema(example = "Inga Hansen")
            @NotBlank(message = "must be given")
            @Size(max = 200, message = "must have at most 200 characters")
            @PlainText
            String name,

            @Schema(example = "Sales") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
            String role,

            @Schema(example = "inga@example.com")
            @Email(message = "must be an e-mail address")
            @Size(min = 3, max = 254, message = "must have 3 to 254 characters")
            @PlainText
            String email,

            @Schema(example = "+49 40 5550177")
            @Size(min = 1, max = 50, message = "must have 1 to 50 characters")
            @PlainText
            String phone) {}

    /** A postal address and what it is for. */
    @Schema(name = "SupplierAddress")
    record Address(
            @Schema(example = "office")
            @NotNull(message = "must be office, billing, pickup or returns")
            @Pattern(regexp = "office|billing|pickup|returns", message = "must be office, billing, pickup or returns")
            String kind,

            @Schema(example = "Speicherstraße 3")
            @Size(max = 200, message = "must have at most 200 characters")
            @PlainText
            String street,

            @Schema(example = "20457") @Size(max = 20, message = "must have at most 20 characters") @PlainText
            String postalCode,

            @Schema(example = "Hamburg") @Size(max = 100, message = "must have at most 100 characters") @PlainText
            String city,

            @Schema(example = "Hamburg") @Size(max = 100, message = "must have at most 100 characters") @PlainText
            String region,

            @Schema(example = "DE")
            @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166 code of two letters, such as DE")
            String country) {}
}
